namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>
/// Reads the CREATE TABLE text that <c>sqlite_schema</c> keeps, by SQLite's grammar (https://sqlite.org/lang_createtable.html).
/// The text is the only truth: no pragma tells the names of constraints, checks, collations or conflict clauses.
/// </summary>
internal sealed class TableParser
{
    private static readonly string[] ColumnClauses =
        ["CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "AS", "DEFERRABLE"];

    private static readonly string[] TableClauses = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

    private readonly TokenReader _reader;
    private readonly List<TableColumn> _columns = [];
    private readonly List<TableConstraint> _constraints = [];
    private string _table = "";

    private TableParser(string sql) => _reader = new TokenReader(sql);

    /// <exception cref="FormatException">It is not a CREATE TABLE that SQLite would keep.</exception>
    public static TableDefinition Parse(string sql) => new TableParser(sql).Table();

    private TableDefinition Table()
    {
        _reader.Expect("CREATE");
        _ = _reader.TryTake("TEMP") || _reader.TryTake("TEMPORARY");
        _reader.Expect("TABLE");
        _reader.TryTake("IF", "NOT", "EXISTS");
        _table = _reader.Name();
        if (_reader.TryTake('.'))
            _table = _reader.Name();
        _reader.Expect('(');
        do
        {
            if (TableClauses.Any(_reader.Peek().IsWord))
                TableConstraints();
            else
                Column();
        }
        while (_reader.TryTake(','));
        _reader.Expect(')');
        return Options(new TableDefinition(_table, _columns, _constraints));
    }

    private TableDefinition Options(TableDefinition table)
    {
        do
        {
            if (_reader.TryTake("WITHOUT", "ROWID"))
                table = table with { WithoutRowid = true };
            else if (_reader.TryTake("STRICT"))
                table = table with { Strict = true };
        }
        while (_reader.TryTake(','));
        _reader.TryTake(';');
        return _reader.AtEnd ? table : throw _reader.Unexpected("the end");
    }

    private void Column()
    {
        var name = _reader.Name();
        var column = new TableColumn(name, Type());
        var first = _constraints.Count;
        string? constraint = null;
        while (!_reader.Peek().IsSymbol(',') && !_reader.Peek().IsSymbol(')'))
        {
            if (_reader.TryTake("CONSTRAINT"))
            {
                constraint = _reader.Name();
                continue;
            }

            column = ColumnClause(column, constraint, first);
            constraint = null;
        }

        _columns.Add(column);
    }

    private string Type()
    {
        var first = _reader.Peek();
        if (!IsType(first))
            return "";

        while (IsType(_reader.Peek()))
            _reader.Take();
        if (_reader.Peek().IsSymbol('('))
            _reader.Parenthesized();
        return _reader.TextFrom(first);
    }

    private bool IsType(SqlToken token)
        => token.Kind is SqlTokenKind.QuotedName or SqlTokenKind.Text
            || (token.Kind is SqlTokenKind.Word
                && !ColumnClauses.Any(token.IsWord)
                && !(token.IsWord("GENERATED") && _reader.Peek(1).IsWord("ALWAYS")));

    private TableColumn ColumnClause(TableColumn column, string? name, int firstConstraint)
    {
        if (_reader.TryTake("NOT", "NULL"))
            return column with { NotNull = new NotNull(name, OnConflict()) };

        if (_reader.TryTake("NULL"))
        {
            OnConflict();
            return column;
        }

        if (_reader.TryTake("DEFAULT"))
            return column with { Default = Default() };

        if (_reader.TryTake("COLLATE"))
            return column with { Collation = _reader.Name() };

        if (_reader.TryTake("GENERATED", "ALWAYS", "AS") || _reader.TryTake("AS"))
        {
            var expression = SqlExpression.WithoutTable(_reader.Parenthesized(), _table);
            var stored = _reader.TryTake("STORED");
            _ = stored || _reader.TryTake("VIRTUAL");
            return column with { Generated = new Generated(expression, stored) };
        }

        if (Deferral() is { } deferral)
        {
            var index = _constraints.FindLastIndex(c => c is ForeignKeyConstraint);
            if (index >= firstConstraint)
                _constraints[index] = (ForeignKeyConstraint)_constraints[index] with { Deferral = deferral };
            return column;
        }

        return InlineConstraint(column, name);
    }

    private TableColumn InlineConstraint(TableColumn column, string? name)
    {
        if (_reader.TryTake("PRIMARY", "KEY"))
        {
            var key = new KeyColumn(column.Name, Direction: Direction());
            _constraints.Add(new KeyConstraint(name, IsPrimary: true, [key], OnConflict()) { InlineOn = column.Name });
            return column with { Identity = _reader.TryTake("AUTOINCREMENT") };
        }

        if (_reader.TryTake("UNIQUE"))
            _constraints.Add(
                new KeyConstraint(name, IsPrimary: false, [new KeyColumn(column.Name)], OnConflict()) { InlineOn = column.Name });
        else if (_reader.TryTake("CHECK"))
            _constraints.Add(Check(name) with { InlineOn = column.Name });
        else if (_reader.TryTake("REFERENCES"))
            _constraints.Add(References(name, [column.Name]) with { InlineOn = column.Name });
        else
            throw _reader.Unexpected("a column constraint");
        return column;
    }

    private string Default()
    {
        if (_reader.Peek().IsSymbol('('))
            return $"({_reader.Parenthesized()})";

        var first = _reader.Take();
        if (first.IsSymbol('+') || first.IsSymbol('-'))
            _reader.Take();
        return _reader.TextFrom(first);
    }

    private void TableConstraints()
    {
        // SQLite lets the comma between two table constraints be left out.
        string? name = null;
        while (TableClauses.Any(_reader.Peek().IsWord))
        {
            if (_reader.TryTake("CONSTRAINT"))
            {
                name = _reader.Name();
                continue;
            }

            _constraints.Add(TableClause(name));
            name = null;
        }
    }

    private TableConstraint TableClause(string? name)
    {
        if (_reader.TryTake("PRIMARY", "KEY"))
        {
            var columns = KeyColumns(out var autoincrement);
            if (autoincrement)
            {
                var index = _columns.FindIndex(c => SqlName.Same(c.Name, columns[0].Name));
                _columns[index] = _columns[index] with { Identity = true };
            }

            return new KeyConstraint(name, IsPrimary: true, columns, OnConflict());
        }

        if (_reader.TryTake("UNIQUE"))
            return new KeyConstraint(name, IsPrimary: false, KeyColumns(out _), OnConflict());

        if (_reader.TryTake("CHECK"))
            return Check(name);

        _reader.Expect("FOREIGN");
        _reader.Expect("KEY");
        var own = Names();
        _reader.Expect("REFERENCES");
        var foreignKey = References(name, own);
        return foreignKey with { Deferral = Deferral() };
    }

    private CheckConstraint Check(string? name)
        => new(name, SqlExpression.WithoutTable(_reader.Parenthesized(), _table), OnConflict());

    private ForeignKeyConstraint References(string? name, IReadOnlyList<string> columns)
    {
        var parent = _reader.Name();
        var foreignKey = new ForeignKeyConstraint(name, columns, parent, _reader.Peek().IsSymbol('(') ? Names() : []);
        while (true)
        {
            if (_reader.TryTake("ON", "DELETE"))
                foreignKey = foreignKey with { OnDelete = Action() };
            else if (_reader.TryTake("ON", "UPDATE"))
                foreignKey = foreignKey with { OnUpdate = Action() };
            else if (_reader.TryTake("ON", "INSERT"))
                Action(); // Parsed and forgotten by SQLite too.
            else if (_reader.TryTake("MATCH"))
                foreignKey = foreignKey with { Match = _reader.Name() };
            else
                return foreignKey;
        }
    }

    private string? Action()
    {
        if (_reader.TryTake("SET", "NULL"))
            return "SET NULL";
        if (_reader.TryTake("SET", "DEFAULT"))
            return "SET DEFAULT";
        if (_reader.TryTake("CASCADE"))
            return "CASCADE";
        if (_reader.TryTake("RESTRICT"))
            return "RESTRICT";
        _reader.Expect("NO");
        _reader.Expect("ACTION");
        return null;
    }

    private string? Deferral()
    {
        var first = _reader.Peek();
        if (!_reader.TryTake("NOT", "DEFERRABLE") && !_reader.TryTake("DEFERRABLE"))
            return null;
        _ = _reader.TryTake("INITIALLY", "DEFERRED") || _reader.TryTake("INITIALLY", "IMMEDIATE");
        return _reader.TextFrom(first);
    }

    private List<KeyColumn> KeyColumns(out bool autoincrement)
    {
        var columns = new List<KeyColumn>();
        _reader.Expect('(');
        do
        {
            var name = _reader.Name();
            var collation = _reader.TryTake("COLLATE") ? _reader.Name() : null;
            columns.Add(new KeyColumn(name, collation, Direction()));
        }
        while (_reader.TryTake(','));
        autoincrement = _reader.TryTake("AUTOINCREMENT");
        _reader.Expect(')');
        return columns;
    }

    private List<string> Names()
    {
        var names = new List<string>();
        _reader.Expect('(');
        do
            names.Add(_reader.Name());
        while (_reader.TryTake(','));
        _reader.Expect(')');
        return names;
    }

    private string? Direction() => _reader.TryTake("ASC") ? "ASC" : _reader.TryTake("DESC") ? "DESC" : null;

    private string? OnConflict() => _reader.TryTake("ON", "CONFLICT") ? _reader.Take().Value.ToUpperInvariant() : null;
}
