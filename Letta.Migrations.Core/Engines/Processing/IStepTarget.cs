namespace Letta.Migrations.Engines;

/// <summary>Where the steps of a revision are carried out.</summary>
internal interface IStepTarget
{
    /// <summary>Carries out the steps.</summary>
    RevisionProcessor Processor { get; }

    /// <summary>The schema that unqualified names of steps mean; null where the engine has none.</summary>
    string? Schema { get; }
}
