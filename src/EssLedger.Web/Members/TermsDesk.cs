using System.Collections.Immutable;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>Why ceilings or transfer rules were not set, in the order in which reasons win.</summary>
public enum TermsRefusal
{
    /// <summary>There is no such account.</summary>
    Unknown,
    /// <summary>Nobody sets ceilings of their own.</summary>
    Own,
    /// <summary>Missing or too long.</summary>
    ReasonMissing,
    /// <summary>They would take effect before every server can know of them.</summary>
    TooSoon,
}

/// <summary>What was recorded of the terms, and what it changed.</summary>
/// <param name="Position">Where it stands in the currency book.</param>
/// <param name="At">When it was recorded (UTC).</param>
/// <param name="Before">What held before, at the instant from which it holds.</param>
/// <param name="After">What holds from then on.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Words">The decision; null: forgotten.</param>
public sealed record TermsChange(Position Position, DateTimeOffset At, DateTimeOffset From, Terms Before, Terms After, PersonId By, string? Words);

/// <summary>One ceiling of an account.</summary>
/// <param name="Name">Its stable word: that of <see cref="Ceilings"/>.</param>
/// <param name="Most">The ceiling; null: none.</param>
/// <param name="Own">Whether it is the account's own; else it is that of its kind.</param>
/// <param name="Used">What counts towards it now; null: it is one of a single payment or card.</param>
public sealed record CeilingStanding(string Name, Amount? Most, bool Own, Amount? Used)
{
    /// <summary>What is left; null: any amount, or it is one of a single payment or card.</summary>
    public Amount? Left => Most is { } most && Used is { } used ? most > used ? most - used : Amount.Zero : null;
}

/// <summary>Ceilings and transfer rules, by the same rules whether a screen or the API asks.</summary>
public sealed class TermsDesk(IGrainFactory grains, People people, PaymentRequests requests, TermsInForce terms, CurrencyBook book, TimeProvider clock)
{
    /// <summary>The longest words of a decision.</summary>
    public const int LongestReason = 2000;

    private const int PageSize = 100;

    /// <summary>The ceilings, in the order of screens.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Balance", "Payment", "Day", "In30Days", "PrintedDay", "Card", "CardDay"];

    /// <summary>Records what holds from an instant on, all of it.</summary>
    public async Task<(Act.TermsSet? Set, TermsRefusal? Refusal)> Set(
        DateTimeOffset from, IReadOnlyDictionary<AccountKind, Ceilings> ceilings, IEnumerable<(AccountKind Payer, AccountKind Payee)> forbidden, string? reason, PersonId by)
    {
        if (Words(reason) is not { } words) return (null, TermsRefusal.ReasonMissing);
        var set = new Act.TermsSet(Turn.OfTreasury, DateTimeOffset.FromUnixTimeMilliseconds(from.ToUnixTimeMilliseconds()), ceilings.ToImmutableSortedDictionary(), [.. forbidden], Digest.Of(words), by);
        return await grains.Treasury().SetTerms(set, words) is { } placed ? (placed, null) : (null, TermsRefusal.TooSoon);
    }

    /// <summary>Gives an account ceilings of its own; where they say nothing, those of its kind hold.</summary>
    public async Task<(Account? Account, TermsRefusal? Refusal)> SetOf(AccountId account, Ceilings ceilings, string? reason, PersonId by)
    {
        if (Words(reason) is not { } words) return (null, TermsRefusal.ReasonMissing);
        if (await people.Holds(by, account)) return (null, TermsRefusal.Own);
        if (await requests.StatusOf(account, fresh: true) is null) return (null, TermsRefusal.Unknown);
        return (await grains.GetGrain<IAccountGrain>(account.Value).SetCeilings(ceilings, words, by), null);
    }

    /// <summary>When terms decided for a day take effect: at its first instant in Paris, and for today as soon as every server can know; null: the day has passed.</summary>
    public DateTimeOffset? From(DateOnly? day)
    {
        var now = clock.GetUtcNow();
        var today = ParisCalendar.DayOf(now);
        var soon = now + TermsHistory.Notice + TermsHistory.Notice;
        return day is null || day == today ? soon : day < today ? null : ParisCalendar.StartOf(day.Value) is var start && start < soon ? soon : start;
    }

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>The terms that hold now.</summary>
    public async Task<Terms> Now() => (await terms.Read()).At(clock.GetUtcNow());

    /// <summary>Everything that was recorded, the last first.</summary>
    public async Task<IReadOnlyList<TermsChange>> History()
    {
        var (history, changes) = (new TermsHistory(terms.Basis), new List<TermsChange>());
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(TermsHistory.Subject, Position.None, PageSize))
        {
            if (Codec.Decode(entry.Body) is not Act.TermsSet set) continue;
            var before = history.At(set.From);
            history = history.Apply(entry, set);
            changes.Add(new(entry.Position, entry.CommittedAt, set.From, before, before with { Ceilings = set.Ceilings, Forbidden = set.Forbidden }, set.By, await Told(book, entry.Position, set.Reason)));
        }
        changes.Reverse();
        return changes;
    }

    /// <summary>What an account may hold and pay, and what of it is used: by itself and, where nothing is said of it, as its kind.</summary>
    public async Task<IReadOnlyList<CeilingStanding>> StandingOf(Account account)
    {
        var (now, of) = (clock.GetUtcNow(), await Now());
        var (all, day) = (of.Of(account), account.PaidOn(now));
        var holds = Math.Max(0, account.Of(of.Unit).Minor);
        return
        [
            new("Balance", all.Balance, account.Ceilings.Balance is not null, Amount.FromMinor(holds)),
            new("Payment", all.Payment, account.Ceilings.Payment is not null, null),
            new("Day", all.Day, account.Ceilings.Day is not null, day.Paid),
            new("In30Days", all.In30Days, account.Ceilings.In30Days is not null, account.PaidInWindow(now)),
            new("PrintedDay", all.PrintedDay, account.Ceilings.PrintedDay is not null, day.Printed),
            new("Card", all.Card ?? Ceilings.UsualCard, account.Ceilings.Card is not null, null),
            new("CardDay", all.CardDay ?? Ceilings.UsualCardDay, account.Ceilings.CardDay is not null, null),
        ];
    }

    /// <summary>A ceiling by its name.</summary>
    public static Amount? Of(Ceilings ceilings, string name) => name switch
    {
        "Balance" => ceilings.Balance,
        "Payment" => ceilings.Payment,
        "Day" => ceilings.Day,
        "In30Days" => ceilings.In30Days,
        "PrintedDay" => ceilings.PrintedDay,
        "Card" => ceilings.Card,
        "CardDay" => ceilings.CardDay,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such ceiling."),
    };

    /// <summary>Ceilings by their names.</summary>
    public static Ceilings From(Func<string, Amount?> of) => new(of("Balance"), of("Payment"), of("Day"), of("In30Days"), of("PrintedDay"), of("Card"), of("CardDay"));

    /// <summary>The words of a decision; null: forgotten.</summary>
    internal static async Task<string?> Told(CurrencyBook book, Position position, Digest reason) =>
        await book.Store.FindOriginalAsync(position, reason, default) is { } words ? Encoding.UTF8.GetString(words.Span) : null;

    internal static byte[]? Words(string? reason) => reason?.Trim() is { Length: > 0 and <= LongestReason } words ? Encoding.UTF8.GetBytes(words) : null;
}
