using System.Globalization;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Members;

/// <summary>A member: one record per person; an organisation is a member by the person who acts for it.</summary>
/// <param name="Person">Null: a bureau opened the account for nobody who is known here.</param>
/// <param name="Name">The person's name, or the account's where there is no person.</param>
/// <param name="Email">Where they are written to, and by which they sign in.</param>
/// <param name="Since">When the record was made; null without a person.</param>
/// <param name="Accounts">In whose names their accounts stand.</param>
/// <param name="Waiting">What they asked for and nobody has decided.</param>
public sealed record Member(PersonId? Person, string Name, string? Email, DateTimeOffset? Since, IReadOnlyList<AccountHolder> Accounts, IReadOnlyList<Admission> Waiting)
{
    /// <summary>The kinds of their accounts; none as long as they have no account.</summary>
    public IEnumerable<string> Kinds => Accounts.Select(a => a.Kind).Distinct();

    /// <summary>Their page.</summary>
    public string Path => Person is { } person ? $"/bureau/membres/{person}" : $"/bureau/membres/comptes/{Accounts[0].Account}";
}

/// <summary>Why two records may be one person.</summary>
public enum Likeness
{
    Email,
    Name,
    Siret,
}

/// <summary>Who the members are: read for the association's screens, all at once, for an association has some thousands of members at most.</summary>
public sealed class MemberRegister(IDbContextFactory<PeopleContext> contexts)
{
    private static readonly CompareInfo French = CultureInfo.GetCultureInfo("fr-FR").CompareInfo;
    private const CompareOptions AsHeard = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    /// <summary>Everybody, who came first first.</summary>
    public async Task<IReadOnlyList<Member>> All()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var holders = await db.AccountHolders.AsNoTracking().ToListAsync();
        var holdings = await db.Holdings.AsNoTracking().ToListAsync();
        var waiting = (await db.Admissions.AsNoTracking().Where(a => a.Decided == null).ToListAsync()).ToLookup(a => a.Person);
        var asMembers = (await db.Assignments.Where(a => a.Role == Roles.Resident || a.Role == Roles.Merchant).Select(a => a.Person).ToListAsync()).ToHashSet();
        var gone = (await db.Mergers.Select(m => m.Gone).ToListAsync()).ToHashSet();
        var named = holders.ToDictionary(h => h.Account);
        var accounts = holdings.Where(h => named.ContainsKey(h.Account)).ToLookup(h => h.Person, h => named[h.Account]);
        var people = await db.Users.AsNoTracking().OrderBy(p => p.Created).ThenBy(p => p.Id).Select(p => new { p.Id, p.DisplayName, p.Email, p.Created }).ToListAsync();
        var held = holdings.Select(h => h.Account).ToHashSet();
        return
        [
            .. people.Select(p => new Member(PersonId.Parse(p.Id), p.DisplayName, p.Email, p.Created,
                    [.. accounts[PersonId.Parse(p.Id)].OrderBy(a => a.Account.Value, StringComparer.Ordinal)], [.. waiting[PersonId.Parse(p.Id)].OrderBy(a => a.Asked)]))
                .Where(m => (m.Accounts.Count > 0 || asMembers.Contains(m.Person!.Value)) && !gone.Contains(m.Person!.Value)),
            .. holders.Where(h => !held.Contains(h.Account)).OrderBy(h => h.Account.Value, StringComparer.Ordinal).Select(h => new Member(null, h.Name, null, null, [h], [])),
        ];
    }

    /// <summary>Whether a member is meant by some words: part of a name or an address, the beginning of a SIRET, an account's number. Accents do not count.</summary>
    public static bool Matches(Member member, string asked)
    {
        var digits = asked.Replace(" ", "", StringComparison.Ordinal);
        return IsHeard(member.Name, asked) || IsHeard(member.Email ?? "", asked)
            || member.Accounts.Any(a => IsHeard(a.Name, asked) || a.Account.Value.Equals(asked, StringComparison.OrdinalIgnoreCase) || (digits.Length > 2 && a.Siret?.StartsWith(digits, StringComparison.Ordinal) is true));
    }

    /// <summary>Whether a text has these words in it as one hears them: case and accents do not count.</summary>
    public static bool IsHeard(string text, string asked) => French.IndexOf(text, asked, AsHeard) >= 0;

    /// <summary>Who may be the same person, and by what one might think so.</summary>
    /// <param name="all">Everybody.</param>
    /// <param name="member">Whom they are compared with; need not be entered yet.</param>
    public static IReadOnlyList<(Member Member, IReadOnlyList<Likeness> By)> PerhapsSame(IReadOnlyList<Member> all, Member member)
    {
        var (names, sirets) = (NamesOf(member), SiretsOf(member));
        return [.. all.Where(other => other.Person != member.Person || (other.Person is null && other.Accounts[0].Account != member.Accounts[0].Account)).Select(other => (other, (IReadOnlyList<Likeness>)[.. By(other)])).Where(found => found.Item2.Count > 0)];

        IEnumerable<Likeness> By(Member other)
        {
            if (member.Email is { } email && string.Equals(email, other.Email, StringComparison.OrdinalIgnoreCase)) yield return Likeness.Email;
            if (NamesOf(other).Overlaps(names)) yield return Likeness.Name;
            if (SiretsOf(other).Overlaps(sirets)) yield return Likeness.Siret;
        }
    }

    private static HashSet<string> NamesOf(Member member) => [Plain(member.Name), .. member.Accounts.Select(a => Plain(a.Name))];

    private static HashSet<string> SiretsOf(Member member) => [.. member.Accounts.Select(a => a.Siret).OfType<string>()];

    /// <summary>Whether two names are one, as people write them: case, accents and what stands between the words do not count.</summary>
    internal static bool SameName(string one, string other) => Plain(one) is { Length: > 0 } plain && plain == Plain(other);

    /// <summary>A name without case, accents and punctuation, its words in the order of the alphabet: "DUPONT, Zoé" is "Zoe Dupont".</summary>
    internal static string Plain(string name)
    {
        var letters = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark) letters.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return string.Join(' ', letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    /// <summary>Into which record a record was merged; null: it was not.</summary>
    public async Task<PersonId?> Into(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return (await db.Mergers.AsNoTracking().SingleOrDefaultAsync(m => m.Gone == person))?.Into;
    }

    /// <summary>All admissions of a member, decided ones too, the last first.</summary>
    public async Task<IReadOnlyList<Admission>> AdmissionsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Admissions.AsNoTracking().Where(a => a.Person == person).OrderByDescending(a => a.Asked).ToListAsync();
    }
}
