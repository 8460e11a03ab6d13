using FluentMigrator.Builders.Alter;
using FluentMigrator.Builders.Create;
using FluentMigrator.Builders.Delete;
using FluentMigrator.Builders.Execute;
using FluentMigrator.Builders.Insert;
using FluentMigrator.Builders.Rename;
using FluentMigrator.Builders.Update;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>A revision whose steps stand in the test that runs them.</summary>
internal sealed class Adhoc(Action<Adhoc> up) : Revision
{
    public new ICreateExpressionRoot Create => base.Create;

    public new IAlterExpressionRoot Alter => base.Alter;

    public new IDeleteExpressionRoot Delete => base.Delete;

    public new IRenameExpressionRoot Rename => base.Rename;

    public new IInsertExpressionRoot Insert => base.Insert;

    public new IUpdateExpressionRoot Update => base.Update;

    public new IExecuteExpressionRoot Execute => base.Execute;

    public override void Up() => up(this);

    public override void Down() => throw new NotSupportedException();

    public new void Sql(string sql) => base.Sql(sql);

    public new void CreateCheck(string name, string table, string condition) => base.CreateCheck(name, table, condition);

    public new void DropCheck(string name, string table) => base.DropCheck(name, table);

    public new void ChangeEnum(
        string name, IReadOnlyList<string> from, IReadOnlyList<string> to, params IReadOnlyList<(string Table, string Column)> columns)
        => base.ChangeEnum(name, from, to, columns);

    public new void CommentOn(string table, string? comment) => base.CommentOn(table, comment);

    public new void CommentOnColumn(string table, string column, string? comment) => base.CommentOnColumn(table, column, comment);

    public new void CreateSequence(
        string name,
        string type = "bigint",
        long start = 1,
        long increment = 1,
        long? least = null,
        long? largest = null,
        bool cycles = false,
        string? ownedBy = null)
        => base.CreateSequence(name, type, start, increment, least, largest, cycles, ownedBy);

    public new void ChangeSequence(
        string name,
        string type = "bigint",
        long start = 1,
        long increment = 1,
        long? least = null,
        long? largest = null,
        bool cycles = false,
        string? ownedBy = null)
        => base.ChangeSequence(name, type, start, increment, least, largest, cycles, ownedBy);

    public new void DropSequence(string name) => base.DropSequence(name);

    public new void DrawFromSequence(string table, string column, string sequence) => base.DrawFromSequence(table, column, sequence);

    public new void StopDrawing(string table, string column) => base.StopDrawing(table, column);

    public new void ChangeIdentity(
        string table, string column, IdentityKind from, IdentityKind to) => base.ChangeIdentity(table, column, from, to);

    public new void CreateEnum(string name, params string[] labels) => base.CreateEnum(name, labels);

    public new void DropEnum(string name) => base.DropEnum(name);

    public new void CreateExtension(string name) => base.CreateExtension(name);

    public new void CreateView(string name, string query) => base.CreateView(name, query);

    public new void DropView(string name) => base.DropView(name);

    public new void Irreversible(string why) => base.Irreversible(why);

    public new void SetNotNullIfFilled(string table, string column) => base.SetNotNullIfFilled(table, column);

    public new void Fill(string table, string column, string value) => base.Fill(table, column, value);

    public new BackfillSyntax Backfill(string name, string table) => base.Backfill(name, table);

    public new void Requires(string backfill) => base.Requires(backfill);

    public new EncryptSyntax Encrypt(string table, string? name = null) => base.Encrypt(table, name);

    public new void Refuse(string table, string offence, string query, string remedy) => base.Refuse(table, offence, query, remedy);
}
