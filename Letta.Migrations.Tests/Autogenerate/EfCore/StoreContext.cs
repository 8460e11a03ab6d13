using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>
/// An application's model as most are written: by EF Core's conventions, with an owned type, a hierarchy in one table, a relation of many
/// to many, converted values, a check, a filtered index, and columns that the database fills.
/// </summary>
internal sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Customer>().ToTable("Customers").OwnsOne(c => c.Address);
        modelBuilder.Entity<Customer>().HasIndex(c => c.Email).IsUnique();
        modelBuilder.Entity<Order>().ToTable("Orders", t => t.HasCheckConstraint("CK_Orders_Total", "\"Total\" >= 0"));
        modelBuilder.Entity<Order>().Property(o => o.Total).HasPrecision(18, 2);
        modelBuilder.Entity<Order>().Property(o => o.Status).HasConversion<string>().HasMaxLength(20);
        modelBuilder.Entity<Order>().HasIndex(o => new { o.CustomerId, o.PlacedAt }).IsDescending(false, true);
        modelBuilder.Entity<Order>().HasIndex(o => o.Note).HasFilter("\"Note\" IS NOT NULL");
        modelBuilder.Entity<Payment>().ToTable("Payments").HasDiscriminator<string>("Kind").HasValue<Card>("card")
            .HasValue<Transfer>("transfer");
        modelBuilder.Entity<Product>().ToTable("Products").HasMany(p => p.Tags).WithMany(t => t.Products);
        modelBuilder.Entity<Product>().Property(p => p.CreatedAt).HasDefaultValueSql("CURRENT_TIMESTAMP");
    }

    public enum Status
    {
        New,
        Paid,
    }

    public sealed class Customer
    {
        public int Id { get; init; }

        [MaxLength(200)]
        public required string Email { get; init; }

        public string? Name { get; init; }

        public Address Address { get; init; } = new();

        public List<Order> Orders { get; init; } = [];
    }

    public sealed class Address
    {
        public string? Street { get; init; }

        public string? City { get; init; }
    }

    public sealed class Product
    {
        public Guid Id { get; init; }

        [MaxLength(100)]
        public required string Name { get; init; }

        public decimal Price { get; init; }

        public bool Active { get; init; }

        public double Weight { get; init; }

        public DateTime CreatedAt { get; init; }

        public byte[]? Image { get; init; }

        public List<Tag> Tags { get; init; } = [];
    }

    public sealed class Tag
    {
        public int Id { get; init; }

        public required string Name { get; init; }

        public List<Product> Products { get; init; } = [];
    }

    public sealed class Order
    {
        public long Id { get; init; }

        public int CustomerId { get; init; }

        public decimal Total { get; init; }

        public Status Status { get; init; }

        public DateTimeOffset PlacedAt { get; init; }

        public DateOnly? Due { get; init; }

        public string? Note { get; init; }

        public List<Line> Lines { get; init; } = [];
    }

    public sealed class Line
    {
        public long Id { get; init; }

        public Product? Product { get; init; }

        public int Quantity { get; init; }
    }

    public abstract class Payment
    {
        public int Id { get; init; }

        public required Order Order { get; init; }
    }

    public sealed class Card : Payment
    {
        [MaxLength(4)]
        public string? LastFour { get; init; }
    }

    public sealed class Transfer : Payment
    {
        public string? Iban { get; init; }
    }
}
