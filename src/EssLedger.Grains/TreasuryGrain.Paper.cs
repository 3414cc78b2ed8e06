using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Grains;

/// <summary>What became of an act with notes.</summary>
/// <param name="Refusal">Why not; null when done.</param>
/// <param name="Position">Where the act stands.</param>
/// <param name="Order">Why a holder's order would not be paid, where that is why not.</param>
public sealed record PaperAnswer(PaperRefusal? Refusal, Position Position, Refusal? Order = null);

/// <summary>All notes, and the cash of the bureaux.</summary>
/// <param name="Paper">Where notes are, and what about them waits for somebody.</param>
/// <param name="Cash">The cash of every open bureau, in cents.</param>
public sealed record NoteStock(PaperState Paper, IReadOnlyList<BureauCash> Cash);

/// <summary>The cash of a bureau, in cents.</summary>
public sealed record BureauCash(BureauId Bureau, Amount Cash);

/// <summary>Notes of paper, decided by the treasury (key <c>TREASURY</c>). The same slip again gives the first answer.</summary>
public partial interface IPaperGrain : IGrainWithStringKey
{
    /// <summary>Lets a bureau hold notes and cash.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> OpenBureau(SlipId slip, BureauId bureau, PersonId by);

    /// <summary>Ends that; nothing may be left there.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> CloseBureau(SlipId slip, BureauId bureau, PersonId by);

    /// <summary>Enters what the printer delivered; another person receives it into the vault.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Print(SlipId slip, Note note, long first, long last, DateOnly printed, PersonId by);

    /// <summary>Sends notes to another place, or to be destroyed.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Send(SlipId slip, AccountId from, AccountId to, Notes notes, PersonId by);

    /// <summary>Receives what was sent, takes it back, or writes off what did not arrive.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Receive(SlipId slip, SlipId sent, AccountId to, Notes notes, PersonId by);

    /// <summary>Sells notes for cash.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Sell(SlipId slip, BureauId bureau, Notes notes, PersonId by);

    /// <summary>Undoes a sale of today.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Undo(SlipId slip, SlipId sale, PersonId by);

    /// <summary>Takes notes back and credits an account with as much.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> TakeBack(SlipId slip, BureauId bureau, Notes notes, AccountId account, PersonId by);

    /// <summary>Hands out notes for a holder's order, whose payee is <c>PAPER</c>.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Withdraw(SlipId slip, BureauId bureau, Notes notes, byte[] order, PersonId by);

    /// <summary>Takes notes of a professional who gets euro for them.</summary>
    /// <param name="slip">This act's id.</param>
    /// <param name="bureau">Which bureau takes them.</param>
    /// <param name="notes">How many of each.</param>
    /// <param name="account">Who is to be paid.</param>
    /// <param name="fee">The fee that was shown.</param>
    /// <param name="by">Who takes them.</param>
    [SafeToRepeat]
    Task<PaperAnswer> Reconvert(SlipId slip, BureauId bureau, Notes notes, AccountId account, Amount fee, PersonId by);

    /// <summary>Records whether holders may take notes for digital units.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> SetNoteTerms(SlipId slip, bool withdrawals, byte[] reason, PersonId by);

    /// <summary>Enters what was counted at a place, with words about what differs; null: nothing does.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Count(SlipId slip, AccountId place, Notes notes, Amount cash, byte[]? words, PersonId by);

    /// <summary>Confirms a count, by another person.</summary>
    [SafeToRepeat]
    Task<PaperAnswer> Confirm(SlipId slip, SlipId count, PersonId by);

    /// <summary>Where all notes are.</summary>
    [SafeToRepeat]
    Task<NoteStock> Stock();
}

public sealed partial class TreasuryGrain : IPaperGrain
{
    public Task<PaperAnswer> OpenBureau(SlipId slip, BureauId bureau, PersonId by) => Do(new Act.BureauOpened(default, slip, bureau, by));

    public Task<PaperAnswer> CloseBureau(SlipId slip, BureauId bureau, PersonId by) => Do(new Act.BureauClosed(default, slip, bureau, by));

    public Task<PaperAnswer> Print(SlipId slip, Note note, long first, long last, DateOnly printed, PersonId by) => Do(new Act.NotesPrinted(default, slip, note, first, last, printed, by));

    public Task<PaperAnswer> Send(SlipId slip, AccountId from, AccountId to, Notes notes, PersonId by) => Do(new Act.NotesSent(default, slip, from, to, notes, by));

    public Task<PaperAnswer> Receive(SlipId slip, SlipId sent, AccountId to, Notes notes, PersonId by) => Do(new Act.NotesReceived(default, slip, sent, to, notes, by));

    public Task<PaperAnswer> Sell(SlipId slip, BureauId bureau, Notes notes, PersonId by) => Do(new Act.NotesSold(default, slip, bureau, notes, terms.Basis.Unit, by));

    public Task<PaperAnswer> Undo(SlipId slip, SlipId sale, PersonId by) => Do(new Act.SaleUndone(default, slip, sale, default, Notes.None, terms.Basis.Unit, by));

