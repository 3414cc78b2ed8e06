using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>What holds for the whole ledger.</summary>
/// <param name="Ledger">Its id; an order for another ledger is refused.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="MaxAmount">The highest amount of one order, at most 2^53−1 (the largest integer every JSON reader keeps).</param>
/// <param name="Ceilings">What each kind of account may hold and pay; a kind that is not named has no ceiling.</param>
public sealed record Terms(LedgerId Ledger, Unit Unit, Amount MaxAmount, IReadOnlyDictionary<AccountKind, Ceilings> Ceilings)
{
    /// <summary>How far ahead an order's expiry may lie.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromSeconds(600);

    /// <summary>Which kind of payer may not pay which kind of payee.</summary>
    public ImmutableHashSet<(AccountKind Payer, AccountKind Payee)> Forbidden { get; init; } = [];

    /// <summary>On which terms each kind of professional gets euro for units; a kind that is not named pays no fee.</summary>
    public ImmutableSortedDictionary<AccountKind, ReconversionTerms> Reconversion { get; init; } = ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty;

    /// <summary>How the currency ends; null: it does not, or not yet.</summary>
    public WindDown? WindDown { get; init; }

    /// <summary>Whether an account may get euro for units: a professional's, and at the end a resident's too where that was decided.</summary>
    public bool MayReconvert(Account account) => account.IsProfessional || (WindDown is { PaysResidents: true } && account.Kind is AccountKind.Resident);

    /// <summary>The terms of reconversion of a kind of account: at the end nobody pays a fee.</summary>
    public ReconversionTerms ReconversionOf(AccountKind kind) => WindDown is not null ? ReconversionTerms.Free : Reconversion.GetValueOrDefault(kind, ReconversionTerms.Free);

    /// <summary>Whether a payment depends on who is paid, and on what they hold.</summary>
    public bool AskOfPayee => Forbidden.Count > 0 || Ceilings.Values.Any(c => c.Balance is not null);

    /// <summary>The ceilings of an account: its own where it has some, else those of its kind.</summary>
    public Ceilings Of(Account account) => account.Ceilings.Over(Of(account.Kind));

    /// <summary>What an account may still be paid before it holds too much; null: any amount.</summary>
    public Amount? RoomOf(Account account) => Of(account).Balance is { } most ? Amount.FromMinor(Math.Max(0, most.Minor - account.Of(Unit).Minor)) : null;

    /// <summary>The ceilings of a kind of account.</summary>
    public Ceilings Of(AccountKind? kind) => kind is { } known && Ceilings.TryGetValue(known, out var ceilings) ? ceilings : Payments.Ceilings.None;
}

/// <summary>What an account may hold and pay, in hundredths; null: as much as it likes. Refunds count nowhere.</summary>
/// <param name="Balance">What it may hold after it was paid. Two payments that meet may pass it by the smaller.</param>
/// <param name="Payment">What one payment may be.</param>
/// <param name="Day">What it may pay in a day (UTC).</param>
/// <param name="In30Days">What it may pay in 30 days, the day of payment included (UTC).</param>
/// <param name="PrintedDay">What it may pay in a day on printed codes, which somebody may have pasted over (UTC).</param>
/// <param name="Card">What one payment by card and PIN may be; null: <see cref="UsualCard"/>.</param>
/// <param name="CardDay">What may be paid in a day by one card (UTC); null: <see cref="UsualCardDay"/>.</param>
public sealed record Ceilings(
    Amount? Balance = null, Amount? Payment = null, Amount? Day = null, Amount? In30Days = null, Amount? PrintedDay = null, Amount? Card = null, Amount? CardDay = null)
{
    /// <summary>As much as one likes.</summary>
    public static Ceilings None { get; } = new();

    /// <summary>30.00: what a purse would hold.</summary>
    public static readonly Amount UsualCard = Amount.FromMinor(30_00);

    /// <summary>60.00.</summary>
    public static readonly Amount UsualCardDay = Amount.FromMinor(60_00);

    /// <summary>These, and the ones beneath where these say nothing.</summary>
    public Ceilings Over(Ceilings beneath) => new(Balance ?? beneath.Balance, Payment ?? beneath.Payment, Day ?? beneath.Day, In30Days ?? beneath.In30Days,
        PrintedDay ?? beneath.PrintedDay, Card ?? beneath.Card, CardDay ?? beneath.CardDay);

    internal void Write(CborWriter w)
    {
        Amount?[] all = [Balance, Payment, Day, In30Days, PrintedDay, Card, CardDay];
        w.WriteArray(all.Length);
        foreach (var ceiling in all) w.WriteInteger(ceiling?.Minor ?? -1);
    }

    internal static Ceilings Read(ref CborReader r)
    {
        if (r.ReadArray() != 7) throw new FormatException("There are seven ceilings.");
        return new(Next(ref r), Next(ref r), Next(ref r), Next(ref r), Next(ref r), Next(ref r), Next(ref r));

        static Amount? Next(ref CborReader r) => r.ReadInteger() switch { -1 => null, var minor => Amount.FromMinor(minor) };
    }
}

