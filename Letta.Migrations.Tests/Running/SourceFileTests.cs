using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Running;

/// <summary>The path of a revision's source as errors show it.</summary>
public sealed class SourceFileTests : IDisposable
{
    private readonly string _repository = Directory.CreateTempSubdirectory("letta-repository-").FullName;

    public SourceFileTests()
    {
        Directory.CreateDirectory(Path.Combine(_repository, "History", "2030"));
        File.WriteAllText(Path.Combine(_repository, "History", "2030", "1_One.cs"), "");
    }

    [Fact]
    public void File_below_the_current_directory_is_shown_from_there()
        => Assert.Equal(
            Path.Combine("2030", "1_One.cs") + "(7)",
            Shown(Path.Combine(_repository, "History", "2030", "1_One.cs"), Path.Combine(_repository, "History")));

    [Fact]
    public void File_elsewhere_is_shown_whole()
        => Assert.Equal(
            Path.Combine(_repository, "History", "2030", "1_One.cs") + "(7)",
            Shown(Path.Combine(_repository, "History", "2030", "1_One.cs"), Path.Combine(_repository, "Elsewhere")));

    [Theory]
    [InlineData("", "History/2030/1_One.cs(7)")]
    [InlineData("History", "2030/1_One.cs(7)")]
    public void Mapped_path_is_found_in_the_repository_around(string here, string expected)
        => Assert.Equal(expected, Shown("/_/History/2030/1_One.cs", Path.Combine(_repository, here)));

    [Fact]
    public void Mapped_path_is_shown_within_its_repository_where_that_is_not_here()
        => Assert.Equal("Somewhere/History/2030/1_One.cs(7)", Shown("/_/Somewhere/History/2030/1_One.cs", _repository));

    [Fact]
    public void Revision_of_no_file_has_the_name_that_it_would_have() => Assert.Equal("1_SourceFileTests.cs", Shown("", _repository));

    public void Dispose() => Directory.Delete(_repository, recursive: true);

    private static string Shown(string file, string here)
        => SourceFile.Locate(new RevisionInfo(1, 1, null, "one") { Type = typeof(SourceFileTests), File = file, Line = 7 }, here);
}
