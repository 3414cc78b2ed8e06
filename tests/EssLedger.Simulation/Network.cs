namespace EssLedger.Simulation;

/// <summary>Carries calls to silos: late, in another order, twice, or not at all.</summary>
internal sealed class Network(World world, Chaos chaos)
{
    private readonly Machine _wire = new(world, "wire");

    /// <summary>Asks a silo. Orleans and HTTP alike: whoever hears nothing in time knows nothing.</summary>
    /// <param name="from">Who asks.</param>
    /// <param name="to">Whom; null: nobody is there when the message arrives.</param>
    /// <param name="ask">What happens there.</param>
    /// <param name="patience">Microseconds until the answer is given up.</param>
    /// <param name="mayDouble">Whether the message may arrive twice.</param>
    /// <exception cref="TimeoutException">No answer came; what was asked may have happened, or may yet happen.</exception>
    public Task<T> Call<T>(Machine from, Func<Silo?> to, Func<Silo, Task<T>> ask, long patience, bool mayDouble)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var copies = mayDouble && chaos.Strikes(Fault.MessageDoubled, 0.01) ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            if (chaos.Strikes(Fault.RequestLost, 0.006)) continue;
            world.After(Latency(), _wire, () =>
            {
                // Who calls a silo that is gone learns so at once, or never.
                if (to() is not { Alive: true } silo) return;
                silo.Start(async () =>
                {
                    try
                    {
                        var result = await ask(silo);
                        Reply(() => answer.TrySetResult(result));
                    }
                    catch (Exception e)
                    {
                        Reply(() => answer.TrySetException(e));
                    }
                });
            });
        }
        world.After(patience, from, () => answer.TrySetException(new TimeoutException("No answer.")));
        return answer.Task;

        void Reply(Action tell)
        {
            if (chaos.Strikes(Fault.AnswerLost, 0.008)) return;
            world.After(Latency(), from, tell);
        }
    }

    private long Latency() => chaos.Strikes(Fault.MessageLate, 0.004) ? world.Dice.Between(20, 2_000) * World.Millisecond : world.Dice.Between(50, 900);
}
