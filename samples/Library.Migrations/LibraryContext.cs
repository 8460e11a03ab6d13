using Microsoft.EntityFrameworkCore;

namespace Library.Migrations;

/// <summary>The library's schema, as its application knows it.</summary>
public sealed class LibraryContext(DbContextOptions<LibraryContext> options) : DbContext(options)
{
    /// <summary>Who wrote books.</summary>
    public DbSet<Author> Authors => Set<Author>();

    /// <summary>The books.</summary>
    public DbSet<Book> Books => Set<Book>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Author>(author =>
        {
            author.ToTable("authors").HasKey(a => a.Id).HasName("authors_pkey");
            author.Property(a => a.Id).HasColumnName("id").HasColumnType("character varying");
            author.Property(a => a.Name).HasColumnName("name").HasColumnType("character varying");
        });
        modelBuilder.Entity<Book>(book =>
        {
            book.ToTable("books").HasKey(b => b.Id).HasName("books_pkey");
            book.Property(b => b.Id).HasColumnName("id").HasColumnType("character varying");
            book.Property(b => b.AuthorId).HasColumnName("author_id").HasColumnType("character varying");
            book.Property(b => b.Title).HasColumnName("title").HasColumnType("character varying");
            book.Property(b => b.Shelf).HasColumnName("shelf").HasColumnType("character varying");
            book.HasOne<Author>().WithMany().HasForeignKey(b => b.AuthorId).HasConstraintName("books_author_id_fkey")
                .OnDelete(DeleteBehavior.Cascade);
            book.HasIndex(b => b.AuthorId).HasDatabaseName("ix_books_author_id");
        });
    }
}

/// <summary>Somebody who wrote a book.</summary>
public sealed class Author
{
    /// <summary>Its key.</summary>
    public required string Id { get; init; }

    /// <summary>As it is printed.</summary>
    public required string Name { get; set; }
}

/// <summary>A book.</summary>
public sealed class Book
{
    /// <summary>Its key.</summary>
    public required string Id { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string AuthorId { get; init; }

    /// <summary>As it is printed.</summary>
    public required string Title { get; set; }

    /// <summary>Where it stands: the first letter of its title.</summary>
    public string? Shelf { get; set; }
}
