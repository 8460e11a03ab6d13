using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Baselines;

public sealed class PostgresBaselineTests(PostgresEngine engine, SqliteEngine other) : BaselineSpec(engine)
{
    private protected override Task<TestDatabase> CreateOtherAsync() => other.CreateAsync();

    private protected override string EveryKind => """
        create extension citext;
        create extension btree_gist;
        create type size as enum ('small', 'large');
        create domain positive as integer check (value > 0);
        create sequence numbers start 100 increment 10;
        create function twice(integer) returns integer language sql immutable as 'select $1 * 2';
        create function note_items() returns trigger language plpgsql as $$
        begin
          new.note := new.name || ' noted';

          return new;
        end $$;
        create table "Order Items" (
          id bigint primary key, name citext not null, size size not null default 'small', quantity integer not null default 1,
          double_quantity integer generated always as (twice(quantity)) stored, note text, made_at timestamptz not null default now(),
          number bigint not null default nextval('numbers'), constraint "Order Items_quantity" check (quantity > 0));
        comment on table "Order Items" is 'What people order';
        create index ix_name on "Order Items" (name desc) include (quantity) where note is not null;
        create table "order" (
          id integer generated always as identity primary key, item bigint references "Order Items" on delete cascade,
          during tstzrange, tags text[], data jsonb, unique (item) deferrable initially deferred,
          constraint no_overlap exclude using gist (item with =, during with &&));
        create trigger note_items before insert on "Order Items" for each row execute function note_items();
        create view orders as select o.*, i.name from "order" o join "Order Items" i on i.id = o.item;
        create view a_first as select name from orders;
        create view teas as select name, quantity, note from "Order Items" where name = 'TEA';
        create materialized view totals as select count(*) from "order"
        """;

    private protected override IReadOnlyList<string> LeftOut => ["domain \"positive\"", "materialized view \"totals\""];

    private protected override string Seen => "tea|2|tea noted";
}
