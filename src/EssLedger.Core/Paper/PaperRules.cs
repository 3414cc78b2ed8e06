using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Paper;

/// <summary>Why an act with notes is refused, in the order in which reasons win.</summary>
public enum PaperRefusal
{
    /// <summary>The bureau holds no notes: it was not opened for them, or was closed.</summary>
    BureauUnknown = 1,
    /// <summary>The currency ends: no units are made any more.</summary>
    WindingDown,
    /// <summary>The books and the bank differ: no units are made until that is cleared up.</summary>
    FundGap,
    /// <summary>The association's terms do not allow notes for digital units.</summary>
    WithdrawalsForbidden,
    /// <summary>The bureau is open already.</summary>
    BureauOpen,
    /// <summary>There are notes or cash at the bureau, or on their way to or from it.</summary>
    BureauNotEmpty,
    /// <summary>Notes do not go from there to there.</summary>
    PlaceUnfit,
    /// <summary>The numbers are none of a print, which has at least one note and at most <see cref="PaperRules.MostPrinted"/>.</summary>
    NumbersUnfit,
    /// <summary>Some of these numbers were printed before in the same series and denomination.</summary>
    NumbersTaken,
    /// <summary>No note is named.</summary>
    NotesMissing,
    /// <summary>Nothing is on its way under this id.</summary>
    TransferUnknown,
    /// <summary>Who sent, printed or counted is never who receives or confirms.</summary>
    SamePerson,
    /// <summary>More notes than are on their way.</summary>
    MoreThanSent,
    /// <summary>What nobody has counted at the other end is not lost.</summary>
    NotCountedThere,
    /// <summary>There are not so many notes at that place.</summary>
    NotesNotThere,
    /// <summary>There are not so many notes in circulation.</summary>
    NotesNotInCirculation,
    /// <summary>There is no such account.</summary>
    AccountUnknown,
    /// <summary>The account is closed, or not yet approved.</summary>
    AccountClosed,
    /// <summary>The account would hold more than it may.</summary>
    LimitExceeded,
    /// <summary>Only professionals get euro for notes.</summary>
    NotProfessional,
    /// <summary>The agreement under which the account reconverts was ended.</summary>
    NoAgreement,
    /// <summary>It is less than is reconverted at least.</summary>
    BelowLeast,
    /// <summary>The fee is not the one that was shown.</summary>
    FeeMismatch,
    /// <summary>The order is not for these notes: it names another payee or amount, or draws on a purse.</summary>
    OrderUnfit,
    /// <summary>The order would not be paid either: <see cref="PaperFacts.Payment"/> says why.</summary>
    OrderRefused,
    /// <summary>Something was paid or handed out for this order before.</summary>
    OrderUsed,
    /// <summary>Nobody confirmed the key, or there is none.</summary>
    UnknownKey,
    /// <summary>The signature is not that key's.</summary>
    BadSignature,
    /// <summary>The challenge was not given to this person, was used, or is too old.</summary>
    ChallengeUnknown,
    /// <summary>The key was entered before.</summary>
    KeyExists,
    /// <summary>No such key waits to be confirmed.</summary>
    KeyNotEntered,
    /// <summary>It is for another ledger.</summary>
    WrongLedger,
    /// <summary>The key was blocked when the slip was signed.</summary>
    KeyBlocked,
    /// <summary>The second signature is not over the first slip.</summary>
    SlipMismatch,
    /// <summary>The id is that of another slip or act.</summary>
    SlipDiffers,
    /// <summary>No such slip waits for the treasurer.</summary>
    CaseUnknown,
    /// <summary>No sale of this day has this id, or it was undone.</summary>
    SaleNotOpen,
    /// <summary>The bureau's cash is less than that.</summary>
    CashNotThere,
    /// <summary>The vault has no cash to count.</summary>
    CashUnfit,
    /// <summary>A difference is entered with words that say what is known of it.</summary>
    ReasonMissing,
    /// <summary>No such count waits: it was confirmed, or the place was counted again.</summary>
    CountUnknown,
    /// <summary>Missing cash is paid from own funds or commission, and neither has so much to spare.</summary>
    NotCovered,
}

