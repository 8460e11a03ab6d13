using System.Data;
using Letta.Migrations.Authoring;

namespace Library.Migrations.History._2026;

/// <summary>The first tables.</summary>
[Revision(20260105090000, "create authors and books")]
public sealed class CreateAuthorsAndBooks : Revision
{
    /// <inheritdoc />
    public override void Up()
    {
        Create.Table("authors")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("authors_pkey")
            .WithColumn("name").AsVarchar().NotNullable();
        Create.Table("books")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("books_pkey")
            .WithColumn("author_id").AsVarchar().NotNullable()
            .WithColumn("title").AsVarchar().NotNullable();
        Create.ForeignKey("books_author_id_fkey").FromTable("books").ForeignColumn("author_id")
            .ToTable("authors").PrimaryColumn("id").OnDelete(Rule.Cascade);
        Create.Index("ix_books_author_id").OnTable("books").OnColumn("author_id");
    }

    /// <inheritdoc />
    public override void Down()
    {
        Irreversible("the authors and the books");
        Delete.Table("books");
        Delete.Table("authors");
    }
}
