using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Books;

/// <summary>What an account was paid in a year, by others and in the ledger's unit; refunds are not taken off.</summary>
/// <param name="Payments">How many payments.</param>
/// <param name="Received">Their sum, in hundredths.</param>
public readonly record struct Takes(long Payments, long Received);

/// <summary>What was given in units in a year, in hundredths.</summary>
/// <param name="Shares">To associations, their share of what members exchanged.</param>
/// <param name="Aid">To members, by campaigns.</param>
/// <param name="Bonus">On what members exchanged, by campaigns.</param>
public readonly record struct Gifts(long Shares, long Aid, long Bonus);

/// <summary>Accounts that moved last within a stretch of time, and the units that lie in them.</summary>
/// <param name="Months">From so many whole months without a movement, up to the next band; 0: less than the first.</param>
/// <param name="Accounts">How many open accounts.</param>
/// <param name="Units">What lies there, in hundredths.</param>
public readonly record struct DormancyBand(int Months, long Accounts, long Units);

/// <summary>Follows what each account does, as the closures do not: when it last moved, what it was paid in each year. Nothing of it is kept; whoever has the book comes to the same. What is shown of it
/// goes through <see cref="SmallCells"/>.</summary>
/// <param name="unit">The ledger's unit; others are not counted.</param>
public sealed class Activity(Unit unit)
{
    private sealed class Known
    {
        public AccountKind? Kind;
        public bool IsOpen;
        public DateOnly Moved;
        public long Units;
        public readonly Dictionary<int, Takes> Years = [];
    }

    /// <summary>After so many months without a movement an account sleeps, in steps.</summary>
    public static IReadOnlyList<int> DormantAfter { get; } = [3, 6, 12];

    private readonly Dictionary<AccountId, Known> _accounts = [];
    private readonly Dictionary<int, Gifts> _gifts = [];
    private readonly SortedDictionary<DateOnly, (int Residents, int Professionals)> _opened = [];

    /// <summary>The last entry that it knows of.</summary>
    public Position Position { get; private set; } = Position.None;

    /// <summary>The next entry of the book.</summary>
    public void Take(Entry entry, Act act)
    {
        Position = entry.Position;
        var day = ParisCalendar.DayOf(entry.CommittedAt);
        switch (act)
        {
            case Act.AccountOpened opened:
                var account = Of(opened.Account, day);
                account.Kind = opened.Kind;
                if (opened.Status is SubjectStatus.Open) Count(account, day, isOpen: true);
                break;
            case Act.AccountApproved approved:
                Count(Of(AccountId.Parse(approved.Decider.Subject), day), day, isOpen: true);
                break;
            case Act.AccountClosed closed:
                Count(Of(AccountId.Parse(closed.Decider.Subject), day), day, isOpen: false);
                break;
            case Act.Paid { Refunds: null } paid when paid.Unit == unit && !OfficeAccounts.Contains(paid.Payee):
                var years = Of(paid.Payee, day).Years;
                var taken = years.GetValueOrDefault(day.Year);
                years[day.Year] = new(taken.Payments + 1, checked(taken.Received + paid.Amount.Minor));
                break;
            case Act.AllotmentsMade made:
                var given = made.Legs.Where(leg => leg.Unit == unit).Sum(leg => leg.Amount.Minor);
                Give(day.Year, made.Period is null ? new(0, given, 0) : new(given, 0, 0));
                break;
            case Act.Issued issued:
                // A bonus is as many units as euro that a campaign gives.
                Give(day.Year, new(0, 0, issued.Legs.Where(leg => leg.Unit == Unit.Euro && OfficeAccounts.IsCampaign(leg.To)).Sum(leg => leg.Amount.Minor)));
                break;
            case Act.IssuanceReversed reversed:
                Give(day.Year, new(0, 0, -reversed.Legs.Where(leg => leg.Unit == Unit.Euro && OfficeAccounts.IsCampaign(leg.From)).Sum(leg => leg.Amount.Minor)));
                break;
        }
        foreach (var leg in act.Transfers)
        {
            if (leg.Unit != unit) continue;
            if (!OfficeAccounts.Contains(leg.From)) Move(leg.From, -leg.Amount.Minor);
            if (!OfficeAccounts.Contains(leg.To)) Move(leg.To, leg.Amount.Minor);
        }

        void Move(AccountId id, long minor)
        {
            var moved = Of(id, day);
            moved.Units += minor;
            moved.Moved = day;
        }
    }

    /// <summary>How many accounts were open at the end of a day.</summary>
    public (int Residents, int Professionals) OpenOn(DateOnly day)
    {
        var (residents, professionals) = (0, 0);
        foreach (var (on, (r, p)) in _opened)
        {
            if (on > day) break;
            (residents, professionals) = (residents + r, professionals + p);
        }
        return (residents, professionals);
    }

    /// <summary>What each account holds that holds anything, purses included, in hundredths.</summary>
    public IReadOnlyDictionary<AccountId, long> Holding() => _accounts.Where(a => a.Value.Units != 0).ToDictionary(a => a.Key, a => a.Value.Units);

    /// <summary>What was given in a year.</summary>
    public Gifts GiftsIn(int year) => _gifts.GetValueOrDefault(year);

