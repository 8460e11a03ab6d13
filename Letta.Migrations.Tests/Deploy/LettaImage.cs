namespace Letta.Migrations.Tests.Deploy;

/// <summary>The image under test: built before, and named by <c>LETTA_IMAGE</c>, so that no test run builds one by surprise.</summary>
internal static class LettaImage
{
    /// <summary>What a class carries whose tests need it: the trait's name and value.</summary>
    public const string Needs = "Needs", Itself = "image";

    public static string Name
    {
        get
        {
            var name = Environment.GetEnvironmentVariable("LETTA_IMAGE");
            if (string.IsNullOrEmpty(name))
                Assert.Skip(
                    "LETTA_IMAGE names no image: docker build --tag letta-migrations:0.1.0 . && LETTA_IMAGE=letta-migrations:0.1.0 "
                        + "dotnet test");
            return name;
        }
    }
}