    public Task<PaperAnswer> TakeBack(SlipId slip, BureauId bureau, Notes notes, AccountId account, PersonId by) =>
        Do(new Act.NotesTakenBack(default, slip, bureau, notes, terms.Basis.Unit, account, by), account);

    public async Task<PaperAnswer> Withdraw(SlipId slip, BureauId bureau, Notes notes, byte[] order, PersonId by)
    {
        if (!SignedOrder.TryDecode(order, out var signed, out _)) return new(PaperRefusal.OrderUnfit, Position.None);
        var account = signed.Order.Payer;
        return await Do(new Act.NotesWithdrawn(default, default, slip, bureau, notes, terms.Basis.Unit, account, signed.Order.Id, signed.Received, signed.Key, by), account, order,
            async facts => facts with { Payment = (signed.Order, await Says(signed)), OrderUsed = await book.Store.FindAsync(Claim.WithdrawalOf(new(account, signed.Order.Id)), default) is not null });
    }

    public Task<PaperAnswer> Reconvert(SlipId slip, BureauId bureau, Notes notes, AccountId account, Amount fee, PersonId by) =>
        Do(new Act.NotesReconverted(default, slip, bureau, notes, terms.Basis.Unit, account, fee, by), account, facts: async facts =>
            facts with { Professional = await requests.StatusOf(account, fresh: true) is null ? null : await requests.Holding(account), Terms = await terms.Now() });

    public Task<PaperAnswer> SetNoteTerms(SlipId slip, bool withdrawals, byte[] reason, PersonId by) => Do(new Act.NoteTermsSet(default, slip, withdrawals, Digest.Of(reason), by), words: reason);

    /// <summary>What the rule of payments says of a holder's order, as if the office were an account that anybody may pay.</summary>
    private async Task<Decision> Says(SignedOrder order)
    {
        var payer = await requests.Holding(order.Order.Payer);
        var earlier = await book.Store.FindAsync(Claim.OutcomeOf(order.Order.Payer, order.Order.Id), default) is { } entry ? new Outcome(entry, Codec.Decode(entry.Body)) : null;
        return PaymentRules.Decide(payer, order, await terms.Now(), Facts.None with { Payee = SubjectStatus.Open, Earlier = earlier }, clock.GetUtcNow(), verifier);
    }

    public Task<PaperAnswer> Count(SlipId slip, AccountId place, Notes notes, Amount cash, byte[]? words, PersonId by) =>
        Do(new Act.StockCounted(default, slip, place, notes, cash, Amount.Zero, words is null ? null : Digest.Of(words), by), words: words);

    public Task<PaperAnswer> Confirm(SlipId slip, SlipId count, PersonId by) =>
        Do(new Act.CountConfirmed(default, slip, count, default, Notes.None, Notes.None, default, null, by));

    public async Task<NoteStock> Stock()
    {
        await CatchUp();
        return new(_state.Paper, [.. _state.Paper.Bureaux.OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new BureauCash(b, Amount.FromMinor(_state.Of(b.Till, Unit.Euro).Minor)))]);
    }

    /// <param name="asked">What is asked, but for its turn and what follows from the book.</param>
    /// <param name="account">The member's account that it is about; it has to be open when the act is placed.</param>
    /// <param name="words">What the act rests on.</param>
    /// <param name="facts">Adds what only some rules ask.</param>
    private async Task<PaperAnswer> Do(Act.OnPaper asked, AccountId? account = null, byte[]? words = null, Func<PaperFacts, Task<PaperFacts>>? facts = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var known = new PaperFacts(ParisCalendar.DayOf(clock.GetUtcNow()));
            if (asked is Act.NotesTakenBack { Account: var credited }) known = known with { Account = await requests.StatusOf(credited, fresh: true), Room = await RoomOf(credited) };
            if (facts is not null) known = await facts(known);
            var decision = PaperRules.Decide(_state, asked, known);
            // As for issuances: what stands already is the answer, and the rule, which sees it too, would refuse it as a second one.
            if (await book.Store.FindAsync(Claim.BeginningOf(asked.Slip), default) is { } entry && Codec.Decode(entry.Body) is Act.OnPaper done && done.GetType() == asked.GetType() && done.By == asked.By)
                return new(null, entry.Position);
            if (decision is PaperDecision.Refuse refuse) return new(refuse.Reason, Position.None, refuse.Reason is PaperRefusal.OrderRefused ? (known.Payment?.Says as Decision.Refuse)?.Reason : null);
            var act = ((PaperDecision.Accept)decision).Act;
            var draft = act.ToDraft() with { MustBeOpen = account is { } holder ? [holder.Value] : [], Originals = words is null ? [] : [new(Digest.Of(words), words)] };
            switch (await book.AppendAsync(draft))
            {
                case Appended.Placed placed:
                    _state = _state.Apply(placed.Entry, act);
                    return new(null, placed.Entry.Position);
                case Appended.NotOpen:
                    return new(PaperRefusal.AccountClosed, Position.None);
            }
        }
        throw new BusyException("Another server decides at the same time.");
    }
}
