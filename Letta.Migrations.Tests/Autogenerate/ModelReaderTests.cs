using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Design.Orm;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.History;
using Letta.Migrations.Tests.Orm;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>The model of Letta and the history of Letta, side by side on Postgres.</summary>
public sealed class ModelReaderTests(PostgresEngine postgres)
{
    [Fact]
    public async Task Model_of_letta_is_what_the_history_makes()
    {
        using var context = new LettaDbContext(Contexts.Nowhere);

        var model = ModelReader.Read(context);

        Assert.Equal(48, model.Tables.Count);
        Assert.Equal(643, model.Tables.Sum(t => t.Columns.Count));
        Assert.Equal(166, model.Tables.Sum(t => t.Constraints.Count));
        Assert.Equal(73, model.Tables.Sum(t => t.Indexes.Count));
        Assert.Equal(4, model.Enums.Count);
        Assert.Single(model.Sequences);
        Same.Lines([], await DifferencesAsync(model), "the model");
    }

    /// <summary>The differences that Letta's own <c>alembic check</c> reports between its ORM and its history, as a file that was measured says them.</summary>
    [Fact]
    public async Task Model_that_follows_the_orm_to_the_letter_departs_in_five_places()
    {
        using var context = new OrmLiteralContext(Contexts.Nowhere);

        var differences = await DifferencesAsync(ModelReader.Read(context));

        Same.Lines(
            [
                "missing  index \"ix_blocks_tags_block_id_tag\" (block_id, tag) of \"blocks_tags\"",
                "missing  index \"ix_blocks_tags_tag_block_id\" (tag, block_id) of \"blocks_tags\"",
                "missing  unique constraint \"unique_block_tag\" (block_id, tag) of \"blocks_tags\"",
                "extra    index \"ix_provider_trace_metadata_id\" unique (id) of \"provider_trace_metadata\"",
                "missing  unique constraint \"uq_provider_trace_metadata_id\" (id) of \"provider_trace_metadata\"",
            ],
            differences,
            "the ORM to the letter");
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(DatabaseSchema model)
    {
        await using var database = await postgres.CreateAtAsync("1c28e167b74f");
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        return [.. SchemaComparison.Compare(model, new PostgresCatalogReader(connection, "public").Read()).Select(d => d.ToString())];
    }
}
