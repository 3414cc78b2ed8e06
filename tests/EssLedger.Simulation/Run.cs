using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store.Memory;

namespace EssLedger.Simulation;

/// <summary>What came of one seed.</summary>
/// <param name="Broken">What went wrong; null: nothing.</param>
/// <param name="Acts">How many acts of each kind stand in the book.</param>
internal sealed record Result(
    ulong Seed, string? Broken, long Steps, long Payments, long Refusals, long Answers, TimeSpan Simulated, IReadOnlyList<int> Faults, IReadOnlyDictionary<string, int> Acts, string TraceDigest, IReadOnlyList<string> LastLines);

/// <summary>One seed: a town, three silos and a store, first in a storm, then in calm, then audited.</summary>
internal sealed class Run
{
    public const int Silos = 3, LeastPayments = 500, LeastFaults = 5;
    private const int Nights = 2;
    private const long LongestStorm = 900 * World.Second, LongestCalm = 60 * World.Second;

    // Longer than any message or pause.
    private const long Dusk = 5 * World.Second;

    // One run in so many signs with the real curve.
    private const ulong RealCurveEvery = 16;

    private static readonly Fault[] Strokes =
    [
        Fault.StoreRestart, Fault.SiloCrash, Fault.SiloPause, Fault.ClockJump, Fault.TwinActivation, Fault.ActivationCollected, Fault.SnapshotSpoiled, Fault.SnapshotDeleted,
    ];

    private static readonly IEs256kVerifier Curve = Es256kVerifiers.Best().Verifier;

    private readonly World _world;
    private readonly Chaos _chaos;
    private readonly Premises _premises;
    private readonly MemoryJournalStore _journal;
    private readonly Auditor _auditor;
    private readonly Machine _sky;
    private readonly Clock _storeClock;
    private readonly Silo?[] _silos = new Silo?[Silos];
    private readonly Town _town;

    private Run(ulong seed)
    {
        _world = new(seed);
        _chaos = new(_world);
        _sky = new(_world, "sky");
        _storeClock = new(_world, _sky);
        _journal = new(_storeClock);
        var real = seed % RealCurveEvery == 0;
        IEs256kVerifier verifier = real ? Curve : new Sealed();
        var bank = new Bank(_world);
        _auditor = new(_world, _journal, Town.Terms, verifier) { Bank = bank };
        var network = new Network(_world, _chaos);
        var store = new StoreServer(_world, _chaos, _journal, new MemoryPaymentRequestStore(), new MemoryLogStore(), _auditor.Committed, _auditor.Sealed);
        _premises = new(_world, _chaos, network, store, Town.Terms, verifier, new ServerKey(new SimulatedEcdsa(_world.Dice), "receipt"), Auditor.LogKey);
        for (var i = 0; i < Silos; i++) _silos[i] = new(_premises, i);
        _town = new(_world, network, _auditor, bank, () => _silos[_world.Dice.Below(Silos)], real ? Device.Real : Device.Cheap);
    }

    /// <summary>Lives one seed through.</summary>
    /// <param name="seed">All that happens follows from it.</param>
    /// <param name="steps">How long the storm lasts; null: until there were enough payments and enough faults of each kind.</param>
    public static Result Of(ulong seed, long? steps)
    {
        var run = new Run(seed);
        try
        {
            run.Live(steps);
        }
        catch (Violation e)
        {
            run._world.Break(e.Message);
        }
        var world = run._world;
        return new(seed, world.Broken, world.Steps, run._auditor.Payments, run._auditor.Refusals, run._auditor.Answers,
            TimeSpan.FromMicroseconds(world.Now), run._chaos.Counts, run._auditor.Acts, world.TraceDigest, [.. world.LastLines]);
    }

    private void Live(long? steps)
    {
        // As a server does before it lets anybody in.
        _journal.AppendAsync([new Act.BookOpened(Town.Terms.Ledger, Town.Terms.Unit).ToDraft()], default).GetAwaiter().GetResult();
        _auditor.Committed();
        _town.Begin();
        Storm();
        for (var night = 1; night <= Nights; night++)
        {
            Go(() => steps is { } given ? _world.Steps >= given * night / (Nights + 1) : _auditor.Payments >= LeastPayments * night / (Nights + 1), LongestStorm, "A day was too long.");
            Night();
        }
        Go(() => steps is { } given ? _world.Steps >= given : _auditor.Payments >= LeastPayments && Enough, LongestStorm,
            "The storm did not bring enough payments and faults in time.");

        // Calm. Whatever was asked must be answered now, soon.
        _chaos.Rages = false;
        _town.Closing = true;
        Go(() => _town.Done, LongestCalm, $"60 simulated seconds after the last fault {_town.Waiting} calls are not answered.");
        _town.AskEverywhere([.. _silos.Select((s, i) => s ?? throw new Violation($"Silo {i} did not come back."))]);
        Go(() => _town.Done, LongestCalm, "60 simulated seconds of calm were not enough to ask everybody.");
        Go(() => _auditor.DaysAreClosed, LongestCalm, "Days that are over are not closed.");
        if (_world.Broken is null) _auditor.Close();
    }

    /// <summary>Everybody goes to sleep, what is under way comes to its end, and a day is over: entered keys come of age, terms take effect, periods begin.</summary>
    private void Night()
    {
        _chaos.Rages = false;
        _town.Asleep = true;
        Go(() => _town.IsAtRest, LongestCalm, "The town does not come to rest.");
        var until = _world.Now + Dusk;
        Go(() => _world.Now >= until, 2 * Dusk, "Time stands still.");
        _world.Pass(TimeSpan.FromHours(_world.Dice.Between(24, 30)));
        _town.Wake();
        _chaos.Rages = true;
        Storm();
    }

