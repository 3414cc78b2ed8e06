using System.Net;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web;

public sealed class SiloDashboardTests
{
    [Fact]
    public async Task An_administrator_who_signed_in_sees_the_silos_and_nobody_elses_account()
    {
        await using var server = await TestServer.Start(new() { Further = new Dictionary<string, string?> { ["EssLedger:Dashboard"] = "true" } });
        var (admin, _) = await Visitor.SignIn(server, Roles.Admin);
        var (bureau, _) = await Visitor.SignIn(server, Roles.Bureau);

        foreach (var path in new[] { "/", "/index.min.js", "/ClusterStats", "/GrainTypes", "/GrainState?grainId=1&grainType=x" })
        {
            using var nobody = await server.Browser().GetAsync(SiloDashboard.Path + path);
            Assert.Equal(HttpStatusCode.Redirect, nobody.StatusCode);
            Assert.Contains("/sign-in", nobody.Headers.Location!.OriginalString, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await bureau.Get(SiloDashboard.Path + path)).StatusCode);
        }

        using var page = await admin.Get(SiloDashboard.Path + "/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("index.min.js", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.Get(SiloDashboard.Path + "/index.min.js")).StatusCode);
        Assert.Contains("hosts", await (await admin.Get(SiloDashboard.Path + "/DashboardCounters")).Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);

        foreach (var path in new[] { "/GrainState?grainId=1&grainType=x", "/Reminders", "/Reminders/1", "/Trace" })
            Assert.Equal(HttpStatusCode.NotFound, (await admin.Get(SiloDashboard.Path + path)).StatusCode);
    }

    [Fact]
    public async Task Unless_it_is_asked_for_there_is_none()
    {
        await using var server = await TestServer.Start();
        var (admin, _) = await Visitor.SignIn(server, Roles.Admin);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Get(SiloDashboard.Path + "/")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Get(SiloDashboard.Path + "/ClusterStats")).StatusCode);
    }
}
