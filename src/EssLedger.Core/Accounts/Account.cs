using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Accounts;

/// <summary>Who holds an account. The numbers are stored: never reuse one.</summary>
public enum AccountKind
{
    /// <summary>A natural person.</summary>
    Resident = 1,
    /// <summary>A shop or another professional.</summary>
    Merchant = 2,
    /// <summary>An actor of the social and solidarity economy.</summary>
    Ess = 3,
    /// <summary>A public body.</summary>
    Public = 4,
}

/// <summary>A device key of an account.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Blocked">Whether it was blocked: it can sign nothing new, but what it signed before stays verifiable.</param>
public sealed record DeviceKey(PublicKey Key, bool Blocked)
{
    /// <summary>From when on it can sign (UTC): a key that no device vouched for waits, so that its account's holder can object.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>A till's key can only give back, at most so much at a time; null: the key can do all.</summary>
    public Amount? RefundsUpTo { get; init; }

    /// <summary>Whether it can sign at that instant.</summary>
    public bool IsActive(DateTimeOffset now) => !Blocked && From <= now;
}

/// <summary>A key that one person of a bureau entered for a holder who has no device left, and that another has yet to confirm.</summary>
/// <param name="Key">The public key.</param>
/// <param name="By">Who entered it, and so cannot confirm it.</param>
/// <param name="At">When, in UTC: the wait counts from here.</param>
public sealed record EnteredKey(PublicKey Key, PersonId By, DateTimeOffset At);

/// <summary>One drawer of an account: a unit, and a purse or ordinary money.</summary>
/// <param name="Unit">What is held.</param>
/// <param name="Purse">Null for ordinary money.</param>
public readonly record struct Drawer(Unit Unit, PurseId? Purse);

/// <summary>A sale, as the refunds that name it count: order ids are unique for one payer only.</summary>
/// <param name="Payer">Who paid.</param>
/// <param name="Order">The order that was paid.</param>
public readonly record struct Sale(AccountId Payer, OrderId Order);

/// <summary>What an account paid on a day.</summary>
/// <param name="Day">UTC days since 1970.</param>
/// <param name="Paid">All of it.</param>
/// <param name="Printed">The part that answered printed codes.</param>
public readonly record struct DayPaid(long Day, Amount Paid, Amount Printed);

/// <summary>All that the rules need to know of one account, folded from the entries in which it stands.</summary>
/// <param name="Id">Its name.</param>
public sealed record Account(AccountId Id)
{
    /// <summary>How many days, today included, a rolling limit looks at.</summary>
    public const int WindowDays = 30;

    /// <summary>Null until it is opened.</summary>
    public AccountKind? Kind { get; init; }

    /// <summary>May it be debited and credited?</summary>
    public SubjectStatus Status { get; init; }

    /// <summary>The last entry that this state knows of.</summary>
    public Position Position { get; init; }

    /// <summary>The number of its last act.</summary>
    public long Acts { get; init; }

    /// <summary>Every key that it ever had.</summary>
    public ImmutableDictionary<KeyId, DeviceKey> Keys { get; init; } = ImmutableDictionary<KeyId, DeviceKey>.Empty;

    /// <summary>The keys that wait for a second person.</summary>
    public ImmutableDictionary<KeyId, EnteredKey> Entered { get; init; } = ImmutableDictionary<KeyId, EnteredKey>.Empty;

    /// <summary>What it holds, drawer by drawer.</summary>
    public ImmutableDictionary<Drawer, Balance> Balances { get; init; } = ImmutableDictionary<Drawer, Balance>.Empty;

    /// <summary>What was given back of each sale that was refunded at least in part.</summary>
    public ImmutableDictionary<Sale, Amount> Refunded { get; init; } = ImmutableDictionary<Sale, Amount>.Empty;

    /// <summary>What it paid on each of the last days, oldest first; refunds given and reconversions are not counted.</summary>
    public ImmutableList<DayPaid> PaidByDay { get; init; } = [];

    /// <summary>Its own ceilings, where those of its kind do not hold.</summary>
    public Ceilings Ceilings { get; init; } = Ceilings.None;

    /// <summary>Every printed card that it ever had.</summary>
    public ImmutableDictionary<CardId, Card> Cards { get; init; } = ImmutableDictionary<CardId, Card>.Empty;

