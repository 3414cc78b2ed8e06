using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Alerts;

/// <summary>Why something is worth a look. The numbers are stored: never reuse one.</summary>
public enum AlertRule
{
    /// <summary>One bank account or one device for several members.</summary>
    SameMeans = 1,
    /// <summary>Several cash loads that each stay below a threshold.</summary>
    SplitCash = 2,
    /// <summary>Money that comes in and is passed on at once.</summary>
    FastInOut = 3,
    /// <summary>More accounts of one person than usual.</summary>
    SeveralAccounts = 4,
}

/// <summary>Something worth a look: found in the book, for people to judge. Nobody is blocked by it and nothing is told to anyone else.</summary>
/// <param name="Key">What it is found by: the same in every run over the same book, so that it is there once.</param>
/// <param name="Rule">Why.</param>
/// <param name="Account">Whose account.</param>
/// <param name="At">When the entry was committed by which it came about (UTC).</param>
/// <param name="Amount">Of cash loads their sum, of money passed on what left; else nothing.</param>
/// <param name="Whole">Of cash loads the threshold, of money passed on what had come in; else nothing.</param>
/// <param name="Count">How many loads, payments or accounts.</param>
/// <param name="Behind">The entries of the book behind it.</param>
public sealed record Alert(string Key, AlertRule Rule, AccountId Account, DateTimeOffset At, Amount Amount, Amount Whole, int Count, IReadOnlyList<Behind> Behind)
{
    /// <summary>So many entries are kept; what is worth a look is so with the first of them.</summary>
    public const int MostBehind = 200;
}

/// <summary>An entry behind an alert.</summary>
/// <param name="Account">In whose history it stands.</param>
/// <param name="Position">Where.</param>
public readonly record struct Behind(AccountId Account, Position Position);

/// <summary>What is kept of what was seen, for later entries to be compared with. The numbers are stored: never reuse one.</summary>
public enum SightingKind
{
    /// <summary>Units were issued against cash.</summary>
    Cash = 1,
    /// <summary>A bank account paid for units.</summary>
    Iban = 2,
    /// <summary>A device key was registered.</summary>
    Device = 3,
}

/// <summary>Something seen in the book, or told by another source that knows the entry to which it belongs (a bank statement).</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">Of cash the account; of an IBAN the SHA-256 of it, in hexadecimal digits; of a device its key's id.</param>
/// <param name="Account">Whose account.</param>
/// <param name="Position">The entry.</param>
/// <param name="At">When it was committed (UTC).</param>
/// <param name="Amount">How much; of a device nothing.</param>
public sealed record Sighting(SightingKind Kind, string Subject, AccountId Account, Position Position, DateTimeOffset At, Amount Amount)
{
    /// <summary>The subject of an IBAN.</summary>
    /// <param name="iban">In capitals and without spaces.</param>
    public static string SubjectOf(string iban) => Digest.Of(System.Text.Encoding.ASCII.GetBytes(iban)).ToString();
}

/// <summary>What people made of an alert. The numbers are stored: never reuse one.</summary>
public enum AlertOutcome
{
    /// <summary>There is a plain explanation.</summary>
    Explained = 1,
    /// <summary>Nothing to do now; the member is looked at again.</summary>
    Watched = 2,
    /// <summary>The association did something, which the reason names.</summary>
    Acted = 3,
}

/// <summary>A line of the log of an alert.</summary>
/// <param name="Number">1, 2, 3 … for each alert.</param>
/// <param name="Outcome">What was decided; null: somebody took it up.</param>
/// <param name="Reason">Why it was decided so; empty when it was taken up, or once it was forgotten with the member.</param>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC, whole milliseconds).</param>
public sealed record AlertStep(int Number, AlertOutcome? Outcome, string Reason, PersonId By, DateTimeOffset At);

/// <summary>How an alert stands. In the order of screens.</summary>
public enum AlertState
{
    /// <summary>Nobody looked at it.</summary>
    Open,
    /// <summary>Somebody looks at it.</summary>
    TakenUp,
    /// <summary>Somebody said what it is.</summary>
    Decided,
}

/// <summary>Why a line does not go into the log, in the order in which reasons win.</summary>
public enum AlertRefusal
{
    /// <summary>Nobody judges their own account.</summary>
    Own,
    /// <summary>Who takes it up has it in hand.</summary>
    InHand,
    /// <summary>Who decides must have taken it up.</summary>
    NotInHand,
    /// <summary>A decision needs its reason.</summary>
    ReasonMissing,
    /// <summary>Somebody else wrote the line meanwhile.</summary>
    Overtaken,
}

/// <summary>Who may write what into the log of an alert.</summary>
public static class AlertLog
{
    /// <summary>The longest reason.</summary>
    public const int LongestReason = 2000;

    /// <summary>How an alert with this last line stands.</summary>
    public static AlertState State(AlertStep? last) => last is null ? AlertState.Open : last.Outcome is null ? AlertState.TakenUp : AlertState.Decided;

    /// <summary>May this person take it up? From another's hands too, and again after a decision.</summary>
    /// <param name="last">The last line of the log; null: there is none.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="own">Whether one of the accounts is theirs.</param>
    public static AlertRefusal? TakeUp(AlertStep? last, PersonId by, bool own) => own ? AlertRefusal.Own : State(last) is AlertState.TakenUp && last!.By == by ? AlertRefusal.InHand : null;

    /// <summary>May this person decide it?</summary>
    /// <param name="last">The last line of the log; null: there is none.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="own">Whether one of the accounts is theirs.</param>
    /// <param name="reason">Theirs.</param>
    public static AlertRefusal? Decide(AlertStep? last, PersonId by, bool own, string reason) =>
        own ? AlertRefusal.Own
        : State(last) is not AlertState.TakenUp || last!.By != by ? AlertRefusal.NotInHand
        : reason.Length is 0 or > LongestReason ? AlertRefusal.ReasonMissing
        : null;
}
