using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>A revision that creates one table.</summary>
public abstract class CreateTable : Revision
{
    protected abstract string Table { get; }

    public override void Up() => Create.Table(Table).WithColumn("id").AsInt32().NotNullable().PrimaryKey($"{Table}_pkey");

    public override void Down() => Delete.Table(Table);
}
