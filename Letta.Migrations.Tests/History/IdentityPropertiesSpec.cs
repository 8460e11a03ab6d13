using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class IdentityPropertiesSpec(TestEngine engine) : DataSpec(engine, "fdcdafdb11cf")
{
    private const string Properties = "select id, replace(cast(properties as text), ' ', '') from identities order by id";

    [Fact]
    public async Task Properties_stay_up_and_down()
    {
        await using var database = await AfterAsync(
            Organizations,
            Identity("identity-1", """[{"key":"a","value":[1,null,"ü🙂"]}]"""),
            Identity("identity-2", "[]"),
            Identity("identity-3", "null"));
        string[] expected = ["""identity-1|[{"key":"a","value":[1,null,"ü🙂"]}]""", "identity-2|[]", "identity-3|null"];
        await AssertRowsAsync(database, Properties, expected);

        await DownAsync(database);

        await AssertRowsAsync(database, Properties, expected);
    }

    protected static string Identity(string id, string properties)
        => $"""
            insert into identities (id, identifier_key, name, identity_type, organization_id, properties) values ('{id}', '{id}', 'x', 'user', 'org-1', '{properties}')
            """;
}

public sealed class SqliteIdentityPropertiesTests(SqliteEngine engine) : IdentityPropertiesSpec(engine);

public sealed class PostgresIdentityPropertiesTests(PostgresEngine engine) : IdentityPropertiesSpec(engine)
{
    [Theory]
    [InlineData("""["a\u0000b"]""", """["a�b"]""")]
    [InlineData("""["\u0000\u0000", "\\u0000", "\\\u0000"]""", """["��", "\\u0000", "\\�"]""")]
    [InlineData("""["\ud83d\ude42 \uD83D \uDE42 \ud83d\ud83d\ude42"]""", """["🙂 � � �🙂"]""")]
    [InlineData("""["\\ud83d", "\u00fc"]""", """["\\ud83d", "ü"]""")]
    public async Task Down_replaces_what_jsonb_cannot_hold(string json, string jsonb)
    {
        await using var database = await AfterAsync(Organizations);
        await database.ExecuteAsync(Identity("identity-1", json));

        await DownAsync(database);

        await AssertRowsAsync(database, "select properties::text from identities", jsonb);
    }
}
