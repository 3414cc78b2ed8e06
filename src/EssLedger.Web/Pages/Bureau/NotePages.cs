using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Grains;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screens on notes of paper: the vault's for the treasurer, and a bureau's till, for a telephone on a market stall. What a form says is done by
/// <see cref="NoteDesk"/>, as what the API is told.</summary>
public static class NotePages
{
    public const string Vault = "/bureau/billets", Tills = "/bureau/caisse";

    /// <summary>Who sees all notes.</summary>
    public static string[] Office { get; } = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    private const int MostNotes = (int)PaperRules.MostPrinted;

    public static void MapNotePages(this IEndpointRouteBuilder app)
    {
        var vault = app.MapGroup(Vault).LetIn(Office);
        vault.MapGet("", () => AccountPages.Page<VaultPage>());
        vault.MapPost("", TakeAtVault);
        var tills = app.MapGroup(Tills).LetIn([Roles.Bureau]);
        tills.MapGet("", Choose);
        tills.MapGet("/{bureau}", Show);
        tills.MapPost("/{bureau}", TakeAtTill);
        app.MapSlipPages();
    }

    private static IResult Missing => AccountPages.Page<NotFoundPage>(status: 404);

    private static Task<IResult> TakeAtVault(HttpContext context, NoteDesk desk, Settings settings) => Take(context, desk, settings, Vault, null, sent => AccountPages.Page<VaultPage>(new { Sent = sent }, 422));

    private static async Task<IResult> Show(BureauId bureau, string? q, NoteDesk desk) => await Shown(desk, bureau) ? AccountPages.Page<TillPage>(new { Bureau = bureau, Query = q }) : Missing;

    private static async Task<IResult> TakeAtTill(BureauId bureau, string? q, HttpContext context, NoteDesk desk, Settings settings) => await Shown(desk, bureau)
        ? await Take(context, desk, settings, $"{Tills}/{bureau}", bureau, sent => AccountPages.Page<TillPage>(new { Bureau = bureau, Query = q, Sent = sent }, 422)) : Missing;

    private static async Task<bool> Shown(NoteDesk desk, BureauId bureau) => await desk.Sees(bureau.Drawer) && (await desk.Stock()).Paper.Bureaux.Contains(bureau);

    /// <summary>Whoever keeps one till is led to it.</summary>
    private static async Task<IResult> Choose(NoteDesk desk)
    {
        var open = (await desk.Stock()).Paper.Bureaux;
        var mine = new List<NoteBureau>();
        foreach (var bureau in await desk.Bureaux())
            if (open.Contains(bureau.Bureau) && await desk.Keeps(bureau.Bureau.Drawer)) mine.Add(bureau);
        return mine is [var only] ? Results.Redirect($"{Tills}/{only.Bureau}") : AccountPages.Page<TillsPage>(new { Mine = mine });
    }

    private static async Task<IResult> Take(HttpContext context, NoteDesk desk, Settings settings, string path, BureauId? bureau, Func<SentForm, IResult> again)
    {
        var sent = await SentForm.Read(context);
        try
        {
            var answer = await Do(desk, settings, sent, bureau);
            return answer.Refusal is { } refusal ? again(sent.Refused($"noteRefusal.{refusal}")) : Results.Redirect($"{path}?fait={sent.Act}");
        }
        catch (UnreadableException unreadable)
        {
            return again(sent.Refused(unreadable.Sentence));
        }
    }

    private static async Task<PaperAnswer> Do(NoteDesk desk, Settings settings, SentForm sent, BureauId? at)
    {
        // Made with the form, so that one that is sent twice is done once.
        var slip = sent.Id<SlipId>("slip", SlipId.TryParse);
        if (sent.Reason is { Length: > NoteDesk.LongestReason }) throw new UnreadableException("reason");
        switch (sent.Act, at)
        {
            case ("open", null):
                return await desk.OpenBureau(slip, sent.Id<BureauId>("which", BureauId.TryParse));
            case ("close", null):
                return await desk.CloseBureau(slip, sent.Id<BureauId>("which", BureauId.TryParse));
            case ("print", null):
                if (!Note.TryMake(sent["series"]?.Trim().ToUpperInvariant(), LimitPages.SumIn(sent, "denomination") ?? throw new UnreadableException("sum"), out var note)) throw new UnreadableException("series");
                return await desk.Print(slip, note, Number("first"), Number("last"), sent.Effective ?? desk.Today);
            case ("send", _):
                return await desk.Send(slip, at?.Drawer ?? NotePlaces.Vault, sent.Id<AccountId>("to", AccountId.TryParse), await Notes());
            case ("receive", _):
                return await desk.Receive(slip, sent.Id<SlipId>("which", SlipId.TryParse), sent.Choice<Arrival>("how"), await Notes());
            case ("sell", { } bureau):
                return await desk.Sell(slip, bureau, await Notes());
            case ("undo", not null):
                return await desk.Undo(slip, sent.Id<SlipId>("which", SlipId.TryParse));
            case ("take", { } bureau):
                return await desk.TakeBack(slip, bureau, await Notes(), sent.Id<AccountId>("account", AccountId.TryParse));
            case ("withdraw", { } bureau):
                // What the holder's phone shows; without a camera it is pasted.
                return QrText.Read('P', sent["order"] ?? "", settings) is { } order ? await desk.Withdraw(slip, bureau, await Notes(), order) : new(PaperRefusal.OrderUnfit, Core.Identifiers.Position.None);
            case ("reconvert", { } bureau):
                // Without the fee it is only asked what it would be.
                return await desk.Reconvert(slip, bureau, await Notes(), sent.Id<AccountId>("account", AccountId.TryParse), long.TryParse(sent["fee"], out var cents) && cents >= 0 ? Amount.FromMinor(cents) : Amount.FromMinor(long.MaxValue));
            case ("terms", null):
                return await desk.SetNoteTerms(slip, sent["withdrawals"] == "yes", sent.Reason ?? throw new UnreadableException("reason"));
            case ("count", _):
                return await desk.Count(slip, at?.Drawer ?? NotePlaces.Vault, await Notes(), at is null ? Amount.Zero : LimitPages.SumIn(sent, "cash") ?? throw new UnreadableException("sum"), sent.Reason);
            case ("confirm", _):
                return await desk.Confirm(slip, sent.Id<SlipId>("which", SlipId.TryParse));
            default:
                throw new UnreadableException("other");
        }

        int Number(string field) => sent.Number(field, 0, int.MaxValue) ?? throw new UnreadableException("number");
        async Task<Notes> Notes() => NotesIn(sent, Kinds((await desk.Stock()).Paper));
    }

    /// <summary>Every kind of note that was ever printed, in the order of a drawer.</summary>
    internal static IReadOnlyList<Note> Kinds(PaperState paper) => [.. paper.Prints.Select(p => p.Note).Distinct().Order()];

    /// <summary>The notes that a form names.</summary>
    /// <exception cref="UnreadableException">A count is no number.</exception>
    internal static Notes NotesIn(SentForm sent, IEnumerable<Note> kinds) => Notes.Of(kinds.Select(note => new KeyValuePair<Note, long>(note, sent.Number($"n-{note}", 0, MostNotes) ?? 0)));
}
