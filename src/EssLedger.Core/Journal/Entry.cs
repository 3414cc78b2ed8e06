using System.Buffers.Binary;
using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Journal;

/// <summary>One line of a book as it stands there for ever. What the body says is the business of the book (<see cref="Act"/> in the currency book).</summary>
/// <param name="Position">1, 2, 3 … without a gap.</param>
/// <param name="CommittedAt">UTC, whole milliseconds, from the store's clock; never before the entry that precedes it.</param>
/// <param name="Hash">See <see cref="HashOf"/>.</param>
/// <param name="Body">The deterministic bytes of what happened: numbers, ids and digests only.</param>
public sealed record Entry(Position Position, DateTimeOffset CommittedAt, Digest Hash, ReadOnlyMemory<byte> Body)
{
    /// <summary>SHA-256 over: the 32 bytes of the previous entry's hash, the position and the commit time in Unix milliseconds
    /// (8 bytes each, big-endian), and the body. Position and time are added where the head is locked, hence their fixed place.</summary>
    public static Digest HashOf(Digest previous, Position position, DateTimeOffset committedAt, ReadOnlySpan<byte> body)
    {
        const int headSize = Digest.Size + 16, usual = 1024;
        var size = headSize + body.Length;
        var bytes = size <= usual ? stackalloc byte[usual] : new byte[size];
        previous.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[Digest.Size..], position.Value);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(Digest.Size + 8)..], committedAt.ToUnixTimeMilliseconds());
        body.CopyTo(bytes[headSize..]);
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(bytes[..size], hash);
        return Digest.FromBytes(hash);
    }
}

/// <summary>The last entry of a book, as far as one must know it to append or to prove.</summary>
/// <param name="Position">Its position; zero for an empty book.</param>
/// <param name="CommittedAt">Its commit time.</param>
/// <param name="Hash">Its hash; zero bytes for an empty book.</param>
public readonly record struct Head(Position Position, DateTimeOffset CommittedAt, Digest Hash)
{
    /// <summary>The head of a book without entries.</summary>
    public static Head Empty => new(Position.None, DateTimeOffset.UnixEpoch, Digest.Zero);
}

/// <summary>An entry that is decided but has no place yet, with all that the store must check and keep in the same commit.</summary>
/// <param name="Body">The deterministic bytes. A draft appended twice is placed once.</param>
/// <param name="Subjects">The accounts (or grants) in whose own history the entry stands, in text form, each once.</param>
public sealed record Draft(ReadOnlyMemory<byte> Body, IReadOnlyList<string> Subjects)
{
    /// <summary>The decider and its next number; two entries can never have the same. Null where a claim alone protects (the end of a request).</summary>
    public Turn? Turn { get; init; }

    /// <summary>A second decider's, whose number is taken in the same commit: of something that two must decide together.</summary>
    public Turn? SecondTurn { get; init; }

    /// <summary>What may happen once, in the order in which a conflict is to be reported.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Subjects that must be open when the entry is placed.</summary>
    public IReadOnlyList<string> MustBeOpen { get; init; } = [];

    /// <summary>The status that this entry gives to a subject, or null.</summary>
    public (string Subject, SubjectStatus Status)? Sets { get; init; }

    /// <summary>What the body commits to only by digest, kept apart so that it can be erased.</summary>
    public IReadOnlyList<Original> Originals { get; init; } = [];
}

/// <summary>A decider's act number (design: "who decides"): 1, 2, 3 … for each subject.</summary>
/// <param name="Subject">The decider, in text form; one of the draft's subjects.</param>
/// <param name="Number">Its next number.</param>
public readonly record struct Turn(string Subject, long Number)
{
    /// <summary>The treasury's, before its rule gives the number: what is asked goes from server to server as an act's bytes, and those name a decider.</summary>
    public static Turn OfTreasury => new(Issuance.OfficeAccounts.Treasury.Value, 0);
}

/// <summary>Whether a subject may be credited.</summary>
public enum SubjectStatus
{
    /// <summary>Known, not yet approved: neither debit nor credit.</summary>
    Pending = 0,
    /// <summary>In use.</summary>
    Open = 1,
    /// <summary>Closed for good.</summary>
    Closed = 2,
}

