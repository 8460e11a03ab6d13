namespace System.Runtime.CompilerServices;

/// <summary>What the compiler wants for records, and netstandard2.0 has not.</summary>
internal static class IsExternalInit;
