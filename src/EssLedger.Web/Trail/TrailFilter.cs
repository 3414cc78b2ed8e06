using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Trail;

/// <summary>Marks an address whose privileged acts are recorded.</summary>
public sealed class OnTrail
{
    internal static OnTrail Mark { get; } = new();
}

/// <summary>
/// Writes the trail of privileged acts. That an act begins is written before it is done, and how it ended before the answer: if the first cannot be written nothing
/// is done, and whatever breaks later, no act is without its row. If the second cannot be written the caller hears "busy" and asks again with the same
/// <c>Idempotency-Key</c>, which does nothing twice; a beginning that stays without an end says that the books must be asked. What is read is written down before it is shown.
/// </summary>
public sealed class TrailFilter(IAuditTrail trail, SubjectStates states, People people, TimeProvider clock) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.User.Person() is not { } person || http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } pattern }) return await next(context);
        if (!Roles.Staff.Any(http.User.IsInRole) && Privileges.Of(http.Request.Method, pattern) is not { OfMembersToo: true }) return await next(context);
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (Privileges.Of(http.Request.Method, pattern) is not { } privilege)
        {
            if (reads || Privileges.Unprivileged.ContainsKey(Privileges.Key(http.Request.Method, pattern))) return await next(context);
            privilege = Privileges.Undeclared with { Kind = pattern };
        }
        if (privilege.Readers is { } readers) return readers.Any(http.User.IsInRole) ? await Read(privilege, person, context, next) : await next(context);

        // A form that is not from our page is nobody's act; the page says so.
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }) return await next(context);
        var form = privilege.Forms is null || !http.Request.HasFormContentType ? null : await http.Request.ReadFormAsync(http.RequestAborted);
        // A form that only asks for more rows is no act.
        if (form?.ContainsKey("more") is true) return await next(context);
        var entry = EntryOf(http, person, privilege, form) with { Details = Details("asked", form is null ? Asked.In(context.Arguments) : Asked.In(form)) };
        var before = await states.Of(entry.Kind, entry.Subject);
        var begun = await trail.AppendAsync(clock.GetUtcNow(), entry, http.RequestAborted);
        object? result;
        try
        {
            result = await next(context);
        }
        catch (ProblemException refused)
        {
            await End(TrailStage.Refused, refused.Code, entry.Subject);
            throw;
        }
        var (status, code, made) = Outcome.Of(result);
        if (status >= 400) await End(TrailStage.Refused, code ?? $"{status}", entry.Subject);
        else await End(TrailStage.Done, "", entry.Subject.Length > 0 ? entry.Subject : made ?? "");
        return result;

        // Who hung up does not undo it.
        async Task End(TrailStage stage, string refusal, string subject) => await trail.AppendAsync(clock.GetUtcNow(), entry with
        {
            Stage = stage,
            Refusal = refusal,
            Subject = subject,
            Begun = begun.Number,
            Details = stage is TrailStage.Done ? Details("changed", SubjectStates.Changes(before, await states.Of(entry.Kind, subject))) : "{}",
        }, CancellationToken.None);
    }

    private async Task<object?> Read(Privilege privilege, PersonId person, EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var result = await next(invocation);
        var entry = EntryOf(invocation.HttpContext, person, privilege, null);
        if (Outcome.Of(result).Status >= 400 || await IsTheirs(person, entry)) return result;
        await trail.AppendAsync(clock.GetUtcNow(), entry with { Stage = TrailStage.Read, Details = Details("asked", Asked.In(invocation.HttpContext.Request.Query)) }, invocation.HttpContext.RequestAborted);
        return result;
    }

    private async Task<bool> IsTheirs(PersonId person, TrailEntry entry) => entry.Kind switch
    {
        "account" => AccountId.TryParse(entry.Subject, out var account) && await people.Holds(person, account),
        "merchant" => MerchantId.TryParse(entry.Subject, out var merchant) && (await people.MerchantsOf(person)).Contains(merchant),
        _ => false,
    };

    private static TrailEntry EntryOf(HttpContext context, PersonId person, Privilege privilege, IFormCollection? form)
    {
        var word = form?["act"].ToString() ?? "";
        var action = privilege.Forms is null || form is null ? privilege.Action
            : privilege.Forms.GetValueOrDefault(word) ?? (word.Length is > 0 and <= 30 && word.All(char.IsAsciiLetterLower) ? $"{privilege.Action}.{word}" : privilege.Action);
        // What is named in the address or the form is an id of ours; any other text names nothing, and might be somebody's name.
        var subject = privilege.Named.Length == 0 ? "" : context.Request.RouteValues[privilege.Named]?.ToString() ?? form?[privilege.Named].ToString() ?? "";
        return new(person.Value, string.Join(' ', context.User.FindAll(Identities.RoleClaim).Select(r => r.Value).Order(StringComparer.Ordinal)), ClientOf(context.User),
            NetworkOf(context.Connection.RemoteIpAddress), action, privilege.Kind, subject.Length <= 40 && subject.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? subject : "", TrailStage.Begun, "", null, "{}");
    }

    private static string ClientOf(ClaimsPrincipal user) => user.FindFirstValue("client_id") ?? user.FindFirstValue("azp") ?? "";

    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bits = address.AddressFamily is AddressFamily.InterNetwork ? 24 : 48;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }

    private static string Details(string name, JsonObject values) => values.Count == 0 ? "{}" : new JsonObject { [name] = values }.ToJsonString();

    /// <summary>How a handler's answer will look.</summary>
    private readonly record struct Outcome(int Status, string? Code, string? Made)
    {
        public static Outcome Of(object? result)
        {
            if (result is INestedHttpResult nested) result = nested.Result;
            if (result is ProblemHttpResult problem) return new(problem.StatusCode, problem.ProblemDetails.Extensions["code"] as string, null);
            if (result is RazorComponentResult page && page.Parameters.GetValueOrDefault("Sent") is SentForm { Refusal: { } refusal }) return new(page.StatusCode ?? 422, refusal.Split('.')[^1], null);
            // Typed answers have an address each in a property of their own, without an interface for it.
            var made = (result?.GetType().GetProperty("Location")?.GetValue(result) as string)?.Split('/')[^1];
            return new((result as IStatusCodeHttpResult)?.StatusCode ?? 200, null, made);
        }
    }
}

/// <summary>Puts the trail into the server.</summary>
public static class TrailServices
{
    public static void AddTrail(this WebApplicationBuilder builder, Books books)
    {
        builder.Services.AddSingleton(books.Trail);
        builder.Services.AddSingleton<SubjectStates>();
    }

    /// <summary>Addresses whose privileged acts are recorded.</summary>
    public static RouteGroupBuilder MapOnTrail(this IEndpointRouteBuilder app) => app.MapGroup("").WithMetadata(OnTrail.Mark).AddEndpointFilter<RouteGroupBuilder, TrailFilter>();
}
