using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Webhooks;

namespace EssLedger.Core.Push;

public sealed class NewsTests
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Ben = AccountId.Parse("BEN"), Bakery = AccountId.Parse("BAKERY");
    private static readonly PersonId Tess = PersonId.Parse("TESS"), Abel = PersonId.Parse("ABEL");
    private static readonly Unit Units = Unit.Parse("MLC");
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static Uuid NewId() => Uuid.Version7(Noon, Guid.NewGuid().ToByteArray().AsSpan(0, 10));
    private static Transfer Leg(AccountId from, AccountId to, long minor, Unit unit, PurseId? purse = null) => new(from, null, to, purse, Amount.FromMinor(minor), unit);
    private static Act.Paid Paid(AccountId payee, RequestId? request = null, OrderId? refunds = null) =>
        new(new("ANA", 2), new(NewId()), Ana, payee, default, default, default, request, refunds, [Leg(Ana, payee, 700, Units, new PurseId(NewId())), Leg(Ana, payee, 550, Units)]);

    [Fact]
    public void Who_is_paid_is_told_the_whole_sum_once_and_who_pays_is_told_nothing()
    {
        Assert.Equal([new News(Bakery, NewsEvent.PaymentReceived, Amount.FromMinor(1250), Units)], News.Of(Paid(Bakery)));
        Assert.Equal([new News(Bakery, NewsEvent.RefundReceived, Amount.FromMinor(1250), Units)], News.Of(Paid(Bakery, refunds: new(NewId()))));
        var request = new RequestId(NewId());
        Assert.Equal(request, Assert.Single(News.Of(Paid(Bakery, request))).Request);
        // A reconversion pays the office.
        Assert.Empty(News.Of(Paid(OfficeAccounts.Reconversion)));
    }

    [Fact]
    public void Everybody_who_gets_an_aid_or_exchanged_money_is_told_their_own_sum_and_no_office_is()
    {
        var campaign = OfficeAccounts.CampaignOf("AAAAAAAAAAAA");
        Act.AllotmentsMade made = new(new("TREASURY", 1), new(NewId()), null, Tess, Abel, [Leg(OfficeAccounts.Backing, campaign, 5000, Unit.Euro), Leg(OfficeAccounts.Issuance, Ana, 3000, Units, new PurseId(NewId())), Leg(OfficeAccounts.Issuance, Ben, 2000, Units)]);
        Assert.Equal([new News(Ana, NewsEvent.AidReceived, Amount.FromMinor(3000), Units), new News(Ben, NewsEvent.AidReceived, Amount.FromMinor(2000), Units)], News.Of(made));
        Act.Issued issued = new(new("TREASURY", 1), new(NewId()), default, Tess, Abel, [Leg(OfficeAccounts.Backing, OfficeAccounts.Suspense, 100, Unit.Euro), Leg(OfficeAccounts.Issuance, Ana, 100, Units)]);
        Assert.Equal([new News(Ana, NewsEvent.Credited, Amount.FromMinor(100), Units)], News.Of(issued));
    }

    [Fact]
    public void Of_devices_and_cards_their_holder_is_told_and_of_what_is_no_news_nobody()
    {
        Assert.Equal([new News(Ana, NewsEvent.DeviceBlocked)], News.Of(new Act.KeyBlocked(new("ANA", 3), new(1), Tess)));
        Assert.Equal([new News(Ana, NewsEvent.CardBlocked)], News.Of(new Act.CardBlocked(new("ANA", 3), new(NewId()), Tess)));
        Assert.Equal([new News(Ana, NewsEvent.MandateRevoked)], News.Of(new Act.MandateRevoked(new("ANA", 3), new(NewId()), Tess)));
        Assert.Empty(News.Of(new Act.RequestEnded(new(NewId()), Cancelled: true)));
        Assert.Equal((NewsKinds.Money, NewsKinds.Asks, NewsKinds.Schedules, NewsKinds.Security),
            (News.KindOf(NewsEvent.AidReceived), News.KindOf(NewsEvent.Asked), News.KindOf(NewsEvent.ScheduleMissed), News.KindOf(NewsEvent.MandateGiven)));
    }

    [Fact]
    public void A_push_service_is_public_and_may_have_a_long_address_and_yesterdays_news_is_told_no_more()
    {
        var address = $"https://push.example/{new string('a', 900)}";
        Assert.Null(PushRules.Refuse(address, loopbackToo: false));
        Assert.Equal(WebhookRefusal.NoAddress, PushRules.Refuse(address + new string('a', 200), loopbackToo: false));
        Assert.Equal(WebhookRefusal.NotPublic, PushRules.Refuse("https://10.0.0.1/push", loopbackToo: false));
        Assert.NotNull(PushRules.Next(3, Noon, Noon.AddHours(23), 0.5));
        Assert.Null(PushRules.Next(3, Noon, Noon.AddHours(24), 0.5));
    }

    [Theory]
    [InlineData("ANA", true, true, 0, 0, AskRefusal.SameAccount)]
    [InlineData("BEN", false, false, 9, 99, AskRefusal.PayerUnknown)]
    [InlineData("BEN", true, false, 9, 99, AskRefusal.LimitExceeded)]
    [InlineData("BEN", true, true, AskRules.MostOpenToOne, AskRules.MostOpenToOne, AskRefusal.TooManyAsks)]
    [InlineData("BEN", true, true, 0, AskRules.MostOpen, AskRefusal.TooManyAsks)]
    [InlineData("BEN", true, true, AskRules.MostOpenToOne - 1, AskRules.MostOpen - 1, null)]
    public void Of_several_reasons_not_to_ask_the_first_wins(string payer, bool known, bool mayPay, int openToOne, int open, AskRefusal? refusal) =>
        Assert.Equal(refusal, AskRules.Refuse(Ana, AccountId.Parse(payer), known, mayPay, openToOne, open));
}
