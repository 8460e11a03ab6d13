using Letta.Migrations.Design.Autogenerate;

namespace Letta.Migrations.Design.Baselines;

/// <summary>What a database has beside its tables, as a first revision says it.</summary>
/// <param name="First">What tables may need: extensions, functions.</param>
/// <param name="Last">What needs tables: further constraints, views, triggers.</param>
/// <param name="Gone">Takes back <paramref name="Last"/>, but for what goes with its table.</param>
/// <param name="GoneLast">Takes back <paramref name="First"/>, but for extensions: other schemas may use them.</param>
/// <param name="LeftOut">What no revision that is drafted makes, e.g. <c>materialized view "sales"</c>.</param>
internal sealed record BesideTables(
    IReadOnlyList<Operation> First,
    IReadOnlyList<Operation> Last,
    IReadOnlyList<Operation> Gone,
    IReadOnlyList<Operation> GoneLast,
    IReadOnlyList<string> LeftOut)
{
    /// <summary>The tables that are no tables of their own: they come with something that is left out.</summary>
    public IReadOnlyList<string> OtherTables { get; init; } = [];
}
