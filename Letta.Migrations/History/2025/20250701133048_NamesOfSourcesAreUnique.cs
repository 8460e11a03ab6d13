using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// Where sources of an organization share a name, the oldest keeps it and the others become name_2, name_3 … by age; deleted ones take
/// part. Letta stopped where such a name was taken already; here the next free number is used.
/// </summary>
[Revision(20250701133048, "46699adc71a7", "names of sources are unique")]
public sealed class NamesOfSourcesAreUnique : Revision
{
    public override void Up()
    {
        RenameNamesakes();
        Create.UniqueConstraint("uq_source_name_organization").OnTable("sources").Columns("name", "organization_id");

        Alter.Table("files").AddColumn("original_file_name").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the original names of files: nothing held them before");
        Delete.Column("original_file_name").FromTable("files");

        Irreversible("the names that sources shared: those that were renamed keep their new ones");
        Delete.UniqueConstraint("uq_source_name_organization").FromTable("sources");
    }

    /// <remarks>
    /// <c>tried</c> counts upwards from 2 for each shared name, and goes on to the next place where a name is not taken; the number by
    /// which it got to a place is the one that belongs to it. Two shared names cannot get to the same new one: what is before its last
    /// underscore is the name.
    /// </remarks>
    private void RenameNamesakes()
        => Sql("""
            with recursive
            aged as (
                select id, organization_id, name,
                       row_number() over (partition by organization_id, name order by created_at is null, created_at, id) as place,
                       count(*) over (partition by organization_id, name) as places
                from sources),
            tried as (
                select organization_id, name, places, 1 as number, 1 as place from aged where places > 1 and place = 1
                union all
                select organization_id, name, places, number + 1,
                       case when (organization_id, name || '_' || (number + 1)) in (select organization_id, name from sources) then place else place + 1 end
                from tried where place < places),
            numbered as (
                select organization_id, name, place, min(number) as number from tried group by organization_id, name, place)
            update sources set name = aged.name || '_' || numbered.number
            from aged join numbered
                on numbered.organization_id = aged.organization_id and numbered.name = aged.name and numbered.place = aged.place
            where aged.id = sources.id and aged.place > 1
            """);
}
