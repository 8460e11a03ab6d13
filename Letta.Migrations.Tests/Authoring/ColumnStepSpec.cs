using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public abstract class ColumnStepSpec(TestEngine engine)
{
    private const string Rows = "select id, a, b from t order by id";

    private static readonly Dictionary<string, StepCase> Cases = new(StringComparer.Ordinal)
    {
        ["collation of a new column"] = New(
            r => r.Create.Column("c").OnTable("t").AsText().Collate("C").Nullable(), "text collate C null", "TEXT null"),
        ["collation in an alteration of a table"] = New(
            r => r.Alter.Table("t").AddColumn("c").AsVarchar().Collate("de-x-icu").NotNullable().WithDefaultValue("x"),
            "character varying collate de-x-icu not null default 'x'::character varying",
            "VARCHAR not null default 'x'"),
        ["collation of an old column"] = new(
            "column b",
            r => r.Alter.Column("b").OnTable("t").AsText().Collate("C").Nullable(),
            r => r.Alter.Column("b").OnTable("t").AsText().Collate(null).Nullable(),
            "text collate C null",
            "TEXT null"),
        ["collation and type"] = new(
            "column b",
            r => r.Alter.Column("b").OnTable("t").AsVarchar().Collate("C"),
            r => r.Alter.Column("b").OnTable("t").AsText().Collate("default"),
            "character varying collate C null",
            "VARCHAR null"),
        ["identity"] = New(
            r => r.Create.Column("c").OnTable("t").AsInt64().Identity(), "bigint not null identity", "BIGINT not null"),
        ["identity always"] = New(
            r => r.Create.Column("c").OnTable("t").AsInt32().IdentityAlways(), "integer not null identity always", "INTEGER not null"),
        ["identity as FluentMigrator says it"] = New(
            r => r.Create.Column("c").OnTable("t").AsInt64().Identity(PostgresGenerationType.Always),
            "bigint not null identity always",
            "BIGINT not null"),
        ["computed and stored"] = New(
            r => r.Create.Column("c").OnTable("t").AsInt32().Nullable().Computed("a * 2", stored: true),
            "integer null generated as (a * 2) stored",
            "INTEGER null generated as a * 2 stored"),
        ["computed"] = New(
            r => r.Create.Column("c").OnTable("t").AsInt32().Nullable().Computed("a * 2"),
            "integer null generated as (a * 2) stored",
            "INTEGER null generated as a * 2"),
        ["inet"] = New(r => r.Create.Column("c").OnTable("t").AsCustom("inet").Nullable(), "inet null", "INET null"),
        ["array"] = New(r => r.Create.Column("c").OnTable("t").AsCustom("text[]").Nullable(), "text[] null", "JSON null"),
        ["interval"] = New(r => r.Create.Column("c").OnTable("t").AsCustom("interval").Nullable(), "interval null", "INTERVAL null"),
        ["comment"] = new(
            "column b",
            r => r.CommentOnColumn("t", "b", "it's; a \"b\" \\ of\ntwo lines"),
            r => r.CommentOnColumn("t", "b", null),
            "text null comment 'it's; a \"b\" \\ of\ntwo lines'",
            "TEXT null"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Column_is_as_it_was_said_and_as_before_again(string name)
    {
        await using var bench = await CreateAsync();

        await bench.TryAsync(Cases[name], Rows);
    }

    [Fact]
    public async Task Comment_on_a_table_is_reported_and_removed()
    {
        await using var bench = await CreateAsync();

        await bench.RunAsync(r => r.CommentOn("t", "what it is for"));
        Assert.Equal(bench.OnPostgres ? "what it is for" : null, (await bench.ReadAsync()).Table("t")!.Comment);

        await bench.RunAsync(r => r.CommentOn("t", null));
        Assert.Null((await bench.ReadAsync()).Table("t")!.Comment);
    }

    [Fact]
    public async Task Collation_stays_when_the_type_changes()
    {
        await using var bench = await CreateAsync();
        var collation = bench.OnPostgres ? "C" : "NOCASE";

        await bench.RunAsync(r => r.Alter.Column("b").OnTable("t").AsText().Collate(collation).Nullable());
        await bench.RunAsync(r => r.Alter.Column("b").OnTable("t").AsVarchar().Nullable());
        Assert.Equal(collation, (await bench.ReadAsync()).Table("t")!.Column("b")!.Collation);

        await bench.RunAsync(r => r.Alter.Column("b").OnTable("t").AsVarchar().Collate(null).Nullable());
        Assert.Null((await bench.ReadAsync()).Table("t")!.Column("b")!.Collation);
    }

    [Fact]
    public async Task Identity_of_a_new_table_numbers_its_rows()
    {
        await using var bench = await CreateAsync();

        await bench.RunAsync(
            r => r.Create.Table("n").WithColumn("id").AsInt64().PrimaryKey("n_pkey").Identity().WithColumn("a").AsText().Nullable());

        Assert.Equal(bench.OnPostgres ? "bigint not null identity" : "INTEGER not null identity", await bench.ReadAsync("n", "column id"));
        await bench.ExecuteAsync("insert into n (a) values ('x'), ('y')");
        Assert.Equal("1|x\n2|y", await bench.RowsAsync("select id, a from n order by id"));
        await bench.ExecuteAsync("insert into n (id, a) values (7, 'z')");
    }

    [Fact]
    public async Task Identity_of_a_new_column_numbers_the_rows_there_are()
    {
        await using var bench = await CreateAsync();

        await bench.RunAsync(r => r.Create.Column("n").OnTable("t").AsInt64().Identity());

        Assert.Equal("1\n2", await bench.RowsAsync("select n from t order by n"));
    }

    [Fact]
    public async Task Serial_of_a_new_column_numbers_the_rows_there_are()
    {
        await using var bench = await CreateAsync();

        await bench.RunAsync(r => r.Create.Column("n").OnTable("t").AsSerial().NotNullable());

        Assert.Equal("1\n2", await bench.RowsAsync("select n from t order by n"));
    }

    [Theory]
    [InlineData(IdentityKind.ByDefault, "bigint not null identity")]
    [InlineData(IdentityKind.Always, "bigint not null identity always")]
    public async Task Old_column_is_numbered_behind_its_highest_value_and_no_more(IdentityKind kind, string reported)
    {
        await using var bench = await CreateAsync();
        await bench.RunAsync(r => r.Create.Column("n").OnTable("t").AsInt64().NotNullable().FilledFrom("cast(id as integer) * 10"));
        var before = await bench.ReadAsync("t", "column n");

        await bench.RunAsync(r => r.ChangeIdentity("t", "n", IdentityKind.None, kind));
        if (bench.OnPostgres)
        {
            Assert.Equal(reported, await bench.ReadAsync("t", "column n"));
            await bench.ExecuteAsync("insert into t (id) values ('3')");
            Assert.Equal("21", await bench.RowsAsync("select n from t where id = '3'"));
        }

        var other = kind is IdentityKind.Always ? IdentityKind.ByDefault : IdentityKind.Always;
        await bench.RunAsync(r => r.ChangeIdentity("t", "n", kind, other));
        Assert.Equal(
            bench.OnPostgres ? other is IdentityKind.Always ? "identity always" : "identity" : null,
            (await bench.ReadAsync()).Table("t")!.Column("n")!.Identity);

        await bench.RunAsync(r => r.ChangeIdentity("t", "n", other, IdentityKind.None));
        Assert.Equal(before, await bench.ReadAsync("t", "column n"));
    }

    [Fact]
    public async Task Computed_column_is_another_one_within_one_revision()
    {
        await using var bench = await CreateAsync();
        await bench.RunAsync(r => r.Create.Column("c").OnTable("t").AsInt32().Nullable().Computed("a * 2", stored: true));

        await bench.RunAsync(r =>
        {
            r.Delete.Column("c").FromTable("t");
            r.Create.Column("c").OnTable("t").AsInt32().Nullable().Computed("a * 3", stored: true);
        });

        Assert.Contains("a * 3", await bench.ReadAsync("t", "column c"), StringComparison.Ordinal);
        Assert.Equal("1|3\n2|null", await bench.RowsAsync("select id, c from t order by id"));
    }

    private async Task<Workbench> CreateAsync()
    {
        var bench = await Workbench.CreateAsync(engine);
        await bench.RunAsync(r => r.Create.Table("t")
            .WithColumn("id").AsVarchar().PrimaryKey("t_pkey")
            .WithColumn("a").AsInt32().Nullable()
            .WithColumn("b").AsText().Nullable()
            .WithColumn("spare").AsInt32().Nullable());
        await bench.ExecuteAsync("insert into t (id, a, b) values ('1', 1, 'X'), ('2', null, 'y')");
        return bench;
    }

    private static StepCase New(Action<Adhoc> up, string postgres, string sqlite)
        => new("column c", up, r => r.Delete.Column("c").FromTable("t"), postgres, sqlite);
}
