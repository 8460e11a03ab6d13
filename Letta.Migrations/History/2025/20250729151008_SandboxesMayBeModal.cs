using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250729151008, "4c6c9ef0387d", "sandboxes may be modal")]
public sealed class SandboxesMayBeModal : Revision
{
    public override void Up()
    {
        ChangeEnum("sandboxtype", ["E2B", "LOCAL"], ["E2B", "MODAL", "LOCAL"], ("sandbox_configs", "type"));
    }

    public override void Down()
    {
        ChangeEnum("sandboxtype", ["E2B", "MODAL", "LOCAL"], ["E2B", "LOCAL"], ("sandbox_configs", "type"));
    }
}
