using System.Globalization;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Campaigns;

/// <summary>What a campaign gives, and on what occasion. The numbers are stored: never reuse one.</summary>
public enum CampaignKind
{
    /// <summary>So much more than was exchanged, whenever a resident exchanges euros.</summary>
    Bonus = 1,
    /// <summary>Purses for people on a list, to be spent where the terms say.</summary>
    Aid = 2,
    /// <summary>The same as a present to many: nobody's situation stands behind it.</summary>
    Gift = 3,
    /// <summary>A share of what members exchanged in half a year, for the associations that they chose.</summary>
    Share = 4,
}

/// <summary>Where a campaign's purses can be spent. Every condition that is named must hold; one that names nothing holds for all.</summary>
/// <param name="Labelled">Only where the label is active on the day of the payment.</param>
/// <param name="Kinds">Only at accounts of these kinds, in ascending order.</param>
/// <param name="Accounts">Only at these accounts, in ordinal order.</param>
/// <param name="Categories">Only at payees that have one of these categories (the words of the label's filières), in ordinal order.</param>
public sealed record Acceptors(bool Labelled, IReadOnlyList<AccountKind> Kinds, IReadOnlyList<AccountId> Accounts, IReadOnlyList<string> Categories)
{
    /// <summary>Everywhere.</summary>
    public static Acceptors Anybody { get; } = new(false, [], [], []);

