using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Simulation;

/// <summary>The bank of the guarantee fund: what it says is so, whatever the ledger believes.</summary>
internal sealed class Bank(World world)
{
    /// <summary>What was on the account before the ledger's first statement.</summary>
    public const long Before = 40_000;

    private readonly List<StatementLine> _told = [], _untold = [];
    private readonly Dictionary<Digest, long> _booked = [];
    private long _toldBalance = Before;

    /// <summary>Whether it has something to tell.</summary>
    public bool HasNews => _untold.Count > 0;

    /// <summary>It books a sum, in cents: received above zero, paid out below.</summary>
    public LinePart Book(long minor)
    {
        var line = new StatementLine(Digest.Of(world.Dice.Bytes(12)), ParisCalendar.DayOf(world.UtcNow), minor);
        _untold.Add(line);
        _booked.Add(line.Key, minor);
        return new(line.Key, OfficeAccounts.Guarantee, line.Day, minor);
    }

    /// <summary>How much it booked under a key; null: nothing.</summary>
    public long? Booked(Digest key) => _booked.TryGetValue(key, out var minor) ? minor : null;

    /// <summary>The next statement, and the bytes that are kept of it. One of a whole month tells again what those of its days told.</summary>
    public (Act.StatementRecorded Statement, byte[] Details) Tell(bool whole, PersonId by)
    {
        var (opening, lines) = whole ? (Before, [.. _told, .. _untold]) : (_toldBalance, _untold.ToList());
        _told.AddRange(_untold);
        _untold.Clear();
        _toldBalance = Before + _told.Sum(l => l.Minor);
        var details = world.Dice.Bytes(16);
        return (new(default, OfficeAccounts.Guarantee, Digest.Of(world.Dice.Bytes(12)), ParisCalendar.DayOf(world.UtcNow), new(opening), new(_toldBalance), lines, Digest.Of(details), by), details);
    }
}
