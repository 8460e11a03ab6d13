using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Engines;
using Letta.Migrations.Model;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Orm;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>What tests of the autogenerator do with a database.</summary>
internal static class Drafting
{
    /// <summary>The version of a revision that is drafted by a test: behind every other.</summary>
    public const long Version = 20300101000001;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What Letta's model says.</summary>
    public static DatabaseSchema Model()
    {
        using var context = new LettaDbContext(Contexts.Nowhere);
        return ModelReader.Read(context);
    }

    /// <summary>What a model says that follows Letta's own ORM to the letter.</summary>
    public static DatabaseSchema OrmToTheLetter()
    {
        using var context = new OrmLiteralContext(Contexts.Nowhere);
        return ModelReader.Read(context);
    }

    public static Autogenerator Generator(this TestDatabase database, RevisionSet? revisions = null, DatabaseTarget? target = null)
        => new(
            new MigrationRunner(
                target ?? database.Target,
                new MigrationOptions(),
                NullLogger<MigrationRunner>.Instance,
                TimeProvider.System,
                revisions ?? LettaMigrations.Revisions),
            TimeProvider.System);

    public static IDatabaseEngine Engine(this TestDatabase database)
        => DatabaseEngine.For(
            database.Target, new EngineOptions { LockTimeout = TimeSpan.FromMinutes(1), StatementTimeout = TimeSpan.FromMinutes(1) });

    /// <summary>What is in the database, as the autogenerator reads it.</summary>
    public static Task<DatabaseSchema> ReadAsync(this TestDatabase database) => database.Engine().ReadSchemaAsync(Stop);

    /// <summary>What the engine of the database makes of a schema.</summary>
    public static async Task<DatabaseSchema> MadeAsync(this TestDatabase database, DatabaseSchema schema)
    {
        var shadow = await database.Engine().OpenShadowAsync(Stop);
        await using (shadow)
        {
            shadow.CarryOut(RevisionSteps.Collect(DraftRevision.Describe(Planner.Plan(schema)), PlanKind.Up, shadow).All);
            return shadow.Read();
        }
    }

    /// <summary>The file that a draft becomes.</summary>
    public static string Text(Draft draft) => new RevisionFile(Version, "what was drafted", draft, "Letta.Migrations").Text;

    /// <summary>Fails with every difference between two schemas.</summary>
    public static void AssertSame(DatabaseSchema expected, DatabaseSchema actual, string where)
        => AssertNone(SchemaComparison.Compare(expected, actual), where);

    public static void AssertNone(IReadOnlyList<Difference> differences, string where)
    {
        if (differences.Count > 0)
            Assert.Fail($"{where}:\n{string.Join('\n', SchemaComparison.Lines(differences))}");
    }
}
