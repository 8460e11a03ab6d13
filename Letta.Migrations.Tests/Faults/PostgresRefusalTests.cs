using System.Text;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Engines.Settings;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Faults;

/// <summary>A server that lets nobody in says why; only a wrong password is called one.</summary>
public sealed class PostgresRefusalTests(PostgresEngine engine)
{
    private const string Rules =
        """
        local   all all          trust
        hostssl all ghost    all trust
        hostssl all postgres all scram-sha-256
        hostssl all proved   all scram-sha-256 clientcert=verify-ca
        hostssl all mapped   all cert
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_reason_has_its_own_sentence_and_exit_code()
    {
        using var home = new TemporaryHome();
        using var authority = new TestAuthority("test authority");
        using var certificate = authority.Issue("localhost");
        using var client = authority.Issue("somebody-else");
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        await server.RequireTlsAsync(
            authority.Pem,
            certificate.ExportCertificatePem(),
            TestAuthority.KeyPem(certificate),
            Rules,
            "create role proved login; create role mapped login",
            Stop);
        var (crt, key) = (home.Write("my.crt", client.ExportCertificatePem()), home.Write("my.key", TestAuthority.KeyPem(client)));

        var errors = new StringBuilder();
        (string Who, string Mode)[] attempts =
        [
            ("postgres:wrong", "require"),
            ("postgres:wrong", "disable"),
            ("proved:pw", "require"),
            ("nobody:pw", "require"),
            ("ghost:pw", "require"),
            ("mapped:pw", $"require&sslcert={crt}&sslkey={key}"),
        ];
        foreach (var (who, mode) in attempts)
        {
            var settings = server.Database.Settings;
            var address = $"postgresql://{who}@{settings.Host}:{settings.Port}/postgres?sslmode={mode}";
            var runner = new MigrationRunner(
                Reading.Target(Reading.Uri(address)),
                new MigrationOptions(),
                NullLogger<MigrationRunner>.Instance,
                TimeProvider.System,
                LettaMigrations.Revisions);
            var error = await Assert.ThrowsAnyAsync<MigrationException>(() => runner.UpgradeAsync(cancellationToken: Stop));
            var what = error.What.Replace($"@{settings.Host}:{settings.Port}/", "@db/", StringComparison.Ordinal);
            errors.Append($"{(int)error.Code} {what}\n");
        }

        Assert.Equal(
            """
            2 Postgres postgres@db/postgres refused the user name or the password (28P01).
            2 Postgres postgres@db/postgres lets the role "postgres" in over TLS only, or not at all: its pg_hba.conf has no entry for this connection without encryption (28000).
            2 Postgres proved@db/postgres demands a client certificate, and got none that it accepts (28000).
            6 The pg_hba.conf of Postgres nobody@db/postgres has no entry that lets the role "nobody" in from here (28000).
            2 Postgres ghost@db/postgres knows no role "ghost", or does not let it log in (28000).
            2 Postgres mapped@db/postgres does not take this connection for one of the role "mapped" (28000): the proof that its pg_hba.conf asks for, such as a client certificate or the user of the operating system, is of another.

            """,
            errors.ToString());
    }
}
