using System.Text;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>A revision as a C# file.</summary>
/// <param name="Version">Its version, <c>yyyyMMddHHmmss</c>.</param>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Draft">What it says.</param>
/// <param name="Root">What its namespace begins with.</param>
internal sealed record RevisionFile(long Version, string Name, Draft Draft, string Root)
{
    private static readonly (string Namespace, string[] Words)[] Usings =
    [
        ("System.Data", ["(Rule."]),
        ("FluentMigrator", ["TransactionBehavior.", "RawSql.", "SystemMethods."]),
        ("FluentMigrator.Postgres", [".AsConcurrently()", ".Include(", ".Filter(", ".NullsFirst()", ".NullsLast()"]),
    ];

    private string Year => Version.ToString()[..4];

    /// <summary>The class.</summary>
    public string TypeName => CSharp.TypeName(Name);

    /// <summary>Where it belongs, from the directory of the library.</summary>
    public string Path => System.IO.Path.Combine("History", Year, $"{Version}_{TypeName}.cs");

    /// <summary>The text.</summary>
    public string Text
    {
        get
        {
            var transaction = Draft.Stepwise ? ", TransactionBehavior.None" : "";
            var body = $$"""
                [Revision({{Version}}, {{CSharp.Text(Name)}}{{transaction}})]
                public sealed class {{TypeName}} : Revision
                {
                    public override void Up()
                    {
                {{Body(Draft.Up)}}    }

                    public override void Down()
                    {
                {{Body(Draft.Down)}}    }
                }

                """;
            var usings = Usings.Where(u => u.Words.Any(w => body.Contains(w, StringComparison.Ordinal))).Select(u => u.Namespace)
                .Append("Letta.Migrations.Authoring");
            return $"{string.Concat(usings.Select(u => $"using {u};\n"))}\nnamespace {Root}.History._{Year};\n\n{body}";
        }
    }

    private static string Body(IReadOnlyList<Operation> operations)
    {
        var body = new StringBuilder();
        foreach (var operation in operations)
        {
            if (operation.Comment is not null)
                body.Append("        // ").Append(ControlCharacters.Escape(operation.Comment)).Append('\n');
            foreach (var line in operation.Code.Split('\n'))
                body.Append("        ").Append(line).Append('\n');
        }

        return body.ToString();
    }
}
