using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Settings;

public sealed class PostgresUriTests
{
    [Theory]
    [InlineData("postgresql://letta:pw@db:5433/core")]
    [InlineData("postgres://letta:pw@db:5433/core")]
    [InlineData("postgresql+pg8000://letta:pw@db:5433/core")]
    [InlineData("postgresql+asyncpg://letta:pw@db:5433/core")]
    [InlineData("postgresql+psycopg://letta:pw@db:5433/core")]
    [InlineData("postgresql+psycopg2://letta:pw@db:5433/core")]
    [InlineData("postgresql+anything_2://letta:pw@db:5433/core")]
    [InlineData("PostgreSQL://letta:pw@db:5433/core")]
    [InlineData("postgresql://db:5433/core?user=letta&password=pw")]
    [InlineData("postgresql:///core?host=db&port=5433&user=letta&password=pw")]
    [InlineData("postgresql://?host=db:5433&dbname=core&user=letta&password=pw")]
    [InlineData("postgresql://letta:pw@other/core?host=db&port=5433")]
    [InlineData("postgresql://letta:pw@:5433/core?host=db")]
    [InlineData("Host=db;Port=5433;Username=letta;Password=pw;Database=core")]
    [InlineData("host=db:5433;user id=letta;pwd=pw;database=core")]
    [InlineData("Server=db;Port=5433;User Id=letta;Password='pw';Database=core;")]
    public void Address_in_any_form_names_host_port_user_password_and_database(string address)
    {
        var settings = Reading.Postgres(address);

        Assert.Equal(
            ("db", 5433, "letta", "pw", "core"), (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database));
    }

    [Theory]
    [InlineData("postgresql://letta:pw@[::1]:5433/core", "::1", 5433)]
    [InlineData("postgresql://letta:pw@[fe80::1%25eth0]/core", "fe80::1%eth0", 5432)]
    [InlineData("postgresql://letta:pw@10.0.0.7/core", "10.0.0.7", 5432)]
    [InlineData("postgresql://letta:pw@pgvector_db/core", "pgvector_db", 5432)]
    [InlineData("postgresql://letta:pw@/core", "localhost", 5432)]
    [InlineData("postgresql:///core", "localhost", 5432)]
    [InlineData("postgresql://letta:pw@/core?host=/var/run/postgresql", "/var/run/postgresql", 5432)]
    [InlineData("postgresql://letta:pw@%2Fvar%2Frun%2Fpostgresql:5433/core", "/var/run/postgresql", 5433)]
    [InlineData("postgresql+pg8000://letta:pw@/core?unix_sock=/var/run/postgresql/.s.PGSQL.5433", "/var/run/postgresql", 5433)]
    [InlineData("postgresql://letta:pw@db-1:5432,db-2:5433/core", "db-1:5432,db-2:5433", 5432)]
    [InlineData("postgresql://letta:pw@db-1,db-2/core?port=5433,5434", "db-1:5433,db-2:5434", 5432)]
    [InlineData("postgresql://letta:pw@db-1,db-2/core?port=5433", "db-1:5433,db-2:5433", 5432)]
    [InlineData("postgresql://letta:pw@/core?host=db-1:5433&host=db-2", "db-1:5433,db-2:5432", 5432)]
    [InlineData("postgresql://letta:pw@[::1],[::2]:5433/core", "[::1]:5432,[::2]:5433", 5432)]
    [InlineData("Host=db-1,db-2:5433;Port=5434;Username=letta", "db-1:5434,db-2:5433", 5432)]
    [InlineData("Host=::1;Username=letta", "::1", 5432)]
    public void Host_in_any_form_is_understood(string address, string host, int port)
    {
        var settings = Reading.Postgres(address);

        Assert.Equal((host, port), (settings.Host, settings.Port));
    }

    [Theory]
    [InlineData("postgresql://db/core", "core")]
    [InlineData("postgresql://db", null)]
    [InlineData("postgresql://db/", null)]
    [InlineData("Host=db", null)]
    public void User_that_is_not_named_is_the_one_who_runs_the_process_and_the_database_is_named_like_it(string address, string? database)
    {
        var settings = Reading.Postgres(address);

        Assert.Equal(Environment.UserName, settings.Username);
        Assert.Equal(database ?? Environment.UserName, settings.Database);
        Assert.Null(settings.Password);
    }

    [Theory]
    [InlineData("", SslMode.Prefer)]
    [InlineData("sslmode=disable", SslMode.Disable)]
    [InlineData("sslmode=allow", SslMode.Allow)]
    [InlineData("sslmode=prefer", SslMode.Prefer)]
    [InlineData("sslmode=require", SslMode.Require)]
    [InlineData("sslmode=verify-ca", SslMode.VerifyCA)]
    [InlineData("sslmode=verify-full", SslMode.VerifyFull)]
    [InlineData("ssl=true", SslMode.Require)]
    [InlineData("ssl=false", SslMode.Disable)]
    [InlineData("ssl=require", SslMode.Require)]
    [InlineData("ssl=verify-full", SslMode.VerifyFull)]
    [InlineData("sslrootcert=system", SslMode.VerifyFull)]
    [InlineData("sslmode=verify-full&sslrootcert=system", SslMode.VerifyFull)]
    public void Ssl_mode_is_taken_at_its_word(string query, SslMode mode)
        => Assert.Equal(mode, Reading.Postgres($"postgresql://letta@db/core?{query}").SslMode);

