using Microsoft.Extensions.Configuration;

namespace EssLedger.Web.SignIn;

public sealed class IssuerSettingsTests
{
    [Fact]
    public void Algorithms_that_are_named_replace_the_usual_ones_and_do_not_join_them()
    {
        var settings = Settings.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["EssLedger:Issuers:0:Authority"] = "https://one.example",
            ["EssLedger:Issuers:0:Algorithms:0"] = "RS256",
            ["EssLedger:Issuers:1:Authority"] = "https://two.example",
        }).Build());
        Assert.Equal(["RS256"], settings.Issuers[0].Algorithms);
        Assert.Equal(["ES256"], settings.Issuers[1].Algorithms);
        Assert.All(settings.Issuers, issuer => Assert.Equal(["at+jwt"], issuer.Types));
    }
}
