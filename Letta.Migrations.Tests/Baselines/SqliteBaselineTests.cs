using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Baselines;

public sealed class SqliteBaselineTests(SqliteEngine engine, PostgresEngine other) : BaselineSpec(engine)
{
    private protected override Task<TestDatabase> CreateOtherAsync() => other.CreateAsync();

    private protected override string EveryKind => """
        create table "Order Items" (
          id integer primary key autoincrement, name varchar(20) not null collate nocase, quantity INT not null default 1 check (quantity > 0),
          double_quantity integer generated always as (quantity * 2) stored, note text, made_at datetime not null default current_timestamp,
          price decimal(10,2), code char(36) unique);
        create index ix_name on "Order Items" (name desc) where note is not null;
        create table "order" (item integer references "Order Items" (id) on delete cascade, place integer, data json, primary key (item, place));
        create table pairs (a text, b text, primary key (a, b)) without rowid;
        create virtual table search using fts5(text);
        create trigger note_items after insert on "Order Items" begin
          update "Order Items" set note = new.name || ' noted' where id = new.id;
        end;
        create view orders as select o.*, i.name from "order" o join "Order Items" i on i.id = o.item;
        create view a_first as select name from orders;
        create view teas as select name, quantity, note from "Order Items" where name = 'TEA';
        create view named (who) as select name from orders
        """;

    private protected override IReadOnlyList<string> LeftOut
        => ["virtual table \"search\"", "WITHOUT ROWID of table \"pairs\"", "view \"named\""];

    private protected override string Seen => "tea|2|tea noted";
}
