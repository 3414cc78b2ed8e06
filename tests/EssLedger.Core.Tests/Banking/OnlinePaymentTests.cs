using EssLedger.Core.Money;

namespace EssLedger.Core.Banking;

public sealed class OnlinePaymentTests
{
    /// <summary>All states that HelloAsso names.</summary>
    [Theory]
    [InlineData("Authorized", true, false)]
    [InlineData("Refunded", false, true)]
    [InlineData("Refunding", false, true)]
    [InlineData("Contested", false, true)]
    [InlineData("Pending", false, false)]
    [InlineData("Refused", false, false)]
    [InlineData("Unknown", false, false)]
    [InlineData("Registered", false, false)]
    [InlineData("AuthorizedPreprod", false, false)]
    [InlineData("WaitingBankValidation", false, false)]
    [InlineData("authorized", false, false)]
    public void Only_what_is_authorized_makes_units_and_what_goes_back_is_a_case(string state, bool credits, bool cameBack)
    {
        var payment = new OnlinePayment(1, 2, Amount.FromMinor(1), state, DateTimeOffset.UnixEpoch, "", "", "", DateTimeOffset.UnixEpoch);
        Assert.Equal((credits, cameBack), (payment.MayCredit, payment.CameBack));
        Assert.False((payment with { Amount = Amount.Zero }).MayCredit);
    }
}
