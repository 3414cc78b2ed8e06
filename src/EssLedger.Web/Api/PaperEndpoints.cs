using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Grains;
using EssLedger.Web.Members;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Notes of paper: where they are, and everything that is done with them.</summary>
public static class PaperEndpoints
{
    private const long MostNotes = PaperRules.MostPrinted;
    private const int MostKinds = 200;

    public static void MapPaper(this IEndpointRouteBuilder app)
    {
        var paper = app.MapGroup("/v1/paper").RequireAuthorization().WithTags("Paper");
        paper.MapGet("/", Show).WithSummary("Where notes are, by series and denomination, and what of them waits for somebody; whoever works for one bureau sees its own.");
        paper.MapPost("/prints", Print).WithSummary("Enters what the printer delivered; another person receives it into the vault.");
        paper.MapPost("/transfers", Send).WithSummary("Sends notes from the vault or a bureau to another, or from the vault to be destroyed; another person receives them.");
        paper.MapPost("/transfers/{transfer}/receive", Receive).WithSummary("Receives notes that were sent: as many as were counted. What is missing stays on its way until it arrives, is taken back or is given up.");
        paper.MapPost("/bureaux/{bureau}/open", Open).WithSummary("Lets a bureau de change hold notes and cash.");
        paper.MapPost("/bureaux/{bureau}/close", Close).WithSummary("Ends that; nothing may be left there or be on its way.");
        paper.MapPost("/bureaux/{bureau}/sales", Sell).WithSummary("Sells notes for as many euro in cash.");
        paper.MapPost("/bureaux/{bureau}/takings", TakeBack).WithSummary("Takes notes back and credits an account with as much.");
        paper.MapPost("/bureaux/{bureau}/withdrawals", Withdraw).WithSummary("Hands out notes for as much of a holder's account, by an order to PAPER that the holder's device signed; the association's terms must allow it.");
        paper.MapPost("/bureaux/{bureau}/reconversions", Reconvert).WithSummary("Takes notes of a professional with an agreement, who is paid in euro like for any other reconversion.");
        paper.MapPost("/terms", SetTerms).WithSummary("Records whether holders may take notes for digital units.");
        paper.MapPost("/sales/{sale}/undo", Undo).WithSummary("Undoes a sale of the same day.");
        app.MapPost("/v1/paper/slips", Bring).WithTags("Paper").WithSummary("Records notes that went from hand to hand by a slip that both phones signed. The signatures are the authority: no token is needed. The same slip again gets the first answer.");
        paper.MapPost("/counts", Count).WithSummary("Enters what was counted at a place; nothing moves until another person confirms it.");
        paper.MapPost("/counts/{count}/confirm", Confirm).WithSummary("Confirms a count: what differs is a loss or a gain.");
    }

