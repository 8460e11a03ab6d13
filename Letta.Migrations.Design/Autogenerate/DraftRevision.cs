using FluentMigrator.Builders.Create.ForeignKey;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>A revision that is said rather than written.</summary>
/// <param name="operations">What it says on its way up.</param>
internal sealed class DraftRevision(IEnumerable<Operation> operations) : Revision
{
    /// <summary>One as the runner takes it.</summary>
    public static RevisionInfo Describe(IReadOnlyList<Operation> operations)
        => new(1, 1, null, "draft") { Type = typeof(DraftRevision), Transactional = true, Create = () => new DraftRevision(operations) };

    public override void Up()
    {
        foreach (var operation in operations)
            operation.Say(this);
    }

    public override void Down() => throw new NotSupportedException("It only goes up.");

    /// <summary>The definition of a column that is being said.</summary>
    public static ColumnDefinition Definition(IFluentSyntax column) => ((FluentMigrator.Builders.IColumnExpressionBuilder)column).Column;

    public new void Sql(string sql) => base.Sql(sql);

    public new void CreateExtension(string name) => base.CreateExtension(name);

    public new void CreateView(string name, string query) => base.CreateView(name, query);

    public new void DropView(string name) => base.DropView(name);

    public new void Fill(string table, string column, string value) => base.Fill(table, column, value);

    public new void SetNotNullIfFilled(string table, string column) => base.SetNotNullIfFilled(table, column);

    public new void CreateCheck(string name, string table, string condition) => base.CreateCheck(name, table, condition);

    public new void DropCheck(string name, string table) => base.DropCheck(name, table);

    public new void CreateEnum(string name, params string[] labels) => base.CreateEnum(name, labels);

    public new void DropEnum(string name) => base.DropEnum(name);

    public new void ChangeEnum(
        string name, IReadOnlyList<string> from, IReadOnlyList<string> to, params IReadOnlyList<(string Table, string Column)> columns)
        => base.ChangeEnum(name, from, to, columns);

    public new ICreateForeignKeyCascadeSyntax ForeignKey(string name, string table, string column, string parent)
        => base.ForeignKey(name, table, column, parent);

    public new void DrawFromSequence(string table, string column, string sequence) => base.DrawFromSequence(table, column, sequence);

    public new void StopDrawing(string table, string column) => base.StopDrawing(table, column);

    public new void CreateSequence(
        string name, string type, long start, long increment, long? least, long? largest, bool cycles, string? ownedBy)
        => base.CreateSequence(name, type, start, increment, least, largest, cycles, ownedBy);

    public new void ChangeSequence(
        string name, string type, long start, long increment, long? least, long? largest, bool cycles, string? ownedBy)
        => base.ChangeSequence(name, type, start, increment, least, largest, cycles, ownedBy);

    public new void DropSequence(string name) => base.DropSequence(name);

    public new void ChangeIdentity(
        string table, string column, IdentityKind from, IdentityKind to) => base.ChangeIdentity(table, column, from, to);

    public new void CommentOn(string table, string? text) => base.CommentOn(table, text);

    public new void CommentOnColumn(string table, string column, string? text) => base.CommentOnColumn(table, column, text);
}
