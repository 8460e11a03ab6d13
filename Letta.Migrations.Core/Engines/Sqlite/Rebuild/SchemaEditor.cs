using Letta.Migrations.Engines.Sqlite.Sql;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>
/// Changes tables, and holds each change back until somebody could look at the table: all changes of one table are then one plan.
/// Renames of what exists are done at once, because SQLite carries them into every index, view, trigger and foreign key by itself.
/// </summary>
/// <param name="read">The schema as it is now.</param>
/// <param name="send">Carries out one statement of a step.</param>
/// <param name="carryOut">Carries out the plan of a table: its name, and the statements.</param>
/// <param name="dependents">Looks after views and triggers.</param>
internal sealed class SchemaEditor(
    Func<SchemaSnapshot> read, Action<string> send, Action<string, IReadOnlyList<string>> carryOut, Dependents dependents)
{
    private readonly List<PendingTable> _held = [];

    /// <summary>The table as it shall be; null where there is none of that name.</summary>
    public TableDefinition? Find(string table) => Held(table)?.Definition ?? read().Table(table);

    /// <summary>The table, held for changes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="statement">The step, for the message where there is no such table.</param>
    public PendingTable Change(string table, string statement)
    {
        if (Held(table) is { } held)
            return held;

        held = new PendingTable(read().Table(table) ?? throw SqliteRefusal.NoTable(statement, table), isNew: false);
        _held.Add(held);
        return held;
    }

    public void Create(TableDefinition table)
    {
        if (Find(table.Name) is not null)
            throw SqliteRefusal.Create($"create table \"{table.Name}\"", $"table \"{table.Name}\" already exists");
        _held.Add(new PendingTable(table, isNew: true));
    }

    public void Drop(string table, bool ifExists)
    {
        var statement = $"drop table \"{table}\"";
        if (Find(table) is null)
        {
            if (ifExists)
                return;
            throw SqliteRefusal.NoTable(statement, table);
        }

        if (ForeignKeysInto(table).FirstOrDefault(f => !SqlName.Same(f.Child, table)) is { Child: not null } reference)
            throw SqliteRefusal.Create(
                statement, $"table \"{table}\" cannot be dropped: {reference.Key.Label} of table \"{reference.Child}\" refers to it");

        FlushFillsThatMention(table);
        if (Held(table) is { } held)
        {
            _held.Remove(held);
            if (held.IsNew)
                return;
        }

        dependents.Keep(statement, () => send($"DROP TABLE {SqlName.Quote(table)}"));
    }

    public void Rename(string from, string to)
    {
        var statement = $"alter table \"{from}\" rename to \"{to}\"";
        if (Find(from) is null)
            throw SqliteRefusal.NoTable(statement, from);
        if (Find(to) is not null && !SqlName.Same(from, to))
            throw SqliteRefusal.Create(statement, $"table \"{to}\" already exists");

        FlushFillsThatMention(from);
        var held = Held(from);
        if (held is not { IsNew: true })
            send($"ALTER TABLE {SqlName.Quote(from)} RENAME TO {SqlName.Quote(to)}");
        if (held is not null)
            held.Definition = held.Definition with { Name = to };
        foreach (var each in _held)
            each.Definition = each.Definition.RenameParent(from, to);
    }

    /// <summary>Adds a column; its <see cref="TableColumn.Fill"/> sees the tables as the steps before left them.</summary>
    public void AddColumn(string table, TableColumn column)
    {
        var statement = $"alter table \"{table}\" add column \"{column.Name}\"";
        var held = Change(table, statement);
        if (held.Definition.Column(column.Name) is not null)
            throw SqliteRefusal.Create(statement, $"column \"{column.Name}\" of table \"{table}\" already exists");

        if (held.IsNew)
            column = column with { Fill = null }; // There are no rows yet.
        if (column.Fill is { } fill)
        {
            FlushMentioned(fill, held);
            if (MentionsNewColumn(held, fill))
            {
                Flush(held);
                held = Change(table, statement);
            }
        }

        held.Definition = held.Definition.Add(held.Definition.Fitting(column) with { IsNew = !held.IsNew });
    }

    /// <summary>
    /// Makes an UPDATE of all rows part of the copy, if all it sets is a column that the copy is to add. False: it has to be sent.
    /// </summary>
    public bool TryFill(string table, string column, string expression)
    {
        if (Held(table) is not { } held
            || held.Definition.Column(column) is not { IsNew: true, Generated: null } added
            || MentionsNewColumn(held, expression)
            || read().TriggersOn(table).Any())
        {
            return false;
        }

        FlushMentioned(expression, held);
        held.Definition = held.Definition.With(added with { Fill = expression });
        return true;
    }

    public void AlterColumn(string table, string column, string statement, Func<TableColumn, TableColumn> change)
    {
        var held = Change(table, statement);
        var altered = held.Definition.Column(column) ?? throw SqliteRefusal.NoColumn(statement, table, column);
        held.Definition = held.Definition.With(held.Definition.Fitting(change(altered)));
    }

    /// <summary>Sets or drops a default. Rows that exist when a column is added have got the default it had then, and keep it.</summary>
    public void SetDefault(string table, string column, string? value)
        => AlterColumn(table, column, $"alter table \"{table}\" alter column \"{column}\" set default", c => c with
        {
            Default = value,
            Fill = c.IsNew && c.Default != value ? c.Fill ?? c.Default ?? "NULL" : c.Fill,
        });

    public void DropColumn(string table, string column)
    {
        var statement = $"alter table \"{table}\" drop column \"{column}\"";
        var held = Change(table, statement);
        var definition = held.Definition;
        var dropped = definition.Column(column) ?? throw SqliteRefusal.NoColumn(statement, table, column);
        if (ForeignKeysInto(table)
            .FirstOrDefault(
                f => f.Key.RefersTo(table, column)
                    && !(SqlName.Same(f.Child, table) && f.Key.Involves(column))) is { Child: not null } reference)
            throw SqliteRefusal.Create(
                statement,
                $"column \"{column}\" of table \"{table}\" cannot be dropped: {reference.Key.Label} of table \"{reference.Child}\" "
                    + $"refers to it");
        if (definition.Columns.FirstOrDefault(c => c.Generated is { } g && SqlExpression.Mentions(g.Expression, column)) is { } generated)
            throw SqliteRefusal.Create(
                statement,
                $"column \"{column}\" of table \"{table}\" cannot be dropped: column \"{generated.Name}\" is computed from it");

        held.Indexes.RemoveAll(i => i.Involves(column));
        if (!dropped.IsNew && !held.IsNew)
        {
            foreach (var index in read().Indexes(table).Where(i => SqlExpression.Mentions(i.Terms, column)).ToList())
                send($"DROP INDEX {SqlName.Quote(index.Name)}");
        }

        held.Definition = definition.RemoveColumn(column);
    }

    public void RenameColumn(string table, string from, string to)
    {
        var statement = $"alter table \"{table}\" rename column \"{from}\" to \"{to}\"";
        var definition = Find(table) ?? throw SqliteRefusal.NoTable(statement, table);
        var renamed = definition.Column(from) ?? throw SqliteRefusal.NoColumn(statement, table, from);
        if (definition.Column(to) is not null && !SqlName.Same(from, to))
            throw SqliteRefusal.Create(statement, $"column \"{to}\" of table \"{table}\" already exists");

        FlushFillsThatMention(from);
        if (Held(table) is { IsNew: false } held
            && !renamed.IsNew
            && read().Table(table)?.Column(to) is not null
            && !SqlName.Same(from, to))
            Flush(held); // A column of the new name is still there, its removal held back.

        held = Held(table);
        if (held is not { IsNew: true } && !renamed.IsNew)
            send(
                $"ALTER TABLE {SqlName.Quote(table)} RENAME COLUMN {SqlName.Quote(from)} "
                    + $"TO {SqlName.Plain(to)}"); // SQLite quotes it in expressions if it is quoted here.
        held?.RenameColumn(from, to);
        foreach (var each in _held.Where(h => h != held))
            each.Definition = each.Definition.RenameParentColumn(table, from, to);
    }

    public void AddConstraint(string table, TableConstraint constraint, string statement)
    {
        var held = Change(table, statement);
        if (constraint.Name is { } name && held.Definition.Constraints.Any(c => SqlName.Same(c.Name, name)))
            throw SqliteRefusal.Create(statement, $"constraint \"{name}\" of table \"{table}\" already exists");
        if (constraint is KeyConstraint { IsPrimary: true } && held.Definition.PrimaryKey is not null)
            throw SqliteRefusal.Create(statement, $"table \"{table}\" already has a primary key");
        held.Definition = held.Definition.Add(constraint);
    }

    /// <summary>
    /// Drops the constraint of that name; where there is none, the unnamed one that Postgres would have named so, or the only unnamed one
    /// that looks as described. Databases that SQLAlchemy made have unnamed keys.
    /// </summary>
    public void DropConstraint<T>(string table, string? name, string statement, Func<T, bool> kind, Func<T, bool> looksSo)
        where T : TableConstraint
    {
        var held = Change(table, statement);
        var candidates = held.Definition.Constraints.OfType<T>().Where(kind).ToList();
        var unnamed = candidates.Where(c => c.Name is null).ToList();
        var found = candidates.FirstOrDefault(c => name is not null && SqlName.Same(c.Name, name))
            ?? unnamed.FirstOrDefault(c => name is not null && SqlName.Same(c.ImplicitName(table), name))
            ?? (unnamed.Where(looksSo).ToList() is [var only] ? only : null)
            ?? throw SqliteRefusal.Create(statement, $"constraint \"{name}\" of table \"{table}\" does not exist");
        held.Definition = held.Definition.Remove(found);
    }

    public void CreateIndex(string table, TableIndex index)
        => Change(table, $"create index \"{index.Name}\" on \"{table}\"").Indexes.Add(index);

    public void DropIndex(string name, bool ifExists = false)
    {
        if (_held.Any(h => h.Indexes.RemoveAll(i => SqlName.Same(i.Name, name)) > 0))
            return;
        if (read().Index(name) is not { Sql: not null })
        {
            if (ifExists)
                return;
            throw SqliteRefusal.Create($"drop index \"{name}\"", $"index \"{name}\" does not exist");
        }

        send($"DROP INDEX {SqlName.Quote(name)}");
    }

    /// <summary>A query that gives 1 if a row has, or will have after the copy, NULL in the column; null if none can.</summary>
    public string? FindsNull(string table, string column, string statement)
    {
        if (Held(table) is { IsNew: true })
            return null;

        var definition = Find(table) ?? throw SqliteRefusal.NoTable(statement, table);
        var asked = definition.Column(column) ?? throw SqliteRefusal.NoColumn(statement, table, column);
        if (asked is { IsNew: true, Generated: not null })
            Flush(Held(table)!);
        var value = !asked.IsNew || asked.Generated is not null ? SqlName.Quote(column) : asked.Fill ?? asked.Default ?? "NULL";
        return $"SELECT EXISTS (SELECT 1 FROM {SqlName.Quote(table)} WHERE ({value}) IS NULL)";
    }

    /// <summary>Carries out everything that is held back, in the order in which the tables were first changed.</summary>
    public void Flush()
    {
        while (_held is [var first, ..])
            Flush(first);
    }

    /// <summary>Forgets everything that is held back.</summary>
    public void Forget() => _held.Clear();

    private void Flush(PendingTable held)
    {
        _held.Remove(held);
        var actual = held.IsNew ? null : read().Table(held.Name);
        var plan = TablePlan.For(actual, held, read());
        if (plan.Count == 0)
            return;

        if (actual is not null && actual.Columns.Any(c => held.Definition.Column(c.Name) is not { IsNew: false }))
            dependents.Keep($"alter table \"{held.Name}\" drop column", () => carryOut(held.Name, plan));
        else
            carryOut(held.Name, plan);
    }

    private void FlushMentioned(string expression, PendingTable but)
    {
        foreach (var mentioned in _held.Where(h => h != but && SqlExpression.Mentions(expression, h.Name)).ToList())
            Flush(mentioned);
    }

    private void FlushFillsThatMention(string name)
    {
        foreach (var held in _held.Where(h => h.FillMentions(name)).ToList())
            Flush(held);
    }

    private static bool MentionsNewColumn(PendingTable held, string expression)
        => held.Definition.Columns.Any(c => c.IsNew && SqlExpression.Mentions(expression, c.Name));

    private PendingTable? Held(string table) => _held.Find(h => SqlName.Same(h.Name, table));

    private IEnumerable<(string Child, ForeignKeyConstraint Key)> ForeignKeysInto(string table)
        => _held.Select(h => h.Definition).Concat(read().Family([], [table]).Where(t => Held(t.Name) is null))
            .SelectMany(child => child.ForeignKeys.Where(f => SqlName.Same(f.Parent, table)).Select(f => (child.Name, f)));
}
