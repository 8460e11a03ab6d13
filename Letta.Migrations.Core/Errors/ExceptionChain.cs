namespace Letta.Migrations.Errors;

/// <summary>Looks through an error to what caused it: a rollback that fails on a dead connection hides what killed it.</summary>
internal static class ExceptionChain
{
    /// <summary>The first exception of a kind, from the outermost inwards; null if there is none.</summary>
    public static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            if (e is T found)
                return found;
            if (e is AggregateException many && many.InnerExceptions.Select(Find<T>).FirstOrDefault(x => x is not null) is { } inner)
                return inner;
        }

        return null;
    }
}
