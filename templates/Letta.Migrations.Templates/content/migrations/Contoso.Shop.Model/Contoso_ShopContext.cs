using Microsoft.EntityFrameworkCore;

namespace Contoso.Shop.Model;

/// <summary>The schema, as the application knows it. Change it, then: revision --autogenerate -m "…".</summary>
public sealed class Contoso_ShopContext(DbContextOptions<Contoso_ShopContext> options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Customer>(customer =>
        {
            customer.ToTable("customers").HasKey(c => c.Id).HasName("customers_pkey");
            customer.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
            customer.Property(c => c.Email).HasColumnName("email").HasColumnType("character varying");
            customer.Property(c => c.Name).HasColumnName("name").HasColumnType("character varying");
            customer.HasIndex(c => c.Email).IsUnique().HasDatabaseName("ix_customers_email");
        });
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("orders").HasKey(o => o.Id).HasName("orders_pkey");
            order.Property(o => o.Id).HasColumnName("id").ValueGeneratedNever();
            order.Property(o => o.CustomerId).HasColumnName("customer_id");
            order.Property(o => o.TotalCents).HasColumnName("total_cents");
            order.Property(o => o.Note).HasColumnName("note").HasColumnType("character varying");
            order.HasOne<Customer>().WithMany().HasForeignKey(o => o.CustomerId).HasConstraintName("orders_customer_id_fkey")
                .OnDelete(DeleteBehavior.Cascade);
            order.HasIndex(o => o.CustomerId).HasDatabaseName("ix_orders_customer_id");
        });
    }
}

public sealed class Customer
{
    public required long Id { get; init; }

    public required string Email { get; set; }

    public string? Name { get; set; }
}

public sealed class Order
{
    public required long Id { get; init; }

    public required long CustomerId { get; init; }

    public required long TotalCents { get; set; }

    public string? Note { get; set; }
}
