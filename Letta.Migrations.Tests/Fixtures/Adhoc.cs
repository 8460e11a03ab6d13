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

    public new void CreateEnum(string name, params string[] labels) => base.CreateEnum(name, labels);

    public new void DropEnum(string name) => base.DropEnum(name);

    public new void CreateExtension(string name) => base.CreateExtension(name);

    public new void Irreversible(string why) => base.Irreversible(why);

    public new void SetNotNullIfFilled(string table, string column) => base.SetNotNullIfFilled(table, column);

    public new void Fill(string table, string column, string value) => base.Fill(table, column, value);

    public new EncryptSyntax Encrypt(string table, string? name = null) => base.Encrypt(table, name);

    public new void Refuse(string table, string offence, string query, string remedy) => base.Refuse(table, offence, query, remedy);
}
