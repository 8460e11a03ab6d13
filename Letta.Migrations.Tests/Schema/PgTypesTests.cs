using Letta.Migrations.Schema;

namespace Letta.Migrations.Tests.Schema;

public sealed class PgTypesTests
{
    [Theory]
    [InlineData("varchar(20)", "character varying(20)")]
    [InlineData("varchar(20)[]", "character varying(20)[]")]
    [InlineData("numeric(10, 2)", "numeric(10,2)")]
    [InlineData("timestamp(3)", "timestamp(3) without time zone")]
    [InlineData("timestamp (3) with time zone", "timestamp(3) with time zone")]
    [InlineData("timestamptz", "timestamp with time zone")]
    [InlineData("int8", "bigint")]
    [InlineData("vector(4096)", "vector(4096)")]
    [InlineData("\"Mood\"", "\"Mood\"")]
    [InlineData("jsonb", "jsonb")]
    public void Type_is_spelled_as_the_catalog_spells_it(string written, string spelled)
        => Assert.Equal(spelled, PgTypes.Canonical(written));
}
