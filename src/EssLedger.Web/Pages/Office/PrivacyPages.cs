using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Privacy;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Pages.Office;

/// <summary>The screens on personal data: what anybody may know, what one's own is, and what the dpo decides.</summary>
public static class PrivacyPages
{
    public const string Public = "/confidentialite", Mine = "/mon-compte/donnees", Desk = "/bureau/donnees";

    private const int LongestText = 2000;

    public static void MapPrivacyPages(this IEndpointRouteBuilder app)
    {
        app.MapGroup("").AddEndpointFilter(PublicPages.Prepare).ExcludeFromDescription().MapMethods(Public, ["GET", "HEAD"], () => PublicPages.Page<PrivacyPage>());

        var mine = app.MapGroup(Mine).LetIn([.. Roles.All]);
        mine.MapGet("", () => PublicPages.Page<MyDataPage>());
        mine.MapPost("", Ask);
        mine.MapGet("/fichier.zip", PersonalDataEndpoints.Mine);

        var desk = app.MapGroup(Desk).LetIn([Roles.Dpo]);
        desk.MapGet("", () => PublicPages.Page<DataDeskPage>());
        desk.MapPost("", Write);
    }

    /// <summary>Somebody asks to be forgotten.</summary>
    private static async Task<IResult> Ask(HttpContext context, Caller caller, ErasureDesk desk)
    {
        var sent = await SentForm.Read(context);
        if (sent["why"] is { Length: > LongestText }) return PublicPages.Page<MyDataPage>(new { Sent = sent.Refused("entry.reason") }, 422);
        await desk.Ask(caller.RequiredPerson, sent["why"]?.Trim());
        return Results.Redirect($"{Mine}?fait=ask");
    }

    private static async Task<IResult> Write(HttpContext context, Caller caller, IPersonalDataStore store, ErasureDesk desk, TimeProvider clock)
    {
        var sent = await SentForm.Read(context);
        try
        {
            var refused = sent.Act switch
            {
                "retain" => await Retain(sent, caller, store, clock),
                "agree" => await Agree(sent, caller, store, clock),
                "decide" => await Decide(sent, caller, store, desk),
                _ => "entry.other",
            };
            return refused is null ? Results.Redirect($"{Desk}?fait={sent.Act}") : PublicPages.Page<DataDeskPage>(new { Sent = sent.Refused(refused) }, 422);
        }
        catch (UnreadableException unreadable)
        {
            return PublicPages.Page<DataDeskPage>(new { Sent = sent.Refused(unreadable.Sentence) }, 422);
        }
        catch (ProblemException problem) when (problem.Code is "account_not_empty")
        {
            return PublicPages.Page<DataDeskPage>(new { Sent = sent.Refused("datadesk.accountNotEmpty") }, 409);
        }
    }

    private static async Task<string?> Retain(SentForm sent, Caller caller, IPersonalDataStore store, TimeProvider clock)
    {
        var kind = Retention.Kinds.FirstOrDefault(k => k.Word == sent["kind"]);
        if (kind is null) return "entry.choice";
        if (sent.Number("days", 1, 36_500) is not { } days || days < kind.Least) return "datadesk.tooFewDays";
        if (sent.Reason?.Trim() is not { Length: > 0 and <= LongestText } reason) return "entry.reason";
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        // What the rule would have removed yesterday is not removed by writing a past day.
        if ((sent.Effective ?? today) < today) return "entry.day";
        await store.SetAsync(new(kind.Word, days, sent.Effective ?? today, caller.RequiredPerson.Value, clock.GetUtcNow(), reason), default);
        return null;
    }

    private static async Task<string?> Agree(SentForm sent, Caller caller, IPersonalDataStore store, TimeProvider clock)
    {
        string[] fields = ["giver", "receiver", "what-fr", "purpose-fr", "basis-fr", "what-en", "purpose-en", "basis-en"];
        if (fields.Any(f => sent[f]?.Trim() is not { Length: > 0 and <= LongestText } text || !PlainText.Is(text.ReplaceLineEndings(" ")))) return "datadesk.agreementIncomplete";
        string Of(string field) => sent[field]!.Trim();
        var now = clock.GetUtcNow();
        var id = Uuid.TryParse(sent["id"], out var known) && (await store.AgreementsAsync(default)).Any(a => a.Id == known) ? known : Uuid.Version7(now, RandomNumberGenerator.GetBytes(10));
        var from = sent.Day("from") ?? throw new UnreadableException("day");
        if (sent.Day("until") is { } last && last < from) return "entry.day";
        await store.RecordAsync(new(id, from, sent.Day("until"), Of("giver"), Of("receiver"), new(Of("what-fr"), Of("purpose-fr"), Of("basis-fr")), new(Of("what-en"), Of("purpose-en"), Of("basis-en")), caller.RequiredPerson.Value, now), default);
        return null;
    }

    private static async Task<string?> Decide(SentForm sent, Caller caller, IPersonalDataStore store, ErasureDesk desk)
    {
        var person = sent.Id<PersonId>("person", PersonId.TryParse);
        if ((await store.RequestsAsync(person, default)).FirstOrDefault(r => r.Decision is null && r.Id.ToString() == sent.Which) is not { } request) throw new UnreadableException("choice");
        if (sent.Reason?.Trim() is not { Length: > 0 and <= LongestText } reasons) return "entry.reason";
        var own = sent.All("own").Select(p => ParticipantId.TryParse(p, out var participant) ? participant : throw new UnreadableException("choice"));
        await desk.Decide(request, sent.Choice<ErasureGround>("ground"), reasons, [.. own], caller.RequiredPerson);
        return null;
    }
}
