using System.Reflection;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>An engine that reports each connection which a backfill opens.</summary>
#pragma warning disable CA1852 // A proxy is derived from it.
internal class OpeningEngine : DispatchProxy
#pragma warning restore CA1852
{
    private IDatabaseEngine _engine = null!;
    private Action _opening = null!;

    public static IDatabaseEngine Create(IDatabaseEngine engine, Action opening)
    {
        var proxy = Create<IDatabaseEngine, OpeningEngine>();
        ((OpeningEngine)(object)proxy)._engine = engine;
        ((OpeningEngine)(object)proxy)._opening = opening;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IDatabaseEngine.OpenBackfillAsync))
            _opening();
        return targetMethod.Invoke(_engine, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}