    private void Go(Func<bool> enough, long atMost, string otherwise)
    {
        var until = _world.Now + atMost;
        while (_world.Broken is null && !enough())
        {
            if (!_world.Step() || _world.Now > until) throw new Violation(otherwise);
        }
    }

    private bool Enough => _chaos.Counts.All(c => c >= LeastFaults);

    // ---- what strikes by itself ----

    private void Storm() => _world.After(_world.Dice.Between(20, 160) * (Enough ? 5 : 1) * World.Millisecond, _sky, () =>
    {
        if (!_chaos.Rages) return;
        Strike(_chaos.Draw(Strokes));
        Storm();
    });

    private void Strike(Fault fault)
    {
        var dice = _world.Dice;
        var number = dice.Below(Silos);
        switch (fault)
        {
            case Fault.StoreRestart:
                _premises.Store.Restart();
                break;
            case Fault.SiloCrash when _silos[number] is { } silo:
                _chaos.Count(fault);
                silo.Die();
                _silos[number] = null;
                // The others learn of it some time later, before or after it is back.
                _world.After(dice.Between(50, 900) * World.Millisecond, _sky, () =>
                {
                    foreach (var (key, _) in _premises.Directory.Where(d => d.Value == silo).ToList()) _premises.Directory.Remove(key);
                });
                _world.After(dice.Between(20, 900) * World.Millisecond, _sky, () => _silos[number] = new(_premises, number));
                break;
            case Fault.SiloPause when _silos[number] is { } silo:
                _chaos.Count(fault);
                silo.AsleepUntil = _world.Now + dice.Between(20, 1_500) * World.Millisecond;
                break;
            case Fault.ClockJump:
                _chaos.Count(fault);
                (dice.Chance(0.2) ? _storeClock : _silos[number]?.Clock ?? _storeClock).Ahead = TimeSpan.FromSeconds(dice.Between(-110, 110));
                break;
            case Fault.TwinActivation:
                Twin();
                break;
            case Fault.ActivationCollected when _silos[number] is { ActivationKeys.Count: > 0 } silo:
                if (silo.Collect(dice.Chance(0.5) ? silo.ActivationKeys.MaxBy(_auditor.EntriesOf)! : dice.Pick(silo.ActivationKeys.ToList()))) _chaos.Count(fault);
                break;
            case Fault.SnapshotSpoiled:
                SpoilSnapshot();
                break;
            case Fault.SnapshotDeleted when AnyMember() is { } account:
                _premises.Store.DeleteSnapshot(account.Value);
                _chaos.Count(fault);
                break;
        }
    }

    /// <summary>Two silos each believe that a grain is theirs, and go on believing it.</summary>
    private void Twin()
    {
        var keys = _premises.Directory.Where(d => d.Value.Alive).Select(d => d.Key).ToList();
        if (keys.Count == 0) return;
        // Mostly accounts; but the office and the sealer have one activation only, and must not be the rarest for it.
        var key = _world.Dice.Below(10) switch
        {
            < 2 when keys.Contains(OfficeAccounts.Treasury.Value) => OfficeAccounts.Treasury.Value,
            2 when keys.Contains(Auditor.LogName) => Auditor.LogName,
            3 when keys.Contains(ClosureGrain.Key) => ClosureGrain.Key,
            4 => _world.Dice.Pick(keys),
            _ => _world.Dice.Pick(keys.Where(k => k.Length <= 22).DefaultIfEmpty(keys[0]).ToList()),
        };
        var owner = _premises.Directory[key];
        var other = _silos.FirstOrDefault(s => s is not null && s != owner && !s.OwnView.Contains(key));
        if (other is null) return;
        _chaos.Count(Fault.TwinActivation);
        owner.OwnView.Add(key);
        other.OwnView.Add(key);
        _world.After(_world.Dice.Between(100, 6_000) * World.Millisecond, _sky, () =>
        {
            owner.OwnView.Remove(key);
            other.OwnView.Remove(key);
        });
    }

    private AccountId? AnyMember() => _town.Members.ToList() is { Count: > 0 } members ? _world.Dice.Pick(members).Account : null;

    /// <summary>A snapshot of another book (as after a restore from a backup), or bytes that are none.</summary>
    private void SpoilSnapshot()
    {
        if (AnyMember() is not { } id) return;
        _chaos.Count(Fault.SnapshotSpoiled);
        if (_world.Dice.Chance(0.2))
        {
            _premises.Store.Shelve(id.Value, new() { Text = "{}" });
            return;
        }
        var account = new Account(id);
        foreach (var entry in _journal.ReadSubjectAsync(id.Value, Position.None, int.MaxValue, default).GetAwaiter().GetResult()) account = account.Apply(entry, Codec.Decode(entry.Body));
        var drawer = new Drawer(Town.Terms.Unit, null);
        var false_ = account with
        {
            Balances = account.Balances.SetItem(drawer, account.In(drawer) + Amount.FromMinor(100_000)),
            Position = _world.Dice.Chance(0.7) ? account.Position : new(_auditor.Head + 1000),
        };
        _premises.Store.Shelve(id.Value, AccountSnapshot.Of(false_, Digest.Of(_world.Dice.Bytes(8))));
    }
}
