using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Letta.Migrations.Design.Modelling;

/// <summary>What a model may say of a schema beyond EF Core and its Postgres provider.</summary>
public static class ModelExtensions
{
    /// <summary>
    /// The index is a UNIQUE constraint in the database. EF Core's own, the alternate key, takes no column that may be NULL and no value
    /// that changes.
    /// </summary>
    public static IndexBuilder<T> IsConstraint<T>(this IndexBuilder<T> index)
    {
        index.IsUnique().HasAnnotation(ModelAnnotations.UniqueConstraint, true);
        return index;
    }

    /// <summary>The table has no primary key: what EF Core knows its rows by is a UNIQUE constraint.</summary>
    public static KeyBuilder IsUniqueConstraint(this KeyBuilder key) => key.HasAnnotation(ModelAnnotations.UniqueConstraint, true);

    /// <summary>The index is over these terms, each a column or an expression as SQL; its properties say what they are made of.</summary>
    public static IndexBuilder<T> HasExpressions<T>(this IndexBuilder<T> index, params string[] terms)
    {
        index.HasAnnotation(ModelAnnotations.Expressions, terms);
        return index;
    }

    /// <summary>
    /// The foreign key may be checked at the end of the transaction, and is, if <paramref name="initially"/>, unless asked otherwise.
    /// </summary>
    public static ReferenceCollectionBuilder<TParent, TChild> Deferrable<TParent, TChild>(
        this ReferenceCollectionBuilder<TParent, TChild> key, bool initially = false)
        where TParent : class
        where TChild : class
        => key.HasAnnotation(ModelAnnotations.Deferral, initially ? "deferrable initially deferred" : "deferrable");

    /// <summary>What happens when the key of a row of the parent changes.</summary>
    public static ReferenceCollectionBuilder<TParent, TChild> OnUpdate<TParent, TChild>(
        this ReferenceCollectionBuilder<TParent, TChild> key, ReferentialAction action)
        where TParent : class
        where TChild : class
        => key.HasAnnotation(ModelAnnotations.OnUpdate, action);

    /// <summary>
    /// The constraint is over this column as well. For EF Core the relationship stays with the key alone: it lets no value change that a
    /// relationship refers to.
    /// </summary>
    public static ReferenceCollectionBuilder<TParent, TChild> Carrying<TParent, TChild>(
        this ReferenceCollectionBuilder<TParent, TChild> key,
        Expression<Func<TChild, object?>> column,
        Expression<Func<TParent, object?>> parent)
        where TParent : class
        where TChild : class
        => key.HasAnnotation(ModelAnnotations.Carried, new[] { column.GetMemberAccess().Name, parent.GetMemberAccess().Name });

    /// <summary>The column has no default, although the mixin that it comes from gives it one.</summary>
    public static PropertyBuilder<T> HasNoDefault<T>(this PropertyBuilder<T> property)
        => property.HasAnnotation(ModelAnnotations.NoDefault, true);
}
