using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Alerts;

/// <summary>Money that moved on one account, refunds not counted. What moves one way within a minute (UTC) is one.</summary>
/// <param name="At">When the first of it did (UTC).</param>
/// <param name="Came">Whether it came in.</param>
/// <param name="Amount">How much.</param>
/// <param name="Count">How many entries these are.</param>
public readonly record struct Movement(DateTimeOffset At, bool Came, Amount Amount, int Count);

/// <summary>What is worth a look. What stands behind an alert already counts for no further one, so that each begins from nothing.</summary>
public static class AlertRules
{
    /// <summary>Do these loads of one account look like one that was split?</summary>
    /// <param name="loads">What was loaded in cash, oldest first; the last is new.</param>
    /// <param name="after">When the account's last alert of this kind came about; null: there is none.</param>
    /// <param name="terms">Those that hold when the last was committed.</param>
    /// <returns>The loads that do; null: no.</returns>
    public static IReadOnlyList<Sighting>? SplitCash(IReadOnlyList<Sighting> loads, DateTimeOffset? after, AlertTerms terms)
    {
        var now = loads[^1];
        if (now.Amount >= terms.CashBelow) return null;
        var since = now.At.AddDays(-terms.CashDays);
        var small = loads.Where(l => l.Amount < terms.CashBelow && l.At > since && !(l.At <= after)).ToList();
        return small.Count >= terms.CashLoads && Sum(small.Select(l => l.Amount)) >= terms.CashBelow ? small : null;
    }

    /// <summary>Who else uses a means of this member?</summary>
    /// <param name="seen">Where the means was seen before.</param>
    /// <param name="now">Where it is seen now.</param>
    /// <returns>The first sighting on each other account; none where the account is not new to it.</returns>
    public static IReadOnlyList<Sighting> Others(IReadOnlyList<Sighting> seen, Sighting now) =>
        seen.Any(s => s.Account == now.Account) ? [] : [.. seen.DistinctBy(s => s.Account)];

    /// <summary>Of what came in during the window, how much was passed on? Whatever leaves is taken to be of what came in last, as long as there is some.</summary>
    /// <param name="movements">Those of one account in the window, oldest first.</param>
    public static (Amount Came, Amount Passed, int Payments) PassedOn(IEnumerable<Movement> movements)
    {
        long came = 0, held = 0, passed = 0;
        var payments = 0;
        foreach (var movement in movements)
        {
            if (movement.Came)
            {
                came = checked(came + movement.Amount.Minor);
                held += movement.Amount.Minor;
                continue;
            }
            var part = Math.Min(held, movement.Amount.Minor);
            if (part == 0) continue;
            held -= part;
            passed += part;
            payments += movement.Count;
        }
        return (Amount.FromMinor(came), Amount.FromMinor(passed), payments);
    }

    /// <summary>Is so much of what came in passed on that it is worth a look?</summary>
    public static bool FastInOut(Amount came, Amount passed, AccountKind? kind, AlertTerms terms) =>
        came >= terms.InOutOf(kind) && Reaches(passed, came, terms.InOutPercent);

    /// <summary>Whether a part is at least so many in a hundred of a whole.</summary>
    internal static bool Reaches(Amount part, Amount whole, int percent) => (Int128)part.Minor * 100 >= (Int128)whole.Minor * percent;

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, amount) => sum + amount);
}

/// <summary>What moved on each account of late: enough to say whether money is passed on, and no more.</summary>
public sealed class MovementWindows
{
    private sealed class Window
    {
        public readonly List<Movement> Movements = [];
        public Int128 Came, Left;
    }

    private readonly Dictionary<AccountId, Window> _windows = [];

    /// <summary>Adds a movement. Those of all accounts come in the order of the book.</summary>
    public void Add(AccountId account, DateTimeOffset at, bool came, Amount amount)
    {
        if (!_windows.TryGetValue(account, out var window)) _windows.Add(account, window = new());
        var list = window.Movements;
        if (list is [.., var last] && last.Came == came && MinuteOf(last.At) == MinuteOf(at)) list[^1] = last with { Amount = last.Amount + amount, Count = last.Count + 1 };
        else list.Add(new(at, came, amount, 1));
        if (came) window.Came += amount.Minor;
        else window.Left += amount.Minor;
    }

    /// <summary>What moved on an account after an instant; null when so little did that nothing can be worth a look. What is older is forgotten.</summary>
    /// <param name="account">Which.</param>
    /// <param name="since">The beginning of the window, itself not in it.</param>
    /// <param name="terms">Those that hold.</param>
    public IReadOnlyList<Movement>? After(AccountId account, DateTimeOffset since, AlertTerms terms)
    {
        if (!_windows.TryGetValue(account, out var window)) return null;
        Forget(window, since);
        // Enough came in, and as much left as would have to be passed on: necessary for an alert, and known without a walk through the window.
        return window.Came >= terms.InOutLeast.Minor && window.Left * 100 >= window.Came * terms.InOutPercent ? window.Movements : null;
    }

    /// <summary>Forgets what moved on an account up to an instant, itself included.</summary>
    public void Forget(AccountId account, DateTimeOffset through)
    {
        if (_windows.TryGetValue(account, out var window)) Forget(window, through);
        if (window is { Movements.Count: 0 }) _windows.Remove(account);
    }

    /// <summary>Forgets on all accounts what moved up to an instant.</summary>
    public void Forget(DateTimeOffset through)
    {
        foreach (var account in _windows.Keys.ToList()) Forget(account, through);
    }

    private static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    private static void Forget(Window window, DateTimeOffset through)
    {
        var old = 0;
        foreach (var movement in window.Movements)
        {
            if (movement.At > through) break;
            old++;
            if (movement.Came) window.Came -= movement.Amount.Minor;
            else window.Left -= movement.Amount.Minor;
        }
        window.Movements.RemoveRange(0, old);
    }
}
