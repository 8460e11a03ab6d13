using Letta.Migrations.Authoring;

namespace Library.Migrations.History._2026;

/// <summary>Books get a shelf; those that are there get theirs while the application goes on.</summary>
[Revision(20260212100000, "put books on shelves")]
public sealed class PutBooksOnShelves : Revision
{
    /// <inheritdoc />
    public override void Up()
    {
        Alter.Table("books").AddColumn("shelf").AsVarchar().Nullable();
        Backfill("shelve_books", "books").Set("shelf", "upper(substr(books.title, 1, 1))").Where("shelf is null").Online();
    }

    /// <inheritdoc />
    public override void Down()
    {
        Irreversible("the shelves of books");
        Delete.Column("shelf").FromTable("books");
    }
}