/// <summary>What the rules cannot know by themselves.</summary>
/// <param name="Today">The day in Paris.</param>
/// <param name="Account">The credited account's status; null when there is none.</param>
/// <param name="Room">What the credited account may still receive; null: any amount.</param>
public sealed record PaperFacts(DateOnly Today, SubjectStatus? Account = null, Amount? Room = null)
{
    /// <summary>The professional who hands notes in; null: there is no such account, or no rule asks.</summary>
    public Account? Professional { get; init; }

    /// <summary>The ledger's terms, where a rule asks.</summary>
    public Terms? Terms { get; init; }

    /// <summary>The holder's order for notes, and what the rule of payments says of it.</summary>
    public (PaymentOrder Order, Decision Says)? Payment { get; init; }

    /// <summary>A slip as it came, with whether both signatures are good and whether the two persons keep the places.</summary>
    public (SlipPair Pair, LedgerId Ledger, bool SignaturesHold, bool TheirPlaces)? Slip { get; init; }

    /// <summary>Whether notes were handed out for that order before.</summary>
    public bool OrderUsed { get; init; }
}

/// <summary>The answer of <see cref="PaperRules"/>.</summary>
public abstract record PaperDecision
{
    private PaperDecision() { }
    /// <summary>Do it: once the act is in the book.</summary>
    public sealed record Accept(Act.OnPaper Act) : PaperDecision;
    /// <summary>Do not.</summary>
    public sealed record Refuse(PaperRefusal Reason) : PaperDecision;
}

/// <summary>The rules of notes: none appears or vanishes but by two persons, and none becomes money but for cash.</summary>
public static class PaperRules
{
    /// <summary>The most notes of one kind in one print.</summary>
    public const long MostPrinted = 10_000_000;

    /// <summary>May this be done? What follows from the book (the notes of a sale that is undone, what differs in a count) is filled in here.</summary>
    /// <param name="treasury">What the office knows.</param>
    /// <param name="asked">What is asked; its turn is given here.</param>
    /// <param name="facts">What else there is to know.</param>
    public static PaperDecision Decide(TreasuryState treasury, Act.OnPaper asked, PaperFacts facts)
    {
        var paper = treasury.Paper;
        var act = asked switch
        {
            Act.SaleUndone undone when paper.SalesOf(facts.Today).TryGetValue(undone.Sale, out var sale) => undone with { Bureau = sale.Act.Bureau, Notes = sale.Act.Notes, Unit = sale.Act.Unit },
            Act.NotesWithdrawn withdrawn when facts.Payment?.Says is Decision.Accept { Act: var paid } => withdrawn with { Holder = paid.Decider },
            Act.SlipRecorded slip => slip with { Doubt = DoubtOf(paper, slip, facts) },
            Act.SlipSettled settled when paper.Cases.TryGetValue(settled.Of, out var open) => settled with { From = open.Act.From, To = open.Act.To, Notes = settled.Notes.IsNone ? Notes.None : open.Act.Notes },
            Act.StockCounted counted => counted with { CashKnown = Amount.FromMinor(NotePlaces.BureauOf(counted.Place) is { } bureau ? Cash(treasury, bureau) : 0) },
            Act.CountConfirmed confirmed when paper.Counts.Values.FirstOrDefault(c => c.Act.Slip == confirmed.Count) is { } count => Settle(treasury, confirmed, count),
            _ => asked,
        };
        return Against(treasury, act, facts) is { } reason
            ? new PaperDecision.Refuse(reason)
            : new PaperDecision.Accept(act with { Decider = treasury.NextTurn });
    }

    /// <summary>What a confirmed count moves.</summary>
    /// <param name="count">What was counted.</param>
    public static (Notes Missing, Notes Found, Balance Cash) Settlement(WaitingCount count) => ((-count.Difference).Beyond, count.Difference.Beyond, count.CashDifference);

