using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

public abstract partial record Act
{
    /// <summary>Which notes go where.</summary>
    public virtual IReadOnlyList<NoteMove> NoteMoves => [];

    /// <summary>An act of the treasury with notes of paper. What it moves follows from its fields.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">Its id: nothing else ever has the same.</param>
    /// <param name="By">Whose session it was.</param>
    public abstract record OnPaper(Turn Decider, SlipId Slip, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Slip)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => [.. NoteMoves.Select(m => m.AsTransfer), .. Money];
        /// <summary>What moves besides notes.</summary>
        private protected virtual IReadOnlyList<Transfer> Money => [];

        private protected static Transfer Leg(AccountId from, AccountId to, Amount amount, Unit unit) => new(from, null, to, null, amount, unit);
    }

    /// <summary>A bureau de change may hold notes and cash from now on.</summary>
    public sealed record BureauOpened(Turn Decider, SlipId Slip, BureauId Bureau, PersonId By) : OnPaper(Decider, Slip, By);

    /// <summary>A bureau de change that holds neither notes nor cash is closed; it can be opened again.</summary>
    public sealed record BureauClosed(Turn Decider, SlipId Slip, BureauId Bureau, PersonId By) : OnPaper(Decider, Slip, By);

    /// <summary>Notes came from the printer; another person counts them into the vault.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">The id of their way into the vault.</param>
    /// <param name="Note">Series and denomination.</param>
    /// <param name="First">The first number printed on them.</param>
    /// <param name="Last">The last one; there is no gap.</param>
    /// <param name="Printed">The day on which they were printed.</param>
    /// <param name="By">Who took the delivery.</param>
    public sealed record NotesPrinted(Turn Decider, SlipId Slip, Note Note, long First, long Last, DateOnly Printed, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <summary>All of them.</summary>
        public Notes Notes => Notes.Of(Note, Last - First + 1);
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(NotePlaces.Press, NotePlaces.OnTheWay, Notes)];
    }

    /// <summary>Notes leave a place for another; they are on their way until another person receives them.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">The transfer's id.</param>
    /// <param name="From">The vault or a drawer.</param>
    /// <param name="To">The vault, a drawer, or the press: then they are destroyed before a second person's eyes.</param>
    /// <param name="Notes">How many of each.</param>
    /// <param name="By">Who handed them out.</param>
    public sealed record NotesSent(Turn Decider, SlipId Slip, AccountId From, AccountId To, Notes Notes, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(From, NotePlaces.OnTheWay, Notes)];
    }

    /// <summary>Notes that were on their way arrive: as many as were counted there, and no more than were sent. What is missing stays on its way until it arrives, goes
    /// back, or is written off.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">This act's own id.</param>
    /// <param name="Sent">What they were sent or printed with.</param>
    /// <param name="To">Where they were sent to; or where they came from, when they are taken back; or <see cref="NotePlaces.Lost"/>.</param>
    /// <param name="Notes">How many of each.</param>
    /// <param name="By">Who counted.</param>
    public sealed record NotesReceived(Turn Decider, SlipId Slip, SlipId Sent, AccountId To, Notes Notes, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(NotePlaces.OnTheWay, To, Notes)];
    }

    /// <summary>A bureau sold notes for as many euro in cash: from now on they are money.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">The sale's id.</param>
    /// <param name="Bureau">Which bureau.</param>
    /// <param name="Notes">How many of each.</param>
    /// <param name="Unit">The ledger's unit.</param>
    /// <param name="By">Who sold.</param>
    public sealed record NotesSold(Turn Decider, SlipId Slip, BureauId Bureau, Notes Notes, Unit Unit, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(Bureau.Drawer, NotePlaces.Sold, Notes)];
        private protected override IReadOnlyList<Transfer> Money =>
            [Leg(OfficeAccounts.Issuance, OfficeAccounts.Paper, Notes.Value, Unit), Leg(OfficeAccounts.Backing, Bureau.Till, Notes.Value, Unit.Euro)];
    }

    /// <summary>A sale of the same day was none: notes and cash went back, and the book says both.</summary>
    public sealed record SaleUndone(Turn Decider, SlipId Slip, SlipId Sale, BureauId Bureau, Notes Notes, Unit Unit, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(NotePlaces.Sold, Bureau.Drawer, Notes)];
        private protected override IReadOnlyList<Transfer> Money =>
            [Leg(OfficeAccounts.Paper, OfficeAccounts.Issuance, Notes.Value, Unit), Leg(Bureau.Till, OfficeAccounts.Backing, Notes.Value, Unit.Euro)];
    }

    /// <summary>Somebody brought notes back and has as much in their account from now on: what is in circulation stays the same.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">This act's id.</param>
    /// <param name="Bureau">Which bureau took them.</param>
    /// <param name="Notes">How many of each.</param>
    /// <param name="Unit">The ledger's unit.</param>
    /// <param name="Account">Who is credited.</param>
    /// <param name="By">Who took them.</param>
    public sealed record NotesTakenBack(Turn Decider, SlipId Slip, BureauId Bureau, Notes Notes, Unit Unit, AccountId Account, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(NotePlaces.Sold, Bureau.Drawer, Notes)];
        private protected override IReadOnlyList<Transfer> Money => [Leg(OfficeAccounts.Paper, Account, Notes.Value, Unit)];
    }

    /// <summary>A holder gave units of their account and took notes for them, by an order that their device signed: what is in circulation stays the same, and no euro moves.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Holder">The turn of the account that gives the units: nothing that it pays at the same time can be of them.</param>
    /// <param name="Slip">This act's id.</param>
    /// <param name="Bureau">Which bureau handed the notes out.</param>
    /// <param name="Notes">How many of each.</param>
    /// <param name="Unit">The ledger's unit.</param>
    /// <param name="Account">Whose units they were.</param>
    /// <param name="Order">The order's id.</param>
    /// <param name="Received">SHA-256 of the order as received: its authority.</param>
    /// <param name="Key">The key that signed it.</param>
    /// <param name="By">Who handed the notes out.</param>
    public sealed record NotesWithdrawn(
        Turn Decider, Turn Holder, SlipId Slip, BureauId Bureau, Notes Notes, Unit Unit, AccountId Account, OrderId Order, Digest Received, KeyId Key, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override Turn? SecondTurn => Holder;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Slip), Claim.WithdrawalOf(new(Account, Order))];
        /// <inheritdoc/>
        public override Digest? RestsOn => Received;
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(Bureau.Drawer, NotePlaces.Sold, Notes)];
        private protected override IReadOnlyList<Transfer> Money => [Leg(Account, OfficeAccounts.Paper, Notes.Value, Unit)];
    }

    /// <summary>A professional handed notes in to get euro for them: the notes are stock again, and their units in progress until the bank has paid.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">This act's id, and the reconversion's.</param>
    /// <param name="Bureau">Which bureau took them.</param>
    /// <param name="Notes">How many of each.</param>
    /// <param name="Unit">The ledger's unit.</param>
    /// <param name="Account">The professional who is to be paid; what the bank sends back is credited there.</param>
    /// <param name="Fee">What the association keeps of it, in cents.</param>
    /// <param name="By">Who took them.</param>
    public sealed record NotesReconverted(Turn Decider, SlipId Slip, BureauId Bureau, Notes Notes, Unit Unit, AccountId Account, Amount Fee, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Slip), Claim.OutcomeOf(Account, new(Slip.Uuid))];
        /// <inheritdoc/>
        public override string? AlsoIn => Account.Value;
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(NotePlaces.Sold, Bureau.Drawer, Notes)];
        private protected override IReadOnlyList<Transfer> Money => [Leg(OfficeAccounts.Paper, OfficeAccounts.Reconversion, Notes.Value, Unit)];
    }

    /// <summary>The association says whether holders may take notes for digital units; before it ever did, they may not.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">This act's id.</param>
    /// <param name="Withdrawals">Whether they may.</param>
    /// <param name="Reason">SHA-256 of the decision's words, which are kept apart.</param>
    /// <param name="By">Who recorded it.</param>
    public sealed record NoteTermsSet(Turn Decider, SlipId Slip, bool Withdrawals, Digest Reason, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }

    /// <summary>A phone's key for slips comes into being, proved by its own signature; it signs nothing before another person confirmed it.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">This act's id.</param>
    /// <param name="Key">The key.</param>
    /// <param name="Proof">SHA-256 of the signed proof, whose account is the person.</param>
    /// <param name="By">Whose phone it is.</param>
    public sealed record SlipKeyEntered(Turn Decider, SlipId Slip, PublicKey Key, Digest Proof, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override Digest? RestsOn => Proof;
    }

    /// <summary>Another person says that the phone is theirs.</summary>
    public sealed record SlipKeyConfirmed(Turn Decider, SlipId Slip, KeyId Key, PersonId By) : OnPaper(Decider, Slip, By);

    /// <summary>A phone signs no slip from now on.</summary>
    public sealed record SlipKeyBlocked(Turn Decider, SlipId Slip, KeyId Key, PersonId By) : OnPaper(Decider, Slip, By);

    /// <summary>Notes went from hand to hand, by a slip that the phones of both signed, perhaps without a network. Where the book has a doubt nothing moves, and the treasurer decides.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">The slip's own id.</param>
    /// <param name="From">Where they were.</param>
    /// <param name="To">Where they are.</param>
    /// <param name="Notes">How many of each.</param>
    /// <param name="SentBy">Who handed them over.</param>
    /// <param name="SentKey">The key of their phone.</param>
    /// <param name="Key">The key of the phone of who counted them.</param>
    /// <param name="Content">What makes a slip that comes again the same.</param>
    /// <param name="Signed">SHA-256 of both messages as they are kept.</param>
    /// <param name="Doubt">Why nothing moved; null: it did.</param>
    /// <param name="By">Who counted them.</param>
    public sealed record SlipRecorded(
        Turn Decider, SlipId Slip, AccountId From, AccountId To, Notes Notes, PersonId SentBy, KeyId SentKey, KeyId Key, Digest Content, Digest Signed, SlipDoubt? Doubt, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override Digest? RestsOn => Signed;
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => Doubt is null ? [new(From, To, Notes)] : [];
    }

    /// <summary>The treasurer says what became of the notes of a slip that moved nothing.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">This act's own id.</param>
    /// <param name="Of">Which slip.</param>
    /// <param name="From">Where its notes were.</param>
    /// <param name="To">Where they are.</param>
    /// <param name="Notes">What moves now; none: nothing does.</param>
    /// <param name="Reason">SHA-256 of the words, which are kept apart.</param>
    /// <param name="By">Who says so.</param>
    public sealed record SlipSettled(Turn Decider, SlipId Slip, SlipId Of, AccountId From, AccountId To, Notes Notes, Digest Reason, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => Notes.IsNone ? [] : [new(From, To, Notes)];
    }

    /// <summary>Somebody counted what is at a place. Nothing moves until another person has counted the same.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">The count's id.</param>
    /// <param name="Place">The vault or a drawer.</param>
    /// <param name="Notes">How many of each were there.</param>
    /// <param name="Cash">How much cash was there, in cents; the vault has none.</param>
    /// <param name="CashKnown">How much there ought to have been.</param>
    /// <param name="Reason">SHA-256 of the words about a difference, which are kept apart; null: none.</param>
    /// <param name="By">Who counted.</param>
    public sealed record StockCounted(Turn Decider, SlipId Slip, AccountId Place, Notes Notes, Amount Cash, Amount CashKnown, Digest? Reason, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }

    /// <summary>Another person counted the same: what differs from the book is a loss or a gain. Notes that were never sold cost nothing; cash that is missing is paid from
    /// the association's own, never from the fund.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Slip">This act's own id.</param>
    /// <param name="Count">What is confirmed.</param>
    /// <param name="Place">Where.</param>
    /// <param name="Missing">Fewer than the book says.</param>
    /// <param name="Found">More than the book says.</param>
    /// <param name="Cash">Cash that differs, in cents: below zero when it is missing.</param>
    /// <param name="Bears">Which account of the association's own bears it, or gains; null: no cash differs.</param>
    /// <param name="By">Who counted the second time.</param>
    public sealed record CountConfirmed(Turn Decider, SlipId Slip, SlipId Count, AccountId Place, Notes Missing, Notes Found, Balance Cash, AccountId? Bears, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves =>
            [.. Missing.IsNone ? [] : (NoteMove[])[new(Place, NotePlaces.Lost, Missing)], .. Found.IsNone ? [] : (NoteMove[])[new(NotePlaces.Lost, Place, Found)]];

        private protected override IReadOnlyList<Transfer> Money => Bears is not { } bears || NotePlaces.BureauOf(Place) is not { Till: var till } ? []
            : [Cash.Minor < 0 ? Leg(till, bears, Amount.FromMinor(-Cash.Minor), Unit.Euro) : Leg(bears, till, Amount.FromMinor(Cash.Minor), Unit.Euro)];
    }
}
