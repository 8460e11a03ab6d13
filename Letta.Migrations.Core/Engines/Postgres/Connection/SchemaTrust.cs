using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Looks who else may put objects where the statements of revisions look names up. SQL that the tool writes itself names the schema of
/// what it calls; that of a revision is its author's, and <c>lower(name)</c> means an overload for varchar in the target schema, if
/// somebody put one there.
/// </summary>
/// <param name="target">For messages.</param>
/// <param name="warn">Hears once that others may create objects.</param>
internal sealed class SchemaTrust(PostgresTarget target, Action<EngineWarning>? warn)
{
    /// <summary>Stands in the queries for the record of the revisions.</summary>
    private const string Versions = "{versions}";

    /// <summary>
    /// Whoever is one of these may do as much as the run itself: superusers, the owner of the database, the role of this run, and those
    /// that it is a member of; to all but superusers, whoever owns the record of the revisions. Of a schema, its owner too.
    /// </summary>
    private const string Path = $"""
        with trusted as (
          select r.oid from pg_catalog.pg_roles r
          where r.rolsuper or r.rolname = current_user
            or r.oid = (select d.datdba from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
            or ((pg_catalog.pg_has_role(current_user, r.oid, 'USAGE')
                 or r.oid = (select c.relowner from pg_catalog.pg_class c where c.oid = pg_catalog.to_regclass('{Versions}')::oid))
                and not (select u.rolsuper from pg_catalog.pg_roles u where u.rolname = current_user))),
        path as (
          select n.oid, n.nspname, n.nspowner, n.nspacl from pg_catalog.pg_namespace n
          where n.nspname = any (pg_catalog.current_schemas(false)))
        """;

    private const string Grants = $"""
        {Path}
        select p.nspname::text,
               pg_catalog.string_agg(
                 case when a.grantee = 0::oid then 'PUBLIC' else pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) end, ', '
                 order by a.grantee)
        from path p cross join lateral pg_catalog.aclexplode(coalesce(p.nspacl, pg_catalog.acldefault('n', p.nspowner))) a
        where a.privilege_type = 'CREATE' and a.grantee <> p.nspowner and a.grantee not in (select t.oid from trusted t)
        group by p.nspname order by 1
        """;

    /// <summary>
    /// Functions and operators of others that bear the name of one that is Postgres' own, an extension's, or a trusted role's.
    /// </summary>
    private const string Overloads = $"""
        {Path}
        select 'function', pg_catalog.format('%I.%I(%s)', s.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)),
               pg_catalog.pg_get_userbyid(p.proowner)::text, s.nspname::text
        from path s join pg_catalog.pg_proc p on p.pronamespace = s.oid
        where p.proowner <> s.nspowner and p.proowner not in (select t.oid from trusted t)
          and not exists (select 1 from pg_catalog.pg_depend d where d.classid = p.tableoid and d.objid = p.oid and d.deptype = 'e')
          and exists (
            select 1 from pg_catalog.pg_proc c where c.proname = p.proname and (c.pronamespace = 'pg_catalog'::regnamespace::oid
              or (c.pronamespace in (select o.oid from path o) and c.proowner in (select t.oid from trusted t union all select s.nspowner))))
        union all
        select 'operator',
               pg_catalog.format('%I.%s(%s, %s)', s.nspname, p.oprname,
                 case when p.oprleft = 0::oid then 'NONE' else pg_catalog.format_type(p.oprleft, null) end, pg_catalog.format_type(p.oprright, null)),
               pg_catalog.pg_get_userbyid(r.owner)::text, s.nspname::text
        from path s join pg_catalog.pg_operator p on p.oprnamespace = s.oid
        left join pg_catalog.pg_proc f on f.oid = p.oprcode::oid
        cross join lateral (values (p.oprowner), (f.proowner)) r (owner)
        where r.owner <> s.nspowner and r.owner not in (select t.oid from trusted t)
          and not exists (select 1 from pg_catalog.pg_depend d where d.classid = p.tableoid and d.objid = p.oid and d.deptype = 'e')
          and exists (
            select 1 from pg_catalog.pg_operator c where c.oprname = p.oprname and (c.oprnamespace = 'pg_catalog'::regnamespace::oid
              or (c.oprnamespace in (select o.oid from path o) and c.oprowner in (select t.oid from trusted t union all select s.nspowner))))
        limit 1
        """;