    /// <summary>Which of the association's own accounts bears missing cash: the first that has enough; a gain is own funds'. Null: none has, or what they have covers what
    /// members owe.</summary>
    /// <param name="cash">What differs, below zero when it is missing.</param>
    /// <param name="spare">How much of its own the association may spend, in cents.</param>
    /// <param name="owed">What an account of the association's own stands at, below zero when it has something.</param>
    public static AccountId? Bearer(Balance cash, long spare, Func<AccountId, long> owed) =>
        cash.Minor > 0 ? OfficeAccounts.OwnFunds
            : -cash.Minor > spare ? null
            : -owed(OfficeAccounts.OwnFunds) >= -cash.Minor ? OfficeAccounts.OwnFunds
            : -owed(OfficeAccounts.Commission) >= -cash.Minor ? OfficeAccounts.Commission : null;

    private static Act.CountConfirmed Settle(TreasuryState treasury, Act.CountConfirmed confirmed, WaitingCount count)
    {
        var (missing, found, cash) = Settlement(count);
        return confirmed with
        {
            Place = count.Act.Place,
            Missing = missing,
            Found = found,
            Cash = cash,
            Bears = cash == Balance.Zero ? null : Bearer(cash, treasury.Spare, account => treasury.Of(account, Unit.Euro).Minor),
        };
    }

