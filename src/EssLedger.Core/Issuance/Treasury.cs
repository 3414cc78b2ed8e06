using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Issuance;

/// <summary>The office accounts. All are decided by the treasury, under its one sequence of acts.</summary>
public static class OfficeAccounts
{
    /// <summary>The treasury itself: it holds nothing; it is the name under which office acts are numbered.</summary>
    public static readonly AccountId Treasury = AccountId.Parse("TREASURY");
    /// <summary>Minus what is in circulation: every unit comes from here.</summary>
    public static readonly AccountId Issuance = AccountId.Parse("ISSUANCE");
    /// <summary>The euro that back the units.</summary>
    public static readonly AccountId Guarantee = AccountId.Parse("GUARANTEE");
    /// <summary>Euro received beyond what was issued against them: the office owes an explanation.</summary>
    public static readonly AccountId Suspense = AccountId.Parse("SUSPENSE");
    /// <summary>Minus the euro that came in from the world outside the books.</summary>
    public static readonly AccountId Outside = AccountId.Parse("OUTSIDE");

    /// <summary>Whether an account is one of these: no member's can be.</summary>
    public static bool Contains(AccountId account) => account == Treasury || account == Issuance || account == Guarantee || account == Suspense || account == Outside
        || account.Value == TermsHistory.Subject;

    /// <summary>The accounts that may stand below zero.</summary>
    public static bool MayBeNegative(AccountId account) => account == Issuance || account == Outside;
}

/// <summary>A euro receipt that backs an issuance.</summary>
/// <param name="Kind">How the euro came: <c>bank_transfer</c>, <c>cash</c>…</param>
/// <param name="Reference">The receipt's own reference as typed.</param>
/// <param name="Amount">In cents.</param>
public sealed record EuroReceipt(string Kind, string Reference, Amount Amount)
{
    /// <summary>Kind and reference, a line each, in the form in which receipts are compared: compatibility-normalised (NFKC), upper case, without white space
    /// and invisible characters. So one receipt typed twice, with other spaces or case, is one receipt. These bytes are what is kept of it.</summary>
    public byte[] ToBytes() => System.Text.Encoding.UTF8.GetBytes(Normalise(Kind) + "\n" + Normalise(Reference));

    /// <summary>The kind of a receipt for cash, in the form in which receipts are kept.</summary>
    public const string Cash = "CASH";

    /// <summary>Kind and reference of a receipt as it is kept; null: these bytes are none.</summary>
    public static (string Kind, string Reference)? LinesOf(ReadOnlySpan<byte> kept) =>
        System.Text.Encoding.UTF8.GetString(kept).Split('\n') is [var kind, var reference] ? (kind, reference) : null;

    /// <summary>SHA-256 of <see cref="ToBytes"/>.</summary>
    public Digest Identity => Digest.Of(ToBytes());

    /// <summary>Whether nothing is left of the reference in that form.</summary>
    public bool HasNoReference => Normalise(Reference).Length == 0;

    private static string Normalise(string text) =>
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant()
            .Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format));
}

/// <summary>What is waiting for a second person.</summary>
public sealed record TreasuryState
{
    /// <summary>The last entry that this state knows of.</summary>
    public Position Position { get; init; }

    /// <summary>The number of the last office act.</summary>
    public long Acts { get; init; }

    /// <summary>The issuances that nobody decided yet.</summary>
    public ImmutableDictionary<IssuanceId, Act.IssuanceProposed> Pending { get; init; } = ImmutableDictionary<IssuanceId, Act.IssuanceProposed>.Empty;

    /// <summary>The only way in which the state changes; refuses nothing.</summary>
    public TreasuryState Apply(Entry entry, Act act)
    {
        if (entry.Position <= Position) throw new BrokenBookException($"Entry {entry.Position} is older than what the treasury knows ({Position}).");
        var next = this with { Position = entry.Position };
        if (act.Turn is { } turn && turn.Subject == OfficeAccounts.Treasury.Value)
        {
            if (turn.Number != Acts + 1) throw new BrokenBookException($"Office act {turn.Number} follows {Acts}.");
            next = next with { Acts = turn.Number };
        }
        return act switch
        {
            Act.IssuanceProposed proposed => next with { Pending = next.Pending.Add(proposed.Issuance, proposed) },
            Act.IssuanceRejected rejected => next with { Pending = next.Pending.Remove(rejected.Issuance) },
            Act.Issued issued => next with { Pending = next.Pending.Remove(issued.Issuance) },
            _ => next,
        };
    }
}

