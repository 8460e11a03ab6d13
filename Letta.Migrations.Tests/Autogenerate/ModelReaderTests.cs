using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Model;
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
    private const string Spelling = """
        changed  column "Numbered": expected integer not null default nextval('numbers'), actual integer not null default nextval('numbers'::regclass) of "books"
        changed  column "Title": expected text collate C null default 'it''s new' comment 'as on the cover', actual text collate C null default 'it''s new'::text comment 'as on the cover' of "books"
        changed  column "Words": expected tsvector null generated as to_tsvector('english', COALESCE("Title", '') || ' ' || COALESCE("Subtitle", '')) stored, actual tsvector null generated as to_tsvector('english'::regconfig, ((COALESCE("Title", ''::text) || ' '::text) || COALESCE("Subtitle", ''::text))) stored of "books"
        changed  index "IX_books_Subtitle": expected gin (to_tsvector('english', COALESCE("Subtitle", ''))), actual gin (to_tsvector('english'::regconfig, COALESCE("Subtitle", ''::text))) of "books"
        changed  index "IX_books_lent": expected (lent) where (lent), actual (lent) where lent of "books"
        changed  enum "mood": expected (sad, over the moon, angry), actual (angry, over the moon, sad)
        """;

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

    /// <summary>
    /// What Letta's own <c>alembic check</c> reports between its ORM and its history; and the key that has the name of one of them there.
    /// </summary>
    [Fact]
    public async Task Model_that_follows_the_orm_to_the_letter_departs_in_five_places_and_the_name_of_a_key()
    {
        using var context = new OrmLiteralContext(Contexts.Nowhere);

        var differences = await DifferencesAsync(ModelReader.Read(context));

        Same.Lines(
            [
                "missing  primary key \"blocks_tags_pkey\" (block_id, tag) of \"blocks_tags\"",
                "extra    primary key \"unique_block_tag\" (block_id, tag) of \"blocks_tags\"",
                "missing  index \"ix_blocks_tags_block_id_tag\" (block_id, tag) of \"blocks_tags\"",
                "missing  index \"ix_blocks_tags_tag_block_id\" (tag, block_id) of \"blocks_tags\"",
                "missing  unique constraint \"unique_block_tag\" (block_id, tag) of \"blocks_tags\"",
                "extra    index \"ix_provider_trace_metadata_id\" unique (id) of \"provider_trace_metadata\"",
                "missing  unique constraint \"uq_provider_trace_metadata_id\" (id) of \"provider_trace_metadata\"",
            ],
            differences,
            "the ORM to the letter");
    }

    /// <summary>
    /// EF Core's own statements are the measure, for a model that says nothing that EF Core cannot. What departs is the spelling of
    /// expressions, and the order of an enum, which is that of C# here.
    /// </summary>
    [Fact]
    public async Task Model_of_every_kind_departs_in_spelling_from_what_ef_core_makes_of_it()
    {
        await using var database = await postgres.CreateAsync();
        await using var context = EveryKindContext.Create(database);
        await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        await using var connection = (NpgsqlConnection)await database.OpenAsync();

        var differences
            = SchemaComparison.Compare(
                ModelReader.Read(context), new PostgresCatalogReader(connection, "public", LettaNames.Tables).Read());

        Same.Lines(Spelling.Split('\n'), differences.Select(d => d.ToString()), "what EF Core makes");
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(DatabaseSchema model)
    {
        await using var database = await postgres.CreateAtAsync("1c28e167b74f");
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        return [
            .. SchemaComparison.Compare(model, new PostgresCatalogReader(connection, "public", LettaNames.Tables).Read())
                .Select(d => d.ToString())
        ];
    }
}
