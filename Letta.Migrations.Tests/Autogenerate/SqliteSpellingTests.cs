using Letta.Migrations.Tests.Autogenerate.Spellings;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class SqliteSpellingTests(SqliteEngine engine) : SpellingSpec(engine)
{
    public static TheoryData<string> Names => [.. Spelling.All.Where(s => s.Sqlite is not null).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Other_spelling_of_the_same_is_no_difference(string name) => AssertSameAsync(name);

    private protected override string? Made(Spelling spelling) => spelling.Sqlite;
}
