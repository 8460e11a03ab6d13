using Letta.Migrations.Backfills;

namespace Letta.Migrations.Authoring;

/// <summary>
/// Takes note of what steps may change of what a query can see, so that it is known which queries can be asked before them.
/// </summary>
internal interface IDataChanges
{
    /// <summary>Something that cannot be known.</summary>
    void Everything();

    /// <summary>A statement runs, which is read for what it writes.</summary>
    void Statement(string sql);

    /// <summary>A table is created.</summary>
    void Created(string table, IEnumerable<NewColumn> columns);

    /// <summary>A table or a view is dropped, or changed in a way that is not known.</summary>
    void Changed(string table);

    /// <summary>A column has other values, another type or another name.</summary>
    void Changed(string table, string column);

    /// <summary>A table gets another name.</summary>
    void Renamed(string table, string to);

    /// <summary>A column is added to the rows that there are.</summary>
    void Added(string table, NewColumn column);

    /// <summary>A column is dropped.</summary>
    void Dropped(string table, string column);

    /// <summary>A column gets another name.</summary>
    void RenamedColumn(string table, string column, string to);

    /// <summary>Rows are added.</summary>
    void Inserted(string table);

    /// <summary>Rows get other values in some columns.</summary>
    void Updated(string table, IReadOnlyList<string> columns);

    /// <summary>Rows are deleted.</summary>
    void Deleted(string table);

    /// <summary>A foreign key changes rows by itself from now on.</summary>
    void Acts(KeyAction action);

    /// <summary>A backfill is carried out before the next revision, or beside the applications while the others go on.</summary>
    void Backfilled(Backfill backfill);

    /// <summary>The same, of one that an earlier revision declares.</summary>
    void Backfilled(string backfill);
}

/// <summary>A column that a step makes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">A type that its values can be compared as, on both engines.</param>
internal sealed record NewColumn(string Name, string Type);
