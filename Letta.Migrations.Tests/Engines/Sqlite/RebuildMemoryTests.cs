using System.Diagnostics;
using Letta.Migrations.Authoring;
using SQLitePCL;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>No row passes through this process, and SQLite itself holds no more than its page cache.</summary>
[Collection(nameof(Alone))]
public sealed class RebuildMemoryTests(ITestOutputHelper output)
{
    private const int MiB = 1 << 20;

    [Fact]
    [Trait("Cost", "sweep")]
    public void A_million_rows_are_altered_in_the_memory_of_ten_thousand()
    {
        var few = Alter(10_000);
        var before = PeakWorkingSet();
        var many = Alter(1_000_000);
        var grown = PeakWorkingSet() - before;

        output.WriteLine(
            $"SQLite {few.Native / 1024} KiB, then {many.Native / 1024} KiB; .NET {few.Managed / 1024} KiB, then {many.Managed / 1024} "
                + $"KiB; peak working set +{grown / 1024} KiB");
        Assert.True(few.Native > 0, "SQLite does not count its memory.");
        Assert.True(many.Native < few.Native + (4 * MiB), $"SQLite took {many.Native} bytes for the many, {few.Native} for the few.");
        Assert.True(many.Managed < few.Managed + MiB, $".NET took {many.Managed} bytes for the many, {few.Managed} for the few.");
        Assert.True(grown < 32 * MiB, $"The process grew by {grown} bytes.");
    }

    private static (long Native, long Managed) Alter(int rows)
    {
        using var run = new RevisionRun();
        run.Run($"""
            create table t (id varchar primary key, a int, b text, c text);
            create index i on t (a, b); create index j on t (lower(c)) where a > 5;
            with recursive n (i) as (select 1 union all select i + 1 from n where i < {rows})
            insert into t select 'row-' || ((i * 7919) % 1000003), i, 'text ' || i, null from n
            """);
        raw.sqlite3_memory_highwater(1);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        run.Up(r =>
        {
            r.Alter.Column("a").OnTable("t").AsInt64().NotNullable();
            r.Alter.Table("t").AddColumn("d").AsVarchar().NotNullable().FilledFrom("t.b || '!'");
            r.Create.UniqueConstraint("uq").OnTable("t").Columns("d");
            r.Delete.Column("c").FromTable("t");
        });

        var taken = (raw.sqlite3_memory_highwater(0), GC.GetTotalAllocatedBytes(precise: true) - allocated);
        Assert.Equal(1, run.Rebuilds);
        Assert.Equal(
            $"{rows}|{rows}|text {rows}!", run.Rows("select count(*), max(a), (select d from t order by rowid desc limit 1) from t"));
        return taken;
    }

    private static long PeakWorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
