using System.Reflection;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Design.Baselines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Letta.Migrations.Design;

/// <summary>The schema that an EF Core model asks for.</summary>
public sealed class DbContextModel : SchemaModel
{
    private readonly Func<DatabaseSchema> _read;

    /// <summary>The model of a context.</summary>
    /// <param name="create">
    /// Makes the context, set up for Postgres, in whose terms a model is read; it is not connected, so that any address will do:
    /// <c>UseNpgsql("Host=model")</c>.
    /// </param>
    public DbContextModel(Func<DbContext> create)
        : this(() => Read(create))
    {
    }

    /// <summary>The model of a context that is made with options, as dependency injection makes it.</summary>
    /// <typeparam name="TContext">The context; it has a public constructor that takes its <see cref="DbContextOptions"/>.</typeparam>
    /// <param name="postgres">What its provider needs to know besides, such as <c>o => o.UseVector()</c>.</param>
    /// <param name="configure">What else it is set up with, such as <c>b => b.UseSnakeCaseNamingConvention()</c>.</param>
    public static DbContextModel Of<TContext>(
        Action<NpgsqlDbContextOptionsBuilder>? postgres = null, Action<DbContextOptionsBuilder>? configure = null)
        where TContext : DbContext
        => new(() =>
        {
            var builder = new DbContextOptionsBuilder<TContext>();
            builder.UseNpgsql("Host=model", postgres);
            configure?.Invoke(builder);
            return (TContext)Constructor(typeof(TContext), builder.Options.GetType()).Invoke([builder.Options]);
        });

    internal DbContextModel(Func<DatabaseSchema> read) => _read = read;

    internal override IRevisionDraft Empty => Draft.Empty;

    internal override IRevisionDraft Backfill => Draft.Backfill;

    internal override string TypeName(string message) => CSharp.TypeName(message);

    internal override Task<ModelCheck> CheckAsync(
        MigrationRunner runner, TimeProvider time, IReadOnlyList<string> excluded, CancellationToken cancellationToken)
        => new Autogenerator(runner, time).CheckAsync(_read(), excluded, cancellationToken);

    internal override async Task<(IRevisionDraft Draft, IReadOnlyList<string> Hints)> BaselineAsync(
        MigrationRunner runner, TimeProvider time, CancellationToken cancellationToken)
        => await new BaselineDrafter(runner, time).DraftAsync(cancellationToken);

    internal override async Task<(ModelCheck Check, IRevisionDraft? Draft)> DraftAsync(
        MigrationRunner runner, TimeProvider time, AutogenerateOptions options, CancellationToken cancellationToken)
        => await new Autogenerator(runner, time).DraftAsync(_read(), options, cancellationToken);

    private static ConstructorInfo Constructor(Type context, Type options)
        => context.GetConstructor([options])
            ?? context.GetConstructor([typeof(DbContextOptions)])
            ?? throw new ConfigurationException(
                $"{context.Name} has no public constructor that takes DbContextOptions<{context.Name}> alone.",
                $"Add one, or make the context yourself: new DbContextModel(() => new {context.Name}(…)).");

    private static DatabaseSchema Read(Func<DbContext> create)
    {
        using var context = create();
        return ModelReader.Read(context);
    }
}
