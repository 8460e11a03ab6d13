namespace Letta.Migrations.Design.Modelling;

/// <summary>The names under which a model keeps what EF Core itself has no words for.</summary>
internal static class ModelAnnotations
{
    /// <summary>On a key or a unique index: it is a UNIQUE constraint in the database.</summary>
    public const string UniqueConstraint = "Migrations:UniqueConstraint";

    /// <summary>On a foreign key: <c>deferrable</c> or <c>deferrable initially deferred</c>.</summary>
    public const string Deferral = "Migrations:Deferral";

    /// <summary>On a foreign key: what happens when the key of a row of the parent changes.</summary>
    public const string OnUpdate = "Migrations:OnUpdate";

    /// <summary>On a foreign key: pairs of a property here and a property of the parent that the constraint is over as well.</summary>
    public const string Carried = "Migrations:Carried";

    /// <summary>On an index: its terms as SQL, instead of its properties.</summary>
    public const string Expressions = "Migrations:Expressions";

    /// <summary>On a property: the column has no default, although its mixin gives it one.</summary>
    public const string NoDefault = "Migrations:NoDefault";
}
