using NpgsqlTypes;

namespace Letta.Migrations.Model;

/// <summary>Who keeps the vectors.</summary>
public enum VectorDbProvider
{
    [PgName("NATIVE")]
    Native,

    [PgName("TPUF")]
    Tpuf,

    [PgName("PINECONE")]
    Pinecone,
}
