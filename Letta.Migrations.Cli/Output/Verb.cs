namespace Letta.Migrations.Cli.Output;

/// <summary>What kind of run a result is of; the words differ.</summary>
internal enum Verb
{
    Upgrade,
    Downgrade,
    Stamp,
    Adopt,
    Reset,
}
