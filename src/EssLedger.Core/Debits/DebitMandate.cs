using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Debits;

/// <summary>What a member agreed to have debited.</summary>
/// <param name="Exchange">Each month, to become units; in cents, perhaps nothing.</param>
/// <param name="Dues">Dues, in cents, perhaps nothing.</param>
/// <param name="DuesEvery">Every how many months: 1 or 12, from the first debit's month on.</param>
/// <param name="Day">On which day of the month, 1 … <see cref="LastDay"/>.</param>
/// <param name="Once">Whether it is one debit only.</param>
/// <param name="Until">The last day on which anything is debited; null: until it is ended.</param>
public sealed record DebitPlan(Amount Exchange, Amount Dues, int DuesEvery, int Day, bool Once = false, DateOnly? Until = null)
{
    /// <summary>Every month has it.</summary>
    public const int LastDay = 28;

    /// <summary>Whether something is to be debited, on a day that there is.</summary>
    public bool IsSound => Exchange + Dues > Amount.Zero && DuesEvery is 1 or 12 && Day is >= 1 and <= LastDay && Exchange <= EpcQr.Most && Dues <= EpcQr.Most && Exchange + Dues <= EpcQr.Most;
}

/// <summary>Whether a mandate may be used. The numbers are stored.</summary>
public enum DebitMandateState
{
    /// <summary>It may.</summary>
    Active = 1,
    /// <summary>Not until somebody has looked.</summary>
    Suspended = 2,
    /// <summary>Never again.</summary>
    Ended = 3,
}

/// <summary>A member's SEPA Core mandate. It is never changed: who has another bank account, or agrees to something else, signs another one. It lies apart from the book and can be erased.</summary>
/// <param name="Id">Its id in the book.</param>
/// <param name="Reference">Its unique reference ("RUM"), 1 … 35 characters of <see cref="SepaText"/>.</param>
/// <param name="Account">The member's account.</param>
/// <param name="Holder">Whose the bank account is.</param>
/// <param name="Iban">The bank account, in capitals without spaces.</param>
/// <param name="Bic">Its bank; null: the bank knows itself.</param>
/// <param name="Signed">The day on which the member agreed (Europe/Paris).</param>
/// <param name="Plan">To what.</param>
/// <param name="OnPaper">Whether they signed paper that the association keeps; otherwise they agreed when signed in.</param>
/// <param name="EnteredBy">In whose session it was entered.</param>
/// <param name="EnteredAt">When; UTC, to the millisecond.</param>
public sealed record DebitMandate(
    DebitMandateId Id, string Reference, AccountId Account, string Holder, string Iban, string? Bic, DateOnly Signed, DebitPlan Plan, bool OnPaper, PersonId EnteredBy, DateTimeOffset EnteredAt)
{
    /// <summary>A mandate that was not used for so many months is void (EPC016-06, §4.1).</summary>
    public const int MonthsOfNonUse = 36;

    /// <summary>Whether it may be used.</summary>
    public DebitMandateState State { get; init; } = DebitMandateState.Active;

    /// <summary>Why not: the bank's reason, or who ended it in a word; null: it may, or nobody said.</summary>
    public string? Why { get; init; }

    /// <summary>When its state was set; UTC. Null: it never was.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The day of its first debit that was collected; null: there is none yet.</summary>
    public DateOnly? FirstUsed { get; init; }

    /// <summary>The day of its last debit that was collected; null: there is none yet.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>The day after which it is void unless it is used.</summary>
    public DateOnly Expires => (LastUsed ?? Signed).AddMonths(MonthsOfNonUse);

    /// <summary>What is left of it once the currency ends: its dues, for members remain members. Null: it has none.</summary>
    public DebitMandate? DuesAlone => Plan.Dues > Amount.Zero ? this with { Plan = Plan with { Exchange = Amount.Zero } } : null;

    /// <summary>Whether something may be debited under it on a day.</summary>
    public bool IsUsable(DateOnly day) => State is DebitMandateState.Active && day >= Signed && day <= Expires && !(Plan.Until < day) && !(Plan.Once && LastUsed is not null);

    /// <summary>What is debited on a day, by what was debited before.</summary>
    public (Amount Exchange, Amount Dues) DueOn(DateOnly day)
    {
        var first = FirstUsed ?? day;
        var months = (day.Year - first.Year) * 12 + day.Month - first.Month;
        return (Plan.Exchange, months % Plan.DuesEvery == 0 ? Plan.Dues : Amount.Zero);
    }

    /// <summary>The first day on which something is to be debited, from a day on; null: none is left.</summary>
    /// <param name="from">The earliest day.</param>
    /// <param name="taken">Whether the month of a day has its debit already.</param>
    public DateOnly? NextFrom(DateOnly from, Func<DateOnly, bool> taken)
    {
        var day = new DateOnly(from.Year, from.Month, Plan.Day);
        // A mandate for yearly dues alone has nothing due in most months.
        for (var month = 0; month <= 2 * Plan.DuesEvery + 1; month++, day = day.AddMonths(1))
        {
            if (day < from || day < Signed || taken(day)) continue;
            if (!IsUsable(day)) return null;
            if (DueOn(day) is var (exchange, dues) && exchange + dues > Amount.Zero) return day;
        }
        return null;
    }

    /// <summary>The debit of a day. Since 2016 the first of several may be called one of several (EPC016-06 9.0), and is.</summary>
    public Debit DebitOn(DateOnly day, DebitId id)
    {
        var (exchange, dues) = DueOn(day);
        var sequence = Plan.Once ? DebitSequence.OneOff : Plan.Until is { } last && NextAfter(day) is var next && (next is null || next > last) ? DebitSequence.Final : DebitSequence.Recurring;
        return new(id, Id, Account, exchange, dues, sequence);
    }

    private DateOnly? NextAfter(DateOnly day) => (this with { LastUsed = day, FirstUsed = FirstUsed ?? day }).NextFrom(day.AddDays(1), _ => false);
}
