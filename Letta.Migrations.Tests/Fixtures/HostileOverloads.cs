using System.Text.RegularExpressions;
using Npgsql;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// What somebody who may create functions puts into a schema: for every function and operator that the statements in a server's log call,
/// an overload for each combination of types that <c>pg_catalog</c> has none for. One that is called raises an error.
/// </summary>
internal static partial class HostileOverloads
{
    private const string Maker = """
        create schema trapper;
        create function trapper.make(names text[], counts integer[], signs text[]) returns void language plpgsql set search_path = pg_catalog as $make$
        declare
          types text[] := array['text', 'varchar', 'integer', 'name', 'bigint', 'boolean', 'oid', '"char"', 'smallint', 'regclass', 'text[]', 'numeric', 'regtype', 'real',
            'timestamptz', 'smallint[]', 'oid[]', 'name[]', 'varchar[]', 'integer[]', 'timestamp', 'double precision', 'json', 'bytea', 'anyelement', 'anyarray'];
          call record;
          combination record;
          one text;
          other text;
          sign text;
        begin
          for call in select distinct * from unnest(names, counts) as c(name, count)
                      where count between 1 and 5 and exists (select from pg_proc p where p.proname = name and p.pronamespace = 'pg_catalog'::regnamespace)
          loop
            for combination in execute (
              select 'select concat_ws('', '', ' || string_agg(format('a%s.t', i), ', ') || ') as args from '
                || string_agg(format('unnest($1[1:%s]) a%s(t)', (array[26, 9, 6, 4, 2])[call.count], i), ', ')
              from generate_series(1, call.count) i) using types
            loop
              begin
                execute format(
                  'create function public.%I(%s) returns text language plpgsql as %L', call.name, combination.args,
                  format('begin raise exception %L; end', format('captured: %s(%s)', call.name, combination.args)));
              exception when invalid_function_definition or duplicate_function then null; -- Two polymorphic arguments may contradict each other.
              end;
            end loop;
          end loop;

          foreach one in array types[1:15] loop
            foreach other in array types[1:15] loop
              execute format(
                'create function public.hostile_operator(%s, %s) returns boolean language plpgsql as %L', one, other,
                format('begin raise exception %L; end', format('captured: an operator of %s and %s', one, other)));
              foreach sign in array signs loop
                if not exists (select from pg_operator where oprname = sign and oprleft = one::regtype and oprright = other::regtype) then
                  execute format('create operator public.%s (leftarg = %s, rightarg = %s, function = public.hostile_operator)', sign, one, other);
                end if;
              end loop;
            end loop;
          end loop;
        end $make$;
        """;

    /// <summary>Puts them into the schema <c>public</c> of a database; returns each with the number that a parse tree has for it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="log">The log of a server with <c>log_statement=all</c>.</param>
    public static async Task<IReadOnlyDictionary<string, string>> PutAsync(PostgresTestDatabase database, string log)
    {
        var calls = Calls(log).Distinct().ToList();
        await using var connection = new NpgsqlConnection(database.Settings.ConnectionString);
        await connection.OpenAsync();
        await using (var maker = new NpgsqlCommand(Maker, connection))
            await maker.ExecuteNonQueryAsync();
        await using var make = new NpgsqlCommand("select trapper.make($1, $2, $3)", connection) { CommandTimeout = 0 };
        make.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. calls.Select(c => c.Name)] });
        make.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. calls.Select(c => c.Arguments)] });
        make.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Signs(log)] });
        await make.ExecuteNonQueryAsync();
        await database.ExecuteAsync("drop schema trapper cascade");
        var made = await database.RowsAsync("""
            select oid::text, oid::regprocedure::text from pg_catalog.pg_proc where pronamespace operator(pg_catalog.=) 'public'::regnamespace::oid
              and prosrc operator(pg_catalog.~) 'captured'
            """);
        return made.Select(m => m.Split('|')).ToDictionary(m => m[0], m => m[1], StringComparer.Ordinal);
    }

    /// <summary>Names that stand before a parenthesis, and how many arguments are in it.</summary>
    private static IEnumerable<(string Name, int Arguments)> Calls(string log)
    {
        foreach (Match call in Call().Matches(log))
        {
            var (depth, commas, quoted, any) = (0, 0, false, false);
            for (var i = call.Index + call.Length - 1; i < log.Length; i++)
            {
                var c = log[i];
                quoted ^= c == '\'';
                if (quoted)
                    continue;
                depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
                commas += c == ',' && depth == 1 ? 1 : 0;
                any |= depth >= 1 && !char.IsWhiteSpace(c) && c is not '(';
                if (depth == 0)
                    break;
            }

            yield return (call.Groups["name"].Value, any ? commas + 1 : 0);
        }
    }

    private static IEnumerable<string> Signs(string log)
        => Sign().Matches(log).Select(m => m.Value).Distinct().Intersect(
            ["=", "<>", "<", "<=", ">", ">=", "||", "+", "-", "*", "/", "%", "~", "!~", "->", "->>", "&", "~~"]).Append("~~").Distinct();

    [GeneratedRegex(@"(?<![\w""])(?<name>[a-z_][a-z0-9_]*)\(", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Call();

    [GeneratedRegex(@"[-+*/<>=~!@#%^&|]+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Sign();
}
