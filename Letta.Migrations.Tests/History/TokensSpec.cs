using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class TokensSpec(TestEngine engine) : DataSpec(engine, "4e88e702f85e")
{
    [Fact]
    public async Task Tokens_are_lost_only_where_that_is_accepted()
    {
        await using var database
            = await BeforeAsync("insert into tokens (id, user_id, key) values ('token-1', 'user-1', 'k'), ('token-2', 'user-9', 'l')");

        await AssertLosesAsync(
            database,
            "tokens",
            "Revision 4e88e702f85e would lose the API tokens, 2 rows of \"tokens\" (token-1, token-2): Letta knows no tokens of users "
                + "any more.",
            "the API tokens, 2 rows of \"tokens\"");
    }

    [Fact]
    public async Task No_token_is_no_loss()
    {
        await using var database = await BeforeAsync();

        var result = await UpAsync(database);

        Assert.Empty(result.Applied.Single().Losses);
    }
}

public sealed class SqliteTokensTests(SqliteEngine engine) : TokensSpec(engine);

public sealed class PostgresTokensTests(PostgresEngine engine) : TokensSpec(engine);