    /// <summary>
    /// Whether a function or an operator there belongs to another than the superuser that Postgres was set up with, who is always
    /// trusted. Mostly nothing does, and to plan the two queries above takes the server longer than all else that a new connection is
    /// asked.
    /// </summary>
    private const string Anything = """
        select exists (select 1 from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                       where n.nspname = any (pg_catalog.current_schemas(false)) and p.proowner <> 10::oid)
            or exists (select 1 from pg_catalog.pg_operator p join pg_catalog.pg_namespace n on n.oid = p.oprnamespace
                       left join pg_catalog.pg_proc f on f.oid = p.oprcode::oid
                       where n.nspname = any (pg_catalog.current_schemas(false)) and (p.oprowner <> 10::oid or f.proowner <> 10::oid))
        """;

    private bool _warned;

    /// <summary>
    /// To be asked of each connection that a revision's or a backfill's own SQL runs on, when it is pinned and before it does anything.
    /// </summary>
    /// <param name="connection">Pinned.</param>
    /// <param name="writes">Whether something is going to be written: only then others are warned of.</param>
    /// <param name="pin">
    /// The statement that pins the connection for this look alone, where a pooler keeps nothing from one to the next.
    /// </param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <exception cref="PrerequisiteMissingException">
    /// Somebody put a function or an operator there that could be called instead of another.
    /// </exception>
    public async Task CheckAsync(NpgsqlConnection connection, bool writes, string? pin, CancellationToken cancellationToken)
    {
        var warns = writes && !_warned;
        var warnings = new List<EngineWarning>();
        bool anything;
        await using (var first = Ask(connection, pin, warns ? [Anything, Grants] : [Anything]))
        await using (var reader = await first.ExecuteReaderAsync(cancellationToken))
        {
            anything = await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                warnings.Add(Warning(reader.GetString(0), reader.GetString(1)));
        }

        if (anything)
            await RefuseOverloadsAsync(connection, pin, cancellationToken);
        if (warns && !Interlocked.Exchange(ref _warned, true))
            warnings.ForEach(w => warn?.Invoke(w));
    }

    private async Task RefuseOverloadsAsync(NpgsqlConnection connection, string? pin, CancellationToken cancellationToken)
    {
        await using var batch = Ask(connection, pin, [Overloads]);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
            throw Refused(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));
    }

    private NpgsqlBatch Ask(NpgsqlConnection connection, string? pin, string[] queries)
    {
        var batch = new NpgsqlBatch(connection);
        if (pin is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(pin));
        var versions = target.Product.VersionTable.Quoted.Name.Replace("'", "''", StringComparison.Ordinal);
        foreach (var sql in queries)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql.Replace(Versions, versions, StringComparison.Ordinal)));
        return batch;
    }

    private PrerequisiteMissingException Refused(string kind, string name, string owner, string schema)
        => new(
            $"The {kind} {name} in the schema \"{schema}\" of {target.Display} belongs to the role \"{owner}\" and has the name of "
                + $"another {kind}: "
            + "SQL of a revision could call it, with the rights of this run.",
            $"An administrator drops it, or makes it{(kind is "operator" ? " and its function" : "")} the schema owner's:  "
                + $"ALTER {kind.ToUpperInvariant()} {name} OWNER TO …;  then run the same command again.");

    private EngineWarning Warning(string schema, string roles)
        => new(
            $"Roles other than its owner may create objects in the schema \"{schema}\" of {target.Display}: {roles}. "
            + "SQL of a revision could call what they put there, with the rights of this run.",
            $"An administrator runs: REVOKE CREATE ON SCHEMA \"{schema}\" FROM {roles};");
}
