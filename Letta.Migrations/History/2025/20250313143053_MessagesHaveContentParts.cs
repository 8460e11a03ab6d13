using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250313143053, "2cceb07c2384", "messages have content parts")]
public sealed class MessagesHaveContentParts : Revision
{
    public override void Up()
        // The text of older messages stays where it is: Letta reads it where there is no content.
        => Alter.Table("messages").AddColumn("content").AsJson().Nullable();

    public override void Down()
    {
        Irreversible("what a message contains but text: there is no place for it but the text, which all its texts become");
        Sql(
            $$"""
            update messages set text = coalesce(
                (select string_agg(p.part ->> 'text', chr(10) order by p.place)
                 from json_array_elements(case when json_typeof(content) = 'array' then {{Readable.Of("content")}} else '[]' end)
                     with ordinality as p (part, place)
                 where p.part ->> 'type' = 'text'),
                text)
            where content is not null
            """,
            """
            update messages set text = coalesce(
                (select group_concat(t.part, char(10))
                 from (select json_extract(p.value, '$.text') as part
                       from json_each(case when json_valid(content) and json_type(content) = 'array' then content else '[]' end) p
                       where json_extract(case p.type when 'object' then p.value end, '$.type') = 'text' order by p.key) t),
                text)
            where content is not null
            """);
        Delete.Column("content").FromTable("messages");
    }
}