/// <summary>Why the treasury refuses, in the order in which reasons win.</summary>
public enum TreasuryRefusal
{
    /// <summary>The ledger has no such unit.</summary>
    WrongUnit = 1,
    /// <summary>There is no such account.</summary>
    AccountUnknown,
    /// <summary>The account is closed, or not yet approved.</summary>
    AccountClosed,
    /// <summary>This euro receipt backs another issuance, done or waiting.</summary>
    AlreadyIssued,
    /// <summary>More units than euro.</summary>
    ExceedsReceipt,
    /// <summary>There is no such issuance.</summary>
    IssuanceUnknown,
    /// <summary>The issuance was approved or rejected already.</summary>
    AlreadyDecided,
    /// <summary>Who asks never approves.</summary>
    SamePerson,
    /// <summary>The member would hold more than they may.</summary>
    LimitExceeded,
}

/// <summary>The answer of a treasury rule.</summary>
public abstract record TreasuryDecision
{
    private TreasuryDecision() { }
    /// <summary>Do it: once the act is in the book.</summary>
    public sealed record Accept(Act Act) : TreasuryDecision;
    /// <summary>Do not.</summary>
    public sealed record Refuse(TreasuryRefusal Reason) : TreasuryDecision;
}

/// <summary>The rules of making money: only against euro, once, by two persons.</summary>
public static class TreasuryRules
{
    /// <summary>May this be proposed?</summary>
    /// <param name="treasury">What is pending.</param>
    /// <param name="proposed">What is asked; its turn is given here.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="account">The account's status; null when there is none.</param>
    /// <param name="receiptIssued">Whether the receipt backs an issuance that is done.</param>
    /// <param name="room">What the account may still receive; null: any amount.</param>
    public static TreasuryDecision Propose(TreasuryState treasury, Act.IssuanceProposed proposed, Unit unit, SubjectStatus? account, bool receiptIssued, Amount? room = null)
    {
        if (proposed.Unit != unit) return Refuse(TreasuryRefusal.WrongUnit);
        if (account is null) return Refuse(TreasuryRefusal.AccountUnknown);
        if (account != SubjectStatus.Open) return Refuse(TreasuryRefusal.AccountClosed);
        if (receiptIssued || treasury.Pending.Values.Any(p => p.Receipt == proposed.Receipt)) return Refuse(TreasuryRefusal.AlreadyIssued);
        if (proposed.Amount > proposed.ReceiptAmount) return Refuse(TreasuryRefusal.ExceedsReceipt);
        if (proposed.Amount > room) return Refuse(TreasuryRefusal.LimitExceeded);
        return new TreasuryDecision.Accept(proposed with { Decider = NextTurn(treasury) });
    }

    /// <summary>May this person approve it? Both legs stand in one act: euro into the guarantee, units to the member.</summary>
    public static TreasuryDecision Approve(TreasuryState treasury, IssuanceId issuance, bool decided, PersonId by, Amount? room = null)
    {
        if (Judge(treasury, issuance, decided, by) is { } refusal) return Refuse(refusal);
        var proposed = treasury.Pending[issuance];
        if (proposed.Amount > room) return Refuse(TreasuryRefusal.LimitExceeded);
        List<Transfer> legs =
        [
            new(OfficeAccounts.Outside, null, OfficeAccounts.Guarantee, null, proposed.Amount, Unit.Euro),
            new(OfficeAccounts.Issuance, null, proposed.Account, null, proposed.Amount, proposed.Unit),
        ];
        var beyond = proposed.ReceiptAmount - proposed.Amount;
        if (beyond > Amount.Zero) legs.Add(new(OfficeAccounts.Outside, null, OfficeAccounts.Suspense, null, beyond, Unit.Euro));
        return new TreasuryDecision.Accept(new Act.Issued(NextTurn(treasury), issuance, proposed.Receipt, proposed.By, by, legs));
    }

    /// <summary>May this person reject it?</summary>
    public static TreasuryDecision Reject(TreasuryState treasury, IssuanceId issuance, bool decided, PersonId by) =>
        Judge(treasury, issuance, decided, by) is { } refusal
            ? Refuse(refusal)
            : new TreasuryDecision.Accept(new Act.IssuanceRejected(NextTurn(treasury), issuance, by));

    private static TreasuryRefusal? Judge(TreasuryState treasury, IssuanceId issuance, bool decided, PersonId by)
    {
        if (decided) return TreasuryRefusal.AlreadyDecided;
        if (!treasury.Pending.TryGetValue(issuance, out var proposed)) return TreasuryRefusal.IssuanceUnknown;
        return proposed.By == by ? TreasuryRefusal.SamePerson : null;
    }

    private static TreasuryDecision.Refuse Refuse(TreasuryRefusal reason) => new(reason);

    private static Turn NextTurn(TreasuryState treasury) => new(OfficeAccounts.Treasury.Value, treasury.Acts + 1);
}
