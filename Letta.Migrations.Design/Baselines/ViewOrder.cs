using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Baselines;

/// <summary>Puts views in the order in which they can be made: one that reads another comes after it.</summary>
internal static class ViewOrder
{
    /// <returns>The views in order, and those that seem to read each other.</returns>
    public static (IReadOnlyList<View> Sorted, IReadOnlyList<View> Others) Sort(IReadOnlyList<View> views)
    {
        List<View> sorted = [], rest = [.. views];
        while (rest.Find(v => !rest.Exists(o => o != v && Identifier.IsIn(o.Name, v.Definition))) is { } next)
        {
            sorted.Add(next);
            rest.Remove(next);
        }

        return (sorted, rest);
    }
}
