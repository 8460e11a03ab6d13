using FluentMigrator;

namespace Letta.Migrations.Authoring;

/// <summary>A FluentMigrator processor that also understands what only <see cref="Revision"/> can say.</summary>
public interface IRevisionProcessor : IMigrationProcessor
{
    /// <summary>Notes the rows that break the condition, if there are any.</summary>
    void Process(RefuseRowsExpression expression);

    /// <summary>Notes the rows that lose data, if there are any.</summary>
    void Process(LosesExpression expression);

    /// <summary>Refuses the revision if rows break its conditions, or if it loses data and that was not accepted.</summary>
    void Process(RefuseRevisionExpression expression);

    /// <summary>Adds a CHECK constraint.</summary>
    void Process(CreateCheckExpression expression);

    /// <summary>Drops a CHECK constraint.</summary>
    void Process(DropCheckExpression expression);

    /// <summary>Creates an enum type.</summary>
    void Process(CreateEnumExpression expression);

    /// <summary>Drops an enum type.</summary>
    void Process(DropEnumExpression expression);

    /// <summary>Changes the labels of an enum type.</summary>
    void Process(ChangeEnumExpression expression);

    /// <summary>Lets a column draw its values from a sequence.</summary>
    void Process(DrawFromSequenceExpression expression);

    /// <summary>Lets a column draw no values from a sequence any more.</summary>
    void Process(StopDrawingExpression expression);

    /// <summary>Creates or changes a sequence.</summary>
    void Process(SequenceExpression expression);

    /// <summary>Changes whether the database numbers a column.</summary>
    void Process(ChangeIdentityExpression expression);

    /// <summary>Says what a table or a column is for.</summary>
    void Process(CommentExpression expression);

    /// <summary>Installs an extension where it is missing.</summary>
    void Process(CreateExtensionExpression expression);

    /// <summary>Gives rows that have NULL in a column a value.</summary>
    void Process(FillExpression expression);

    /// <summary>Makes a column NOT NULL where no row contradicts.</summary>
    void Process(SetNotNullIfFilledExpression expression);

    /// <summary>Carries a backfill out, or leaves it for later.</summary>
    void Process(BackfillExpression expression);

    /// <summary>Creates a view.</summary>
    void Process(CreateViewExpression expression);

    /// <summary>Drops a view.</summary>
    void Process(DropViewExpression expression);
}
