using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Microsoft.Extensions.Time.Testing;

namespace Letta.Migrations.Tests.Running.Hosting;

public sealed class HostedLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();

    [Fact]
    public void It_is_done_at_once_and_then_after_each_rest()
    {
        var loop = new Loop(_time, _ => null);
        _ = loop.RunAsync(_stop.Token);

        Assert.Equal(1, loop.Times);
        Assert.Equal([1, 1, 1], Enumerable.Range(0, 3).Select(_ => MinutesUntilNext(loop)));
        Assert.Empty(loop.Reported);
    }

    [Fact]
    public void Failure_that_stays_the_same_is_reported_once_and_tried_ever_more_seldom_up_to_an_hour()
    {
        var loop = new Loop(_time, _ => "It is away.");
        _ = loop.RunAsync(_stop.Token);

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 8).Select(_ => MinutesUntilNext(loop)));
        Assert.Equal(["It is away."], loop.Reported);
    }

    [Fact]
    public void Failure_after_a_success_is_reported_again()
    {
        var loop = new Loop(_time, time => time is 1 or 2 or 4 ? "It is away." : null);
        _ = loop.RunAsync(_stop.Token);

        Assert.Equal([1, 2, 1, 1], Enumerable.Range(0, 4).Select(_ => MinutesUntilNext(loop)));
        Assert.Equal(["It is away.", "It is away."], loop.Reported);
    }

    [Fact]
    public void What_nobody_expected_is_reported_by_its_kind_and_does_not_end_it()
    {
        var loop = new Loop(_time, _ => throw new FormatException("kanarie"));
        _ = loop.RunAsync(_stop.Token);

        MinutesUntilNext(loop);

        Assert.Equal(["An unexpected FormatException."], loop.Reported);
    }

    [Fact]
    public async Task It_ends_without_a_report_when_the_host_stops()
    {
        var loop = new Loop(_time, _ =>
        {
            _stop.Cancel();
            throw new OperationCanceledException(_stop.Token);
        });

        await loop.RunAsync(_stop.Token);

        Assert.Equal((1, 0), (loop.Times, loop.Reported.Count));
    }

    public void Dispose() => _stop.Dispose();

    private int MinutesUntilNext(Loop loop)
    {
        var before = loop.Times;
        var minutes = 0;
        while (loop.Times == before)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            minutes++;
        }

        return minutes;
    }

    /// <param name="time">The clock.</param>
    /// <param name="fails">Why a time fails, by its number; null if it does not.</param>
    private sealed class Loop(TimeProvider time, Func<int, string?> fails) : HostedLoop(TimeSpan.FromMinutes(1), time)
    {
        public int Times { get; private set; }

        public List<string> Reported { get; } = [];

        protected override Task ActAsync(CancellationToken stopping)
            => fails(++Times) is { } what ? throw new DatabaseUnreachableException(what, "Look at it.") : Task.CompletedTask;

        protected override void Failed(string what, string? next) => Reported.Add(what);
    }
}