/// <summary>What kinds of thing may happen once. The numbers are stored: never reuse one.</summary>
public enum ClaimKind
{
    /// <summary>Payer and order id: a payment order has one outcome.</summary>
    Order = 1,
    /// <summary>Request id: a payment request ends once (paid, cancelled or expired).</summary>
    RequestEnd = 2,
    /// <summary>Kind and normalised reference of a euro receipt: it backs one issuance.</summary>
    EuroReceipt = 3,
    /// <summary>Issuance id: it is decided once.</summary>
    IssuanceEnd = 4,
    /// <summary>Subject: it comes into being once (an account is opened, a grant is made, a book begins).</summary>
    Beginning = 5,
    /// <summary>SHA-256 of bank account and statement id: a statement is recorded once.</summary>
    Statement = 6,
    /// <summary>Identity of a statement's line: it is recorded once, whichever statement brings it.</summary>
    StatementLine = 7,
    /// <summary>Position of an entry: it is corrected once.</summary>
    Correction = 8,
    /// <summary>Remittance id: it is approved once.</summary>
    RemittanceApproval = 9,
    /// <summary>Remittance id: it is cancelled once.</summary>
    RemittanceEnd = 10,
    /// <summary>Payer and order id: a reconversion is settled once.</summary>
    Settlement = 11,
    /// <summary>Payer and order id: notes are handed out once for an order.</summary>
    Withdrawal = 12,
    /// <summary>Proposal id: what is proposed for a campaign is decided once.</summary>
    ProposalEnd = 15,
    /// <summary>Half-year: the share of what members exchanged in it is paid once.</summary>
    Share = 16,
    /// <summary>Period: it is closed once.</summary>
    Closure = 18,
    /// <summary>Account and number: a shop's closure of its takings is found by it.</summary>
    TakingsClosure = 19,
    /// <summary>Payer and order id: a reconversion is given back once.</summary>
    Return = 22,
    /// <summary>Mandate and day: what is debited under it becomes units once.</summary>
    DebitCollection = 26,
    /// <summary>Batch id, and whether it was approved or cancelled: each once.</summary>
    DebitDecision = 27,
    /// <summary>Debit id: it comes back once.</summary>
    DebitReturn = 28,
    /// <summary>Public mandate id: it is taken back once.</summary>
    PublicRevocation = 29,
    /// <summary>Nothing: a mutual credit is opened once.</summary>
    MutualCredit = 31,
    /// <summary>Account: what its member had in the currency before is brought once.</summary>
    BroughtBalance = 34,
    /// <summary>Nothing: the currency ends once.</summary>
    WindDown = 35,
    /// <summary>Nothing: what becomes of the remainder is decided once.</summary>
    Remainder = 36,
}

