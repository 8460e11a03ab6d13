using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251207153043, "af842aa6f743", "index tools by organization", TransactionBehavior.None)]
public sealed class IndexToolsByOrganization : Revision
{
    public override void Up()
    {
        Create.Index("ix_tools_organization_id").OnTable("tools")
            .OnColumn("organization_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_tools_organization_id_name").OnTable("tools")
            .OnColumn("organization_id").Ascending()
            .OnColumn("name").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_tools_organization_id").OnTable("tools");
        Delete.Index("ix_tools_organization_id_name").OnTable("tools");
    }
}
