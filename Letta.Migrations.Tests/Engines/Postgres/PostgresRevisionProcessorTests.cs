using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Postgres;

public sealed class PostgresRevisionProcessorTests(PostgresEngine engine)
{
    [Fact]
    public async Task Type_that_stays_is_not_written_again()
    {
        await using var database = await CreateAsync("create table t (v varchar(10), n numeric(10, 2), e timestamptz, j json, k integer)");

        var sent = await RunAsync(database, r =>
        {
            r.Alter.Column("v").OnTable("t").AsCustom("varchar(10)").NotNullable();
            r.Alter.Column("n").OnTable("t").AsDecimal(10, 2).Nullable();
            r.Alter.Column("e").OnTable("t").AsTimestampTz().NotNullable();
            r.Alter.Column("j").OnTable("t").AsJson().Nullable();
            r.Alter.Column("k").OnTable("t").AsInt32();
        });

        Assert.Equal(
            [
                "ALTER TABLE \"public\".\"t\" ALTER \"v\" SET NOT NULL",
                "ALTER TABLE \"public\".\"t\" ALTER \"n\" DROP NOT NULL",
                "ALTER TABLE \"public\".\"t\" ALTER \"e\" SET NOT NULL",
                "ALTER TABLE \"public\".\"t\" ALTER \"j\" DROP NOT NULL",
            ],
            sent);
    }

    [Fact]
    public async Task Type_that_changes_carries_the_values_over()
    {
        await using var database = await CreateAsync("""create table t ("limit" text); insert into t values ('12'), (null)""");

        var sent = await RunAsync(database, r => r.Alter.Column("limit").OnTable("t").AsInt32().Nullable());

        Assert.Equal(
            ["ALTER TABLE \"public\".\"t\" ALTER \"limit\" TYPE integer USING \"limit\"::integer, ALTER \"limit\" DROP NOT NULL"], sent);
        Assert.Equal(["12", "null"], await database.RowsAsync("""select "limit" from t order by 1"""));
    }

