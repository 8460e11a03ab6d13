using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class PostgresCheckCommandTests(PostgresEngine engine) : CheckCommandSpec(engine)
{
    /// <summary>Everything there is, with the transaction that wrote its row in the catalog.</summary>
    private protected override Task<IReadOnlyList<string>> FactsAsync(TestDatabase database) => database.RowsAsync(
        """
        select 'schema ' || nspname || ' ' || xmin::text from pg_namespace where nspname not like 'pg_%'
        union all select 'relation ' || oid::regclass::text || ' ' || xmin::text || ' ' || relfilenode from pg_class where relnamespace >= 16384 or relnamespace = 'public'::regnamespace
        union all select 'type ' || oid::regtype::text || ' ' || xmin::text from pg_type where typtype = 'e'
        union all select 'attributes ' || count(*) || ' ' || max(xmin::text::bigint) from pg_attribute
        union all select 'version ' || "Version" || ' ' || xmin::text from "VersionInfo"
        union all select 'ledger ' || count(*) || ' ' || max(xmin::text::bigint) from letta_migration_ledger
        order by 1
        """);
}
