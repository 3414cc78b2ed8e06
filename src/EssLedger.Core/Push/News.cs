using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Push;

/// <summary>Of what a device is told; its holder switches each on or off.</summary>
[Flags]
public enum NewsKinds
{
    /// <summary>Of nothing.</summary>
    None = 0,
    /// <summary>Money came: a payment, a refund, an aid, what was exchanged.</summary>
    Money = 1,
    /// <summary>Somebody asks for a payment and waits for an answer.</summary>
    Asks = 2,
    /// <summary>A scheduled payment could not be made.</summary>
    Schedules = 4,
    /// <summary>A device, a card or a mandate was added or blocked.</summary>
    Security = 8,
    /// <summary>Of all of it.</summary>
    All = Money | Asks | Schedules | Security,
}

/// <summary>What happened to an account that its holder may want to be told at once.</summary>
public enum NewsEvent
{
    /// <summary>Somebody paid.</summary>
    PaymentReceived = 1,
    /// <summary>A payment was given back.</summary>
    RefundReceived = 2,
    /// <summary>An aid was paid, into a purse or as ordinary money.</summary>
    AidReceived = 3,
    /// <summary>Euro were exchanged, or units came back.</summary>
    Credited = 4,
    /// <summary>Somebody asks for a payment.</summary>
    Asked = 5,
    /// <summary>A scheduled payment was refused and is tried again.</summary>
    ScheduleRefused = 6,
    /// <summary>A scheduled payment was refused and is tried no more.</summary>
    ScheduleGivenUp = 7,
    /// <summary>No server was there to make a scheduled payment in time.</summary>
    ScheduleMissed = 8,
    /// <summary>A device can sign from now on.</summary>
    DeviceAdded = 9,
    /// <summary>A bureau entered a device, and its holder has a day to refuse it.</summary>
    DeviceEntered = 10,
    /// <summary>A device signs no more.</summary>
    DeviceBlocked = 11,
    /// <summary>A mandate was given.</summary>
    MandateGiven = 12,
    /// <summary>A mandate was taken back.</summary>
    MandateRevoked = 13,
    /// <summary>A bureau entered a card.</summary>
    CardEntered = 14,
    /// <summary>A card pays no more.</summary>
    CardBlocked = 15,
}

/// <summary>One thing to tell the holders of an account. Who paid, and what is left, is no part of it: it lies on a locked screen.</summary>
/// <param name="Account">Whose.</param>
/// <param name="What">What happened.</param>
/// <param name="Amount">How much; null: it is not about money.</param>
/// <param name="Unit">Of which unit; null with the amount.</param>
public sealed record News(AccountId Account, NewsEvent What, Amount? Amount = null, Unit? Unit = null)
{
    /// <summary>The payment request that was paid by it; null: none. Whoever made one at a till watches it there.</summary>
    public RequestId? Request { get; init; }

    /// <summary>What its holder switches on or off with it.</summary>
    public static NewsKinds KindOf(NewsEvent what) => what switch
    {
        NewsEvent.PaymentReceived or NewsEvent.RefundReceived or NewsEvent.AidReceived or NewsEvent.Credited => NewsKinds.Money,
        NewsEvent.Asked => NewsKinds.Asks,
        NewsEvent.ScheduleRefused or NewsEvent.ScheduleGivenUp or NewsEvent.ScheduleMissed => NewsKinds.Schedules,
        _ => NewsKinds.Security,
    };

    /// <summary>What an act of the currency book is news of, account by account.</summary>
    public static IEnumerable<News> Of(Act act) => act switch
    {
        Act.KeyAdded a => [new(Subject(a), NewsEvent.DeviceAdded)],
        Act.KeyEntered a => [new(Subject(a), NewsEvent.DeviceEntered)],
        Act.KeyBlocked a => [new(Subject(a), NewsEvent.DeviceBlocked)],
        Act.MandateGiven a => [new(Subject(a), NewsEvent.MandateGiven)],
        Act.MandateRevoked a => [new(Subject(a), NewsEvent.MandateRevoked)],
        Act.CardEntered a => [new(Subject(a), NewsEvent.CardEntered)],
        Act.CardBlocked a => [new(Subject(a), NewsEvent.CardBlocked)],
        // What a holder gives to themselves, or an office corrects, is no news of money.
        Act.Paid { Reconverts: true } => [],
        Act.Paid paid => [new(paid.Payee, paid.Refunds is null ? NewsEvent.PaymentReceived : NewsEvent.RefundReceived, paid.Amount, paid.Unit) { Request = paid.Request }],
        Act.AllotmentsMade made => Credits(made, NewsEvent.AidReceived),
        Act.Issued or Act.DebitsCollected or Act.BalancesBrought or Act.NotesTakenBack or Act.ReconversionReturned => Credits(act, NewsEvent.Credited),
        _ => [],
    };

    private static AccountId Subject(Act act) => AccountId.Parse(act.Turn!.Value.Subject);

    private static IEnumerable<News> Credits(Act act, NewsEvent what) => act.Transfers.Where(t => !OfficeAccounts.Contains(t.To)).GroupBy(t => (t.To, t.Unit))
        .Select(all => new News(all.Key.To, what, all.Aggregate(Money.Amount.Zero, (sum, leg) => sum + leg.Amount), all.Key.Unit));
}
