using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public abstract class TypeChangeSpec(TestEngine engine)
{
    private static readonly Dictionary<string, Change> Changes = new(StringComparer.Ordinal)
    {
        ["varchar to text"] = new("varchar", "text", "'it''s', null", "character varying", "text"),
        ["varchar(10) to varchar"] = new("varchar(10)", "varchar", "'1234567890', null", "character varying(10)", "character varying"),
        ["integer to bigint"] = new("integer", "bigint", "1, null, -5", "integer", "bigint") { Default = "0" },
        ["integer to varchar"] = new("integer", "varchar", "1, null, -5", "integer", "character varying"),
        ["json to jsonb"] = new("json", "jsonb", "'{\"a\": 1}', null", "json", "jsonb"),
        ["text to json"] = new("text", "json", "'{\"a\": 1}', null", "text", "json") { Default = "'[]'" },
        ["timestamp to timestamptz"] = new(
            "timestamp", "timestamptz", "'2024-05-06 07:08:09', null", "timestamp without time zone", "timestamp with time zone"),
        ["boolean to integer"] = new("boolean", "integer", "true, false, null", "boolean", "integer") { Default = "true" },
        ["boolean to bigint"] = new("boolean", "bigint", "true, false, null", "boolean", "bigint"),
        ["integer to double"] = new("integer", "double precision", "1, null", "integer", "double precision"),
        ["integer to numeric"] = new("integer", "numeric(10,2)", "1, null", "integer", "numeric(10,2)"),
        ["varchar to enum"] = new("varchar", "enum e 5", "'small', 'large', null", "character varying", "e") { Default = "'small'" },
        ["enum to other enum"] = new("enum e 5", "enum f 5", "'small', 'large', null", "e", "f") { Default = "'small'" },
        ["text to uuid"] = new("text", "uuid", "'12345678-9abc-4def-8123-456789abcdef', null", "text", "uuid"),
        ["vector to the same"] = new("vector(3)", "vector(3)", "'[1,2,3]', null", "vector(3)", "vector(3)"),
        ["bytea to the same"] = new("bytea", "bytea", "'abc', null", "bytea", "bytea"),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Type_changes_with_its_values_and_its_default_and_back(string name)
    {
        var change = Changes[name];
        await using var bench = await Workbench.CreateAsync(engine);
        await bench.RunAsync(r =>
        {
            r.CreateExtension("vector");
            r.CreateEnum("e", "small", "large");
            r.CreateEnum("f", "tiny", "small", "large");
            var column = r.Create.Table("t").WithColumn("id").AsInt32().NotNullable().WithColumn("c").AsCustom(change.From).Nullable();
            if (change.Default is { } value)
                column.WithDefaultValue(FluentMigrator.RawSql.Insert(value));
        });
        var values = change.Values.Split(", ");
        await bench.ExecuteAsync($"insert into t (id, c) values {string.Join(", ", values.Select((v, i) => $"({i}, {v})"))}");
        var before = await bench.ReadAsync("t", "column c");
        var rows = await RowsAsync(bench);

        await bench.RunAsync(r => r.Alter.Column("c").OnTable("t").AsCustom(change.To).Nullable());
        if (bench.OnPostgres)
            Assert.StartsWith($"{change.Shown} null", await bench.ReadAsync("t", "column c"), StringComparison.Ordinal);
        Assert.Equal(values.Length.ToString(), await bench.RowsAsync("select count(*) from t"));
        await bench.ExecuteAsync($"insert into t (id) values ({values.Length})");
        if (change.Default is { } kept && bench.OnPostgres)
            Assert.Contains(
                kept.Trim('\''),
                (await bench.RowsAsync($"select c::text from t where id = {values.Length}")).Replace("1", "true"),
                StringComparison.Ordinal);
        await bench.ExecuteAsync($"delete from t where id = {values.Length}");

        await bench.RunAsync(r => r.Alter.Column("c").OnTable("t").AsCustom(change.From).Nullable());
        Assert.Equal(WithoutCast(before), WithoutCast(await bench.ReadAsync("t", "column c")));
        Assert.Equal(rows, await RowsAsync(bench));
        if (bench.OnPostgres)
            Assert.StartsWith(change.Was, before, StringComparison.Ordinal);
    }

    private static Task<string> RowsAsync(Workbench bench)
        => bench.RowsAsync(bench.OnPostgres ? "select c::text from t order by id" : "select c from t order by id");

    /// <summary>A constant that was cast there and back may have its cast written down.</summary>
    private static string? WithoutCast(string? reported)
        => reported?.Split("::")[0].Replace("'", "", StringComparison.Ordinal).Replace("(", "", StringComparison.Ordinal)
            .Replace(")", "", StringComparison.Ordinal);

    private sealed record Change(string From, string To, string Values, string Was, string Shown)
    {
        public string? Default { get; init; }
    }
}
