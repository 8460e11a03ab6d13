using System.Net;
using System.Net.Sockets;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Settings;

/// <summary>What was read from an address is what Npgsql and the server make of it.</summary>
public sealed class AddressConnectionTests(PostgresEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Options_and_application_name_reach_the_server()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();

        var shown
            = await ShowAsync($"{database.Uri}?options=-csearch_path%3Dfoo&application_name=let+ta", "search_path", "application_name");

        Assert.Equal(["foo", "let ta"], shown);
    }

    [Fact]
    public async Task Host_that_does_not_answer_is_passed_over_for_one_that_does()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var uri = database.Uri.Replace(
            $"@{database.Settings.Host}:", $"@{database.Settings.Host}:1,{database.Settings.Host}:", StringComparison.Ordinal);

        Assert.Equal(["off"], await ShowAsync(uri, "transaction_read_only"));
    }

    [Fact]
    public async Task Server_without_tls_is_fine_until_its_identity_is_asked_for()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();

        Assert.Equal(["off"], await ShowAsync(database.Uri, "ssl"));
        await Assert.ThrowsAsync<NpgsqlException>(() => ShowAsync($"{database.Uri}?sslmode=verify-full", "ssl"));
    }

    [Theory]
    [InlineData("postgresql://letta:pw@/core?host=FOLDER&port=5433&sslmode=disable")]
    [InlineData("postgresql://letta:pw@ENCODED:5433/core?sslmode=disable")]
    [InlineData("postgresql+pg8000://letta:pw@/core?unix_sock=FOLDER/.s.PGSQL.5433&sslmode=disable")]
    public async Task Unix_socket_is_knocked_at(string uri)
    {
        using var home = new TemporaryHome();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(home.Path, ".s.PGSQL.5433")));

        await AssertKnockedAsync(listener, uri.Replace("FOLDER", home.Path).Replace("ENCODED", Uri.EscapeDataString(home.Path)));
    }

    [Theory]
    [InlineData("postgresql://letta:pw@[::1]:PORT/core?sslmode=disable")]
    [InlineData("postgresql://letta:pw@[::1]:PORT,[::1]:1/core?sslmode=disable")]
    [InlineData("Host=::1;Port=PORT;Username=letta;Password=pw;SSL Mode=disable")]
    public async Task Ipv6_address_is_knocked_at(string uri)
    {
        using var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        await AssertKnockedAsync(listener, uri.Replace("PORT", $"{((IPEndPoint)listener.LocalEndPoint!).Port}"));
    }

    /// <summary>Hangs up on the first caller, and does not care how the caller takes it.</summary>
    private static async Task AssertKnockedAsync(Socket listener, string uri)
    {
        listener.Listen();
        var knock = listener.AcceptAsync(Token).AsTask();
        await using var connection = new NpgsqlConnection(Unpooled(uri));
        var opening = connection.OpenAsync(Token);

        Assert.Same(knock, await Task.WhenAny(knock, opening));
        (await knock).Dispose();
        listener.Close();
        await Assert.ThrowsAsync<NpgsqlException>(() => opening);
    }

    private static async Task<List<string>> ShowAsync(string uri, params string[] settings)
    {
        await using var connection = new NpgsqlConnection(Unpooled(uri));
        await connection.OpenAsync(Token);
        var shown = new List<string>();
        foreach (var setting in settings)
        {
            await using var command = new NpgsqlCommand($"show {setting}", connection);
            shown.Add((string)(await command.ExecuteScalarAsync(Token))!);
        }

        return shown;
    }

    private static string Unpooled(string uri)
        => new NpgsqlConnectionStringBuilder(Reading.Postgres(uri).ConnectionString) { Pooling = false }.ConnectionString;
}
