using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Engines.Sqlite.Rebuild;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>A schema that is read again in part is what a whole look finds.</summary>
public sealed class SchemaReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("letta-schema-").FullName;
    private readonly SqliteConnection _connection;
    private readonly SchemaReader _reader;

    public SchemaReaderTests()
    {
        _connection = Open();
        _reader = new SchemaReader(_connection, LettaNames.Tables);
        _ = new ForeignKeyWatch(_connection, _reader.Note);
        Execute(
            _connection,
            """
            create table users (id integer primary key, name text unique);
            create table orders (id integer primary key autoincrement, user_id integer references users (id));
            create index ix_orders_user_id on orders (user_id);
            create view buyers as select name from users;
            create trigger keep after delete on orders begin select 1; end;
            """);
        Described(_reader.Read());
    }

    [Theory]
    [InlineData("create table items (id integer primary key)")]
    [InlineData("create table \"odd 'name'\" (id text primary key)")]
    [InlineData("create table copies as select * from orders")]
    [InlineData("create index ix_users_name on users (name)")]
    [InlineData("create view others as select id from orders")]
    [InlineData("create trigger note after insert on users begin select 1; end")]
    [InlineData("create virtual table found using fts5 (body)")]
    [InlineData("alter table users add column age integer")]
    [InlineData("alter table users rename column name to called")]
    [InlineData("alter table users rename to people")]
    [InlineData("alter table orders drop column user_id", "drop index ix_orders_user_id")]
    [InlineData("drop index ix_orders_user_id")]
    [InlineData("drop trigger keep")]
    [InlineData("drop trigger ix_orders_user_id", "create trigger ix_orders_user_id after insert on users begin select 1; end")]
    [InlineData("drop view buyers")]
    [InlineData("DROP TABLE ORDERS")]
    [InlineData("create table keep_name (id integer); create trigger keep_name after insert on users begin select 1; end")]
    [InlineData("drop table users; create table users (id integer primary key)")]
    [InlineData("pragma writable_schema = on; update sqlite_schema set sql = replace(sql, 'name', 'nick') where name = 'users'")]
    public void Whatever_a_statement_does_is_seen(string sql, string? before = null)
    {
        if (before is not null)
            Execute(_connection, before);
        Execute(_connection, sql);

        Assert.Equal(Described(Whole()), Described(_reader.Read()));
    }

    [Fact]
    public void What_was_done_since_a_savepoint_is_forgotten_when_it_is_taken_back()
    {
        Execute(_connection, "savepoint here; create table gone (id integer)");
        _reader.Read();

        Execute(_connection, "rollback to here; release here");

        Assert.DoesNotContain("gone", _reader.Read().Tables);
    }

    [Fact]
    public void What_was_done_in_a_transaction_that_is_rolled_back_is_forgotten()
    {
        using (var transaction = _connection.BeginTransaction())
        {
            Execute(_connection, "create table gone (id integer)");
            _reader.Read();
            transaction.Rollback();
        }

        _reader.Forget();

        Assert.DoesNotContain("gone", _reader.Read().Tables);
    }

    [Fact]
    public void What_others_change_between_two_transactions_is_seen_when_the_next_begins()
    {
        _reader.Keep();
        using (var other = Open())
            Execute(other, "create table theirs (id integer)");

        _reader.Continue();

        Assert.Contains("theirs", _reader.Read().Tables);
    }

    [Fact]
    public void What_did_not_change_is_not_read_again()
    {
        var before = _reader.Read();
        _reader.Keep();
        Execute(_connection, "insert into users (name) values ('a')");
        _reader.Continue();
        Assert.Same(before, _reader.Read());

        Execute(_connection, "create table items (id integer)");

        Assert.Same(before.Table("users"), _reader.Read().Table("users"));
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "schema.db")};Pooling=False;Foreign Keys=False");
        connection.Open();
        return connection;
    }

    private SchemaSnapshot Whole() => new SchemaReader(_connection, LettaNames.Tables).Read();

    private static List<string> Described(SchemaSnapshot schema)
    {
        List<string> all = [.. schema.Views.Concat(schema.Triggers).Select(Line)];
        foreach (var table in schema.Tables)
        {
            all.Add($"{table} and those that refer to it: {string.Join(", ", schema.Family([table], [table]).Select(t => t.Name))}");
            all.Add(schema.IsVirtual(table) ? $"{table}: virtual" : $"{table}: {TableText.Create(schema.Table(table)!)}");
            all.AddRange(schema.Indexes(table).Concat(schema.TriggersOn(table)).Select(Line));
            all.AddRange(schema.Indexes(table).Select(i => $"{i.Name} is {schema.Index(i.Name)?.Sql}"));
        }

        return all;

        static string Line(SchemaObject one) => $"{one.Rowid} {one.Type} {one.Name} of {one.Table}: {one.Sql}";
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
