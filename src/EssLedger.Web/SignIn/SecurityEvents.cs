using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Diagnostics;

namespace EssLedger.Web.SignIn;

/// <summary>What happens at the doors, a line of the log each, for whoever watches: with numbers of persons and with networks, never with names, addresses, passwords or tokens.</summary>
public sealed partial class SecurityEvents(ILogger<SecurityEvents> log)
{
    /// <summary>Somebody proved who they are and has a session.</summary>
    public void Entered(HttpContext context, PersonId person, Proof proof)
    {
        var network = NetworkOf(context);
        Entered(person.Value, proof, network);
    }

    /// <summary>An attempt to sign in came to nothing.</summary>
    /// <param name="context">From where.</param>
    /// <param name="way">What was tried.</param>
    /// <param name="person">As whom; null: as nobody whom we know.</param>
    /// <param name="why">Why not.</param>
    public void Failed(HttpContext context, string way, PersonId? person, string why)
    {
        var network = NetworkOf(context);
        Failed(way, person?.Value ?? Nobody, network, why);
    }

    /// <summary>A person changed how they prove who they are, or it was changed for them.</summary>
    public void Changed(PersonId person, string what) => Changed(person.Value, what);

    /// <summary>An application was given a token.</summary>
    public void Given(PersonId person, string application, string grant) => Given(application, person.Value, grant);

    /// <summary>Sees what is answered to those who may not, who may not so often, and to whom the token endpoint gives nothing.</summary>
    public static async Task Watch(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var status = context.Response.StatusCode;
        if (status is not (401 or 403 or 429) && !(status == 400 && context.Request.Path.StartsWithSegments("/connect/token"))) return;
        context.RequestServices.GetRequiredService<SecurityEvents>().Refused(context, status);
    }

    private void Refused(HttpContext context, int status)
    {
        // An answer to an exception has forgotten what was called.
        var called = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var network = NetworkOf(context);
        Refused(status, context.User.Person()?.Value ?? Nobody, network, called?.DisplayName ?? "nothing that there is");
    }

    private const string Nobody = "nobody known";

    private static string NetworkOf(HttpContext context) => Sessions.NetworkOf(context.Connection.RemoteIpAddress);

    [LoggerMessage(EventId = 441, Level = LogLevel.Information, Message = "{Person} signed in by {Proof} from {Network}.")]
    private partial void Entered(string person, Proof proof, string network);

    [LoggerMessage(EventId = 442, Level = LogLevel.Warning, Message = "An attempt to sign in by {Way} as {Person} from {Network} failed: {Why}.")]
    private partial void Failed(string way, string person, string network, string why);

    [LoggerMessage(EventId = 443, Level = LogLevel.Information, Message = "{Person} signs in otherwise now: {What}.")]
    private partial void Changed(string person, string what);

    [LoggerMessage(EventId = 444, Level = LogLevel.Information, Message = "{Application} was given a token for {Person} by {Grant}.")]
    private partial void Given(string application, string person, string grant);

    [LoggerMessage(EventId = 445, Level = LogLevel.Warning, Message = "{Status} for {Person} from {Network}: {Called}.")]
    private partial void Refused(int status, string person, string network, string called);
}
