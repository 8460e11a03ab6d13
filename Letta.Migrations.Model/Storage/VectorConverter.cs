using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Pgvector;

namespace Letta.Migrations.Model.Storage;

/// <summary>A vector as the bytes of its numbers, 32 bits each: the form that sqlite-vec computes with.</summary>
internal sealed class VectorConverter() : ValueConverter<Vector, byte[]>(vector => Write(vector), bytes => Read(bytes))
{
    private static byte[] Write(Vector vector) => MemoryMarshal.AsBytes(vector.Memory.Span).ToArray();

    private static Vector Read(byte[] bytes) => new(MemoryMarshal.Cast<byte, float>(bytes).ToArray());
}
