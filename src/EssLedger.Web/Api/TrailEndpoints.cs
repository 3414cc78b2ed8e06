using System.Globalization;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using EssLedger.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The trail of privileged acts, for those who watch over staff: auditor and admin all of it, the dpo what concerns personal data.</summary>
public static class TrailEndpoints
{
    private const int Page = 500;

    public static void MapTrail(this IEndpointRouteBuilder app)
    {
        var trail = app.MapGroup("/v1").RequireAuthorization().WithTags("Audit trail");
        trail.MapGet("/audit-trail", List).WithSummary("What staff did and read, newest first: by person, action, thing, days (Europe/Paris, both included). For auditor and admin; for the dpo what concerns personal data.");
        trail.MapGet("/audit-trail.csv", Export).Produces<string>(200, "text/csv").WithSummary("The same, all of it, as a table (RFC 4180). That it was exported is in the trail.");
    }

    private static async Task<Results<Ok<Page<TrailView>>, ProblemHttpResult>> List(
        Caller caller, IAuditTrail trail, PersonId? person = null, string? action = null, string? subject = null, Day? from = null, Day? to = null, int? limit = null, long? after = null)
    {
        var question = QuestionOf(caller, person, action, subject, from, to);
        if (limit is < 1 or > Page) return Problems.InvalidField("limit", "1 to 500");
        var wanted = limit ?? 50;
        var acts = await trail.FindAsync(question, after, wanted + 1, default);
        return TypedResults.Ok(new Page<TrailView>([.. acts.Take(wanted).Select(TrailView.Of)], acts.Count > wanted ? acts[wanted - 1].Row.Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    internal static PushStreamHttpResult Export(
        Caller caller, IAuditTrail trail, PersonId? person = null, string? action = null, string? subject = null, Day? from = null, Day? to = null)
    {
        var question = QuestionOf(caller, person, action, subject, from, to);
        return TypedResults.Stream(async answer =>
        {
            await using var text = new StreamWriter(answer, new UTF8Encoding(false)) { NewLine = "\r\n" };
            await text.WriteLineAsync(Csv.Line("number", "at", "person", "roles", "client", "network", "action", "kind", "subject", "stage", "refusal", "endedAt", "asked", "changed", "hash", "endNumber", "endHash"));
            for (long? before = null; ;)
            {
                var acts = await trail.FindAsync(question, before, Page, default);
                foreach (var act in acts)
                {
                    var view = TrailView.Of(act);
                    await text.WriteLineAsync(Csv.Line($"{view.Number}", Iso(view.At), view.Person, string.Join(' ', view.Roles), view.Client, view.Network, view.Action, view.Kind, view.Subject, view.Stage, view.Refusal,
                        view.EndedAt is { } ended ? Iso(ended) : "", view.Asked?.ToString(), view.Changed?.ToString(), view.Hash.ToString(), $"{act.End?.Number}", $"{act.End?.Hash}"));
                }
                if (acts.Count < Page) return;
                before = acts[^1].Row.Number;
            }
        }, "text/csv; charset=utf-8; header=present", "audit-trail.csv");
    }

    /// <summary>What the caller may look for; ends the request with 403 for who may not look.</summary>
    internal static TrailQuestion QuestionOf(Caller caller, PersonId? person, string? action, string? subject, Day? from, Day? to)
    {
        caller.Require([.. Privileges.ReadTrail, Roles.Dpo]);
        // After the last day there is, no day begins.
        return new(person?.Value, action, subject, from is { } first ? ParisCalendar.StartOf(first.Date) : null, to is { } last && last.Date < DateOnly.MaxValue ? ParisCalendar.StartOf(last.Date.AddDays(1)) : null,
            caller.Is(Privileges.ReadTrail) ? null : Privileges.PersonalActions);
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A privileged act.</summary>
    /// <param name="Person">Who; empty: an operator at the machine itself.</param>
    /// <param name="Roles">In force then.</param>
    /// <param name="Client">Of the token; empty: a page.</param>
    /// <param name="Network">From where: IPv4 /24 or IPv6 /48.</param>
    /// <param name="Stage"><c>begun</c> (its end is not known: the books tell), <c>done</c>, <c>refused</c> or <c>read</c>.</param>
    /// <param name="Refusal">Why it was not taken: a code.</param>
    /// <param name="Asked">What was asked; null stands for a value that may be personal and is not kept.</param>
    /// <param name="Changed">What changed: before and after, or null where the values are personal.</param>
    public sealed record TrailView(
        long Number, DateTimeOffset At, string Person, IReadOnlyList<string> Roles, string Client, string Network, string Action, string Kind, string Subject, string Stage, string Refusal,
        DateTimeOffset? EndedAt, JsonElement? Asked, JsonElement? Changed, Digest Hash)
    {
        internal static TrailView Of(TrailAct act) => new(
            act.Row.Number, act.Row.At, act.Row.Entry.Person, act.Row.Entry.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries), act.Row.Entry.Client, act.Row.Entry.Network,
            act.Row.Entry.Action, act.Row.Entry.Kind, act.Subject, Word(act.End?.Entry.Stage ?? act.Row.Entry.Stage), act.End?.Entry.Refusal ?? "", act.End?.At,
            Member(act.Row, "asked"), act.End is { } end ? Member(end, "changed") : null, act.Row.Hash);

        private static string Word(TrailStage stage) => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{stage}");

        private static JsonElement? Member(TrailRow row, string name)
        {
            using var details = JsonDocument.Parse(row.Entry.Details);
            return details.RootElement.TryGetProperty(name, out var member) ? member.Clone() : null;
        }
    }
}
