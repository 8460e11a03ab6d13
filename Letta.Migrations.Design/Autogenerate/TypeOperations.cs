using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Extensions, enum types and sequences as operations.</summary>
internal static class TypeOperations
{
    public static Operation CreateExtension(string name)
        => new(w => w.CreateExtension(name), $"CreateExtension({CSharp.Text(name)});");

    public static Operation Create(EnumType type)
        => new(w => w.CreateEnum(type.Name, [.. type.Labels]), $"CreateEnum({CSharp.Texts([type.Name, .. type.Labels])});");

    public static Operation Drop(EnumType type) => new(w => w.DropEnum(type.Name), $"DropEnum({CSharp.Text(type.Name)});");

    public static Operation Change(EnumType from, EnumType to, IReadOnlyList<(string Table, string Column)> columns)
        => new(
            w => w.ChangeEnum(to.Name, from.Labels, to.Labels, columns),
            $"ChangeEnum({CSharp.Text(to.Name)}"
                + $",\n    from: [{CSharp.Texts(from.Labels)}]"
                + $",\n    to: [{CSharp.Texts(to.Labels)}]"
                + string.Concat(columns.Select(c => $",\n    ({CSharp.Text(c.Table)}, {CSharp.Text(c.Column)})")) + ");");

    public static Operation Create(Sequence s)
        => new(
            w => w.CreateSequence(s.Name, s.Type, s.Start, s.Increment, s.Least, s.Largest, s.Cycles, s.Owner),
            $"CreateSequence({Arguments(s)});");

    public static Operation Change(Sequence s)
        => new(
            w => w.ChangeSequence(s.Name, s.Type, s.Start, s.Increment, s.Least, s.Largest, s.Cycles, s.Owner),
            $"ChangeSequence({Arguments(s)});");

    public static Operation Drop(Sequence sequence)
        => new(w => w.DropSequence(sequence.Name), $"DropSequence({CSharp.Text(sequence.Name)});");

    private static string Arguments(Sequence s)
        => CSharp.Text(s.Name)
            + (s.Type is "bigint" ? "" : $", type: {CSharp.Text(s.Type)}")
            + (s.Start is 1 ? "" : $", start: {CSharp.Number(s.Start)}")
            + (s.Increment is 1 ? "" : $", increment: {CSharp.Number(s.Increment)}")
            + (s.Least is { } least ? $", least: {CSharp.Number(least)}" : "")
            + (s.Largest is { } largest ? $", largest: {CSharp.Number(largest)}" : "")
            + (s.Cycles ? ", cycles: true" : "")
            + (s.Owner is null ? "" : $", ownedBy: {CSharp.Text(s.Owner)}");
}