    private static PaperRefusal? Against(TreasuryState treasury, Act.OnPaper asked, PaperFacts facts)
    {
        var paper = treasury.Paper;
        return asked switch
        {
            Act.BureauOpened a => paper.Bureaux.Contains(a.Bureau) ? PaperRefusal.BureauOpen : null,
            Act.BureauClosed a => !paper.Bureaux.Contains(a.Bureau) ? PaperRefusal.BureauUnknown
                : !paper.At(a.Bureau.Drawer).IsNone || Cash(treasury, a.Bureau) != 0 || paper.OnTheWay.Values.Any(j => j.From == a.Bureau.Drawer || j.To == a.Bureau.Drawer) ? PaperRefusal.BureauNotEmpty
                : null,
            Act.NotesPrinted a => a.First < 1 || a.Last < a.First || a.Last - a.First >= MostPrinted ? PaperRefusal.NumbersUnfit
                : paper.Prints.Any(p => p.Note == a.Note && p.First <= a.Last && a.First <= p.Last) ? PaperRefusal.NumbersTaken
                : null,
            Act.NotesSent a => !paper.IsOpen(a.From) || a.From == a.To || !(paper.IsOpen(a.To) || (a.To == NotePlaces.Press && a.From == NotePlaces.Vault)) ? PaperRefusal.PlaceUnfit
                : Missing(a.Notes) ?? (!Covers(paper, a.From, a.Notes) ? PaperRefusal.NotesNotThere : null),
            Act.NotesReceived a => Missing(a.Notes) ?? Arriving(paper, a),
            Act.NotesSold a => !paper.Bureaux.Contains(a.Bureau) ? PaperRefusal.BureauUnknown
                : treasury.Moving.WindDown is not null ? PaperRefusal.WindingDown
                : treasury.Gaps(a.Unit).Count > 0 ? PaperRefusal.FundGap
                : Missing(a.Notes) ?? (!Covers(paper, a.Bureau.Drawer, a.Notes) ? PaperRefusal.NotesNotThere : null),
            Act.SaleUndone a => a.Notes.IsNone ? PaperRefusal.SaleNotOpen
                : !paper.Bureaux.Contains(a.Bureau) ? PaperRefusal.BureauUnknown
                : !Covers(paper, NotePlaces.Sold, a.Notes) ? PaperRefusal.NotesNotInCirculation
                : Cash(treasury, a.Bureau) < a.Notes.Minor ? PaperRefusal.CashNotThere
                : null,
            Act.NotesTakenBack a => !paper.Bureaux.Contains(a.Bureau) ? PaperRefusal.BureauUnknown
                : Missing(a.Notes) ?? (!Covers(paper, NotePlaces.Sold, a.Notes) ? PaperRefusal.NotesNotInCirculation
                : facts.Account is null ? PaperRefusal.AccountUnknown
                : facts.Account != SubjectStatus.Open ? PaperRefusal.AccountClosed
                : a.Notes.Value > facts.Room ? PaperRefusal.LimitExceeded
                : null),
            Act.NotesWithdrawn a => !paper.Bureaux.Contains(a.Bureau) ? PaperRefusal.BureauUnknown
                : treasury.Moving.WindDown is not null ? PaperRefusal.WindingDown
                : !paper.Withdrawals ? PaperRefusal.WithdrawalsForbidden
                : Missing(a.Notes) ?? (!Covers(paper, a.Bureau.Drawer, a.Notes) ? PaperRefusal.NotesNotThere : Ordered(a, facts)),
            Act.NotesReconverted a => !paper.Bureaux.Contains(a.Bureau) ? PaperRefusal.BureauUnknown
                : Missing(a.Notes) ?? (!Covers(paper, NotePlaces.Sold, a.Notes) ? PaperRefusal.NotesNotInCirculation : Reconverting(a, facts)),
            Act.NoteTermsSet => null,
            Act.SlipKeyEntered a => paper.Keys.ContainsKey(a.Key.Id) ? PaperRefusal.KeyExists : null,
            Act.SlipKeyConfirmed a => paper.Keys.GetValueOrDefault(a.Key) is not { Confirmed: false, BlockedAt: null } waiting ? PaperRefusal.KeyNotEntered : waiting.Person == a.By ? PaperRefusal.SamePerson : null,
            Act.SlipKeyBlocked a => paper.Keys.GetValueOrDefault(a.Key) is { BlockedAt: null } ? null : PaperRefusal.UnknownKey,
            Act.SlipRecorded a => Handing(paper, a, facts),
            Act.SlipSettled a => !paper.Cases.TryGetValue(a.Of, out var open) ? PaperRefusal.CaseUnknown
                : open.Act.By == a.By || open.Act.SentBy == a.By ? PaperRefusal.SamePerson
                : a.Notes.IsNone ? null
                : !paper.IsOpen(a.From) || !paper.IsOpen(a.To) ? PaperRefusal.PlaceUnfit
                : !Covers(paper, a.From, a.Notes) ? PaperRefusal.NotesNotThere : null,
            Act.StockCounted a => !paper.IsOpen(a.Place) ? PaperRefusal.PlaceUnfit
                : a.Notes.Counts.Values.Any(count => count < 0) ? PaperRefusal.NotesMissing
                : a.Place == NotePlaces.Vault && a.Cash > Amount.Zero ? PaperRefusal.CashUnfit
                : a.Reason is null && (!a.Notes.Equals(paper.At(a.Place)) || a.Cash != a.CashKnown) ? PaperRefusal.ReasonMissing
                : null,
            Act.CountConfirmed a => !paper.Counts.TryGetValue(a.Place, out var count) || count.Act.Slip != a.Count ? PaperRefusal.CountUnknown
                : count.Act.By == a.By ? PaperRefusal.SamePerson
                : !Covers(paper, a.Place, a.Missing) ? PaperRefusal.NotesNotThere
                : a.Cash.Minor < 0 && NotePlaces.BureauOf(a.Place) is { } bureau && Cash(treasury, bureau) < -a.Cash.Minor ? PaperRefusal.CashNotThere
                : a.Cash != Balance.Zero && a.Bears is null ? PaperRefusal.NotCovered
                : null,
            _ => throw new BrokenBookException($"No rule is about {asked.GetType().Name}."),
        };
    }

    /// <summary>What no two phones of ours signed, or one that was known to be blocked, is refused; all else is recorded, so that no slip is ever lost.</summary>
    private static PaperRefusal? Handing(PaperState paper, Act.SlipRecorded a, PaperFacts facts)
    {
        if (facts.Slip is not var (pair, ledger, hold, _)) return PaperRefusal.SlipMismatch;
        if (paper.Keys.GetValueOrDefault(a.SentKey) is not { Confirmed: true } sender || paper.Keys.GetValueOrDefault(a.Key) is not { Confirmed: true } receiver) return PaperRefusal.UnknownKey;
        if (!hold) return PaperRefusal.BadSignature;
        if (pair.Sent.Slip.Ledger != ledger) return PaperRefusal.WrongLedger;
        if (sender.BlockedAt <= pair.Sent.Slip.SignedAt || receiver.BlockedAt <= pair.Received.Slip.SignedAt) return PaperRefusal.KeyBlocked;
        if (!pair.Fits) return PaperRefusal.SlipMismatch;
        if (a.SentBy == a.By) return PaperRefusal.SamePerson;
        return a.From == a.To ? PaperRefusal.PlaceUnfit : null;
    }

