using Letta.Migrations.Engines.Postgres;

namespace Letta.Migrations.Tests.Engines.Settings;

public sealed class SchemaNameTests
{
    private static Dictionary<string, string?> Postgres => Reading.Uri("postgresql://letta:pw@db/core");

    [Theory]
    [InlineData("letta")]
    [InlineData("_letta_2")]
    [InlineData("a")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public void Plain_name_is_taken(string name) => Assert.Equal(name, Schema(Postgres, name));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Letta")]
    [InlineData("1letta")]
    [InlineData("letta-core")]
    [InlineData("letta\n")]
    [InlineData("letta\0")]
    [InlineData("le\"tta")]
    [InlineData("\"letta\"")]
    [InlineData("\"x\"; drop table public.victim; create schema \"y\"")]
    [InlineData("x;drop")]
    [InlineData("x'y")]
    [InlineData("lеttа")]
    [InlineData("ｌetta")]
    [InlineData("letta٣")]
    [InlineData("public,other")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Anything_else_is_refused_wherever_it_comes_from(string name)
    {
        Refused("--schema", () => Reading.Target(Postgres, schema: name));
        Refused("LETTA_PG_SCHEMA", () => Reading.Target(With("LETTA_PG_SCHEMA", name)));
        Refused("LettaMigrations:Schema", () => Reading.Target(With("LettaMigrations:Schema", name)));

        static void Refused(string setting, Func<object> read)
            => Assert.Equal($"{setting} is not a plain schema name.", Reading.Error(read).What);
    }

    [Fact]
    public void Option_goes_before_the_variable_and_the_variable_before_the_section()
    {
        var variables = With("LettaMigrations:Schema", "from_section");
        Assert.Equal("from_section", Schema(variables));

        variables["LETTA_PG_SCHEMA"] = "from_variable";
        Assert.Equal("from_variable", Schema(variables));
        Assert.Equal("from_option", Schema(variables, "from_option"));
    }

    [Fact]
    public void No_schema_is_the_connection_s_own() => Assert.Null(Schema(With("LettaMigrations:Schema", null)));

    [Theory]
    [InlineData("--schema")]
    [InlineData("LETTA_PG_SCHEMA")]
    public void Sqlite_has_none(string setting)
    {
        var variables = setting == "--schema" ? [] : new Dictionary<string, string?> { [setting] = "letta" };

        var error = Reading.Error(() => Reading.Target(variables, "/data/letta.db", setting == "--schema" ? "letta" : null));

        Assert.Equal($"{setting} names a schema, but the database is SQLite, which has none.", error.What);
    }

    private static Dictionary<string, string?> With(string name, string? value) => new(Postgres) { [name] = value };

    private static string? Schema(Dictionary<string, string?> variables, string? option = null)
        => Assert.IsType<PostgresTarget>(Reading.Target(variables, schema: option)).Schema;
}
