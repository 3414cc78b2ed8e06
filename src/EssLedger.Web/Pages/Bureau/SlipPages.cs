using System.Buffers.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Paper;
using EssLedger.Grains;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The office's page on slips that phones sign: it makes a phone ready, which then works without a network at <see cref="App"/>, and asks the treasurer about slips with a doubt.</summary>
internal static class SlipPages
{
    public const string Path = "/bureau/bordereaux", App = "/bordereau/";

    public static void MapSlipPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).LetIn(NoteDesk.Slippers);
        pages.MapGet("", () => AccountPages.Page<SlipsPage>());
        pages.MapPost("", Take);
        // Where somebody's own camera goes with a slip's code.
        app.MapGet("/N/{code}", (string code) => Results.Redirect($"{App}#/n/{Uri.EscapeDataString(code.ToUpperInvariant())}")).ExcludeFromDescription();
    }

    private static async Task<IResult> Take(HttpContext context, NoteDesk desk)
    {
        var sent = await SentForm.Read(context);
        try
        {
            var answer = await Do(desk, sent);
            return answer.Refusal is { } refusal ? AccountPages.Page<SlipsPage>(new { Sent = sent.Refused($"noteRefusal.{refusal}") }, 422) : Results.Redirect($"{Path}?fait={sent.Act}");
        }
        catch (UnreadableException unreadable)
        {
            return AccountPages.Page<SlipsPage>(new { Sent = sent.Refused(unreadable.Sentence) }, 422);
        }
    }

    private static Task<PaperAnswer> Do(NoteDesk desk, SentForm sent)
    {
        var slip = sent.Id<SlipId>("slip", SlipId.TryParse);
        return sent.Act switch
        {
            "register" => desk.EnterSlipKey(slip, sent["signed"] is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : throw new UnreadableException("signed")),
            "confirm" => desk.ConfirmSlipKey(slip, sent.Id<KeyId>("which", KeyId.TryParse)),
            "block" => desk.BlockSlipKey(slip, sent.Id<KeyId>("which", KeyId.TryParse)),
            "settle" => desk.SettleSlip(slip, sent.Id<SlipId>("which", SlipId.TryParse), sent["moved"] switch { "yes" => true, "no" => false, _ => throw new UnreadableException("other") },
                sent.Reason is { Length: <= NoteDesk.LongestReason } words && words.Trim().Length > 0 ? words : throw new UnreadableException("reason")),
            _ => throw new UnreadableException("other"),
        };
    }
}
