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
        // Neither of the other types will do: LOCAL would run tools on the server's own machine, E2B has another config.
        Refuse(
            "sandbox_configs",
            "must not be of the type MODAL, which is taken away",
            "select id from sandbox_configs where type = 'MODAL' order by id",
            "delete them, or give each another type with a config that fits it");

        ChangeEnum("sandboxtype", ["E2B", "MODAL", "LOCAL"], ["E2B", "LOCAL"], ("sandbox_configs", "type"));
    }
}