    /// <summary>Every mandate that it ever gave.</summary>
    public ImmutableDictionary<MandateId, GivenMandate> Mandates { get; init; } = ImmutableDictionary<MandateId, GivenMandate>.Empty;

    /// <summary>Whether the agreement under which a professional reconverts, and which comes with the account, was ended.</summary>
    public bool AgreementEnded { get; init; }

    /// <summary>How far it may go in mutual credit; null: it is not admitted. What it holds there is in a drawer of its own.</summary>
    public CreditLimits? Credit { get; init; }

    /// <summary>Other limits, which wait for a second person; null: none.</summary>
    public Act.CreditLimitsProposed? CreditAsked { get; init; }

    /// <summary>Whether who holds it may get euro for units.</summary>
    public bool IsProfessional => Kind is AccountKind.Merchant or AccountKind.Ess or AccountKind.Public;

    /// <summary>The balance of one drawer.</summary>
    public Balance In(Drawer drawer) => Balances.GetValueOrDefault(drawer);

    /// <summary>All it holds of one unit, purses included.</summary>
    public Balance Of(Unit unit) => new(Balances.Where(b => b.Key.Unit == unit).Sum(b => b.Value.Minor));

    /// <summary>What it paid in the 30 days that end with the given instant's day.</summary>
    public Amount PaidInWindow(DateTimeOffset now)
    {
        var first = DayOf(now) - WindowDays + 1;
        return PaidByDay.Where(d => d.Day >= first).Aggregate(Amount.Zero, (sum, d) => sum + d.Paid);
    }

    /// <summary>What it paid on the given instant's day; of one that is over what it paid on the last, for the instant is that of a clock that is behind.</summary>
    public DayPaid PaidOn(DateTimeOffset now) => PaidByDay is [.., var last] && last.Day >= DayOf(now) ? last : new(DayOf(now), Amount.Zero, Amount.Zero);

    /// <summary>The only way in which an account changes: live, on replay, in tests. It asks no question and refuses nothing.</summary>
    /// <exception cref="BrokenBookException">The entry cannot follow what is known: positions or act numbers do not go on.</exception>
    public Account Apply(Entry entry, Act act)
    {
        if (entry.Position <= Position) throw new BrokenBookException($"Entry {entry.Position} is older than what {Id} knows ({Position}).");
        var next = this with { Position = entry.Position };
        if ((act.SecondTurn is { } second && second.Subject == Id.Value ? second : act.Turn) is { } turn && turn.Subject == Id.Value)
        {
            if (turn.Number != Acts + 1) throw new BrokenBookException($"Act {turn.Number} of {Id} follows act {Acts}.");
            next = next with { Acts = turn.Number };
        }
        foreach (var transfer in act.Transfers)
        {
            if (transfer.From == Id) next = next.Move(new(transfer.Unit, transfer.FromPurse), -transfer.Amount.Minor);
            if (transfer.To == Id) next = next.Move(new(transfer.Unit, transfer.ToPurse), transfer.Amount.Minor);
        }
        return act switch
        {
            Act.AccountOpened opened => next with { Kind = opened.Kind, Status = opened.Status },
            Act.AccountApproved => next with { Status = SubjectStatus.Open },
            Act.AccountClosed => next with { Status = SubjectStatus.Closed },
            Act.KeyAdded added => next with { Keys = next.Keys.SetItem(added.Key.Id, new(added.Key, Blocked: false) { RefundsUpTo = added.RefundsUpTo }) },
            Act.KeyEntered entered => next with { Entered = next.Entered.SetItem(entered.Key.Id, new(entered.Key, entered.By, entry.CommittedAt)) },
            Act.KeyConfirmed confirmed => next.Confirm(next.Entered[confirmed.Key]),
            Act.KeyBlocked blocked => next with
            {
                Entered = next.Entered.Remove(blocked.Key),
                Keys = next.Keys.SetItem(blocked.Key, next.Entered.TryGetValue(blocked.Key, out var waiting) ? new(waiting.Key, Blocked: true) : next.Keys[blocked.Key] with { Blocked = true }),
            },
            Act.Paid paid when paid.Payer == Id => next.Spend(paid, entry.CommittedAt),
            Act.NotesWithdrawn withdrawn when withdrawn.Account == Id => next.Spend(withdrawn.Notes.Value, printed: false, entry.CommittedAt),
            Act.CeilingsSet set => next with { Ceilings = set.Ceilings },
            Act.AgreementEnded => next with { AgreementEnded = true },
            Act.AgreementRenewed => next with { AgreementEnded = false },
            Act.CardEntered entered => next with { Cards = next.Cards.SetItem(entered.Card, new(entered.By, entry.Position, entered.Pin)) },
            Act.CardConfirmed confirmed => next with
            {
                Cards = next.Cards.ToImmutableDictionary(c => c.Key, c => c.Key == confirmed.Card ? c.Value with { Confirmed = true } : c.Value with { Blocked = true }),
            },
            Act.CardBlocked blocked => next.WithCard(blocked.Card, card => card with { Blocked = true }),
            Act.PinRefused refused => next.WithCard(refused.Card, card => card with { WrongPins = card.WrongPins + 1 }),
            Act.CreditLimitsProposed asked when asked.Account == Id => next with { CreditAsked = asked },
            Act.CreditDecided decided when decided.Decider.Subject == Id.Value && next.CreditAsked is { } asked => next with { Credit = decided.Approved ? asked.Limits : next.Credit, CreditAsked = null },
            Act.CreditEnded ended when ended.Decider.Subject == Id.Value => next with { Credit = null, CreditAsked = null },
            Act.MandateGiven given => next with { Mandates = next.Mandates.SetItem(given.Mandate.Id, new(given.Mandate, given.Delegate, ParisCalendar.DayOf(entry.CommittedAt))) },
            Act.MandateRevoked revoked => next with { Mandates = next.Mandates.SetItem(revoked.Mandate, next.Mandates[revoked.Mandate] with { Revoked = true }) },
            _ => next,
        };
    }