    /// <summary>Conditions in the order in which they are kept, each once.</summary>
    public static Acceptors Of(bool labelled, IEnumerable<AccountKind> kinds, IEnumerable<AccountId> accounts, IEnumerable<string> categories) => new(
        labelled, [.. kinds.Distinct().Order()], [.. accounts.Distinct().OrderBy(a => a.Value, StringComparer.Ordinal)], [.. categories.Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Whether the label has a say in it.</summary>
    public bool AskOfLabel => Labelled || Categories.Count > 0;

    /// <summary>Whether a payee may be paid so.</summary>
    /// <param name="payee">Who is to be paid.</param>
    /// <param name="kind">Whose account that is.</param>
    /// <param name="standing">What the label says of them: another book's word, told from outside.</param>
    public bool Accept(AccountId payee, AccountKind kind, PayeeStanding standing) => InBook(payee, kind)
        && (!Labelled || standing.Labelled) && (Categories.Count == 0 || Categories.Any(standing.Categories.Contains));

    /// <summary>The conditions of which the currency book itself knows whether they hold.</summary>
    public bool InBook(AccountId payee, AccountKind kind) => (Kinds.Count == 0 || Kinds.Contains(kind)) && (Accounts.Count == 0 || Accounts.Contains(payee));
}

/// <summary>What the label says of a payee on a day.</summary>
/// <param name="Labelled">Whether they hold an active label.</param>
/// <param name="Categories">The words of their filières.</param>
public sealed record PayeeStanding(bool Labelled, IReadOnlyList<string> Categories)
{
    /// <summary>The label knows nothing of them.</summary>
    public static PayeeStanding None { get; } = new(false, []);
}

/// <summary>What holds for a campaign from its proposal to its end; never changed.</summary>
/// <param name="Kind">What it gives.</param>
/// <param name="Budget">In euro cents: all that it may ever give.</param>
/// <param name="Rate">Of a bonus or a share, in hundredths of a percent, 1 … 10 000; else 0. What it comes to is rounded down to a hundredth.</param>
/// <param name="PerPerson">All that one account may ever receive of it, in hundredths; of a share: one association in one half-year.</param>
/// <param name="First">The first day (Europe/Paris) on which it gives.</param>
/// <param name="Last">The last one.</param>
/// <param name="Grace">For how many days after it its purses can still be spent, 0 … 366.</param>
/// <param name="Acceptors">Where.</param>
public sealed record CampaignTerms(CampaignKind Kind, Amount Budget, int Rate, Amount PerPerson, DateOnly First, DateOnly Last, int Grace, Acceptors Acceptors)
{
    /// <summary>A whole, in hundredths of a percent.</summary>
    public const int Whole = 10_000;

    /// <summary>The most days of grace, the most accounts and the most categories that terms name.</summary>
    public const int MostGrace = 366, MostAccounts = 500, MostCategories = 20;

    /// <summary>Whether such a campaign can be.</summary>
    public bool IsSound => Enum.IsDefined(Kind) && Budget > Amount.Zero && PerPerson > Amount.Zero && First <= Last && Grace is >= 0 and <= MostGrace
        && (Kind is CampaignKind.Bonus or CampaignKind.Share ? Rate is >= 1 and <= Whole : Rate == 0)
        && Acceptors.Accounts.Count <= MostAccounts && Acceptors.Categories.Count <= MostCategories
        && Acceptors.Categories.All(c => c.Length is >= 1 and <= 32 && c.All(l => l is (>= 'a' and <= 'z') or '_'));

    /// <summary>The share of a sum, rounded down to a hundredth.</summary>
    public static Amount Part(Amount of, int rate) => Amount.FromMinor((long)((Int128)of.Minor * rate / Whole));

    internal void Write(CborWriter w)
    {
        w.WriteArray(11);
        w.WriteInteger((int)Kind);
        w.WriteInteger(Budget.Minor);
        w.WriteInteger(Rate);
        w.WriteInteger(PerPerson.Minor);
        w.WriteDay(First);
        w.WriteDay(Last);
        w.WriteInteger(Grace);
        w.WriteInteger(Acceptors.Labelled ? 1 : 0);
        w.WriteArray(Acceptors.Kinds.Count);
        foreach (var kind in Acceptors.Kinds) w.WriteInteger((int)kind);
        w.WriteArray(Acceptors.Accounts.Count);
        foreach (var account in Acceptors.Accounts) w.WriteText(account.Value);
        w.WriteArray(Acceptors.Categories.Count);
        foreach (var category in Acceptors.Categories) w.WriteText(category);
    }

    internal static CampaignTerms Read(ref CborReader r)
    {
        if (r.ReadArray() != 11) throw new FormatException("Terms of a campaign have eleven fields.");
        var terms = new CampaignTerms((CampaignKind)r.ReadInteger(), Amount.FromMinor(r.ReadInteger()), checked((int)r.ReadInteger()), Amount.FromMinor(r.ReadInteger()),
            r.ReadDay(), r.ReadDay(), checked((int)r.ReadInteger()), Acceptors.Anybody);
        var labelled = r.ReadInteger() switch { 0 => false, 1 => true, _ => throw new FormatException("A flag is 0 or 1.") };
        var (kinds, accounts, categories) = (new List<AccountKind>(), new List<AccountId>(), new List<string>());
        for (var left = r.ReadArray(); left > 0; left--) kinds.Add((AccountKind)r.ReadInteger() is var kind && Enum.IsDefined(kind) ? kind : throw new FormatException("There is no such kind."));
        for (var left = r.ReadArray(); left > 0; left--) accounts.Add(AccountId.Parse(r.ReadText()));
        for (var left = r.ReadArray(); left > 0; left--) categories.Add(r.ReadText());
        var acceptors = Acceptors.Of(labelled, kinds, accounts, categories);
        if (!acceptors.Kinds.SequenceEqual(kinds) || !acceptors.Accounts.SequenceEqual(accounts) || !acceptors.Categories.SequenceEqual(categories)) throw new FormatException("Conditions stand in their order, each once.");
        terms = terms with { Acceptors = acceptors };
        return terms.IsSound ? terms : throw new FormatException("There can be no such campaign.");
    }
}

/// <summary>Half a year: January to June, or July to December (Europe/Paris).</summary>
/// <param name="Year">1 … 9999.</param>
/// <param name="Half">1 or 2.</param>
public readonly record struct HalfYear(int Year, int Half)
{
    /// <summary>Its first day.</summary>
    public DateOnly First => new(Year, Half == 1 ? 1 : 7, 1);

    /// <summary>Its last day.</summary>
    public DateOnly Last => First.AddMonths(6).AddDays(-1);

    /// <summary>The one in which a day lies.</summary>
    public static HalfYear Of(DateOnly day) => new(day.Year, day.Month <= 6 ? 1 : 2);

    /// <summary>The one before.</summary>
    public HalfYear Before => Of(First.AddDays(-1));

    /// <summary>Reads <c>2026-1</c>.</summary>
    public static bool TryParse(string? text, out HalfYear half)
    {
        half = default;
        if (text is not { Length: 6 } || text[4] != '-' || text[5] is not ('1' or '2') || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year == 0) return false;
        half = new(year, text[5] - '0');
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Half}");
}
