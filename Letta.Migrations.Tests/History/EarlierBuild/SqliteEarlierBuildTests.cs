using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History.EarlierBuild;

public sealed class SqliteEarlierBuildTests(SqliteEngine engine) : EarlierBuildSpec(engine)
{
    protected override string Tables => "select name from sqlite_master where type = 'table'";

    protected override Task RestoreAsync(TestDatabase database, string script) => database.ExecuteAsync(script);
}
