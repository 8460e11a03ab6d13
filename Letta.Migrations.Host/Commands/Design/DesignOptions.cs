using System.CommandLine;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Design.Orm;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Host.Commands.Design;

/// <summary>What the verbs of development time share.</summary>
internal static class DesignOptions
{
    public static Option<string[]> Exclude() => new("--exclude")
    {
        Description = "Leave this out: a table, table.object, or an enum or sequence. May be said more than once.",
        HelpName = "name",
    };

    public static Autogenerator Generator(Invocation invocation, MigrationRunner runner) => new(runner.Target, runner.Options, runner, invocation.Time);

    /// <summary>What the model says; it is read for Postgres, whose terms a model is in, and without any database.</summary>
    public static DatabaseSchema Model(Invocation invocation)
    {
        if (invocation.Model is { } given)
            return given();

        var options = new DbContextOptionsBuilder<LettaDbContext>();
        options.UseLettaPostgres("Host=model");
        using var context = new LettaDbContext(options.Options);
        return ModelReader.Read(context);
    }
}
