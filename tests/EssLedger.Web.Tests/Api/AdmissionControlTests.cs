using Microsoft.Extensions.Time.Testing;

namespace EssLedger.Web.Api;

/// <summary>A server that does so many calls a second, one after another, whatever comes.</summary>
public sealed class AdmissionControlTests
{
    private const int Most = 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);
    private readonly FakeTimeProvider _clock = new();
    private readonly Queue<long> _waiting = new();
    private readonly AdmissionControl _admission;
    private int _turnedAway;

    public AdmissionControlTests() => _admission = new(Most, TimeSpan.FromMilliseconds(200), s_patience, _clock);

    /// <summary>Lets time go by, in steps of a millisecond; says how long whoever was let in last waited for their answer.</summary>
    private TimeSpan Live(TimeSpan time, double comeASecond, double doneASecond)
    {
        var (came, done, last) = (0.0, 0.0, TimeSpan.Zero);
        for (var i = 0; i < time.TotalMilliseconds; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            for (came += comeASecond / 1000; came >= 1; came--)
            {
                if (_admission.TryEnter(out var entered)) _waiting.Enqueue(entered);
                else _turnedAway++;
            }
            for (done = _waiting.Count == 0 ? 0 : done + doneASecond / 1000; done >= 1 && _waiting.TryDequeue(out var first); done--)
            {
                last = _clock.GetElapsedTime(first);
                _admission.Leave(first);
            }
        }
        return last;
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void At_three_times_what_a_server_can_do_whoever_is_let_in_waits_no_longer_than_half_a_second(double capacity)
    {
        Live(TimeSpan.FromSeconds(5), 3 * capacity, capacity);
        for (var i = 0; i < 50; i++)
        {
            var waited = Live(TimeSpan.FromMilliseconds(100), 3 * capacity, capacity);
            Assert.True(waited < TimeSpan.FromMilliseconds(500), $"{waited.TotalMilliseconds} ms with {_admission.Limit} let in");
            Assert.NotEmpty(_waiting);
        }
        Assert.InRange(_turnedAway, 15 * capacity, 22 * capacity);
    }

    [Fact]
    public void Below_what_it_can_do_nobody_is_turned_away_and_after_a_crowd_it_is_open_as_before()
    {
        Live(TimeSpan.FromSeconds(5), 900, 1_000);
        Assert.Equal(0, _turnedAway);
        Live(TimeSpan.FromSeconds(5), 3_000, 1_000);
        Assert.NotEqual(Most, _admission.Limit);
        Live(TimeSpan.FromSeconds(5), 500, 1_000);
        Assert.Equal(Most, _admission.Limit);
    }

    [Fact]
    public void Calls_that_hang_because_another_server_died_turn_nobody_away()
    {
        for (var i = 0; i < 300; i++) Assert.True(_admission.TryEnter(out _));
        Live(TimeSpan.FromSeconds(5), 500, 1_000);
        Assert.Equal(0, _turnedAway);
    }

    [Fact]
    public void Quick_answers_do_not_hide_that_most_are_late()
    {
        for (var i = 0; i < 2_000; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            // Two that take two seconds, and one at once.
            for (var slow = 0; slow < 2; slow++)
                if (_admission.TryEnter(out var entered)) _waiting.Enqueue(entered);
            if (_admission.TryEnter(out var quick)) _admission.Leave(quick);
            while (_waiting.TryPeek(out var first) && _clock.GetElapsedTime(first) >= TimeSpan.FromSeconds(2)) _admission.Leave(_waiting.Dequeue());
        }
        Assert.True(_admission.Limit < 200, $"{_admission.Limit} are let in");
    }

    /// <summary>Of calls that need nothing but the one thread there is, one is under way, and the others wait where no number of them is seen.</summary>
    [Theory]
    [InlineData(600)]
    [InlineData(2_000)]
    public void Where_the_processor_is_short_whoever_comes_is_answered_or_told_to_come_again_within_half_a_second(double comeASecond)
    {
        var (longest, done) = LiveOnOneThread(TimeSpan.FromSeconds(20), comeASecond);
        Assert.True(longest < TimeSpan.FromMilliseconds(500), $"{longest.TotalMilliseconds} ms");
        // Of two hundred that it could do in a second, less what it takes to turn the others away.
        Assert.True(done > 20 * 200 * 0.8 * (1 - comeASecond * 0.0002), $"{done} done");
    }

    [Fact]
    public void Where_it_is_not_short_nobody_is_turned_away_for_a_pause_and_after_a_crowd_it_is_open_as_before()
    {
        LiveOnOneThread(TimeSpan.FromSeconds(5), 150);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        LiveOnOneThread(TimeSpan.FromSeconds(5), 20);
        Assert.Equal(0, _turnedAway);
        LiveOnOneThread(TimeSpan.FromSeconds(5), 1_000);
        LiveOnOneThread(TimeSpan.FromSeconds(1), 100);
        _turnedAway = 0;
        LiveOnOneThread(TimeSpan.FromSeconds(5), 100);
        Assert.Equal(0, _turnedAway);
    }

    [Fact]
    public void While_few_come_nobody_is_turned_away_however_late_a_thread_is()
    {
        for (var i = 0; i < 1_000; i++)
        {
            if (i % 4 == 0)
            {
                Assert.True(_admission.TryEnter(out var entered));
                _admission.Leave(entered);
            }
            _admission.Waited(10 * s_patience);
        }
    }

    private readonly Queue<long?> _ready = new();
    private long? _asked;
    private TimeSpan _waited;

    /// <summary>A call takes five milliseconds of the thread, to turn one away a fifth of one; null among those who wait is what measures.</summary>
    private (TimeSpan Longest, int Done) LiveOnOneThread(TimeSpan time, double comeASecond)
    {
        var (longest, done, came, free, look) = (TimeSpan.Zero, 0, 0.0, 0.0, 0.0);
        var step = TimeSpan.FromMilliseconds(0.2);
        for (var now = 0.0; now < time.TotalMilliseconds; now += step.TotalMilliseconds)
        {
            _clock.Advance(step);
            for (came += comeASecond * step.TotalSeconds; came >= 1; came--) _ready.Enqueue(_clock.GetTimestamp());
            if (now >= look)
            {
                look += 10;
                _admission.Waited(_asked is { } since ? _clock.GetElapsedTime(since) : _waited);
                if (_asked is null) _ready.Enqueue(null);
                _asked ??= _clock.GetTimestamp();
            }
            if (now < free || !_ready.TryDequeue(out var first)) continue;
            if (first is not { } call)
            {
                (_waited, _asked) = (_clock.GetElapsedTime(_asked!.Value), null);
                continue;
            }
            longest = _clock.GetElapsedTime(call) is var waited && waited > longest ? waited : longest;
            if (_admission.TryEnter(out var entered))
            {
                _admission.Leave(entered);
                (free, done) = (now + 5, done + 1);
            }
            else
            {
                _turnedAway++;
            }
        }
        return (longest, done);
    }
}
