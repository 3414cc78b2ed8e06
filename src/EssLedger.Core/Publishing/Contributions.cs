using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Publishing;

/// <summary>Takes from the book what the public figures sum: by account, quarter and way. Nothing of it is kept; whoever has the book comes to the same.</summary>
/// <param name="unit">The ledger's unit; others are not counted.</param>
/// <param name="from">The first year that matters.</param>
/// <param name="others">How many accounts on the other side of a piece are remembered: as many as a number needs.</param>
public sealed class Contributions(Unit unit, int from, int others)
{
    /// <summary>The words of the measures: what professionals were paid, what they paid on, what came into and left circulation, and how many professionals there are.</summary>
    public const string Received = "received", Spent = "spent", Flows = "flows", Professionals = "professionals";

    private sealed class Piecework
    {
        public long Count, Sum;
        public readonly HashSet<AccountId> Others = [];
    }

    private static readonly FigureDimension ByPayer = new("payer", ["resident", "professional"]), ByPayee = new("payee", ["resident", "professional"]), ByFlow = new("flow", ["exchanged", "reconverted"]), NoWay = new("way", ["open"]);

    private readonly Dictionary<AccountId, (AccountKind Kind, DateOnly Opened, DateOnly? Closed)> _accounts = [];
    private readonly Dictionary<(string Measure, FigurePeriod Quarter), Dictionary<(AccountId? Who, string Way), Piecework>> _pieces = [];

    /// <summary>The next entry of the book.</summary>
    public void Take(Entry entry, Act act)
    {
        var day = ParisCalendar.DayOf(entry.CommittedAt);
        switch (act)
        {
            case Act.AccountOpened opened:
                _accounts[opened.Account] = (opened.Kind, day, null);
                break;
            case Act.AccountClosed closed when _accounts.TryGetValue(AccountId.Parse(closed.Decider.Subject), out var known):
                _accounts[AccountId.Parse(closed.Decider.Subject)] = known with { Closed = day };
                break;
            case Act.Paid { Refunds: null } paid when paid.Unit == unit && !OfficeAccounts.Contains(paid.Payee) && day.Year >= from:
                var (by, to) = (IsProfessional(paid.Payer), IsProfessional(paid.Payee));
                if (to) Add(Received, day, paid.Payee, by ? "professional" : "resident", paid.Amount.Minor, paid.Payer);
                if (by) Add(Spent, day, paid.Payer, to ? "professional" : "resident", paid.Amount.Minor, paid.Payee);
                break;
        }
        if (day.Year < from) return;
        foreach (var leg in act.Transfers)
        {
            if (leg.Unit != unit || leg.From == leg.To) continue;
            if (leg.From == OfficeAccounts.Issuance) Add(Flows, day, OfficeAccounts.Contains(leg.To) ? null : leg.To, "exchanged", leg.Amount.Minor, null);
            if (leg.To == OfficeAccounts.Issuance) Add(Flows, day, act is Act.ReconversionSettled settled ? settled.Reconversion.Payer : OfficeAccounts.Contains(leg.From) ? null : leg.From, "reconverted", leg.Amount.Minor, null);
        }
    }

    /// <summary>What there is to tell of a period that is over.</summary>
    /// <param name="period">Which.</param>
    /// <param name="dimensions">By what professionals are grouped.</param>
    /// <param name="classesOf">The class of a professional in each of them.</param>
    public IReadOnlyList<Measure> Of(FigurePeriod period, IReadOnlyList<FigureDimension> dimensions, Func<AccountId, IReadOnlyList<string>> classesOf)
    {
        var classes = _accounts.Where(a => a.Value.Kind is not AccountKind.Resident && a.Value.Opened <= period.Last).ToDictionary(a => a.Key, a => classesOf(a.Key));
        var open = classes.Where(c => !(_accounts[c.Key].Closed <= period.Last)).Select(c => new Piece(c.Key.Value, "open", period.Quarter, c.Value, 1, 1, []));
        return
        [
            new(Received, ByPayer, WayFirst: false, HasOthers: true, dimensions, [.. Pieces(Received, ByPayer)]),
            // Payments between professionals are told above, so that the rest must be tellable too.
            new(Spent, ByPayee, WayFirst: true, HasOthers: true, [], [.. Pieces(Spent, ByPayee)]),
            // What circulates at each quarter's end is known, so that one of the two would tell the other.
            new(Flows, ByFlow, WayFirst: true, HasOthers: false, [],
                [.. Quarters().SelectMany(q => _pieces.GetValueOrDefault((Flows, q)) ?? [], (q, p) => new Piece(p.Key.Who?.Value, p.Key.Way, q.Quarter, [], p.Value.Count, p.Value.Sum, []))]),
            .. period.Quarter == 0 ? (Measure[])[] : [new(Professionals, NoWay, WayFirst: false, HasOthers: false, dimensions, [.. open])],
        ];

        // Of everybody who could have been paid, also that they were not.
        IEnumerable<Piece> Pieces(string measure, FigureDimension way) =>
            from quarter in Quarters()
            let found = _pieces.GetValueOrDefault((measure, quarter)) ?? []
            from account in classes
            where _accounts[account.Key].Opened <= quarter.Last
            from one in way.Classes
            let piece = found.GetValueOrDefault((account.Key, one))
            select new Piece(account.Key.Value, one, quarter.Quarter, measure == Received ? account.Value : [], piece?.Count ?? 0, piece?.Sum ?? 0, piece is null ? [] : [.. piece.Others.Select(o => o.Value)]);

        IEnumerable<FigurePeriod> Quarters() => period.Quarter != 0 ? [period] : Enumerable.Range(1, 4).Select(q => period with { Quarter = q });
    }

    private bool IsProfessional(AccountId account) => _accounts.TryGetValue(account, out var known) && known.Kind is not AccountKind.Resident;

    private void Add(string measure, DateOnly day, AccountId? who, string way, long sum, AccountId? other)
    {
        var key = (measure, FigurePeriod.Of(day));
        if (!_pieces.TryGetValue(key, out var pieces)) _pieces[key] = pieces = [];
        if (!pieces.TryGetValue((who, way), out var piece)) pieces[(who, way)] = piece = new();
        piece.Count++;
        piece.Sum = checked(piece.Sum + sum);
        if (other is { } side && piece.Others.Count < others) piece.Others.Add(side);
    }
}