    /// <summary>Open accounts by how long they have not moved, those of the shortest time first. An account that never moved counts from its opening.</summary>
    public IReadOnlyList<DormancyBand> Dormancy(DateOnly today, bool ofProfessionals)
    {
        int[] bands = [0, .. DormantAfter];
        var found = new DormancyBand[bands.Length];
        for (var i = 0; i < bands.Length; i++) found[i] = new(bands[i], 0, 0);
        foreach (var account in _accounts.Values)
        {
            if (!account.IsOpen || account.Kind is AccountKind.Resident == ofProfessionals) continue;
            var band = Array.FindLastIndex(bands, months => account.Moved <= today.AddMonths(-months));
            found[Math.Max(0, band)] = new(bands[Math.Max(0, band)], found[Math.Max(0, band)].Accounts + 1, found[Math.Max(0, band)].Units + account.Units);
        }
        return found;
    }

    /// <summary>The professionals that were paid something in a year, and what.</summary>
    public IReadOnlyDictionary<AccountId, Takes> TakesIn(int year) => _accounts
        .Where(a => a.Value.Kind is not (null or AccountKind.Resident) && a.Value.Years.ContainsKey(year)).ToDictionary(a => a.Key, a => a.Value.Years[year]);

    private Known Of(AccountId id, DateOnly day) => _accounts.TryGetValue(id, out var known) ? known : _accounts[id] = new() { Moved = day };

    private void Count(Known account, DateOnly day, bool isOpen)
    {
        if (account.IsOpen == isOpen) return;
        account.IsOpen = isOpen;
        var (sign, (residents, professionals)) = (isOpen ? 1 : -1, _opened.GetValueOrDefault(day));
        _opened[day] = account.Kind is AccountKind.Resident ? (residents + sign, professionals) : (residents, professionals + sign);
    }

    private void Give(int year, Gifts more)
    {
        var before = _gifts.GetValueOrDefault(year);
        _gifts[year] = new(before.Shares + more.Shares, before.Aid + more.Aid, before.Bonus + more.Bonus);
    }
}

/// <summary>A line of a table about groups of accounts.</summary>
/// <param name="Groups">Which groups; several: those that were too small to be told alone.</param>
/// <param name="Accounts">How many accounts; null: fewer than may be told.</param>
/// <param name="Payments">How many payments they received; null: not told.</param>
/// <param name="Received">Their sum, in hundredths; null: not told.</param>
public sealed record CellRow(IReadOnlyList<string> Groups, int? Accounts, long? Payments, long? Received);

/// <summary>Keeps tables from telling of one account what it was paid: a group of fewer than <see cref="Least"/> is put together with the next smallest ones until there are so many, and if there never are, it is
/// not told. So the sum of all lines, which is public, leads from no line to a smaller group.</summary>
public static class SmallCells
{
    /// <summary>The fewest accounts of which anything is told (CNIL practice; design).</summary>
    public const int Least = 5;

    /// <summary>The lines, the highest sum first, what was put together last.</summary>
    /// <param name="takes">What each account was paid.</param>
    /// <param name="groupsOf">In which groups it is; perhaps several, at least one.</param>
    public static IReadOnlyList<CellRow> Table(IReadOnlyDictionary<AccountId, Takes> takes, Func<AccountId, IEnumerable<string>> groupsOf)
    {
        var groups = takes.Keys.SelectMany(a => groupsOf(a).Distinct().Select(g => (Group: g, Account: a))).GroupBy(m => m.Group, m => m.Account)
            .Select(g => (Name: g.Key, Accounts: g.ToHashSet())).OrderBy(g => g.Accounts.Count).ThenBy(g => g.Name, StringComparer.Ordinal).ToList();
        var (names, together) = (new List<string>(), new HashSet<AccountId>());
        var told = new List<CellRow>();
        foreach (var (name, accounts) in groups)
        {
            if (accounts.Count < Least || (names.Count > 0 && together.Count < Least))
            {
                names.Add(name);
                together.UnionWith(accounts);
            }
            else told.Add(Row([name], accounts));
        }
        told.Sort((a, b) => b.Received!.Value.CompareTo(a.Received!.Value) is not 0 and var order ? order : string.CompareOrdinal(a.Groups[0], b.Groups[0]));
        names.Sort(StringComparer.Ordinal);
        return names.Count == 0 ? told : [.. told, together.Count < Least ? new(names, null, null, null) : Row(names, together)];

        CellRow Row(IReadOnlyList<string> of, HashSet<AccountId> accounts) => new(of, accounts.Count, accounts.Sum(a => takes[a].Payments), accounts.Sum(a => takes[a].Received));
    }

    /// <summary>The bands, where too small ones are told together with the next longer one, and the last with the one before.</summary>
    public static IReadOnlyList<DormancyBand?> Told(IReadOnlyList<DormancyBand> bands)
    {
        // Of a band that hides, another must hide as well, or the total would tell it.
        var hidden = bands.Select(b => b.Accounts is > 0 and < Least).ToArray();
        if (hidden.Count(h => h) == 1 && bands.Index().Where(b => !hidden[b.Index] && b.Item.Accounts > 0).OrderBy(b => b.Item.Accounts).Select(b => (int?)b.Index).FirstOrDefault() is { } other) hidden[other] = true;
        return [.. bands.Select((b, i) => hidden[i] ? (DormancyBand?)null : b)];
    }
}