    [Fact]
    public async Task Length_that_changes_is_a_type_that_changes()
    {
        await using var database = await CreateAsync("create table t (v varchar(10))");

        var sent = await RunAsync(database, r => r.Alter.Column("v").OnTable("t").AsCustom("varchar(20)").Nullable());

        Assert.StartsWith("ALTER TABLE \"public\".\"t\" ALTER \"v\" TYPE varchar(20) USING", Assert.Single(sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moment_is_the_same_with_and_without_a_zone_whatever_the_zone_of_the_session()
    {
        await using var database = await CreateAsync("create table t (at timestamptz); insert into t values ('2024-12-01 10:00:00+00')");
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        await using (var zone = new NpgsqlCommand("set timezone = 'Asia/Kathmandu'", connection))
            await zone.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await PostgresSteps.RunAsync(connection, new Adhoc(r => r.Alter.Column("at").OnTable("t").AsTimestamp().Nullable()));
        Assert.Equal("2024-12-01 10:00:00", await database.ScalarAsync<string>("select at::text from t"));

        await PostgresSteps.RunAsync(connection, new Adhoc(r => r.Alter.Column("at").OnTable("t").AsTimestampTz().Nullable()));
        Assert.Equal("2024-12-01 10:00:00", await database.ScalarAsync<string>("select (at at time zone 'UTC')::text from t"));
    }

    [Fact]
    public async Task Filled_column_is_filled_before_it_is_required()
    {
        await using var database = await CreateAsync("create table t (a text); insert into t values ('x')");

        var sent = await RunAsync(database, r => r.Alter.Table("t").AddColumn("b").AsVarchar().NotNullable().FilledFrom("t.a || '!'"));

        Assert.Equal(
            [
                "ALTER TABLE \"public\".\"t\" ADD \"b\" varchar NULL",
                "UPDATE \"public\".\"t\" SET \"b\" = t.a || '!'",
                "ALTER TABLE \"public\".\"t\" ALTER \"b\" SET NOT NULL",
            ],
            sent);
        Assert.Equal("x!", await database.ScalarAsync<string>("select b from t"));
    }

    [Fact]
    public async Task Columns_leave_in_one_statement()
    {
        await using var database = await CreateAsync("create table t (a text, b text, c text)");

        Assert.Equal(
            ["ALTER TABLE \"public\".\"t\" DROP COLUMN \"a\", DROP COLUMN \"b\""],
            await RunAsync(database, r => r.Delete.Column("a").Column("b").FromTable("t")));
    }

    [Fact]
    public async Task Checks_come_and_go()
    {
        await using var database = await CreateAsync("create table t (a integer)");

        await RunAsync(database, r => r.CreateCheck("a_is_small", "t", "a < 10"));
        Assert.Equal(
            "CHECK ((a < 10))",
            await database.ScalarAsync<string>("select pg_get_constraintdef(oid) from pg_constraint where conname = 'a_is_small'"));

        await RunAsync(database, r => r.DropCheck("a_is_small", "t"));
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from pg_constraint where conname = 'a_is_small'"));
    }

    [Fact]
    public async Task Nulls_may_be_equal_in_a_unique_constraint()
    {
        await using var database = await CreateAsync("create table t (a integer, b integer)");

        await RunAsync(database, r => r.Create.UniqueConstraint("ab").OnTable("t").Columns("a", "b").NullsNotDistinct());

        Assert.Equal(
            "UNIQUE NULLS NOT DISTINCT (a, b)",
            await database.ScalarAsync<string>("select pg_get_constraintdef(oid) from pg_constraint where conname = 'ab'"));
    }

    [Fact]
    public async Task Everything_is_made_in_the_given_schema_with_vectors_from_another()
    {
        await using var database = await CreateAsync("create schema letta; create extension vector schema public");
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        await using (var path = new NpgsqlCommand("set search_path = pg_catalog", connection))
            await path.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await PostgresSteps.RunAsync(
            connection,
            new Adhoc(r =>
            {
                r.CreateEnum("Mood", "it's", "fine");
                r.Create.Table("t").WithColumn("m").AsEnum("Mood", 4).NotNullable().WithColumn("v").AsVector(3).Nullable();
                r.Alter.Column("v").OnTable("t").AsVector(3).NotNullable();
                r.Create.Index("t_m").OnTable("t").OnColumn("m").Ascending();
                r.SetNotNullIfFilled("t", "v");
            }),
            "letta");

        await database.ExecuteAsync("insert into letta.t values ('it''s', '[1,2,3]')");
        Assert.Equal(["Mood", "t", "t_m"], await database.RowsAsync("""
            select relname from pg_class where relnamespace = 'letta'::regnamespace and relkind in ('r', 'i')
            union select typname from pg_type where typnamespace = 'letta'::regnamespace and typtype = 'e' order by 1
            """));
        await PostgresSteps.RunAsync(
            connection,
            new Adhoc(r =>
            {
                r.Delete.Table("t");
                r.DropEnum("Mood");
            }),
            "letta");
    }

    [Fact]
    public async Task Extension_that_is_there_needs_no_privilege()
    {
        await using var database
            = await CreateAsync("create extension vector; create role plain_reader; grant usage on schema public to plain_reader");
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        await using (var role = new NpgsqlCommand("set role plain_reader", connection))
            await role.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await PostgresSteps.RunAsync(connection, new Adhoc(r => r.CreateExtension("vector"))));
    }

    [Fact]
    public async Task Not_null_comes_back_only_where_no_row_contradicts()
    {
        await using var database = await CreateAsync("create table t (a text, b text); insert into t values ('x', null)");

        Assert.Equal(
            ["ALTER TABLE \"public\".\"t\" ALTER \"a\" SET NOT NULL"],
            await RunAsync(database, r =>
            {
                r.SetNotNullIfFilled("t", "a");
                r.SetNotNullIfFilled("t", "b");
            }));
    }

    [Fact]
    public async Task Declaration_of_a_loss_sends_nothing()
    {
        await using var database = await CreateAsync();

        Assert.Empty(await RunAsync(database, r => r.Irreversible("why")));
    }

    [Fact]
    public async Task Statement_that_fails_is_reported_with_the_error()
    {
        await using var database = await CreateAsync();

        var failure
            = await Assert.ThrowsAsync<StatementFailedException>(() => RunAsync(database, r => r.Sql("select broken from nowhere")));

        Assert.Equal("select broken from nowhere", failure.Sql);
        Assert.Equal("42P01", Assert.IsType<PostgresException>(failure.InnerException).SqlState);
    }

    [Theory]
    [InlineData("\"x\"; drop table victim; create table \"y\"", "begins and ends with a quote")]
    [InlineData("a\0b", "contains a NUL")]
    [InlineData("äääääääääääääääääääääääääääääääää", "is longer than 63 bytes")]
    public async Task Name_that_would_not_arrive_is_refused_before_anything_is_sent(string name, string why)
    {
        await using var database = await CreateAsync("create table victim (a text)");

        var refusal = await Assert.ThrowsAsync<ConfigurationException>(
            () => RunAsync(database, r => r.Create.Table(name).WithColumn("a").AsText().Nullable()));

        Assert.Equal($"The name \"{name.Replace("\0", "\\0", StringComparison.Ordinal)}\" {why}.", refusal.What);
        Assert.Equal(["victim"], await database.RowsAsync("select relname from pg_class where relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task Quote_inside_a_name_is_part_of_the_name()
    {
        await using var database = await CreateAsync();

        await RunAsync(database, r => r.Create.Table("a\"; drop table b; --").WithColumn("Ünï\"").AsText().Nullable());

        Assert.Equal(["a\"; drop table b; --|Ünï\""], await database.RowsAsync("""
            select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            where c.relnamespace = 'public'::regnamespace
            """));
    }

    private async Task<TestDatabase> CreateAsync(string? sql = null)
    {
        var database = await engine.CreateAsync();
        if (sql is not null)
            await database.ExecuteAsync(sql);
        return database;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(TestDatabase database, Action<Adhoc> up)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        return await PostgresSteps.RunAsync(connection, new Adhoc(up));
    }
}
