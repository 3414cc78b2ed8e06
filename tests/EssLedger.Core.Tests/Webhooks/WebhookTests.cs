using System.Net;
using System.Text;

namespace EssLedger.Core.Webhooks;

public sealed class WebhookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_is_signed_as_the_example_of_the_specification_and_by_both_secrets_while_two_hold()
    {
        // From the Standard Webhooks specification, "Signature scheme".
        var secret = Convert.FromBase64String("plJ3nmyCDGBKInavdOK15jsl");
        var body = Encoding.UTF8.GetBytes("""{"event_type":"ping","data":{"success":true}}""");
        string Sign(params byte[][] secrets) => WebhookSignature.Sign("msg_loFOjxBNrRLzqYUf", DateTimeOffset.FromUnixTimeSeconds(1731705121), body, secrets);
        Assert.Equal("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=", Sign(secret));
        var other = new byte[WebhookSignature.SecretSize];
        Assert.Equal($"{Sign(other)} {Sign(secret)}", Sign(other, secret));
        Assert.Equal("whsec_plJ3nmyCDGBKInavdOK15jsl", WebhookSignature.Write(secret));
    }

    [Theory]
    [InlineData("https://shop.example/hook?x=1", null)]
    [InlineData("https://shop.example:8443/hook", null)]
    [InlineData("shop.example/hook", WebhookRefusal.NoAddress)]
    [InlineData("", WebhookRefusal.NoAddress)]
    [InlineData("http://shop.example/hook", WebhookRefusal.NotHttps)]
    [InlineData("file:///etc/passwd", WebhookRefusal.NoAddress)]
    [InlineData("gopher://shop.example/", WebhookRefusal.NotHttps)]
    [InlineData("https://user:pass@shop.example/", WebhookRefusal.NotPlain)]
    [InlineData("https://shop.example/#part", WebhookRefusal.NotPlain)]
    [InlineData("https://localhost/", WebhookRefusal.NotPublic)]
    [InlineData("https://127.0.0.1/", WebhookRefusal.NotPublic)]
    [InlineData("https://2130706433/", WebhookRefusal.NotPublic)]
    [InlineData("https://[::1]/", WebhookRefusal.NotPublic)]
    [InlineData("https://[::ffff:10.0.0.1]/", WebhookRefusal.NotPublic)]
    [InlineData("https://169.254.169.254/latest/meta-data", WebhookRefusal.NotPublic)]
    public void An_address_is_https_plain_and_public(string address, WebhookRefusal? refusal) => Assert.Equal(refusal, WebhookRules.Refuse(address, loopbackToo: false));

    [Fact]
    public void Only_a_demonstration_sends_in_the_open_and_only_to_its_own_machine()
    {
        Assert.Null(WebhookRules.Refuse("http://127.0.0.1:9000/hook", loopbackToo: true));
        Assert.Equal(WebhookRefusal.NotHttps, WebhookRules.Refuse("http://shop.example/hook", loopbackToo: true));
        Assert.Equal(WebhookRefusal.NotHttps, WebhookRules.Refuse("http://127.0.0.1:9000/hook", loopbackToo: false));
        Assert.Equal(WebhookRefusal.NotPublic, WebhookRules.Refuse("https://192.168.0.1/hook", loopbackToo: true));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.0", true)]
    [InlineData("2a00:1450:4007::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:192.168.1.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::1", false)]
    public void An_address_is_public_if_it_is_given_out_for_that(string address, bool isPublic) => Assert.Equal(isPublic, WebhookRules.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void What_is_not_taken_is_tried_after_longer_and_longer_waits_for_three_days()
    {
        var (now, waits) = (Noon, new List<TimeSpan>());
        for (var attempts = 1; WebhookRules.Next(attempts, Noon, now, 0.5) is { } next; attempts++)
        {
            waits.Add(next - now);
            now = next;
        }
        Assert.Equal(TimeSpan.FromSeconds(5), waits[0]);
        Assert.Equal(waits.Order(), waits);
        Assert.All(waits, wait => Assert.True(wait <= TimeSpan.FromHours(12)));
        Assert.InRange(waits.Count, 10, 20);
        Assert.InRange(now - Noon, WebhookRules.GivesUpAfter, WebhookRules.GivesUpAfter + TimeSpan.FromHours(12));
        Assert.Equal(TimeSpan.FromSeconds(3.75), WebhookRules.Next(1, Noon, Noon, 0) - Noon);
        Assert.Equal(TimeSpan.FromSeconds(6.25), WebhookRules.Next(1, Noon, Noon, 1) - Noon);
    }
}
