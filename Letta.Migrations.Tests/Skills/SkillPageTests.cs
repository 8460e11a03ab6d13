using Letta.Migrations.Tests.Architecture;

namespace Letta.Migrations.Tests.Skills;

public sealed class SkillPageTests
{
    [Fact]
    public void No_page_of_a_skill_has_commands_that_are_not_run()
        => Assert.Equal(
            [SkillSpec.Reference, SkillSpec.Skill],
            from file in Repository.Files
            where file.Path.StartsWith("skills/", StringComparison.Ordinal) && PageCommand.Read(file.Path).Count > 0
            orderby file.Path descending
            select file.Path);
}
