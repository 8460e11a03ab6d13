using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Architecture;

public sealed class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md");

    public static TheoryData<ExitCode> ExitCodes => [.. Enum.GetValues<ExitCode>()];

    /// <summary>By the names in the environment: the key has the one that Letta gives it.</summary>
    public static TheoryData<string> Options =>
    [
        .. typeof(MigrationOptions).GetProperties()
            .Select(p => p.Name == nameof(MigrationOptions.EncryptionKey)
                ? LettaMigrations.Product.EncryptionKeyVariable
                : $"LettaMigrations__{p.Name}"),
    ];

    [Theory]
    [MemberData(nameof(ExitCodes))]
    public void Every_exit_code_is_explained(ExitCode code)
        => Assert.Matches($@"(?m)^\|( \d+,)* {(int)code}(, \d+)* \| \w", Readme);

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_is_explained(string option)
        => Assert.Contains($"`{option}`", Repository.Read("docs/settings.md"), StringComparison.Ordinal);
}
