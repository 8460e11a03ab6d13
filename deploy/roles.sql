-- Who may do what in Letta's database: five roles with the least rights that do.
--
--   letta_owner      owns the schema and everything in it; nobody logs in as it
--   letta_migrator   logs in to migrate, and acts as the owner: whatever it creates belongs to the owner
--   letta_app        the application: reads and writes rows, and only reads where migrations and backfills are recorded; cannot create, alter, drop or
--                    truncate anything
--   letta_worker     logs in to run backfills: the same, and writes where backfills record how far they are. An application that runs them itself:
--                    grant letta_worker to letta_app
--   letta_reader     for `letta-migrate wait` and `letta-migrate current`: reads
--
-- A superuser runs it in the database, before the first upgrade and once more after it, and as often as he likes:
--
--   psql --file deploy/roles.sql postgresql://postgres@localhost/letta-core
--
-- Without a superuser, as in a managed Postgres: the database's owner, if he may create roles (CREATEROLE), and if pgvector is in the database
-- already or he may create it, too. The same role each time: others may not grant what it made.
--
-- Twice, because Postgres has no words for "all tables to come but these": what the application may do with new tables is said in advance
-- for all of them, and the second time it loses the right to write to those in which migrations and backfills are recorded.
--
-- There is no secret in it. Set passwords with \password letta_migrator, or log in without any (IAM, certificates). For a laptop
-- they can be handed over: --set migrator_password=… --set app_password=…, worker_password, reader_password. Another schema: --set schema=….
\set ON_ERROR_STOP on
\if :{?schema} \else \set schema public \endif
set client_min_messages = warning;
begin;

-- What only a superuser can, unless it is there: pgvector is not a trusted extension.
create schema if not exists :"schema";
create extension if not exists vector schema :"schema";

select format('create role %I %s', role, login)
from (values ('letta_owner', 'nologin'), ('letta_migrator', 'login'), ('letta_app', 'login'), ('letta_worker', 'login'), ('letta_reader', 'login')) as wanted (role, login)
where not exists (select from pg_roles where rolname = role) \gexec

\if :{?migrator_password}
alter role letta_migrator password :'migrator_password';
\endif
\if :{?app_password}
alter role letta_app password :'app_password';
\endif
\if :{?worker_password}
alter role letta_worker password :'worker_password';
\endif
\if :{?reader_password}
alter role letta_reader password :'reader_password';
\endif

-- A superuser acts as everybody. Who may only create roles, as in a managed Postgres, may grant those that he made, to himself as well.
select 'grant letta_owner to current_user' where not (select rolsuper from pg_roles where rolname = current_user) \gexec

-- The migrator is the owner from its first statement on, however it connects.
grant letta_owner to letta_migrator;
select format('alter role letta_migrator in database %I set role to letta_owner', current_database()) \gexec

select format('grant connect on database %I to letta_migrator, letta_app, letta_worker, letta_reader', current_database()) \gexec
revoke create on schema :"schema" from public;
grant usage, create on schema :"schema" to letta_owner;
grant usage on schema :"schema" to letta_app, letta_worker, letta_reader;

-- What others made here before, Alembic under another role for example, becomes the owner's. What belongs to an extension stays.
select format('alter %s %I.%I owner to letta_owner', case relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, :'schema', relname)
from pg_class c
where relnamespace = :'schema'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') and pg_get_userbyid(relowner) <> 'letta_owner'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i', 'e')) \gexec
select format('alter type %I.%I owner to letta_owner', :'schema', typname)
from pg_type t
where typnamespace = :'schema'::regnamespace and typtype = 'e' and pg_get_userbyid(typowner) <> 'letta_owner'
  and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e') \gexec

-- What is there, and what the owner will create.
grant select, insert, update, delete on all tables in schema :"schema" to letta_app, letta_worker;
grant usage, select on all sequences in schema :"schema" to letta_app, letta_worker;
grant select on all tables in schema :"schema" to letta_reader;
alter default privileges for role letta_owner in schema :"schema" grant select, insert, update, delete on tables to letta_app, letta_worker;
alter default privileges for role letta_owner in schema :"schema" grant usage, select on sequences to letta_app, letta_worker;
alter default privileges for role letta_owner in schema :"schema" grant select on tables to letta_reader;

-- Where migrations are recorded, only the owner writes; where backfills are, their workers do as well. Every table of ours begins with letta_migration_.
select format('revoke insert, update, delete on %I.%I from letta_app, letta_worker', :'schema', relname)
from pg_class
where relnamespace = :'schema'::regnamespace and relkind = 'r' and (relname in ('VersionInfo', 'alembic_version') or starts_with(relname, 'letta_migration_')) \gexec
select format('grant %s on %I.%I to letta_worker', rights, :'schema', relname)
from pg_class join (values ('letta_migration_backfill', 'insert, update'), ('letta_migration_backfill_range', 'insert, update, delete'),
                           ('letta_migration_backfill_row', 'insert, update, delete')) as written (name, rights) on relname = name
where relnamespace = :'schema'::regnamespace and relkind = 'r' \gexec
-- Nobody takes a number from the ledger but who writes it.
select format('revoke usage on sequence %I.%I from letta_app, letta_worker', :'schema', relname)
from pg_class where relnamespace = :'schema'::regnamespace and relkind = 'S' and starts_with(relname, 'letta_migration_') \gexec

commit;
