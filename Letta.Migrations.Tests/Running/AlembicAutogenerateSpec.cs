using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Deploy;
using Letta.Migrations.Tests.Engines.Settings;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>The real Alembic on a database at head: what it would change.</summary>
public abstract class AlembicAutogenerateSpec(TestEngine engine)
{
    private const string Python = "/usr/bin/python3"; // Debian's, for which its packages are.

    /// <summary>A model that is what the history makes, as Python developers declare one; Letta's own is not on this machine.</summary>
    private const string Environment =
        """
        import os
        from alembic import context
        from sqlalchemy import Column, Integer, MetaData, Table, create_engine

        target_metadata = MetaData()
        for name in ("first", "second", "third"):
            Table(name, target_metadata, Column("id", Integer, primary_key=True, autoincrement=False))

        with create_engine(os.environ["DATABASE"]).connect() as connection:
        LINES
            with context.begin_transaction():
                context.run_migrations()
        """;

    private const string Without = "context.configure(connection=connection, target_metadata=target_metadata)";

    [Fact]
    public async Task Autogenerate_changes_nothing_with_the_lines_of_the_readme_and_drops_our_tables_without_them()
    {
        if (!File.Exists(Python) || (await Ran.Async([Python, "-c", "import alembic, psycopg2"])).Exit != 0)
            Assert.Skip("Debian's Alembic is not on this machine: apt-get install python3-alembic python3-psycopg2");
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);
        var page = Repository.Read("docs/alembic.md");
        var begin = page.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        var lines = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];

        var (without, with) = (await DraftAsync(database, Without), await DraftAsync(database, lines));

        Assert.Contains("op.drop_table('letta_migration_ledger')", without, StringComparison.Ordinal);
        Assert.Contains("op.drop_table('VersionInfo')", without, StringComparison.Ordinal);
        Assert.DoesNotContain("op.", with, StringComparison.Ordinal);
    }

    /// <summary>The address as SQLAlchemy takes it.</summary>
    protected abstract string Address(TestDatabase database);

    /// <summary>What <c>alembic revision --autogenerate</c> writes into the two methods of a revision.</summary>
    private async Task<string> DraftAsync(TestDatabase database, string lines)
    {
        using var home = new TemporaryHome();
        var indented = string.Join('\n', lines.Split('\n').Select(l => $"    {l}"));
        home.Write("alembic/env.py", Environment.Replace("LINES", indented, StringComparison.Ordinal));
        home.Write(
            "alembic/script.py.mako",
            "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n\ndef upgrade():\n    ${upgrades}\n");
        home.Write("alembic/versions/head.py", "revision = 'aaaaaaaaaaa3'\ndown_revision = None\n");
        var ini = home.Write("alembic.ini", $"[alembic]\nscript_location = {home.Path}/alembic\n");

        await Ran.WellAsync(
            [Python, "-m", "alembic", "--config", ini, "revision", "--autogenerate", "--rev-id", "next"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DATABASE"] = Address(database) });

        return await File.ReadAllTextAsync(
            Path.Combine(home.Path, "alembic", "versions", "next_.py"), TestContext.Current.CancellationToken);
    }
}

public sealed class PostgresAlembicAutogenerateTests(PostgresEngine engine) : AlembicAutogenerateSpec(engine)
{
    protected override string Address(TestDatabase database)
        => ((PostgresTestDatabase)database).Uri.Replace("+pg8000", "+psycopg2", StringComparison.Ordinal);
}

public sealed class SqliteAlembicAutogenerateTests(SqliteEngine engine) : AlembicAutogenerateSpec(engine)
{
    protected override string Address(TestDatabase database) => $"sqlite:///{((SqliteTestDatabase)database).Path}";
}
