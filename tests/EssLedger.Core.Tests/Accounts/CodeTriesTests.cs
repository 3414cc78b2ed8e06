namespace EssLedger.Core.Accounts;

public sealed class CodeTriesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Two_errors_cost_nothing_the_third_half_a_minute_and_each_further_one_twice_as_much_up_to_an_hour()
    {
        var (tries, waits) = (default(CodeTries), new List<double>());
        for (var i = 0; i < 40; i++)
        {
            tries = tries.With(Noon);
            waits.Add(tries.WaitAt(Noon).TotalSeconds);
        }
        Assert.Equal([0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600], waits.Take(11));
        Assert.All(waits.Skip(9), wait => Assert.Equal(3600, wait));
    }

    [Fact]
    public void A_wait_is_over_when_its_time_is()
    {
        var locked = new CodeTries(2, null).With(Noon);
        Assert.Equal(TimeSpan.FromSeconds(1), locked.WaitAt(Noon.AddSeconds(29)));
        Assert.Equal(TimeSpan.Zero, locked.WaitAt(Noon.AddSeconds(30)));
    }
}
