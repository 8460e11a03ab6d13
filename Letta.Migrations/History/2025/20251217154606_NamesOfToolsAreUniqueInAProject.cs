using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>No row can contradict it: <c>uix_name_organization</c>, which stays, asks for more.</summary>
[Revision(20251217154606, "39577145c45d", "names of tools are unique in a project")]
public sealed class NamesOfToolsAreUniqueInAProject : Revision
{
    public override void Up()
        => Create.UniqueConstraint("uix_organization_project_name").OnTable("tools")
            .Columns("organization_id", "project_id", "name")
            .NullsNotDistinct();

    public override void Down()
        => Delete.UniqueConstraint("uix_organization_project_name").FromTable("tools");
}
