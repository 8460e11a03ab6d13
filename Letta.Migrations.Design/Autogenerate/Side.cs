using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>A schema twice.</summary>
/// <param name="Said">As a model or a history says it, in Postgres' terms.</param>
/// <param name="Made">As the engine shows it once it has been made there, by the reader that the database is read with.</param>
internal sealed record Side(DatabaseSchema Said, DatabaseSchema Made);
