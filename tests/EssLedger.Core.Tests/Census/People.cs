using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

/// <summary>Participants by number, and what their grants are.</summary>
internal static class People
{
    public static readonly DateOnly Day = new(2026, 3, 31);

    public static Member Member(int person, Profile? profile = null, GrantKind kind = GrantKind.Shop, int level = 1, Standing standing = Standing.Active, int grant = 0) =>
        new(GrantNumber.Parse($"LIL-{person:0000}-{grant}"), kind, Id(person), standing, level, Day.AddYears(-1), Day.AddYears(2), profile ?? new());

    // Ids have no 0 and no 1: letters for digits.
    public static ParticipantId Id(int person) => ParticipantId.Parse(string.Concat(person.ToString("0000", CultureInfo.InvariantCulture).Select(c => (char)('A' + c - '0'))));
}
