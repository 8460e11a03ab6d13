using System.ComponentModel.DataAnnotations;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;
using Pgvector;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>
/// A model that has nothing to do with Letta's, with one of everything that EF Core and Npgsql's provider know of a schema.
/// </summary>
internal sealed class EveryKindContext(string connectionString) : DbContext
{
    public static EveryKindContext Create(TestDatabase database) => new(((PostgresTestDatabase)database).Settings.ConnectionString);

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
        => optionsBuilder.UseNpgsql(connectionString, npgsql => npgsql.UseVector().MapEnum<Mood>());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("vector");
        modelBuilder.HasSequence<int>("numbers").StartsAt(5).IncrementsBy(5).HasMin(5).HasMax(500).IsCyclic();
        modelBuilder.Entity<Shelf>().HasAlternateKey(e => e.Code);
        modelBuilder.Entity<Book>(book =>
        {
            book.ToTable("books", table =>
            {
                table.HasComment("what there is to read");
                table.HasCheckConstraint("ck_pages", "pages > 0");
            });
            book.Property(e => e.Always).UseIdentityAlwaysColumn();
            book.Property(e => e.Serial).UseSerialColumn();
            book.Property(e => e.Numbered).UseSequence("numbers");
            book.Property(e => e.Title).UseCollation("C").HasComment("as on the cover").HasDefaultValue("it's new");
            book.Property(e => e.Pages).HasColumnName("pages").HasDefaultValue(1);
            book.Property(e => e.Price).HasPrecision(10, 2).HasDefaultValue(9.5m);
            book.Property(e => e.Mood).HasDefaultValue(Mood.Sad);
            book.Property(e => e.Id).HasDefaultValueSql("gen_random_uuid()");
            book.Property(e => e.Lent).HasDefaultValue(false);
            book.Property(e => e.Printed).HasColumnType("timestamp(3) without time zone");
            book.Property(e => e.Twice).HasComputedColumnSql("(pages * 2)", stored: true);
            book.Property(e => e.Embedding).HasColumnType("vector(3)");
            book.HasGeneratedTsVectorColumn(e => e.Words!, "english", e => new { e.Title, e.Subtitle });
            book.HasIndex(e => e.Title).IsUnique().AreNullsDistinct(false).IncludeProperties(e => e.Price);
            book.HasIndex(e => new { e.Pages, e.Printed }, "ix_sorted").IsDescending(false, true)
                .HasNullSortOrder(NullSortOrder.NullsFirst, NullSortOrder.NullsLast);
            book.HasIndex(e => e.Embedding).HasMethod("hnsw").HasOperators("vector_cosine_ops")
                .HasStorageParameter("m", 8).HasStorageParameter("ef_construction", 32);
            book.HasIndex(e => e.Lent).HasFilter("lent");
            book.HasIndex(e => e.Subtitle).HasMethod("gin").IsTsVectorExpressionIndex("english");
            book.Property(e => e.Lent).HasColumnName("lent");
            book.HasOne<Shelf>().WithMany().HasForeignKey(e => e.ShelfId);
            book.HasOne<Book>().WithOne().HasForeignKey<Book>(e => e.SequelId).OnDelete(DeleteBehavior.SetNull);
            book.HasOne<Shelf>().WithMany().HasForeignKey(e => e.ShelfCode).HasPrincipalKey(e => e.Code).OnDelete(DeleteBehavior.Restrict);
        });
    }

    internal enum Mood
    {
        Sad,

        [PgName("over the moon")]
        Happy,

        Angry,
    }

    internal sealed class Shelf
    {
        public int Id { get; set; }

        [MaxLength(8)]
        public required string Code { get; set; }
    }

    internal sealed class Book
    {
        public Guid Id { get; set; }

        public long Always { get; set; }

        public int Serial { get; set; }

        public int Numbered { get; set; }

        public string? Title { get; set; }

        public string? Subtitle { get; set; }

        public int Pages { get; set; }

        public int Twice { get; set; }

        public decimal Price { get; set; }

        public Mood Mood { get; set; }

        public bool Lent { get; set; }

        public DateTime? Printed { get; set; }

        public DateTimeOffset Bought { get; set; }

        public TimeOnly Opens { get; set; }

        public IReadOnlyList<string> Authors { get; set; } = [];

        public byte[]? Cover { get; set; }

        public double Weight { get; set; }

        public Vector? Embedding { get; set; }

        public NpgsqlTsVector? Words { get; set; }

        public int ShelfId { get; set; }

        [MaxLength(8)]
        public string? ShelfCode { get; set; }

        public Guid? SequelId { get; set; }
    }
}