    private static SlipDoubt? DoubtOf(PaperState paper, Act.SlipRecorded a, PaperFacts facts) =>
        paper.Keys.GetValueOrDefault(a.SentKey)?.BlockedAt is not null || paper.Keys.GetValueOrDefault(a.Key)?.BlockedAt is not null ? SlipDoubt.KeyBlocked
            : facts.Slip?.TheirPlaces is not true ? SlipDoubt.NotTheirPlace
            : !paper.IsOpen(a.From) || !paper.IsOpen(a.To) ? SlipDoubt.PlaceClosed
            : a.Notes.Counts.Keys.Any(note => paper.Prints.All(p => p.Note != note)) ? SlipDoubt.NeverPrinted
            : !Covers(paper, a.From, a.Notes) ? SlipDoubt.NotesNotThere : null;

    private static PaperRefusal? Ordered(Act.NotesWithdrawn a, PaperFacts facts) =>
        facts.OrderUsed ? PaperRefusal.OrderUsed
            : facts.Payment is not var (order, says) || order.Payee != OfficeAccounts.Paper || order.Amount != a.Notes.Value || order.Purses.Count > 0 || order.Request is not null || order.Refunds is not null ? PaperRefusal.OrderUnfit
            : says switch { Decision.Accept => null, Decision.Repeat => PaperRefusal.OrderUsed, _ => PaperRefusal.OrderRefused };

    private static PaperRefusal? Reconverting(Act.NotesReconverted a, PaperFacts facts)
    {
        if (facts.Professional is not { Kind: { } kind } account || facts.Terms is not { } terms) return PaperRefusal.AccountUnknown;
        if (account.Status != SubjectStatus.Open) return PaperRefusal.AccountClosed;
        if (terms.WindDown is { } end && facts.Today > end.Last) return PaperRefusal.WindingDown;
        if (!terms.MayReconvert(account)) return PaperRefusal.NotProfessional;
        if (account.AgreementEnded) return PaperRefusal.NoAgreement;
        var of = terms.ReconversionOf(kind);
        return a.Notes.Value < of.LeastAmount ? PaperRefusal.BelowLeast : a.Fee != of.FeeOf(a.Notes.Value) ? PaperRefusal.FeeMismatch : null;
    }

    /// <summary>Notes arrive where they were sent; they are taken back where they came from, by whom one likes while none has arrived; and what another person counted as
    /// missing is written off.</summary>
    private static PaperRefusal? Arriving(PaperState paper, Act.NotesReceived a)
    {
        if (!paper.OnTheWay.TryGetValue(a.Sent, out var journey)) return PaperRefusal.TransferUnknown;
        if (a.To != journey.To && a.To != journey.From && a.To != NotePlaces.Lost) return PaperRefusal.PlaceUnfit;
        if (journey.By == a.By && (a.To != journey.From || journey.IsShort)) return PaperRefusal.SamePerson;
        if (!journey.Left.Covers(a.Notes)) return PaperRefusal.MoreThanSent;
        return a.To == NotePlaces.Lost && !journey.IsShort ? PaperRefusal.NotCountedThere : null;
    }

    private static PaperRefusal? Missing(Notes notes) => notes.IsNone || !notes.IsReal ? PaperRefusal.NotesMissing : null;

    private static bool Covers(PaperState paper, AccountId place, Notes notes) => paper.At(place).Covers(notes);

    private static long Cash(TreasuryState treasury, BureauId bureau) => treasury.Of(bureau.Till, Unit.Euro).Minor;
}