/// <summary>Which terms hold when: those of the configuration, until others were set.</summary>
/// <param name="Basis">Those of the configuration; ledger, unit and highest amount never change.</param>
public sealed record TermsHistory(Terms Basis)
{
    /// <summary>The subject under which changes are found in the book.</summary>
    public const string Subject = "TERMS";

    /// <summary>May these terms be set, to hold from an instant on?</summary>
    /// <param name="treasury">The treasury, which decides it.</param>
    /// <param name="set">What is asked; its turn is given here.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The act; null when it would take effect before every server can know of it.</returns>
    public static Act.TermsSet? Set(TreasuryState treasury, Act.TermsSet set, DateTimeOffset now) =>
        set.From < now + Notice ? null : set with { Decider = treasury.NextTurn };

    /// <summary>How long before it takes effect a change must be in the book, so that every server has read it by then.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromMinutes(1);

    /// <summary>The last entry that this knows of.</summary>
    public Position Position { get; init; }

    /// <summary>What was set, in the order of the book, each with the instant (UTC) at which it was recorded.</summary>
    public ImmutableList<(DateTimeOffset At, Act.TermsSet Set)> Changes { get; init; } = [];

    /// <summary>The terms of reconversion, whose changes are found with the others.</summary>
    public ReconversionHistory Reconversion { get; init; } = ReconversionHistory.Empty;

    /// <summary>How the currency ends; null: it does not.</summary>
    public WindDown? WindDown { get; init; }

    /// <summary>Those that hold at an instant (UTC): of all that take effect by then the one that does so last, and of two at one instant the one recorded last.</summary>
    public Terms At(DateTimeOffset now)
    {
        Act.TermsSet? holds = null;
        foreach (var (_, set) in Changes)
            if (set.From <= now && (holds is null || set.From >= holds.From)) holds = set;
        var basis = Reconversion.Changes.IsEmpty ? Basis : Basis with { Reconversion = Reconversion.At(now) };
        if (WindDown is { } end && end.From <= now) basis = basis with { WindDown = end };
        return holds is null ? basis : basis with { Ceilings = holds.Ceilings, Forbidden = holds.Forbidden };
    }

    /// <summary>The only way in which it changes.</summary>
    public TermsHistory Apply(Entry entry, Act act) => this with
    {
        Position = entry.Position,
        Changes = act is Act.TermsSet set ? Changes.Add((entry.CommittedAt, set)) : Changes,
        Reconversion = act is Act.ReconversionTermsSet fees ? new(Reconversion.Changes.Add(fees)) : Reconversion,
        WindDown = act is Act.WindDownBegun begun ? new(begun.From, begun.Last, begun.PaysResidents) : WindDown,
    };
}
