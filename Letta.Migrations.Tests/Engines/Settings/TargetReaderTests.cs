using Letta.Migrations.Engines.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Tests.Engines.Settings;

public sealed class TargetReaderTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Nothing_configured_means_sqlite_in_the_home()
        => Assert.Equal(Path.Combine(_home.Path, ".letta", "sqlite.db"), SqlitePath());

    [Fact]
    public void Letta_config_file_says_where_sqlite_is()
    {
        _home.Write(
            ".letta/config",
            "[defaults]\npath = /wrong\n[recall_storage]\ntype = sqlite\npath = /data/letta\n[archival_storage]\npath = /other\n");

        Assert.Equal("/data/letta/sqlite.db", SqlitePath());
    }

    [Fact]
    public void Letta_config_file_may_be_elsewhere()
    {
        var config = _home.Write("elsewhere", "[recall_storage]\npath = /data/letta\n");

        Assert.Equal("/data/letta/sqlite.db", SqlitePath(("MEMGPT_CONFIG_PATH", config)));
    }

    [Fact]
    public void Letta_config_file_of_another_kind_changes_nothing()
    {
        _home.Write(".letta/config", "server:\n  path: /wrong\n");

        Assert.Equal(Path.Combine(_home.Path, ".letta", "sqlite.db"), SqlitePath());
    }

    [Fact]
    public void Letta_dir_moves_letta_s_logs_and_not_its_database()
        => Assert.Equal(Path.Combine(_home.Path, ".letta", "sqlite.db"), SqlitePath(("LETTA_DIR", "/elsewhere")));

    [Fact]
    public void No_home_and_nothing_configured_is_an_error()
        => Assert.Contains("there is no home folder", Reading.Error(() => Reading.Target()).What);

    [Fact]
    public void Each_source_goes_before_the_next()
    {
        _home.Write(".letta/pg_uri", "postgresql://letta:pw@from-file/core\n");
        var variables = Reading.Parts(host: "from-parts");
        variables["LETTA_PG_URI"] = "postgresql://letta:pw@from-uri/core";

        Assert.Equal("from-option", Host(variables, "postgresql://letta:pw@from-option/core"));
        Assert.Equal("from-uri", Host(variables));

        variables.Remove("LETTA_PG_URI");
        Assert.Equal("from-parts", Host(variables));
        Assert.Equal("from-file", Host([]));
    }

    [Fact]
    public void Malformed_source_is_not_looked_at_when_one_before_it_decides()
        => Assert.Equal("db", Host(new() { ["LETTA_PG_URI"] = "nonsense", ["LETTA_PG_HOST"] = "alone" }, "postgresql://letta:pw@db/core"));

    [Fact]
    public void Parts_make_an_address()
    {
        var settings = Reading.Settings(Reading.Target(Reading.Parts("db", "5433", "letta", "pw", "core")));

        Assert.Equal(
            ("db", 5433, "letta", "pw", "core"), (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database));
    }

    [Theory]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("/var/run/postgresql", "/var/run/postgresql")]
    [InlineData("db-1,db-2", "db-1:5433,db-2:5433")]
    public void Host_among_the_parts_may_be_more_than_a_name(string host, string expected)
        => Assert.Equal(expected, Host(Reading.Parts(host, "5433")));

    [Fact]
    public void Parts_that_are_missing_are_named()
    {
        var parts = Reading.Parts();
        parts.Remove("LETTA_PG_PORT");
        parts.Remove("LETTA_PG_DB");

        Assert.Equal(
            "LETTA_PG_HOST, LETTA_PG_USER, LETTA_PG_PASSWORD are set, but LETTA_PG_PORT, LETTA_PG_DB are not.",
            Reading.Error(() => Reading.Target(parts)).What);
    }

    [Theory]
    [InlineData("postgresql://letta:pw@db/core")]
    [InlineData("postgresql://letta:pw@db/core\n")]
    [InlineData("postgresql://letta:pw@db/core\r\n")]
    [InlineData("\uFEFFpostgresql://letta:pw@db/core\n")]
    public void Address_may_come_from_a_file(string content)
        => Assert.Equal(
            "core",
            Reading.Settings(
                Reading.Target(new Dictionary<string, string?> { ["LETTA_PG_URI_FILE"] = _home.Write("uri", content) })).Database);

    [Theory]
    [InlineData("p%40ss\n", "p%40ss")]
    [InlineData(" p@ss ", " p@ss ")]
    public void Password_from_a_file_is_taken_as_it_is(string content, string password)
    {
        var parts = Reading.Parts();
        parts.Remove("LETTA_PG_PASSWORD");
        parts["LETTA_PG_PASSWORD_FILE"] = _home.Write("password", content);

        Assert.Equal(password, Reading.Settings(Reading.Target(parts)).Password);
    }

    [Theory]
    [InlineData("LETTA_PG_URI")]
    [InlineData("LETTA_PG_PASSWORD")]
    public void Secret_in_a_variable_and_in_a_file_is_a_contradiction(string name)
    {
        var variables = Reading.Parts();
        variables[name] = "postgresql://letta:CaNaRy@db/core";
        variables[$"{name}_FILE"] = _home.Write("secret", "CaNaRy");
        if (name == "LETTA_PG_PASSWORD")
            variables.Remove("LETTA_PG_URI");

        var error = Reading.Error(() => Reading.Target(variables));

        Assert.Equal($"Both {name} and {name}_FILE are set.", error.What);
        Assert.DoesNotContain("CaNaRy", error.ToString());
    }

    [Theory]
    [InlineData("/nowhere/CaNaRy", "does not exist")]
    [InlineData("postgresql://u:CaNaRy@h/db", "does not exist")]
    [InlineData("/tmp", "cannot be read")]
    [InlineData("/dev/zero", "is larger than 64 KiB")]
    public void File_that_cannot_be_read_is_named_by_its_setting_and_not_by_its_path(string path, string fault)
    {
        var error = Reading.Error(() => Reading.Target(new Dictionary<string, string?> { ["LETTA_PG_URI_FILE"] = path }));

        Assert.Equal($"The file that LETTA_PG_URI_FILE names {fault}.", error.What);
        Assert.DoesNotContain("CaNaRy", error.ToString());
    }

    [Theory]
    [InlineData("sqlite:////data/letta.db", "/data/letta.db")]
    [InlineData("sqlite+aiosqlite:////data/letta", "/data/letta")]
    [InlineData("sqlite+pysqlite:////data/50%25.db", "/data/50%25.db")]
    [InlineData("/data/letta.db", "/data/letta.db")]
    [InlineData("/data/a=b.sqlite", "/data/a=b.sqlite")]
    [InlineData("/data/../data/letta.SQLITE3", "/data/letta.SQLITE3")]
    public void Sqlite_file_may_be_named(string connection, string path)
        => Assert.Equal(path, Assert.IsType<SqliteTarget>(Reading.Target(Reading.Parts(), connection)).Path);

    [Theory]
    [InlineData("sqlite:///data/letta.db")]
    [InlineData("data/letta.db")]
    [InlineData("./data/letta.db")]
    public void Sqlite_file_may_be_relative(string connection)
        => Assert.Equal(Path.GetFullPath("data/letta.db"), Assert.IsType<SqliteTarget>(Reading.Target(connection: connection)).Path);

    [Fact]
    public void Sqlite_file_may_be_in_the_home()
        => Assert.Equal(
            Path.Combine(_home.Path, "x.db"), Assert.IsType<SqliteTarget>(Reading.Target(connection: "~/x.db", home: _home.Path)).Path);

    [Fact]
    public void Postgres_address_without_its_scheme_does_not_become_a_file()
        => Reading.Error(() => Reading.Target(connection: "letta:CaNaRy@db/letta.db"));

    [Fact]
    public void Public_door_reads_the_home_of_the_user_last()
        => Assert.Equal(
            "Postgres letta@db:5432/core",
            LettaMigrations.Definition.Targets.Read(new ConfigurationBuilder().Build(), "postgresql://letta:pw@db/core").Display);

    private string SqlitePath(params (string Name, string Value)[] variables)
        => Assert.IsType<SqliteTarget>(Reading.Target(variables.ToDictionary(v => v.Name, v => (string?)v.Value), home: _home.Path)).Path;

    private string Host(Dictionary<string, string?> variables, string? connection = null)
        => Reading.Settings(Reading.Target(variables, connection, home: _home.Path)).Host!;
}
