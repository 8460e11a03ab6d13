using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>A schema twice.</summary>
/// <param name="Declared">As a model or a history says it, in Postgres' terms.</param>
/// <param name="Reflected">As the engine shows it once it has been made there, by the reader that the database is read with.</param>
internal sealed record SchemaPair(DatabaseSchema Declared, DatabaseSchema Reflected);
