using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Letta.Migrations.Model.Storage;

/// <summary>
/// Numbers messages on SQLite, which has no sequences: from the table that Letta counts in there, made when it is first needed.
/// </summary>
internal sealed class MessageNumbers : ValueGenerator<long>
{
    private const string Prepare = """
        create table if not exists message_sequence (id integer primary key, next_val integer not null default 1);
        insert or ignore into message_sequence (id, next_val) select 1, coalesce(max(sequence_id), 0) + 1 from messages;
        """;

    private const string Draw = """update message_sequence set next_val = next_val + 1 where id = 1 returning next_val - 1 as "Value" """;

    public override bool GeneratesTemporaryValues => false;

    public override long Next(EntityEntry entry)
    {
        entry.Context.Database.ExecuteSqlRaw(Prepare);
        return entry.Context.Database.SqlQueryRaw<long>(Draw).AsEnumerable().Single();
    }

    public override async ValueTask<long> NextAsync(EntityEntry entry, CancellationToken cancellationToken = default)
    {
        await entry.Context.Database.ExecuteSqlRawAsync(Prepare, cancellationToken);
        return (await entry.Context.Database.SqlQueryRaw<long>(Draw).ToListAsync(cancellationToken)).Single();
    }
}
