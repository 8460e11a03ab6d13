using FluentMigrator;

namespace Letta.Migrations.Tests.Stock.Maintained;

[Migration(1)]
public sealed class CreateNotes : AutoReversingMigration
{
    public override void Up() => Create.Table("notes").WithColumn("id").AsInt32().PrimaryKey();
}

[Maintenance(MigrationStage.AfterAll)]
public sealed class CleanUp : ForwardOnlyMigration
{
    public override void Up() => Execute.Sql("delete from notes");
}

[Profile("Development")]
public sealed class Examples : ForwardOnlyMigration
{
    public override void Up() => Insert.IntoTable("notes").Row(new { id = 1 });
}
