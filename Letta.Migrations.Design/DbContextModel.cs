using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;

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

    internal DbContextModel(Func<DatabaseSchema> read) => _read = read;

    internal override IRevisionDraft Empty => Draft.Empty;

    internal override IRevisionDraft Backfill => Draft.Backfill;

    internal override string TypeName(string message) => CSharp.TypeName(message);

    internal override Task<ModelCheck> CheckAsync(
        MigrationRunner runner, TimeProvider time, IReadOnlyList<string> excluded, CancellationToken cancellationToken)
        => new Autogenerator(runner, time).CheckAsync(_read(), excluded, cancellationToken);

    internal override async Task<(ModelCheck Check, IRevisionDraft? Draft)> DraftAsync(
        MigrationRunner runner, TimeProvider time, AutogenerateOptions options, CancellationToken cancellationToken)
        => await new Autogenerator(runner, time).DraftAsync(_read(), options, cancellationToken);

    private static DatabaseSchema Read(Func<DbContext> create)
    {
        using var context = create();
        return ModelReader.Read(context);
    }
}
