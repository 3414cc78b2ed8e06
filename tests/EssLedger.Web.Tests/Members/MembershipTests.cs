namespace EssLedger.Web.Members;

public sealed class MembershipTests
{
    private static DateOnly D(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    [Theory]
    [InlineData(false, "2026-11-26", null, "2026-01-01", "2026-12-31")]
    [InlineData(true, "2026-11-26", null, "2026-11-26", "2027-11-25")]
    // Who renews early loses no day, who renews late pays for none that is gone.
    [InlineData(true, "2026-11-26", "2026-12-10", "2026-12-11", "2027-12-10")]
    [InlineData(true, "2026-11-26", "2026-11-25", "2026-11-26", "2027-11-25")]
    [InlineData(true, "2028-02-29", null, "2028-02-29", "2029-02-27")]
    public void A_membership_holds_for_a_year(bool rolling, string paid, string? before, string first, string last) =>
        Assert.Equal((D(first), D(last)), new Fee(2026, "resident") { IsRolling = rolling }.Term(D(paid), before is null ? null : D(before)));

    [Theory]
    [InlineData(null, MembershipState.Due)]
    [InlineData("2026-11-25", MembershipState.Over)]
    [InlineData("2026-11-26", MembershipState.Due)]
    [InlineData("2026-12-26", MembershipState.Due)]
    [InlineData("2026-12-27", MembershipState.Current)]
    public void A_member_is_current_until_a_month_before_the_end(string? last, MembershipState state) => Assert.Equal(state, MembershipStates.On(last is null ? null : D(last), D("2026-11-26")));

    [Theory]
    [InlineData("DUPONT, Zoé", "Zoe Dupont", true)]
    [InlineData("Épicerie de l'Angle", "EPICERIE DE L ANGLE", true)]
    [InlineData("Zoé Dupond", "Zoé Dupont", false)]
    public void A_name_is_the_same_however_it_is_written(string one, string other, bool same) => Assert.Equal(same, MemberRegister.Plain(one) == MemberRegister.Plain(other));
}
