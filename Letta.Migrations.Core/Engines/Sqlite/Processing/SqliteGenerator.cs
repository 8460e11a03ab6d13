using FluentMigrator.Runner.Generators;
using FluentMigrator.Runner.Generators.SQLite;
using Microsoft.Extensions.Options;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Spells the statements that change rows; those that change tables are the business of <see cref="Rebuild.TablePlan"/>.</summary>
internal sealed class SqliteGenerator() : SQLiteGenerator(
    new SqliteQuoter(),
    new OptionsWrapper<GeneratorOptions>(new GeneratorOptions { CompatibilityMode = FluentMigrator.Runner.CompatibilityMode.LOOSE }));