    private static async Task<Results<Ok<SignedSlipView>, ProblemHttpResult>> Bring(SlipFields asked, NoteDesk desk)
    {
        if (!SignedSlip.TryDecode(asked.Sent, out var sent, out var why) || !SignedSlip.TryDecode(asked.Received, out var received, out why)) return Problems.For("malformed_payload", why);
        var answer = await desk.Bring(new(sent, received));
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new SignedSlipView(sent.Slip.Id, answer.Position, answer.Doubt is { } doubt ? Words.Of(doubt) : null));
    }

    private static async Task<Results<Ok<PaperView>, ProblemHttpResult>> Show(Caller caller, NoteDesk desk)
    {
        caller.Require(NoteDesk.Readers);
        var stock = await desk.Stock();
        var (paper, names) = (stock.Paper, (await desk.Bureaux()).ToDictionary(b => b.Bureau.Drawer, b => b.Name));
        var places = new List<PlaceView>();
        foreach (var place in paper.Bureaux.Select(b => b.Drawer).OrderBy(d => d.Value, StringComparer.Ordinal).Prepend(NotePlaces.Vault))
        {
            if (!await desk.Sees(place)) continue;
            var bureau = NotePlaces.BureauOf(place);
            places.Add(new(place, bureau, bureau is null ? null : names.GetValueOrDefault(place), Fields(paper.At(place)), paper.At(place).Value,
                stock.Cash.FirstOrDefault(c => c.Bureau == bureau)?.Cash, paper.CountDue(place)));
        }
        bool Seen(AccountId place) => places.Any(p => p.Place == place);
        var sold = paper.At(NotePlaces.Sold);
        return TypedResults.Ok(new PaperView(
            sold.Value, Fields(sold), paper.Withdrawals, places,
            [.. paper.Prints.Select(p => new PrintView(p.Slip, p.Note.Series, p.Note.Denomination, p.First, p.Last, p.Printed))],
            [.. paper.OnTheWay.Values.Where(j => Seen(j.From) || Seen(j.To)).OrderBy(j => j.At).ThenBy(j => j.Slip.Uuid).Select(j => new TransferView(j.Slip, j.From, j.To, Fields(j.Sent), Fields(j.Left), j.By, j.At))],
            [.. paper.Counts.Values.Where(c => Seen(c.Act.Place)).OrderBy(c => c.At).Select(c => new CountView(c.Act.Slip, c.Act.Place, Fields(c.Act.Notes), Fields(c.Difference), c.Act.Cash, c.CashDifference, c.Act.By, c.At))]));
    }

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Open(BureauId bureau, HttpContext context, NoteDesk desk, TimeProvider clock) => Do(context, clock, slip => desk.OpenBureau(slip, bureau));

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Close(BureauId bureau, HttpContext context, NoteDesk desk, TimeProvider clock) => Do(context, clock, slip => desk.CloseBureau(slip, bureau));

    private static async Task<Results<Ok<SlipView>, ProblemHttpResult>> Print(PrintFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        Note.TryMake(asked.Series, asked.Denomination, out var note)
            ? await Do(context, clock, slip => desk.Print(slip, note, asked.First, asked.Last, asked.Printed))
            : Problems.InvalidField("series", "1 to 8 characters of A-Z and 0-9, with a denomination of at least 1");

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Send(SendFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        With(asked.Notes, notes => Do(context, clock, slip => desk.Send(slip, asked.From, asked.To, notes)));

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Receive(SlipId transfer, ReceiveFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        With(asked.Notes, notes => Do(context, clock, slip => desk.Receive(slip, transfer, asked.How, notes)));

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Sell(BureauId bureau, NotesFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        With(asked.Notes, notes => Do(context, clock, slip => desk.Sell(slip, bureau, notes)));

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> TakeBack(BureauId bureau, TakeBackFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        With(asked.Notes, notes => Do(context, clock, slip => desk.TakeBack(slip, bureau, notes, asked.Account)));

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Withdraw(BureauId bureau, WithdrawFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        With(asked.Notes, notes => Do(context, clock, slip => desk.Withdraw(slip, bureau, notes, asked.Order)));

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Reconvert(BureauId bureau, ReconvertFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        With(asked.Notes, notes => Do(context, clock, slip => desk.Reconvert(slip, bureau, notes, asked.Account, asked.Fee)));

    private static async Task<Results<Ok<SlipView>, ProblemHttpResult>> SetTerms(NoteTermsFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        asked.Reason.Trim() is { Length: > 0 and <= NoteDesk.LongestReason } reason
            ? await Do(context, clock, slip => desk.SetNoteTerms(slip, asked.Withdrawals, reason)) : Problems.InvalidField("reason", $"1 to {NoteDesk.LongestReason} characters");

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Undo(SlipId sale, HttpContext context, NoteDesk desk, TimeProvider clock) => Do(context, clock, slip => desk.Undo(slip, sale));

    private static async Task<Results<Ok<SlipView>, ProblemHttpResult>> Count(CountFields asked, HttpContext context, NoteDesk desk, TimeProvider clock) =>
        asked.Reason is { Length: > NoteDesk.LongestReason }
            ? Problems.InvalidField("reason", $"at most {NoteDesk.LongestReason} characters")
            : await With(asked.Notes, notes => Do(context, clock, slip => desk.Count(slip, asked.Place, notes, asked.Cash, asked.Reason)));

    private static Task<Results<Ok<SlipView>, ProblemHttpResult>> Confirm(SlipId count, HttpContext context, NoteDesk desk, TimeProvider clock) => Do(context, clock, slip => desk.Confirm(slip, count));

    private static async Task<Results<Ok<SlipView>, ProblemHttpResult>> Do(HttpContext context, TimeProvider clock, Func<SlipId, Task<PaperAnswer>> act)
    {
        var slip = new SlipId(Idempotency.IdempotentId(context, clock));
        var answer = await act(slip);
        return answer.Refusal is { } refusal ? Problems.For(answer.Order is { } order ? Words.Of(order) : Words.Of(refusal)) : TypedResults.Ok(new SlipView(slip, answer.Position));
    }

    private static async Task<Results<Ok<SlipView>, ProblemHttpResult>> With(IReadOnlyList<NoteFields> fields, Func<Notes, Task<Results<Ok<SlipView>, ProblemHttpResult>>> act)
    {
        if (fields.Count > MostKinds) return Problems.InvalidField("notes", $"at most {MostKinds} kinds");
        var counts = new List<KeyValuePair<Note, long>>();
        foreach (var field in fields)
        {
            if (!Note.TryMake(field.Series, field.Denomination, out var note)) return Problems.InvalidField("notes.series", "1 to 8 characters of A-Z and 0-9, with a denomination of 1 to 1000000");
            if (field.Count is < 0 or > MostNotes) return Problems.InvalidField("notes.count", $"0 to {MostNotes}");
            counts.Add(new(note, field.Count));
        }
        return await act(Notes.Of(counts));
    }

    private static IReadOnlyList<NoteFields> Fields(Notes notes) => [.. notes.Counts.Select(c => new NoteFields(c.Key.Series, c.Key.Denomination, c.Value))];

    /// <param name="Series">1 to 8 characters of A–Z and 0–9.</param>
    /// <param name="Denomination">The face value, in minor units.</param>
    /// <param name="Count">How many.</param>
    public sealed record NoteFields(string Series, Amount Denomination, long Count);

    public sealed record NotesFields(IReadOnlyList<NoteFields> Notes);

    /// <param name="First">The first number printed on the notes.</param>
    /// <param name="Last">The last; there is no gap.</param>
    /// <param name="Printed">The day on which they were printed.</param>
    public sealed record PrintFields(string Series, Amount Denomination, long First, long Last, DateOnly Printed);

    /// <param name="From"><c>VAULT</c>, or <c>DRAWER.</c> and a bureau's id.</param>
    /// <param name="To">The same, or <c>PRESS</c>: then they are destroyed before a second person's eyes.</param>
    public sealed record SendFields(AccountId From, AccountId To, IReadOnlyList<NoteFields> Notes);

    public sealed record ReceiveFields(Arrival How, IReadOnlyList<NoteFields> Notes);

    public sealed record TakeBackFields(AccountId Account, IReadOnlyList<NoteFields> Notes);

    /// <param name="Order">The signed order (COSE_Sign1, base64url): its payee is <c>PAPER</c>, its amount the notes' face value.</param>
    public sealed record WithdrawFields(byte[] Order, IReadOnlyList<NoteFields> Notes);

    /// <param name="Account">The professional who is to be paid.</param>
    /// <param name="Fee">The fee that was shown, in cents; another than the one due is refused.</param>
    public sealed record ReconvertFields(AccountId Account, IReadOnlyList<NoteFields> Notes, Amount Fee);

    /// <param name="Sent">The slip as signed by the phone of who handed the notes over (COSE_Sign1, base64url).</param>
    /// <param name="Received">The slip as signed by the phone of who counted them.</param>
    public sealed record SlipFields(byte[] Sent, byte[] Received);

    /// <param name="Doubt">Why it moved nothing and waits for the treasurer: <c>key_blocked</c>, <c>not_their_place</c>, <c>place_closed</c>, <c>never_printed</c> or <c>notes_not_there</c>; null: the notes moved.</param>
    public sealed record SignedSlipView(SlipId Slip, Position Position, string? Doubt);

    /// <param name="Withdrawals">Whether holders may take notes for digital units.</param>
    /// <param name="Reason">The decision.</param>
    public sealed record NoteTermsFields(bool Withdrawals, string Reason);

    /// <param name="Place"><c>VAULT</c>, or <c>DRAWER.</c> and a bureau's id.</param>
    /// <param name="Cash">Euro cents in the bureau's till; the vault has none.</param>
    /// <param name="Reason">What is known of a difference; null when there is none.</param>
    public sealed record CountFields(AccountId Place, IReadOnlyList<NoteFields> Notes, Amount Cash, string? Reason = null);

    /// <param name="Slip">The id of the act: of the print or transfer to receive, the sale to undo, the count to confirm.</param>
    /// <param name="Position">Where it stands in the book.</param>
    public sealed record SlipView(SlipId Slip, Position Position);

    /// <param name="InCirculation">Their face value, in minor units: part of what the guarantee fund backs.</param>
    /// <param name="Withdrawals">Whether holders may take notes for digital units.</param>
    public sealed record PaperView(Amount InCirculation, IReadOnlyList<NoteFields> Circulating, bool Withdrawals, IReadOnlyList<PlaceView> Places, IReadOnlyList<PrintView> Prints, IReadOnlyList<TransferView> OnTheWay, IReadOnlyList<CountView> Counts);

    /// <param name="Cash">Euro cents in a bureau's till; null for the vault.</param>
    /// <param name="CountDue">The day from which it ought to be counted; null: it never held a note.</param>
    public sealed record PlaceView(AccountId Place, BureauId? Bureau, string? Name, IReadOnlyList<NoteFields> Notes, Amount Value, Amount? Cash, DateOnly? CountDue);

    public sealed record PrintView(SlipId Print, string Series, Amount Denomination, long First, long Last, DateOnly Printed);

    /// <param name="Left">What has not arrived.</param>
    public sealed record TransferView(SlipId Transfer, AccountId From, AccountId To, IReadOnlyList<NoteFields> Sent, IReadOnlyList<NoteFields> Left, PersonId SentBy, DateTimeOffset SentAt);

    /// <param name="Difference">How many more than the book says; below zero: fewer.</param>
    /// <param name="CashDifference">Euro cents more than the book says; below zero: less.</param>
    public sealed record CountView(SlipId Count, AccountId Place, IReadOnlyList<NoteFields> Notes, IReadOnlyList<NoteFields> Difference, Amount Cash, Balance CashDifference, PersonId CountedBy, DateTimeOffset CountedAt);
}
