using System.Text;

namespace Letta.Migrations.Model.Conventions;

/// <summary>Names of tables and columns from those of classes and properties.</summary>
internal static class SnakeCase
{
    /// <summary><c>LlmBatchId</c> as <c>llm_batch_id</c>.</summary>
    public static string Convert(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                result.Append('_');
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }
}
