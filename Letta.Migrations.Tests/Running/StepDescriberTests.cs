using System.Runtime.CompilerServices;
using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running.StepDescriptions;

namespace Letta.Migrations.Tests.Running;

public sealed class StepDescriberTests
{
    public static TheoryData<Type> Steps
        => [
            .. typeof(RevisionExpression).Assembly.GetTypes()
                .Where(t => t is { IsAbstract: false, IsPublic: true } && t.IsSubclassOf(typeof(RevisionExpression)))
        ];

    /// <summary>A step without words would stop the history's page.</summary>
    [Theory]
    [MemberData(nameof(Steps))]
    public void Step_has_its_words(Type step)
    {
        var expression = (IMigrationExpression)RuntimeHelpers.GetUninitializedObject(step);
        var words = Record.Exception(() => StepDescriber.Of(expression).ToList());

        Assert.IsNotType<NotSupportedException>(words);
    }
}
