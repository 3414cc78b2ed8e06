using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Members;

/// <summary>Why no membership or price was entered.</summary>
public enum MembershipRefusal
{
    /// <summary>There is no such member.</summary>
    Unknown,
    /// <summary>Nobody enters a membership of their own.</summary>
    Own,
    /// <summary>The price list has no such line.</summary>
    NoPrice,
    AmountUnreadable,
    /// <summary>It is not the price, or less than the least.</summary>
    AmountNotPrice,
    /// <summary>The day of payment is missing, or to come.</summary>
    DayMissing,
    ReferenceMissing,
    /// <summary>A membership for these days is there already.</summary>
    PaidAlready,
}

/// <summary>The association's price lists, and who paid.</summary>
public sealed class MembershipDesk(IDbContextFactory<PeopleContext> contexts, TimeProvider clock)
{
    private const long MostCents = 100_000_00;
    private const int LongestReference = 100;

    // Who entered what the bank paid: the ledger itself.
    private static readonly PersonId Nobody = PersonId.Parse("LEDGER");

    /// <summary>The kinds of members, in the order of screens.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["resident", "merchant", "ess", "public"];

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>All price lists, the latest year first.</summary>
    public async Task<IReadOnlyList<Fee>> Fees()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return [.. (await db.Fees.AsNoTracking().ToListAsync()).OrderByDescending(f => f.Year).ThenBy(f => Kinds.ToList().IndexOf(f.Kind))];
    }

    /// <summary>Enters a line of a price list, or another price on it; what was paid stays as it was.</summary>
    public async Task<MembershipRefusal?> SetFee(int year, string kind, long? cents, bool isFree, bool isRolling)
    {
        if (year < 2000 || year > Today.Year + 1 || !Kinds.Contains(kind)) return MembershipRefusal.NoPrice;
        if (cents is not { } price || price is < 0 or > MostCents) return MembershipRefusal.AmountUnreadable;
        await using var db = await contexts.CreateDbContextAsync();
        var fee = await db.Fees.SingleOrDefaultAsync(f => f.Year == year && f.Kind == kind);
        if (fee is null) db.Add(fee = new(year, kind));
        (fee.Cents, fee.IsFree, fee.IsRolling) = (price, isFree, isRolling);
        await db.SaveChangesAsync();
        return null;
    }

    /// <summary>A member's memberships, the last first.</summary>
    public async Task<IReadOnlyList<Membership>> Of(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Memberships.AsNoTracking().Where(m => m.Person == person).OrderByDescending(m => m.First).ToListAsync();
    }

    /// <summary>The last membership of everybody who ever paid.</summary>
    public async Task<IReadOnlyDictionary<PersonId, Membership>> Latest()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return (await db.Memberships.AsNoTracking().ToListAsync()).GroupBy(m => m.Person).ToDictionary(of => of.Key, of => of.MaxBy(m => m.Last)!);
    }

    /// <summary>Whose last membership ends within these days, and when.</summary>
    public async Task<IReadOnlyList<(PersonId Person, DateOnly Last)>> Ends(DateOnly from, DateOnly through) =>
        [.. (await Latest()).Values.Where(m => m.Last >= from && m.Last <= through).OrderBy(m => m.Last).ThenBy(m => m.Id, StringComparer.Ordinal).Select(m => (m.Person, m.Last))];

    /// <summary>Enters that a member paid.</summary>
    /// <param name="person">Who.</param>
    /// <param name="year">The year of the price list.</param>
    /// <param name="kind">The line of it.</param>
    /// <param name="cents">How much, in cents of euro.</param>
    /// <param name="paid">On which day (Europe/Paris).</param>
    /// <param name="reference">Where the association's own books have it.</param>
    /// <param name="by">Who enters it.</param>
    public async Task<MembershipRefusal?> Enter(PersonId person, int year, string kind, long? cents, DateOnly? paid, string? reference, PersonId by)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (!await db.Users.AnyAsync(p => p.Id == person.Value)) return MembershipRefusal.Unknown;
        if (person == by) return MembershipRefusal.Own;
        if (await db.Fees.AsNoTracking().SingleOrDefaultAsync(f => f.Year == year && f.Kind == kind) is not { } fee) return MembershipRefusal.NoPrice;
        if (cents is not { } given || given is < 0 or > MostCents) return MembershipRefusal.AmountUnreadable;
        if (fee.IsFree ? given < fee.Cents : given != fee.Cents) return MembershipRefusal.AmountNotPrice;
        if (paid is not { } day || day > Today) return MembershipRefusal.DayMissing;
        if (reference?.Trim() is not { Length: > 0 and <= LongestReference } words || !PlainText.Is(words)) return MembershipRefusal.ReferenceMissing;
        var before = await db.Memberships.Where(m => m.Person == person).ToListAsync();
        var (first, last) = fee.Term(day, before.Count == 0 ? null : before.Max(m => m.Last));
        if (before.Any(m => m.First <= last && first <= m.Last)) return MembershipRefusal.PaidAlready;
        db.Add(new Membership(People.NewId(), person, kind, first, last, given, day, words, by, clock.GetUtcNow()));
        await db.SaveChangesAsync();
        return null;
    }

    /// <summary>Enters dues that the bank debited, once: two persons approved that, so nobody types it. Monthly dues hold for a month, as long as twelve of them are the price of a year.</summary>
    /// <param name="debit">The debit's end-to-end id: a membership that somebody entered by hand with this reference is this one.</param>
    /// <param name="person">Who.</param>
    /// <param name="kind">The line of the price list of that year.</param>
    /// <param name="cents">How much.</param>
    /// <param name="paid">The day of the debit.</param>
    /// <param name="monthly">Whether they are a month's.</param>
    public async Task<MembershipRefusal?> EnterDebited(string debit, PersonId person, string kind, long cents, DateOnly paid, bool monthly)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Memberships.AnyAsync(m => m.Id == debit || m.Reference == debit)) return null;
        if (await db.Fees.AsNoTracking().SingleOrDefaultAsync(f => f.Year == paid.Year && f.Kind == kind) is not { } fee) return MembershipRefusal.NoPrice;
        if (monthly ? cents * 12 < fee.Cents : fee.IsFree ? cents < fee.Cents : cents != fee.Cents) return MembershipRefusal.AmountNotPrice;
        var before = await db.Memberships.Where(m => m.Person == person).ToListAsync();
        DateOnly? until = before.Count == 0 ? null : before.Max(m => m.Last);
        var (first, last) = monthly ? Fee.Month(paid, until) : fee.Term(paid, until);
        if (before.Any(m => m.First <= last && first <= m.Last)) return MembershipRefusal.PaidAlready;
        db.Add(new Membership(debit, person, kind, first, last, cents, paid, debit, Nobody, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) when (!db.ChangeTracker.HasChanges() || db.Memberships.AsNoTracking().Any(m => m.Id == debit))
        {
            // Another server entered it in the same moment.
        }
        return null;
    }

    /// <summary>Takes back what a debit had paid, for that was undone.</summary>
    public async Task Withdraw(string debit)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Memberships.Where(m => m.Id == debit).ExecuteDeleteAsync();
    }
}
