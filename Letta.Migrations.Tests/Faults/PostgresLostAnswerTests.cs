using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Faults;

/// <summary>The answer to a COMMIT, or to a statement that may run for long, does not arrive.</summary>
[Trait("Runs", "letta")]
public sealed class PostgresLostAnswerTests(PostgresEngine engine)
{
    private const string Child = "letta-test-child.dll";

    private static readonly ConnectionLimits Short = new() { Look = TimeSpan.FromMilliseconds(100), LookUp = TimeSpan.FromSeconds(2) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="serverGetsIt">Whether only the answer is withheld.</param>
    /// <param name="says">How the command ends.</param>
    [Theory]
    [InlineData(true, "1 revision was applied. The database is at 111111111111. (exit 143)\n")]
    [InlineData(false, "Nothing of this revision was applied. The database is at base. (exit 143)\n")]
    public async Task A_process_that_is_stopped_while_the_answer_to_its_commit_is_missing_says_where_the_database_is(
        bool serverGetsIt, string says)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateInUseAsync();
        await using (var proxy = Proxy(database, serverGetsIt))
        {
            await using var letta = LettaProcess.Start(Child, Through(database, proxy).Environment, "letta", "good", "upgrade", "+1");
            await proxy.Stalled.WaitAsync(Stop);

            letta.Signal("TERM");

            Assert.Equal(143, await letta.ExitAsync(Stop));
            Assert.EndsWith(
                says.Replace("111111111111", TestHistory.Named("good").All[0].Id, StringComparison.Ordinal),
                letta.Error,
                StringComparison.Ordinal);
        }

        Assert.Equal(serverGetsIt ? 1 : 0, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    [Fact]
    [Trait("Cost", "sweep")]
    public async Task A_process_that_is_stopped_and_cannot_ask_says_that_it_is_unknown()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateInUseAsync();
        await using var proxy = Proxy(database, serverGetsIt: true, stallsAll: true);
        await using var letta = LettaProcess.Start(Child, Through(database, proxy).Environment, "letta", "good", "upgrade", "+1");
        await proxy.Stalled.WaitAsync(Stop);

        letta.Signal("INT");

        Assert.Equal(130, await letta.ExitAsync(Stop));
        Assert.EndsWith(
            $"""
            Stopped by SIGINT. It is unknown whether revision {TestHistory.Named("good").All[0].Id} was committed: the answer to COMMIT is missing, and {Through(database, proxy).Target} could not be asked.
              See where the database is with: letta-migrate current. Then run the same command again; it continues from there.
            Where the database is now, letta-migrate current tells. (exit 130)

            """,
            letta.Error,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// All that ends with one COMMIT: revisions of an empty database, a step, a stamp, the way down, what is dropped, a batch.
    /// </summary>
    [Theory]
    [InlineData("good", false, "upgrade", true)]
    [InlineData("good", false, "upgrade", false)]
    [InlineData("halfdone", true, "upgrade", true)]
    [InlineData("halfdone", true, "upgrade", false)]
    [InlineData("good", true, "downgrade base", true)]
    [InlineData("good", true, "downgrade base", false)]
    [InlineData("good", true, "reset --yes", true)]
    [InlineData("good", true, "reset --yes", false)]
    [InlineData("filling-due", true, "backfill run", true)]
    [InlineData("filling-due", true, "backfill run", false)]
    public async Task A_commit_whose_answer_is_withheld_is_looked_up(string history, bool filled, string command, bool serverGetsIt)
    {
        var revisions = TestHistory.Named(history);
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        if (filled)
            await database.Runner(revisions).UpgradeAsync(command == "upgrade" ? "+1" : "head", cancellationToken: Stop);
        if (history.StartsWith("filling", StringComparison.Ordinal))
            await database.ExecuteAsync("insert into items (id, value) values (1, 1)");

        await Stalled.CheckAsync(database, revisions, command.Split(' '), (_, request) => IsCommit(request), serverGetsIt);
    }

    [Fact]
    [Trait("Cost", "sweep")]
    public async Task A_run_that_cannot_ask_for_its_commit_says_that_it_is_unknown()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateInUseAsync();
        await using var proxy = Proxy(database, serverGetsIt: false, stallsAll: true);
        var through = Through(database, proxy);
        var settings = new NpgsqlConnectionStringBuilder(through.Settings.ConnectionString)
        {
            Timeout = 10,
            CommandTimeout = 10,
            CancellationTimeout = 100,
        };
        var runner = new PostgresTestDatabase(settings).Runner(
            TestHistory.Named("good"), new MigrationOptions { Wait = TimeSpan.FromSeconds(1), Limits = Short });

        var error = await Assert.ThrowsAsync<CommitUnknownException>(() => runner.UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"It is unknown whether revision {TestHistory.Named("good").All[0].Id} was committed: the answer to COMMIT is missing, "
                + $"and {through.Target} could not be asked.",
            error.What);
        Assert.Equal(ExitCode.Unreachable, error.Code);
    }

    /// <summary>
    /// A server that is at work for long is no server whose answer is lost, nor is a revision whose own code thinks for long between two
    /// statements.
    /// </summary>
    [Fact]
    public async Task A_statement_that_runs_for_long_is_waited_for()
    {
        await using var database = await engine.CreateInUseAsync();
        var runner = database.Runner(RevisionSet.From([typeof(Sleeps)]), new MigrationOptions { Limits = Short });

        Assert.Single((await runner.UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task A_statement_whose_answer_is_withheld_ends_the_run()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateInUseAsync();
        await using var proxy = new StallingProxy(
            database.Settings.Host!, database.Settings.Port, (_, request) => request.IndexOf("pg_sleep"u8) >= 0)
        { ServerGetsIt = true };
        var through = Through(database, proxy);

        var error = await Assert.ThrowsAsync<DatabaseUnreachableException>(
            () => through.Runner(RevisionSet.From([typeof(Sleeps)]), new MigrationOptions { Limits = Short })
                .UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"{through.Target} was asked, and no answer arrived: its session there has nothing left to do.", error.What);
        Assert.Equal("base", error.At);
    }

    /// <summary>
    /// Whoever gives a connection up may do so at the moment when its answer arrives after all, and the next statement begins.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_given_up_between_two_statements_is_lost(bool synchronously)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync(Stop);
        command.CommandTimeout++; // Another than before, so that it is set on the socket.
        ConnectionAbort.Abort(connection);

        var error = await Record.ExceptionAsync(
            () => synchronously ? Task.Run(() => command.ExecuteScalar(), Stop) : command.ExecuteScalarAsync(Stop));

        TestContext.Current.TestOutputHelper?.WriteLine(error!.ToString());
        Assert.True(PostgresErrorKinds.IsUnreachable(error!), error!.ToString());
    }

    private static bool IsCommit(ReadOnlySpan<byte> request) => request.IndexOf("COMMIT\0"u8) >= 0;

    private static StallingProxy Proxy(PostgresTestDatabase database, bool serverGetsIt, bool stallsAll = false)
        => new(
            database.Settings.Host!,
            database.Settings.Port,
            (_, request) => IsCommit(request))
        { ServerGetsIt = serverGetsIt, StallsAll = stallsAll };

    private static PostgresTestDatabase Through(PostgresTestDatabase database, StallingProxy proxy)
        => new(new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port });

    [Revision(20250101000000, "fffffffffff4", "sleeps on the server, and in its own code")]
    public sealed class Sleeps : Revision
    {
        public override void Up()
        {
            Sql("select pg_sleep(1)");
            Execute.WithConnection((connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "select 1";
                using var reader = command.ExecuteReader(); // Left open meanwhile: the server is idle, and nobody waits for it.
                SpinWait.SpinUntil(() => false, TimeSpan.FromSeconds(1));
            });
        }

        public override void Down()
        {
        }
    }
}
