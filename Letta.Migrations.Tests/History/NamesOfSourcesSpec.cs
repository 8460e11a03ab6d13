using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class NamesOfSourcesSpec(TestEngine engine) : DataSpec(engine, "46699adc71a7")
{
    private const string Names = "select id, name from sources order by id";

    [Fact]
    public async Task The_oldest_keeps_a_shared_name_and_the_others_are_numbered_by_age()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, """
            insert into sources (id, name, organization_id, embedding_config, created_at, is_deleted) values
                ('source-1', '資料 100%', 'org-1', '{}', '2025-01-04', false), ('source-2', '資料 100%', 'org-1', '{}', '2025-01-01', true),
                ('source-3', '資料 100%', 'org-1', '{}', null, false), ('source-4', '資料 100%', 'org-1', '{}', null, false),
                ('source-6', '資料 100%', 'org-1', '{}', '2025-01-02', false), ('source-5', '資料 100%', 'org-1', '{}', '2025-01-02', true)
            """);

        await AssertRowsAsync(
            database, Names,
            "source-1|資料 100%_4",
            "source-2|資料 100%",
            "source-3|資料 100%_5",
            "source-4|資料 100%_6",
            "source-5|資料 100%_2",
            "source-6|資料 100%_3");
    }

    [Fact]
    public async Task A_number_that_is_taken_is_passed_over()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, """
            insert into sources (id, name, organization_id, embedding_config, created_at, is_deleted) values
                ('source-1', 'docs', 'org-1', '{}', '2025-01-01', false), ('source-2', 'docs', 'org-1', '{}', '2025-01-02', false),
                ('source-3', 'docs', 'org-1', '{}', '2025-01-03', false), ('source-4', 'docs', 'org-1', '{}', '2025-01-04', false),
                ('source-5', 'docs_2', 'org-1', '{}', '2025-01-05', false), ('source-6', 'docs_2', 'org-1', '{}', '2025-01-06', false),
                ('source-7', 'docs_4', 'org-1', '{}', '2025-01-05', true), ('source-8', 'docs_5', 'org-1', '{}', '2025-01-06', false)
            """);

        await AssertRowsAsync(
            database, Names,
            "source-1|docs", "source-2|docs_3", "source-3|docs_6", "source-4|docs_7",
            "source-5|docs_2", "source-6|docs_2_2", "source-7|docs_4", "source-8|docs_5");
    }

    [Fact]
    public async Task Names_are_shared_only_within_an_organization_and_in_the_same_case()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, """
            insert into sources (id, name, organization_id, embedding_config, created_at) values
                ('source-1', 'docs', 'org-1', '{}', '2025-01-01'), ('source-2', 'docs', 'org-2', '{}', '2025-01-02'),
                ('source-3', 'Docs', 'org-1', '{}', '2025-01-03'), ('source-4', 'docs_2', 'org-1', '{}', '2025-01-01'),
                ('source-5', 'docs', 'org-2', '{}', '2025-01-03')
            """);

        await AssertRowsAsync(
            database, Names, "source-1|docs", "source-2|docs", "source-3|Docs", "source-4|docs_2", "source-5|docs_2");
    }

    [Fact]
    public async Task Down_and_up_again_keeps_sources_with_the_names_they_have_got()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, """
            insert into sources (id, name, organization_id, embedding_config, created_at) values
                ('source-1', 'docs', 'org-1', '{}', '2025-01-01'), ('source-2', 'docs', 'org-1', '{}', '2025-01-02')
            """);

        await DownAsync(database);
        await AssertRowsAsync(database, Names, "source-1|docs", "source-2|docs_2");
        await UpAsync(database);

        await AssertRowsAsync(database, Names, "source-1|docs", "source-2|docs_2");
    }
}

public sealed class SqliteNamesOfSourcesTests(SqliteEngine engine) : NamesOfSourcesSpec(engine);

public sealed class PostgresNamesOfSourcesTests(PostgresEngine engine) : NamesOfSourcesSpec(engine);
