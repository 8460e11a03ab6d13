using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Tests.Autogenerate.Spellings;

/// <summary>A model of one table, and what a test says of it.</summary>
internal sealed class ThingsContext(Action<EntityTypeBuilder<Thing>> say) : DbContext
{
    public static DatabaseSchema Read(Action<EntityTypeBuilder<Thing>> say)
    {
        using var context = new ThingsContext(say);
        return ModelReader.Read(context);
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
        => optionsBuilder.UseNpgsql("Host=nowhere.invalid", npgsql => npgsql.UseVector())
            .ReplaceService<IModelCacheKeyFactory, NeverTheSame>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
        => modelBuilder.Entity<Thing>(thing =>
        {
            thing.ToTable("things").HasKey(e => e.Id).HasName("things_pkey");
            thing.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
            thing.Property(e => e.Name).HasColumnName("name").HasColumnType("varchar");
            thing.Property(e => e.Size).HasColumnName("size");
            say(thing);
        });

    /// <summary>EF Core keeps one model for a type of context; here every context has its own.</summary>
    private sealed class NeverTheSame : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context, designTime);
    }
}
