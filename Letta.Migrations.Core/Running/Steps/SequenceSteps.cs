using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Steps;

internal sealed class CreateSequenceStep(CreateSequenceExpression expression) : StockSchemaStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
    {
        var made = expression.Sequence;
        lines.Line("create sequence").With("schema", made.SchemaName).With("sequence", made.Name)
            .With("increment", made.Increment).With("min", made.MinValue).With("max", made.MaxValue)
            .With("start", made.StartWith).With("cache", made.Cache).With("cycle", made.Cycle);
    }

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "sequence", expression.Sequence.Name)];

    public override void ApplyTo(SchemaState state)
    {
        var made = expression.Sequence;
        state.Set(new Sequence(made.Name, "bigint", made.StartWith ?? 1, made.Increment ?? 1, Owner: null)
        {
            Least = made.MinValue,
            Largest = made.MaxValue,
            Cycles = made.Cycle,
        });
    }
}

internal sealed class DropSequenceStep(DeleteSequenceExpression expression) : StockSchemaStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("drop sequence").With("schema", expression.SchemaName).With("sequence", expression.SequenceName);

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "sequence", expression.SequenceName)];

    public override void ApplyTo(SchemaState state) => state.Sequences.RemoveAll(s => s.Name == expression.SequenceName);
}
