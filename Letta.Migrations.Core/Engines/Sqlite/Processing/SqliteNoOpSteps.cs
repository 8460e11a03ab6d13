using System.Data.Common;
using FluentMigrator;
using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>The steps that have no counterpart in a SQLite file: to say them is to have carried them out.</summary>
internal abstract class SqliteNoOpSteps(IMigrationGenerator generator, DbConnection connection, OwnTables own, StatementObserver? observer)
    : RevisionProcessor(generator, connection, own, observer)
{
    public sealed override void Process(CreateEnumExpression expression)
    {
    }

    public sealed override void Process(DropEnumExpression expression)
    {
    }

    /// <summary>There are no sequences: whoever writes the row numbers it.</summary>
    public sealed override void Process(DrawFromSequenceExpression expression)
    {
    }

    public sealed override void Process(StopDrawingExpression expression)
    {
    }

    public sealed override void Process(SequenceExpression expression)
    {
    }

    public sealed override void Process(CreateSequenceExpression expression)
    {
    }

    public sealed override void Process(DeleteSequenceExpression expression)
    {
    }

    /// <summary>SQLite numbers the primary key of a table, and decides that when the table is created.</summary>
    public sealed override void Process(ChangeIdentityExpression expression)
    {
    }

    public sealed override void Process(CommentExpression expression)
    {
    }

    public sealed override void Process(CreateExtensionExpression expression)
    {
    }

    public sealed override void Process(CreateSchemaExpression expression)
    {
    }

    public sealed override void Process(DeleteSchemaExpression expression)
    {
    }

    public sealed override void Process(AlterSchemaExpression expression)
    {
    }

    /// <summary>Announces the changes of its columns, which are steps of their own.</summary>
    public sealed override void Process(AlterTableExpression expression)
    {
    }
}
