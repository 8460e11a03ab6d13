using FluentMigrator.Builders;
using FluentMigrator.Builders.Create.Table;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Each type is what Letta's own SQLite schema has for it.</summary>
public sealed class ColumnTypeTests
{
    [Theory]
    [InlineData("varchar", "VARCHAR")]
    [InlineData("character varying", "VARCHAR")]
    [InlineData("character varying(10)", "VARCHAR(10)")]
    [InlineData("VARCHAR (20)", "VARCHAR(20)")]
    [InlineData("enum sandboxtype 5", "VARCHAR(5)")]
    [InlineData("text", "TEXT")]
    [InlineData("json", "JSON")]
    [InlineData("jsonb", "JSON")]
    [InlineData("text[]", "JSON")]
    [InlineData("vector(4096)", "BINARY")]
    [InlineData("bytea", "BINARY")]
    [InlineData("boolean", "BOOLEAN")]
    [InlineData("integer", "INTEGER")]
    [InlineData("bigint", "BIGINT")]
    [InlineData("smallint", "SMALLINT")]
    [InlineData("double precision", "FLOAT")]
    [InlineData("numeric(10,2)", "NUMERIC(10, 2)")]
    [InlineData("numeric(10, 2)", "NUMERIC(10, 2)")]
    [InlineData("timestamptz", "DATETIME")]
    [InlineData("timestamp(6) with time zone", "DATETIME")]
    [InlineData("timestamp without time zone", "DATETIME")]
    [InlineData("date", "DATE")]
    [InlineData("uuid", "CHAR(36)")]
    [InlineData("tsvector", "TSVECTOR")]
    public void A_type_of_Postgres_has_its_counterpart(string type, string expected)
        => Assert.Equal(expected, TypeOf(c => c.AsCustom(type)));

    [Fact]
    public void A_fluent_type_has_its_counterpart()
    {
        Assert.Equal("TEXT", TypeOf(c => c.AsString()));
        Assert.Equal("VARCHAR(255)", TypeOf(c => c.AsString(255)));
        Assert.Equal("TEXT", TypeOf(c => c.AsString(int.MaxValue)));
        Assert.Equal("CHAR(3)", TypeOf(c => c.AsFixedLengthString(3)));
        Assert.Equal("BOOLEAN", TypeOf(c => c.AsBoolean()));
        Assert.Equal("SMALLINT", TypeOf(c => c.AsInt16()));
        Assert.Equal("INTEGER", TypeOf(c => c.AsInt32()));
        Assert.Equal("BIGINT", TypeOf(c => c.AsInt64()));
        Assert.Equal("FLOAT", TypeOf(c => c.AsDouble()));
        Assert.Equal("NUMERIC(10, 2)", TypeOf(c => c.AsDecimal(10, 2)));
        Assert.Equal("DATETIME", TypeOf(c => c.AsDateTime()));
        Assert.Equal("DATETIME", TypeOf(c => c.AsDateTimeOffset()));
        Assert.Equal("DATE", TypeOf(c => c.AsDate()));
        Assert.Equal("BINARY", TypeOf(c => c.AsBinary()));
        Assert.Equal("CHAR(36)", TypeOf(c => c.AsGuid()));
        Assert.Equal("VARCHAR", TypeOf(c => c.AsVarchar()));
        Assert.Equal("JSON", TypeOf(c => c.AsJson()));
        Assert.Equal("BINARY", TypeOf(c => c.AsVector(4096)));
        Assert.Equal("VARCHAR(9)", TypeOf(c => c.AsEnum("stepstatus", 9)));
    }

    [Theory]
    [InlineData("now()", "CURRENT_TIMESTAMP")]
    [InlineData("(CURRENT_TIMESTAMP)", "CURRENT_TIMESTAMP")]
    [InlineData("false", "FALSE")]
    [InlineData("(FALSE)", "FALSE")]
    [InlineData("'[]'::jsonb", "'[]'")]
    [InlineData("0", "0")]
    [InlineData("-1", "-1")]
    [InlineData("NULL", "null")]
    [InlineData("1 + 1", "1 + 1")]
    [InlineData("(1) + (1)", "(1) + (1)")]
    public void A_default_in_SQL_means_the_same(string sql, string expected)
    {
        using var run = new RevisionRun(inMemory: true);

        run.Up(r => r.Create.Table("t").WithColumn("c").AsText().NotNullable().WithDefaultValue(FluentMigrator.RawSql.Insert(sql)));

        Assert.Equal(expected, run.Rows("select dflt_value from pragma_table_info('t')"));
    }

    [Fact]
    public void A_default_from_a_sequence_is_refused()
    {
        using var run = new RevisionRun(inMemory: true);

        var e = Assert.Throws<NotSupportedException>(() => run.Up(r
            => r.Create.Table("t").WithColumn("c").AsInt64().WithDefaultValue(FluentMigrator.RawSql.Insert("nextval('s'::regclass)"))));

        Assert.Equal(
            "The default nextval('s'::regclass) means nothing on SQLite, which has no sequences; say with OnPostgres that it is for "
                + "Postgres.",
            e.Message);
    }

    private static string TypeOf(Action<IColumnTypeSyntax<ICreateTableColumnOptionOrWithColumnSyntax>> type)
    {
        using var run = new RevisionRun(inMemory: true);
        run.Up(r => type(r.Create.Table("t").WithColumn("c")));
        return run.Rows("select type from pragma_table_info('t')");
    }
}
