namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A condition that every row meets.</summary>
internal sealed record CheckConstraint(string? Name, string Condition, string? OnConflict = null) : TableConstraint(Name)
{
    public override string Kind => "check";

    protected override string Body => $"CHECK ({Condition}){OnConflictText(OnConflict)}";

    protected override string InlineBody => Body;

    public override bool Involves(string column) => SqlExpression.Mentions(Condition, column);

    public override TableConstraint RenameColumn(string from, string to) => this with
    {
        Condition = SqlExpression.RenameColumn(Condition, from, to),
        InlineOn = RenamedInlineOn(from, to),
    };

    public override string ImplicitName(string table) => InlineOn is null ? $"{table}_check" : $"{table}_{InlineOn}_check";
}
