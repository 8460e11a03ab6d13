using FluentMigrator.Builders;
using FluentMigrator.Infrastructure;
using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Columns as operations.</summary>
internal static class ColumnOperations
{
    public static Operation Add(string table, Column column, bool nullable, string? serial, ColumnCode columns)
    {
        var said = serial is null ? column : column with { Type = serial, Default = null };
        return new Operation(
            w => Described(w.Alter.Table(table).AddColumn(column.Name), said, nullable, columns),
            $"Alter.Table({CSharp.Text(table)}).AddColumn({CSharp.Text(column.Name)}){columns.Code(said, nullable)};");
    }

    public static Operation Drop(string table, string column)
        => new(w => w.Delete.Column(column).FromTable(table), $"Delete.Column({CSharp.Text(column)}).FromTable({CSharp.Text(table)});")
        {
            Comment = "Drops the column with what every row has in it.",
        };

    public static Operation Rename(string table, string from, string to)
        => new(
            w => w.Rename.Column(from).OnTable(table).To(to),
            $"Rename.Column({CSharp.Text(from)}).OnTable({CSharp.Text(table)}).To({CSharp.Text(to)});");

    /// <summary>Changes type, collation and nullability.</summary>
    /// <param name="table">The table.</param>
    /// <param name="from">The column as it is.</param>
    /// <param name="to">The column as it is to be.</param>
    /// <param name="columns">How columns are said.</param>
    public static Operation Alter(string table, Column from, Column to, ColumnCode columns)
    {
        var collates = !string.Equals(from.Collation, to.Collation, StringComparison.Ordinal);
        bool? nullable = from.Nullable == to.Nullable ? null : to.Nullable;
        var collation
            = collates || to.Collation is not null ? $".Collate({(to.Collation is null ? "null" : CSharp.Text(to.Collation))})" : "";
        return new Operation(
            w =>
            {
                var said = w.Alter.Column(to.Name).OnTable(table).AsCustom(columns.CustomType(to.Type));
                if (collates || to.Collation is not null)
                    said.Collate(to.Collation);
                if (nullable is not null)
                    DraftRevision.Definition(said).IsNullable = nullable;
            },
            $"Alter.Column({CSharp.Text(to.Name)}).OnTable({CSharp.Text(table)}).{columns.TypeCode(to.Type)}{collation}"
                + (nullable switch { null => ";", true => ".Nullable();", false => ".NotNullable();" }))
        {
            Long = nullable == false,
        };
    }

    public static Operation SetDefault(string table, Column column, ColumnCode columns)
        => new(
            w => w.Alter.Column(column.Name).OnTable(table).AsCustom(columns.CustomType(column.Type))
                .WithDefaultValue(ColumnCode.Value(column)),
            $"Alter.Column({CSharp.Text(column.Name)}).OnTable({CSharp.Text(table)}).{columns.TypeCode(column.Type)}{ColumnCode.Default(column)};");

    public static Operation DropDefault(string table, string column)
        => new(
            w => w.Delete.DefaultConstraint().OnTable(table).OnColumn(column),
            $"Delete.DefaultConstraint().OnTable({CSharp.Text(table)}).OnColumn({CSharp.Text(column)});");

    public static Operation Draw(string table, string column, string sequence)
        => new(w => w.DrawFromSequence(table, column, sequence), $"DrawFromSequence({CSharp.Texts([table, column, sequence])});");

    public static Operation StopDrawing(string table, string column)
        => new(w => w.StopDrawing(table, column), $"StopDrawing({CSharp.Texts([table, column])});");

    public static Operation ChangeIdentity(string table, string column, string? from, string? to)
    {
        var (before, after) = (Kind(from), Kind(to));
        return new Operation(
            w => w.ChangeIdentity(table, column, before, after),
            $"ChangeIdentity({CSharp.Texts([table, column])}, IdentityKind.{before}, IdentityKind.{after});");
    }

    public static Operation Comment(string table, Column column)
        => new(
            w => w.CommentOnColumn(table, column.Name, column.Comment),
            $"CommentOnColumn({CSharp.Texts([table, column.Name])}, {(column.Comment is null ? "null" : CSharp.Text(column.Comment))});");

    /// <summary>Everything about a new column, said after its name.</summary>
    public static TNext Described<TNext>(IColumnTypeSyntax<TNext> name, Column column, bool nullable, ColumnCode columns)
        where TNext : IFluentSyntax
    {
        var said = name.AsCustom(columns.CustomType(column.Type));
        columns.Say(DraftRevision.Definition(said), column, nullable);
        if (column.Collation is not null)
            said.Collate(column.Collation);
        if (column.Identity is not null)
            DraftRevision.Definition(said).IsIdentity = true;
        if (column.Identity is "identity always")
            said.IdentityAlways();
        return said;
    }

    private static IdentityKind Kind(string? identity) => identity switch
    {
        null => IdentityKind.None,
        "identity always" => IdentityKind.Always,
        _ => IdentityKind.ByDefault,
    };
}