/// <summary>A right to be the only one.</summary>
/// <param name="Kind">Of what kind.</param>
/// <param name="Key">What is claimed, as text made by the rule that claims it.</param>
public readonly record struct Claim(ClaimKind Kind, string Key)
{
    /// <summary>To be what an order led to. The order id stands first, so that a payment is found by its id alone.</summary>
    public static Claim OutcomeOf(AccountId payer, OrderId order) => new(ClaimKind.Order, $"{order} {payer}");
    /// <summary>To end a payment request: paid, cancelled or expired.</summary>
    public static Claim EndOf(RequestId request) => new(ClaimKind.RequestEnd, request.ToString());
    /// <summary>To decide an issuance: made or rejected.</summary>
    public static Claim EndOf(IssuanceId issuance) => new(ClaimKind.IssuanceEnd, issuance.ToString());
    /// <summary>To be backed by a euro receipt.</summary>
    public static Claim Backing(Digest receipt) => new(ClaimKind.EuroReceipt, receipt.ToString());
    /// <summary>To open an account.</summary>
    public static Claim BeginningOf(AccountId account) => new(ClaimKind.Beginning, account.Value);
    /// <summary>To be a printed card of one account.</summary>
    public static Claim BeginningOf(CardId card) => new(ClaimKind.Beginning, card.ToString());
    /// <summary>To record a bank statement.</summary>
    public static Claim OfStatement(Digest statement) => new(ClaimKind.Statement, statement.ToString());
    /// <summary>To record a line of a bank statement.</summary>
    public static Claim OfLine(Digest line) => new(ClaimKind.StatementLine, line.ToString());
    /// <summary>To correct an entry.</summary>
    public static Claim CorrectionOf(Position position) => new(ClaimKind.Correction, position.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    /// <summary>To put a remittance together.</summary>
    public static Claim BeginningOf(RemittanceId remittance) => new(ClaimKind.Beginning, remittance.ToString());
    /// <summary>To approve a remittance.</summary>
    public static Claim ApprovalOf(RemittanceId remittance) => new(ClaimKind.RemittanceApproval, remittance.ToString());
    /// <summary>To cancel a remittance.</summary>
    public static Claim EndOf(RemittanceId remittance) => new(ClaimKind.RemittanceEnd, remittance.ToString());
    /// <summary>To settle a reconversion. The order id stands first, so that it is found by its id alone.</summary>
    public static Claim SettlementOf(Accounts.Sale reconversion) => new(ClaimKind.Settlement, $"{reconversion.Order} {reconversion.Payer}");
    /// <summary>To give a reconversion back.</summary>
    public static Claim ReturnOf(Accounts.Sale reconversion) => new(ClaimKind.Return, $"{reconversion.Order} {reconversion.Payer}");
    /// <summary>To put a batch of debits together.</summary>
    public static Claim BeginningOf(Debits.DebitBatchId batch) => new(ClaimKind.Beginning, batch.ToString());
    /// <summary>To be a debit.</summary>
    public static Claim BeginningOf(Debits.DebitId debit) => new(ClaimKind.Beginning, debit.ToString());
    /// <summary>To approve a batch of debits, or to cancel it.</summary>
    public static Claim DecisionOf(Debits.DebitBatchId batch, bool approved) => new(ClaimKind.DebitDecision, $"{batch} {(approved ? "approved" : "cancelled")}");
    /// <summary>To make units of what was debited under a mandate for a day.</summary>
    public static Claim CollectionOf(Debits.DebitMandateId mandate, DateOnly due) => new(ClaimKind.DebitCollection, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{mandate} {due:yyyy-MM-dd}"));
    /// <summary>To say that a debit came back.</summary>
    public static Claim ReturnOf(Debits.DebitId debit) => new(ClaimKind.DebitReturn, debit.ToString());
    /// <summary>To close a period.</summary>
    public static Claim ClosureOf(Books.Period period) => new(ClaimKind.Closure, period.ToString());
    /// <summary>To be a shop's closure of that number.</summary>
    public static Claim ClosureOf(AccountId account, long number) => new(ClaimKind.TakingsClosure, $"{account} {number}");
    /// <summary>To hand out notes for an order.</summary>
    public static Claim WithdrawalOf(Accounts.Sale order) => new(ClaimKind.Withdrawal, $"{order.Order} {order.Payer}");
    /// <summary>To be an act with notes.</summary>
    public static Claim BeginningOf(Paper.SlipId slip) => new(ClaimKind.Beginning, slip.ToString());
    /// <summary>To propose an issuance.</summary>
    public static Claim BeginningOf(IssuanceId issuance) => new(ClaimKind.Beginning, issuance.ToString());
    /// <summary>To propose something for a campaign.</summary>
    public static Claim BeginningOf(ProposalId proposal) => new(ClaimKind.Beginning, proposal.ToString());
    /// <summary>To decide what was proposed for a campaign.</summary>
    public static Claim EndOf(ProposalId proposal) => new(ClaimKind.ProposalEnd, proposal.ToString());
    /// <summary>To enter a public mandate.</summary>
    public static Claim BeginningOf(PublicMandateId mandate) => new(ClaimKind.Beginning, $"public {mandate}");
    /// <summary>To take a public mandate back.</summary>
    public static Claim RevocationOf(PublicMandateId mandate) => new(ClaimKind.PublicRevocation, mandate.Value);
    /// <summary>To pay the share of a half-year.</summary>
    public static Claim ShareOf(Campaigns.HalfYear half) => new(ClaimKind.Share, half.ToString());
    /// <summary>To bring what a member had in the currency before.</summary>
    public static Claim BroughtBalanceOf(AccountId account) => new(ClaimKind.BroughtBalance, account.Value);
    /// <summary>To open the mutual credit.</summary>
    public static Claim MutualCredit => new(ClaimKind.MutualCredit, "ledger");
    /// <summary>To end the currency.</summary>
    public static Claim WindDown => new(ClaimKind.WindDown, "currency");
    /// <summary>To decide what becomes of the remainder.</summary>
    public static Claim Remainder => new(ClaimKind.Remainder, "currency");
}

/// <summary>Bytes that an entry commits to by digest: an order as received, a reference, a reason.</summary>
/// <param name="Digest">The digest that stands in the body.</param>
/// <param name="Content">The bytes; they may be erased later without harm to the book.</param>
public sealed record Original(Digest Digest, ReadOnlyMemory<byte> Content);

/// <summary>What became of a draft.</summary>
public abstract record Appended
{
    private Appended() { }

    /// <summary>It stands in the book.</summary>
    public sealed record Placed(Entry Entry) : Appended
    {
        /// <summary>It stood there before: placed by an earlier try whose answer was lost, or by another decider that came to the very same bytes.</summary>
        public bool Again { get; init; }
    }

    /// <summary>Something else holds this claim already, at the given position.</summary>
    public sealed record Taken(Claim Claim, Position Holder) : Appended;

    /// <summary>The decider's number is taken: whoever decided this draft did not know the newest state.</summary>
    public sealed record Stale : Appended;

    /// <summary>A subject that had to be open is not.</summary>
    public sealed record NotOpen(string Subject) : Appended;
}
