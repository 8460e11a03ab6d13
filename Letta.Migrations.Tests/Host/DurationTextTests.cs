using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Host;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("60s", 60_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("00:01:00", 60_000)]
    [InlineData("1.00:00:00", 86_400_000)]
    [InlineData(" 2s ", 2_000)]
    [InlineData("0", 0)]
    public void Duration_is_read_as_people_write_it(string text, int milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text));

    [Theory]
    [InlineData("60")]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("-00:00:05")]
    [InlineData("5 minutes")]
    [InlineData("1e3s")]
    [InlineData("1,5s")]
    [InlineData("25.00:00:00")]
    [InlineData("99999999999h")]
    [InlineData("NaN")]
    public void Anything_else_is_no_duration(string text) => Assert.Null(DurationText.Parse(text));
}
