namespace EssLedger.Simulation;

/// <summary>What goes wrong on purpose.</summary>
internal enum Fault
{
    /// <summary>The store takes no work; nothing is changed.</summary>
    StoreUnavailable,
    /// <summary>A commit happened and the caller hears "unknown", before or after it.</summary>
    CommitAnswerLost,
    /// <summary>A commit did not happen and the caller hears "unknown".</summary>
    CommitLost,
    /// <summary>A read fails.</summary>
    ReadFailed,
    /// <summary>A call of the store takes very long, so that later ones end before it.</summary>
    StoreSlow,
    /// <summary>The store stops and starts again: what was under way is or is not there.</summary>
    StoreRestart,
    /// <summary>A message never arrives.</summary>
    RequestLost,
    /// <summary>What was asked happens; the answer never arrives.</summary>
    AnswerLost,
    /// <summary>A message arrives twice.</summary>
    MessageDoubled,
    /// <summary>A message arrives long after those sent later.</summary>
    MessageLate,
    /// <summary>A silo vanishes with all that it had in memory, between two steps.</summary>
    SiloCrash,
    /// <summary>A silo stops and goes on later as if nothing had been.</summary>
    SiloPause,
    /// <summary>A silo's clock jumps ahead or back.</summary>
    ClockJump,
    /// <summary>A second activation of a living one.</summary>
    TwinActivation,
    /// <summary>An activation is put away in good order, to be woken later.</summary>
    ActivationCollected,
    /// <summary>A snapshot says what the book never said.</summary>
    SnapshotSpoiled,
    /// <summary>All snapshots of an account are deleted.</summary>
    SnapshotDeleted,
}

/// <summary>When things go wrong. Each run has its own mixture: some faults are frequent in it, others rare.</summary>
internal sealed class Chaos
{
    private readonly World _world;
    private readonly int[] _counts = new int[Enum.GetValues<Fault>().Length];
    private readonly double[] _weights = new double[Enum.GetValues<Fault>().Length];

    public Chaos(World world)
    {
        _world = world;
        for (var i = 0; i < _weights.Length; i++) _weights[i] = world.Dice.Pick<double>([0.5, 1, 1, 3]);
    }

    /// <summary>Whether anything goes wrong at all.</summary>
    public bool Rages { get; set; } = true;

    public IReadOnlyList<int> Counts => _counts;

    /// <summary>Whether it strikes here and now; counted if so.</summary>
    public bool Strikes(Fault fault, double chance)
    {
        if (!Rages || !_world.Dice.Chance(chance * _weights[(int)fault])) return false;
        Count(fault);
        return true;
    }

    public void Count(Fault fault)
    {
        _counts[(int)fault]++;
        _world.Trace($"fault {fault}");
    }

    /// <summary>One of the faults that need no call to strike; those that were rare so far come first when a run is about to end.</summary>
    public Fault Draw(IReadOnlyList<Fault> among)
    {
        var rare = among.Where(f => _counts[(int)f] < 5).ToList();
        if (rare.Count > 0 && _world.Dice.Chance(0.3)) return _world.Dice.Pick(rare);
        var roll = _world.Dice.Below(1_000_000) / 1e6 * among.Sum(f => _weights[(int)f]);
        foreach (var fault in among)
            if ((roll -= _weights[(int)fault]) < 0) return fault;
        return among[^1];
    }
}
