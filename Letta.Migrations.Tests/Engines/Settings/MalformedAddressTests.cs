using Letta.Migrations.Engines;

namespace Letta.Migrations.Tests.Engines.Settings;

/// <summary>Whatever is wrong with an address, the error names the setting and the field, and holds nothing of the value.</summary>
public sealed class MalformedAddressTests
{
    /// <summary>Nothing in an error may look like it, raw or percent-encoded; the sign in it is to be encoded.</summary>
    private const string Canary = "CaNaRy!7391";
    private const string Encoded = "CaNaRy%217391";

    /// <summary>Each address with what its error names.</summary>
    public static TheoryData<string, string> Addresses => new()
    {
        { "", "is set, but empty" },
        { "   ", "begins or ends with white space" },
        { $" postgresql://u:{Canary}@h/db", "begins or ends with white space" },
        { $"postgresql://u:{Canary}@h/db\n", "a line break or another control character" },
        { $"postgresql://u:{Canary}@h/d\nb", "a line break or another control character" },
        { $"postgresql://u:{Canary}\0@h/db", "a line break or another control character" },
        { $"postgresql://u:{Encoded}%00@h/db", "The password" },
        { $"postgresql://u%00:{Canary}@h/db", "The user" },
        { $"postgresql://u:{Canary}@h/db%0A", "The database" },
        { $"postgresql://u:{Canary}@h:notaport/db", "The port" },
        { $"postgresql://u:{Canary}@h:99999/db", "The port" },
        { $"postgresql://u:{Canary}@h:0/db", "The port" },
        { $"postgresql://u:{Canary}@h:-1/db", "The port" },
        { $"postgresql://u:{Canary}@h:/db", "The port" },
        { $"postgresql://u:pw@h:{Canary}/db", "The port" },
        { $"postgresql://u:{Canary}/db", "The port" },
        { $"postgresql://u:{Canary}", "The port" },
        { $"postgresql://u:{Canary}@h1,h2/db?port=1,2,3", "The parameter \"port\"" },
        { $"postgresql://u:{Canary}@h ost/db", "The host" },
        { $"postgresql://u:{Canary}@[::zz]/db", "The host" },
        { $"postgresql://u:{Canary}@[::1/db", "The host" },
        { $"postgresql://u:{Canary}@[::1]x/db", "The host" },
        { $"postgresql://u:pw@{Canary}/db", "The host" },
        { $"postgresql://u:{Canary}@h%zz/db", "The host" },
        { $"postgresql://u:{Canary}@{new string('h', 300)}/db", "The host" },
        { $"postgresql://u:{Canary}@/db?host=/{new string('s', 100)}", "The host" },
        { $"Host={new string('h', 300)};Password={Canary}", "The host" },
        { $"postgresql://u:{Canary}%4@h/db", "The password" },
        { $"postgresql://u:{Canary}%f@h/db", "The password" },
        { $"postgresql://u:{Encoded}%FF@h/db", "The password" },
        { $"postgresql://u%4:{Canary}@h/db", "The user" },
        { $"postgresql://u:{Canary}@h/db%4", "The database" },
        { $"postgresql://u:{Canary}@h/db%", "The database" },
        { $"postgresql://u:{Canary}@h/d/b", "The database" },
        { $"postgresql://u:pw@h/{Canary}@x", "The password or database" },
        { $"postgresql://u/{Canary}:{Canary}@h/db", "The user" },
        { $"postgresql://u:{Canary}@h/db?sslmode=maybe", "The parameter \"sslmode\"" },
        { $"postgresql://u:pw@h/db?sslmode={Canary}", "The parameter \"sslmode\"" },
        { $"postgresql://u:{Canary}@h/db?ssl=yes", "The parameter \"ssl\"" },
        { $"postgresql://u:{Canary}@h/db?sslmode=require&sslrootcert=system", "The parameter \"sslmode\"" },
        { $"postgresql://u:{Canary}@h/db?sslmode=require&sslmode=disable", "The parameter \"sslmode\"" },
        { $"postgresql://u:{Canary}@h/db?sslrootcert=/nowhere/root.crt", "The parameter \"sslrootcert\"" },
        { $"postgresql://u:{Canary}@h/db?sslcrl=/x", "The parameter \"sslcrl\"" },
        { $"postgresql://u:{Canary}@h/db?sslpassword={Canary}", "The parameter \"sslpassword\"" },
        { $"postgresql://u:{Canary}@h/db?sslnegotiation=direct", "The SSL mode" },
        { $"postgresql://u:{Canary}@h/db?connect_timeout=soon", "The parameter \"connect_timeout\"" },
        { $"postgresql://u:{Canary}@h/db?connect_timeout=5000", "The parameter \"connect_timeout\"" },
        { $"postgresql://u:{Canary}@h/db?require_auth={Canary}", "The parameter \"require_auth\"" },
        { $"postgresql://u:{Canary}@h,i/db?target_session_attrs=standby", "The target session attribute" },
        { $"Host=h;Target Session Attributes=read-only;Password={Canary}", "The target session attribute" },
        { $"postgresql://u:{Canary}@h,i/db?target_session_attrs=fastest", "The parameter \"target_session_attrs\"" },
        { $"postgresql://u:{Canary}@h/db?client_encoding=latin1", "The parameter \"client_encoding\"" },
        { $"postgresql://u:{Canary}@h/db?unix_sock={Canary}", "The parameter \"unix_sock\"" },
        { $"postgresql://u:{Canary}@h/db?colour={Canary}", "The parameter \"colour\"" },
        { $"postgresql://u:pw@h/db?{Canary}=1", "The query" },
        { $"postgresql://u:pw@h/db?{Canary}", "The query" },
        { "postgresql://u:pw@h/db?CaNaRy", "The query" },
        { "postgresql://h/db?user=u&password=x&CaNaRy=y", "The query" },
        { $"postgresql://h/db?user=u&password={Encoded}%4", "The parameter \"password\"" },
        { $"postgresql:u:{Canary}@h/db", "is neither" },
        { $"postgresql:/u:{Canary}@h/db?sslmode=require", "The list of keywords" },
        { $"u:{Canary}@h/db", "is neither" },
        { Canary, "is neither" },
        { "CaNaRy==", "The list of keywords" },
        { $"\"postgresql://u:{Canary}@h/db\"", "begins with a quotation mark" },
        { $"postgresql+pg8000+x://u:{Canary}@h/db", "The scheme" },
        { $"postgresqll://u:{Canary}@h/db", "The scheme" },
        { $"mysql://u:{Canary}@h/db", "The scheme" },
        { $"jdbc:postgresql://h/db?user=u&password={Canary}", "The scheme" },
        { $$"""{"host":"h","password":"{{Canary}}"}""", "is neither" },
        { $$"""{"uri":"postgresql://u:{{Canary}}@h/db?sslmode=require"}""", "The list of keywords" },
        { $"Host=h;Username=u;Password=x;{Canary}", "The list of keywords" },
        { $"Host=h;Username=u;Password=x;{Canary}=y", "The list of keywords" },
        { "Host=h;Username=u;Password=x;CaNaRy=y", "The list of keywords" },
        { $"Host=h;Username=u;Password=\"{Canary}", "The list of keywords" },
        { $"Host=h;Password={Canary};Port=notaport", "The keyword \"port\"" },
        { $"Host=h;Password=pw;Port={Canary}", "The keyword \"port\"" },
        { $"Host=h;Port=99999;Password={Canary}", "The port" },
        { $"Host=h:99999;Password={Canary}", "The port" },
        { $"Host=h;Password={Canary};Pooling=maybe", "The keyword \"pooling\"" },
        { $"Host=h;Password={Canary};Timeout=-1", "The keyword \"timeout\"" },
        { $"Host=h;Password={Canary};SSL Mode=maybe", "The keyword \"ssl mode\"" },
        { $"Host=h;SSL Password={Canary}", "The keyword \"ssl password\"" },
        { $"Host=h;Colour=red;Password={Canary}", "The keyword \"colour\"" },
        { $"Username=u;Password={Canary}", "The host" },
        { $"Host=postgresql://u:{Canary}@h/db", "The host" },
        { $"host=h port=5432 dbname=db user=u password={Canary}", "The host" },
        { $"Host=h;Pooling=false;Multiplexing=true;Password={Canary}", "contradict" },
        { $"sqlite://u:{Canary}@h/db", "The path" },
        { $"sqlite:///{Canary}.db?mode=ro", "The path" },
        { "sqlite://", "The path" },
        { "sqlite:///:memory:", "The path" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Malformed_variable_is_named_with_its_field_and_nothing_of_its_value(string address, string field)
        => Check(() => Reading.Target(Reading.Uri(address)), "LETTA_PG_URI", field);

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Malformed_option_is_named_with_its_field_and_nothing_of_its_value(string address, string field)
        => Check(() => Reading.Target(connection: address), "--connection", field);

    [Fact]
    public void Malformed_file_is_named_with_its_field_and_nothing_of_its_value()
    {
        using var home = new TemporaryHome();
        var path = home.Write(".letta/pg_uri", $"postgresql://u:{Canary}@h:notaport/db\n");

        Check(() => Reading.Target(home: home.Path), "~/.letta/pg_uri", "The port");
        Check(() => Reading.Target(new Dictionary<string, string?> { ["LETTA_PG_URI_FILE"] = path }), "LETTA_PG_URI_FILE", "The port");
    }

    [Theory]
    [InlineData("LETTA_PG_HOST", "h/CaNaRy!7391", "The host")]
    [InlineData("LETTA_PG_HOST", "h:5433", "holds a port")]
    [InlineData("LETTA_PG_HOST", "postgresql://u:CaNaRy!7391@h/db", "The host")]
    [InlineData("LETTA_PG_PORT", "CaNaRy!7391", "The port")]
    [InlineData("LETTA_PG_PORT", "tcp://10.0.0.7:5432", "Kubernetes")]
    [InlineData("LETTA_PG_USER", "", "is set, but empty")]
    [InlineData("LETTA_PG_USER", "u%4", "The user")]
    [InlineData("LETTA_PG_PASSWORD", "", "is set, but empty")]
    [InlineData("LETTA_PG_PASSWORD", "CaNaRy!7391\n", "a line break")]
    [InlineData("LETTA_PG_PASSWORD", "CaNaRy!7391%4", "The password")]
    [InlineData("LETTA_PG_DB", "CaNaRy!7391\r", "a line break")]
    public void Malformed_part_is_named_and_nothing_of_its_value(string variable, string value, string field)
    {
        var parts = Reading.Parts(password: Canary);
        parts[variable] = value;

        Check(() => Reading.Target(parts), variable, field);
    }

    [Fact]
    public void Error_shows_the_form_that_is_expected()
    {
        var error = Reading.Error(() => Reading.Postgres("postgresql://letta:secret@db:port/core"));

        Assert.Equal("The port in LETTA_PG_URI is not a number from 1 to 65535.", error.What);
        Assert.Equal("write it like   postgresql://letta:p%40ss@localhost:5432/letta", error.Next);
    }

    private static void Check(Func<DatabaseTarget> read, string setting, string field)
    {
        var error = Reading.Error(read);

        Assert.Contains(setting, error.What);
        Assert.Contains(field, error.What);
        Assert.DoesNotContain("CaNaRy", error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("7391", error.ToString());
        Assert.Empty(error.Data);
    }
}
