using EssLedger.Core.Labels;

namespace EssLedger.Core.Badges;

public sealed class BadgeRulesTests
{
    private static readonly DateOnly From = new(2026, 1, 1), Until = new(2026, 12, 31);

    public static TheoryData<BadgeSigner, string, Standing?, string> Rules => new()
    {
        // signer             today         register              reasons
        { BadgeSigner.Issuer,  "2026-06-01", Standing.Active,    "" },
        { BadgeSigner.Issuer,  "2026-01-01", Standing.Active,    "" },
        { BadgeSigner.Issuer,  "2026-12-31", Standing.Active,    "" },                        // the last day is included
        { BadgeSigner.Issuer,  "2025-12-31", Standing.Active,    "not_yet_valid" },
        { BadgeSigner.Issuer,  "2027-01-01", Standing.Active,    "expired" },                 // renewed, but this is the old sticker
        { BadgeSigner.Issuer,  "2027-01-01", Standing.Expired,   "expired" },
        { BadgeSigner.Issuer,  "2026-06-01", Standing.Suspended, "suspended" },
        { BadgeSigner.Issuer,  "2027-01-01", Standing.Suspended, "suspended expired" },
        { BadgeSigner.Issuer,  "2026-06-01", Standing.Withdrawn, "withdrawn" },
        { BadgeSigner.Issuer,  "2026-06-01", Standing.Renounced, "renounced" },
        { BadgeSigner.Issuer,  "2026-06-01", Standing.None,      "not_yet_valid" },
        { BadgeSigner.Issuer,  "2025-06-01", Standing.None,      "not_yet_valid" },
        { BadgeSigner.Issuer,  "2026-06-01", null,               "unknown_grant" },
        { BadgeSigner.Forged,  "2026-06-01", Standing.Active,    "bad_signature" },
        { BadgeSigner.Forged,  "2027-06-01", Standing.Withdrawn, "bad_signature" },           // a forger's dates are not worth reading
        { BadgeSigner.Unknown, "2026-06-01", Standing.Active,    "unknown_issuer" },
        { BadgeSigner.Unknown, "2027-06-01", null,               "unknown_issuer" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Badge_is_valid_unless_there_is_a_reason(BadgeSigner signer, string today, Standing? live, string reasons)
    {
        var verdict = BadgeRules.Check(signer, From, Until, DateOnly.ParseExact(today, "yyyy-MM-dd", null), live);

        Assert.Equal(reasons, string.Join(' ', verdict.Reasons.Select(reason => reason.Word())));
        Assert.Equal(reasons.Length == 0, verdict.Valid);
        Assert.Equal(signer is BadgeSigner.Issuer, verdict.Authentic);
    }

    [Fact]
    public void Badge_signed_by_an_unknown_issuer_is_never_valid()
    {
        Standing?[] standings = [.. Enum.GetValues<Standing>().Cast<Standing?>(), null];
        foreach (var live in standings)
            for (var day = From.AddDays(-2); day <= Until.AddDays(2); day = day.AddDays(1))
                Assert.False(BadgeRules.Check(BadgeSigner.Unknown, From, Until, day, live).Valid);
    }

    [Fact]
    public void Text_that_is_no_badge_is_neither_valid_nor_authentic()
    {
        Assert.False(BadgeVerdict.Malformed.Valid);
        Assert.False(BadgeVerdict.Malformed.Authentic);
        Assert.Equal("malformed", BadgeVerdict.Malformed.Reasons.Single().Word());
    }
}