    [Theory]
    [InlineData("verify-full", SslMode.VerifyFull)]
    [InlineData("VerifyFull", SslMode.VerifyFull)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    [InlineData("Disable", SslMode.Disable)]
    public void Ssl_mode_among_keywords_may_have_its_hyphen(string word, SslMode mode)
        => Assert.Equal(mode, Reading.Postgres($"Host=db;SSL Mode={word}").SslMode);

    [Fact]
    public void Certificates_are_passed_on()
    {
        using var home = new TemporaryHome();
        using var authority = new TestAuthority("test authority");
        using var ours = authority.Issue("letta");
        var root = home.Write("root.crt", authority.Pem);
        var (certificate, key) = (home.Write("my.crt", ours.ExportCertificatePem()), home.Write("my.key", TestAuthority.KeyPem(ours)));

        var settings
            = Reading.Postgres($"postgresql://letta@db/core?sslmode=verify-full&sslrootcert={root}&sslcert={certificate}&sslkey={key}");

        Assert.Equal(
            (root, certificate, key, SslMode.VerifyFull),
            (settings.RootCertificate, settings.SslCertificate, settings.SslKey, settings.SslMode));
    }

    [Theory]
    [InlineData("sslmode=require", SslMode.VerifyCA)]
    [InlineData("sslmode=prefer", SslMode.Prefer)]
    [InlineData("sslmode=verify-full", SslMode.VerifyFull)]
    public void Root_certificate_makes_require_verify_as_it_does_in_libpq(string query, SslMode mode)
    {
        using var home = new TemporaryHome();
        using var authority = new TestAuthority("test authority");
        var root = home.Write("root.crt", authority.Pem);

        Assert.Equal(mode, Reading.Postgres($"postgresql://letta@db/core?sslrootcert={root}&{query}").SslMode);
    }

    [Fact]
    public void Options_application_name_and_timeout_are_passed_on()
    {
        var settings = Reading.Postgres(
            "postgresql://letta@db/core?options=-csearch_path%3Dfoo+-c%20work_mem=1MB&application_name=a@b&connect_timeout=7&channel_binding=require");

        Assert.Equal("-csearch_path=foo -c work_mem=1MB", settings.Options);
        Assert.Equal("a@b", settings.ApplicationName);
        Assert.Equal(7, settings.Timeout);
        Assert.Equal(ChannelBinding.Require, settings.ChannelBinding);
    }

    [Theory]
    [InlineData("postgresql://letta@db/core", null)]
    [InlineData("postgresql://letta@db/core?target_session_attrs=read-write", null)]
    [InlineData("postgresql://letta@db-1,db-2/core", "primary")]
    [InlineData("postgresql://letta@db-1,db-2/core?target_session_attrs=any", "primary")]
    [InlineData("postgresql://letta@db-1,db-2/core?target_session_attrs=read-write", "read-write")]
    [InlineData("postgresql://letta@db-1,db-2/core?target_session_attrs=prefer-standby", "primary")]
    [InlineData("Host=db-1,db-2;Target Session Attributes=prefer-standby;Load Balance Hosts=true", "primary")]
    public void One_of_several_hosts_is_chosen_by_whether_it_can_be_written_to(string uri, string? attributes)
        => Assert.Equal(attributes, Reading.Postgres(uri).TargetSessionAttributes);

    [Theory]
    [InlineData("postgresql://letta@db/core", GssEncryptionMode.Disable)]
    [InlineData("Host=db", GssEncryptionMode.Disable)]
    [InlineData("postgresql://letta@db/core?gssencmode=prefer", GssEncryptionMode.Prefer)]
    [InlineData("Host=db;GSS Encryption Mode=Require", GssEncryptionMode.Require)]
    public void Gss_encryption_is_off_unless_asked_for(string address, GssEncryptionMode mode)
        => Assert.Equal(mode, Reading.Postgres(address).GssEncryptionMode);

    [Fact]
    public void What_would_put_secrets_or_rows_into_messages_stays_off_even_if_asked_for()
    {
        var settings = Reading.Postgres("Host=db;Include Error Detail=true;Log Parameters=true;Persist Security Info=true");

        Assert.False(settings.IncludeErrorDetail || settings.LogParameters || settings.PersistSecurityInfo);
    }

    [Fact]
    public void Other_keywords_of_npgsql_are_passed_on() => Assert.Equal(3, Reading.Postgres("Host=db;Keepalive=3").KeepAlive);

    [Fact]
    public void Tuning_of_the_python_drivers_is_accepted_and_ignored()
        => Assert.Equal(
            "db",
            Reading.Postgres(
                "postgresql+asyncpg://letta@db/core?prepared_statement_cache_size=0&keepalives=1&keepalives_idle=30&keepalives_count=5").Host);
}
