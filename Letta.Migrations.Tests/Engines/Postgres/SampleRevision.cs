using FluentMigrator.Builders.Alter;
using FluentMigrator.Builders.Create;
using FluentMigrator.Builders.Delete;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Engines.Postgres;

/// <summary>A revision that a test writes in place.</summary>
internal sealed class SampleRevision(Action<SampleRevision> up) : Revision
{
    public new ICreateExpressionRoot Create => base.Create;

    public new IAlterExpressionRoot Alter => base.Alter;

    public new IDeleteExpressionRoot Delete => base.Delete;

    public override void Up() => up(this);

    public override void Down()
    {
    }

    public new void Sql(string sql) => base.Sql(sql);

    public new void CreateCheck(string name, string table, string condition) => base.CreateCheck(name, table, condition);

    public new void DropCheck(string name, string table) => base.DropCheck(name, table);

    public new void CreateEnum(string name, params string[] labels) => base.CreateEnum(name, labels);

    public new void DropEnum(string name) => base.DropEnum(name);

    public new void CreateExtension(string name) => base.CreateExtension(name);

    public new void Irreversible(string why) => base.Irreversible(why);

    public new void SetNotNullIfFilled(string table, string column) => base.SetNotNullIfFilled(table, column);
}
