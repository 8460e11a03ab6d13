using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Letta.Migrations.Authoring;
using Letta.Migrations.Cli;
using Letta.Migrations.Design;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Architecture;

public sealed class ConstructorTests
{
    private const int Most = 5;

    private static readonly Assembly[] Neutral
        = [typeof(MigrationRunner).Assembly, typeof(DbContextModel).Assembly, typeof(MigrationCli).Assembly];

    /// <summary>
    /// A record of data is excepted: each parameter is a property of it. One that is given something that works is no such record. And the
    /// attribute of a revision: released revisions name its arguments, and the compiler fills in the last two.
    /// </summary>
    [Fact]
    public void Nothing_is_made_of_more_than_five_others()
        => Expect.None(
            from assembly in Neutral
            from type in assembly.GetTypes()
            where !IsGenerated(type) && type != typeof(RevisionAttribute)
            from made in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            let parameters = made.GetParameters()
            where parameters.Length > Most && !(IsRecord(type) && !parameters.Any(p => IsService(p.ParameterType)))
            select $"{type.FullName} is made of {string.Join(", ", parameters.Select(p => p.Name))}");

    private static bool IsGenerated(Type type)
        => type.IsDefined(typeof(CompilerGeneratedAttribute))
            || type.IsDefined(typeof(GeneratedCodeAttribute))
            || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static bool IsRecord(Type type)
        => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance, [typeof(StringBuilder)]) is not null;

    /// <summary>What does something: an interface that is no collection, a clock, whatever is disposed of.</summary>
    private static bool IsService(Type type)
        => (type.IsInterface && type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) != true)
            || type.IsAssignableTo(typeof(TimeProvider))
            || type.IsAssignableTo(typeof(IDisposable))
            || type.IsAssignableTo(typeof(IAsyncDisposable));
}