    private Account Confirm(EnteredKey entered) => this with
    {
        Entered = Entered.Remove(entered.Key.Id),
        Keys = Keys.SetItem(entered.Key.Id, new(entered.Key, Blocked: false) { From = entered.At + KeyRules.Wait }),
    };

    private Account Move(Drawer drawer, long minor) =>
        this with { Balances = Balances.SetItem(drawer, new(In(drawer).Minor + minor)) };

    private Account WithCard(CardId card, Func<Card, Card> change) => this with { Cards = Cards.SetItem(card, change(Cards[card])) };

    private Account Spend(Act.Paid paid, DateTimeOffset at)
    {
        var amount = paid.Amount;
        if (paid.Refunds is { } refunded)
        {
            var sale = new Sale(paid.Payee, refunded);
            return this with { Refunded = Refunded.SetItem(sale, Refunded.GetValueOrDefault(sale) + amount) };
        }
        // Ceilings are those of the currency; mutual credit has its own.
        return paid.Reconverts || paid.InMutualCredit ? this : Under(paid, at).Spend(amount, paid.Printed is not null, at);
    }

    private Account Spend(Amount amount, bool printed, DateTimeOffset at)
    {
        var today = PaidOn(at);
        var days = PaidByDay.RemoveAll(d => d.Day <= today.Day - WindowDays || d.Day == today.Day);
        return this with { PaidByDay = days.Add(today with { Paid = today.Paid + amount, Printed = printed ? today.Printed + amount : today.Printed }) };
    }

    /// <summary>What a card or a mandate remembers of a payment.</summary>
    private Account Under(Act.Paid paid, DateTimeOffset at)
    {
        switch (paid)
        {
            case { Means: Means.Card, Credential: { } credential }:
                return WithCard(new(credential), card => card with { WrongPins = 0, Day = DayOf(at), PaidOnDay = card.PaidOn(DayOf(at)) + paid.Amount });
            case { Means: Means.Mandate, Credential: { } credential }:
                var (id, day) = (new MandateId(credential), ParisCalendar.DayOf(at));
                var mandate = Mandates[id];
                return this with { Mandates = Mandates.SetItem(id, mandate with { Period = mandate.PeriodOf(day), PaidInPeriod = mandate.PaidIn(day) + paid.Amount }) };
            default:
                return this;
        }
    }

    /// <summary>The day (UTC, since 1970) of an instant.</summary>
    public static long DayOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / 86_400;
}
