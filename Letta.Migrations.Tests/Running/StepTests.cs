using System.Runtime.CompilerServices;
using FluentMigrator;
using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Running.Checksums;
using Letta.Migrations.Running.Steps;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Tests.Running;

/// <summary>Of every kind of step it is known what it is; what is not known is refused.</summary>
public sealed class StepTests
{
    /// <summary>Ours, and those of the FluentMigrator that we are built with.</summary>
    public static TheoryData<Type> Kinds
        => [
            .. new[] { typeof(RevisionExpression), typeof(IMigrationExpression), typeof(Migration) }
                .SelectMany(t => t.Assembly.GetTypes())
                .Where(t => t is { IsAbstract: false, IsPublic: true } && t.IsAssignableTo(typeof(IMigrationExpression)))
                .Distinct()
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_of_step_is_known(Type kind)
        => Assert.NotNull(StockSteps.Get((IMigrationExpression)RuntimeHelpers.GetUninitializedObject(kind)));

    [Fact]
    public void Unknown_kind_of_step_has_no_checksum_no_steps_and_no_effect_on_a_schema()
    {
        var revision = new RevisionInfo(1, 20300101000000, null, "foreign") { Create = () => new Foreign() };

        Assert.Equal(
            [
                "Revision 20300101000000 has a step of a kind that is not known here: Letta.Migrations.Tests.Running.StepTests+Vacuum.",
                "Say it with Sql(…), or with Execute.WithConnection(…).",
            ],
            Refused(() => RevisionChecksums.Compute(revision, PlanKind.Up, OfflineSchema.Sqlite)));
        Refused(() => RevisionSteps.Collect(revision, PlanKind.Up, OfflineSchema.Postgres, schema: null));
        Refused(() => SchemaStateBuilder.After(DatabaseSchema.Empty, [new Vacuum()]));
    }

    private static string[] Refused(Func<object> act)
    {
        var error = Assert.Throws<ConfigurationException>(act);
        Assert.Equal(ExitCode.Usage, error.Code);
        return [error.What, error.Next];
    }

    private sealed class Vacuum : MigrationExpressionBase
    {
        public override void ExecuteWith(IMigrationProcessor processor) => processor.Execute("vacuum");
    }

    private sealed class Foreign : Revision
    {
        public override void GetUpExpressions(FluentMigrator.Infrastructure.IMigrationContext context)
        {
            base.GetUpExpressions(context);
            context.Expressions.Add(new Vacuum());
        }

        public override void Up()
        {
        }

        public override void Down()
        {
        }
    }
}
