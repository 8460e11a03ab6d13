using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Tests.Architecture;

namespace Letta.Migrations.Tests.Engines.Settings;

public sealed class DisplayTests
{
    [Theory]
    [InlineData("postgresql+pg8000://letta:CaNaRy@localhost:5432/letta-core?sslmode=disable", "Postgres letta@localhost:5432/letta-core")]
    [InlineData("postgresql://letta:CaNaRy@db/core", "Postgres letta@db:5432/core")]
    [InlineData("postgresql://letta:CaNaRy@[::1]:5433/core", "Postgres letta@[::1]:5433/core")]
    [InlineData("postgresql://letta:CaNaRy@db-1:5433,db-2/core", "Postgres letta@db-1:5433,db-2:5432/core")]
    [InlineData("postgresql://letta:CaNaRy@[::1],[::2]:5433/core", "Postgres letta@[::1]:5432,[::2]:5433/core")]
    [InlineData("postgresql://letta:CaNaRy@/core?host=/var/run/postgresql", "Postgres letta@/var/run/postgresql:5432/core")]
    [InlineData("Host=db;Port=5433;Username=letta;Password=CaNaRy;Database=core", "Postgres letta@db:5433/core")]
    [InlineData("postgresql://m%C3%BCller:CaNaRy@db/ma%20in", "Postgres müller@db:5432/ma in")]
    public void Postgres_shows_user_hosts_ports_and_database(string address, string display)
        => Assert.Equal(display, Reading.Target(Reading.Uri(address)).Display);

    [Theory]
    [InlineData("postgresql://letta%3ACaNaRy:pw@db/core", "Postgres letta…@db:5432/core")]
    [InlineData("postgresql://letta%3ACaNaRy@db/core", "Postgres letta…@db:5432/core")]
    [InlineData("postgresql://letta:pw@db/core%3Fpassword%3DCaNaRy", "Postgres letta@db:5432/core…")]
    [InlineData("Host=db;Username=letta:CaNaRy@db;Database=core", "Postgres letta…@db:5432/core")]
    [InlineData("Host=db;Username=letta;Database=letta:CaNaRy@db/core", "Postgres letta@db:5432/letta…")]
    public void Rest_of_an_address_in_the_wrong_field_is_not_shown(string address, string display)
        => Assert.Equal(display, Reading.Target(Reading.Uri(address)).Display);

    /// <summary>What stands where a user does may be a password whose user was forgotten.</summary>
    [Theory]
    [InlineData("postgresql://CaNaRy@db/core", "Postgres …@db:5432/core")]
    [InlineData("postgresql://CaNaRy@db", "Postgres …@db:5432/…")]
    [InlineData("postgresql://letta_CaNaRy@db/core", "Postgres …@db:5432/core")]
    [InlineData("Host=db;Username=CaNaRy;Database=core", "Postgres …@db:5432/core")]
    [InlineData("postgresql://letta@db/core", "Postgres letta@db:5432/core")]
    [InlineData("postgresql://letta_app@db/core", "Postgres letta_app@db:5432/core")]
    [InlineData("postgresql://postgres@db", "Postgres postgres@db:5432/postgres")]
    [InlineData("postgresql://migrator:CaNaRy@db/core", "Postgres migrator@db:5432/core")]
    [InlineData("postgresql://migrator@db/core?password=CaNaRy", "Postgres migrator@db:5432/core")]
    [InlineData("postgresql://migrator@db/core?passfile=/run/secrets/pgpass", "Postgres migrator@db:5432/core")]
    public void User_without_a_password_is_shown_only_if_it_cannot_be_one(string address, string display)
    {
        var target = (PostgresTarget)Reading.Target(Reading.Uri(address));

        Assert.Equal(display, target.Display);
        Assert.DoesNotContain("CaNaRy", target.Role + target.Database, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_of_the_script_are_shown_without_a_password()
    {
        var made = Repository.Read("deploy/roles.sql").Split('\n')
            .Single(l => l.EndsWith("wanted (role, login)", StringComparison.Ordinal));
        var roles = made.Split('\'').Where(w => w.StartsWith("letta_", StringComparison.Ordinal)).ToList();

        Assert.Contains("letta_migrator", roles);
        Assert.All(
            roles,
            role => Assert.Equal($"Postgres {role}@db:5432/core", Reading.Target(Reading.Uri($"postgresql://{role}@db/core")).Display));
    }

    [Fact]
    public void User_of_this_process_is_shown_without_a_password()
        => Assert.Equal(
            $"Postgres {Environment.UserName}@/run/postgresql:5432/core",
            Reading.Target(Reading.Uri($"postgresql://{Environment.UserName}@/core?host=/run/postgresql")).Display);

    [Fact]
    public void Whatever_prints_a_target_prints_its_display()
    {
        DatabaseTarget target = Reading.Target(Reading.Uri("postgresql://letta:CaNaRy@db/core"), schema: "letta");

        Assert.Equal("Postgres letta@db:5432/core", target.ToString());
        Assert.Equal("Postgres letta@db:5432/core", $"{(PostgresTarget)target}");
    }

    [Fact]
    public void No_public_member_of_a_target_holds_the_password()
    {
        var target = Reading.Target(Reading.Uri("postgresql://letta:CaNaRy@db/core"), schema: "letta");

        Assert.DoesNotContain(
            typeof(PostgresTarget).GetProperties().Where(p => p.GetIndexParameters().Length == 0),
            p => p.GetValue(target)?.ToString()?.Contains("CaNaRy") == true);
        Assert.Empty(typeof(PostgresTarget).GetFields());
    }

    [Fact]
    public void Sqlite_shows_a_path_in_the_home_the_short_way()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(
            "SQLite ~/.letta/sqlite.db", new SqliteTarget(Path.Combine(home, ".letta", "sqlite.db"), LettaMigrations.Product).Display);
        Assert.Equal("SQLite /data/letta.db", new SqliteTarget("/data/letta.db", LettaMigrations.Product).Display);
    }
}
