using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Moving;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Api;

/// <summary>Members of another system, and what they had there.</summary>
public static class ImportEndpoints
{
    /// <summary>Who brings members.</summary>
    public static string[] Bringers { get; } = [Roles.Bureau, Roles.Admin];

    private static readonly string[] Readers = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/v1/imports").RequireAuthorization().WithTags("Imports");
        imports.MapPost("/members", Begin).Accepts<Stream>("text/csv").WithMetadata(new RequestSizeLimitAttribute(MemberFile.MostBytes))
            .WithSummary("Begins to bring members from a file of Cyclos, Odoo or a spreadsheet (CSV, at most 100 MB); with dryRun it only says, line by line, what would be. The same file again changes nothing.");
        imports.MapGet("/members", Show).WithSummary("Where the last import of this server stands.");
        imports.MapPost("/members/cancel", Cancel).WithSummary("Stops it before the next members are entered; the same file again goes on.");
        imports.MapGet("/members/lines.csv", Lines).Produces<string>(200, "text/csv").WithSummary("What became of each line, or would.");
        imports.MapPost("/history", History).Accepts<Stream>("text/csv").WithMetadata(new RequestSizeLimitAttribute(MemberFile.MostBytes))
            .WithSummary("Brings the payments that members made in the system from which they were brought (CSV: number, date, from, to, amount, words): history to read beside their statements, never a movement here. With dryRun it only says what would be; the same file again changes nothing.");
        imports.MapGet("/balances", Balances).WithSummary("What members who came had before and do not have here, and what waits for a second person.");
        imports.MapPost("/balances", Propose).WithSummary("Asks to give it to them against a statement's line, as far as its euro reach. Another person approves.");
        imports.MapPost("/balances/approve", Approve).WithSummary("Approves all of it that waits and another person asked for, a thousand members in each transaction.");
        imports.MapPost("/balances/drop", Drop).WithSummary("Drops all of it that waits.");
    }

    private static async Task<Results<Ok<HistoryView>, ProblemHttpResult>> History(HttpContext context, Caller caller, FormerPayments former, People people, string source, bool dryRun = false)
    {
        await RequireBringer(caller, people);
        if (Source(source) is not { } from) return Problems.InvalidField("source", $"1 to {MemberImport.LongestSource} characters");
        var done = await former.Bring(context.Request.Body, from, dryRun, context.RequestAborted);
        return done.Refusal is { } refusal ? Problems.For(refusal.Code, $"Line {refusal.Line}: {refusal.Expected} was expected.")
            : TypedResults.Ok(new HistoryView(dryRun, done.Created, done.Exists, done.Refused, done.Columns, [.. done.Faults.Select(f => new HistoryLineView(f.Number, f.Reference, f.Code, f.Column, f.Expected))]));
    }

    private static async Task<Results<Accepted<ImportView>, ProblemHttpResult>> Begin(HttpContext context, Caller caller, MemberImport import, People people, string source, bool dryRun = false, bool takeDoubtful = false, string? mapping = null)
    {
        await RequireBringer(caller, people);
        if (Source(source) is not { } from) return Problems.InvalidField("source", $"1 to {MemberImport.LongestSource} characters");
        if (MemberMapping.Parse(mapping) is not { } known) return Problems.InvalidField("mapping", "columns, kinds and charset, as JSON");
        return await import.Begin(context.Request.Body, from, known, dryRun, takeDoubtful, caller.RequiredPerson, context.RequestAborted)
            ? TypedResults.Accepted("/v1/imports/members", View(import.Progress!)) : Problems.For("import_running");
    }

    private static async Task<Ok<Page<ImportView>>> Show(Caller caller, MemberImport import, People people)
    {
        await RequireBringer(caller, people);
        return TypedResults.Ok(new Page<ImportView>(import.Progress is { } progress ? [View(progress)] : [], null));
    }

    private static async Task<Ok<Page<ImportView>>> Cancel(Caller caller, MemberImport import, People people)
    {
        await RequireBringer(caller, people);
        import.Cancel();
        return await Show(caller, import, people);
    }

    private static async Task<FileContentHttpResult> Lines(Caller caller, MemberImport import, People people)
    {
        await RequireBringer(caller, people);
        return TypedResults.File(import.Csv(), "text/csv; charset=utf-8", "lines.csv");
    }

    /// <summary>Whether somebody brings members: a file is about all of them, so not whoever works for one bureau only.</summary>
    internal static async Task<bool> Brings(Caller caller, People people) => caller.Is(Roles.Admin) || (caller.Is(Bringers) && await people.CountersOf(caller.RequiredPerson) is null);

    private static async Task RequireBringer(Caller caller, People people)
    {
        if (!await Brings(caller, people)) throw new ProblemException("forbidden");
    }

    private static async Task<Ok<BalancesView>> Balances(Caller caller, MemberImport import, IGrainFactory grains, CancellationToken stop)
    {
        caller.Require(Readers);
        var left = await import.Unbrought(grains.Treasury(), stop);
        return TypedResults.Ok(new BalancesView(left.Count, left.Aggregate(Amount.Zero, (sum, l) => sum + l.Amount),
            [.. Waiting(await grains.Treasury().Read()).Select(p => new BalancesProposalView(p.Proposal, p.Items.Count, p.Total, p.By))]));
    }

    private static async Task<Results<Accepted<AskedView>, ProblemHttpResult>> Propose(BringBalances asked, Caller caller, MemberImport import, IGrainFactory grains, CancellationToken stop)
    {
        caller.Require(Roles.Treasurer);
        if (CoreJson.DigestOf(asked.Line) is not { } line) return Problems.InvalidField("line", "the id of a statement's line");
        var (members, sum, refusal) = await import.ProposeBalances(grains.Treasury(), line, caller.RequiredPerson, stop);
        return members == 0 && refusal is { } why ? Problems.For(Words.Of(why)) : TypedResults.Accepted((string?)null, new AskedView(members, sum, refusal is { } rest ? Words.Of(rest) : null));
    }

    private static Task<Results<Ok<AskedView>, ProblemHttpResult>> Approve(Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return All(grains, p => p.By != caller.RequiredPerson, p => grains.Treasury().ApproveMoving(p.Proposal, caller.RequiredPerson));
    }

    private static Task<Results<Ok<AskedView>, ProblemHttpResult>> Drop(Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        return All(grains, _ => true, p => grains.Treasury().DropMoving(p.Proposal, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<AskedView>, ProblemHttpResult>> All(IGrainFactory grains, Func<Act.BalancesProposed, bool> which, Func<Act.BalancesProposed, Task<MovingAnswer>> decide)
    {
        var (members, sum, refused) = await Decide(grains, which, decide);
        return members == 0 && refused is { } why ? Problems.For(Words.Of(why)) : TypedResults.Ok(new AskedView(members, sum, refused is { } rest ? Words.Of(rest) : null));
    }

    /// <summary>Decides what waits, each an act of its own, until one is refused.</summary>
    internal static async Task<(int Members, Amount Sum, Core.Moving.MovingRefusal? Refusal)> Decide(IGrainFactory grains, Func<Act.BalancesProposed, bool> which, Func<Act.BalancesProposed, Task<MovingAnswer>> decide)
    {
        var (members, sum) = (0, Amount.Zero);
        var waiting = Waiting(await grains.Treasury().Read());
        if (waiting.Count > 0 && !waiting.Any(which)) return (0, sum, Core.Moving.MovingRefusal.SamePerson);
        foreach (var one in waiting.Where(which))
        {
            if ((await decide(one)).Refusal is { } refusal) return (members, sum, refusal);
            (members, sum) = (members + one.Items.Count, sum + one.Total);
        }
        return (members, sum, null);
    }

    internal static List<Act.BalancesProposed> Waiting(TreasuryView known) => [.. known.Treasury.Moving.Pending.Values.OfType<Act.BalancesProposed>().OrderBy(p => p.Decider.Number)];

    internal static string? Source(string? text) => text?.Trim().ToLowerInvariant() is { Length: > 0 and <= MemberImport.LongestSource } source && Core.Payloads.PlainText.Is(source) ? source : null;

    private static ImportView View(ImportProgress p) => new(p.Id, p.Source, p.IsDry, p.Stage, p.Done, p.Total, p.Created, p.Exists, p.Doubtful, p.Refused, Amount.FromMinor(p.Minor), p.Columns,
        p.Refusal is { } refusal ? new(refusal.Code, refusal.Line, refusal.Expected) : null);

    /// <param name="Created">Payments that are kept now, or would be.</param>
    /// <param name="Exists">Payments that were kept before.</param>
    /// <param name="Refused">Lines that cannot be taken.</param>
    /// <param name="Columns">By what it says, the column's name in the file.</param>
    /// <param name="Faults">The first thousand of them.</param>
    public sealed record HistoryView(bool DryRun, long Created, long Exists, long Refused, IReadOnlyDictionary<string, string> Columns, IReadOnlyList<HistoryLineView> Faults);

    /// <param name="Line">In the file, from 1.</param>
    /// <param name="Reference">The payment's, as far as it can be read.</param>
    /// <param name="Code">Why not.</param>
    /// <param name="Column">The column's own name; empty: none.</param>
    /// <param name="Expected">What was expected.</param>
    public sealed record HistoryLineView(long Line, string Reference, string Code, string Column, string Expected);

    /// <param name="Import">Its name.</param>
    /// <param name="Source">Which system.</param>
    /// <param name="Done">Lines that are read, then members that are entered.</param>
    /// <param name="Total">How many there are; 0: not known yet.</param>
    /// <param name="Created">Lines of members that are entered, or would be.</param>
    /// <param name="Exists">Lines of members that came before.</param>
    /// <param name="Doubtful">Lines that look like somebody who is here; they are taken only with takeDoubtful.</param>
    /// <param name="Refused">Lines that cannot be taken.</param>
    /// <param name="Balances">What those that are created or came before had.</param>
    /// <param name="Columns">By what it says, the column's name in the file.</param>
    /// <param name="Refusal">Why nothing of it can be read; null: it can.</param>
    public sealed record ImportView(string Import, string Source, bool DryRun, ImportStage Stage, long Done, long Total, long Created, long Exists, long Doubtful, long Refused, Amount Balances,
        IReadOnlyDictionary<string, string> Columns, FileRefusalView? Refusal);

    /// <param name="Line">In the file, from 1; 0: the whole.</param>
    public sealed record FileRefusalView(string Code, long Line, string Expected);

    /// <param name="Members">How many wait for what they had.</param>
    /// <param name="Sum">In hundredths.</param>
    /// <param name="Pending">What waits for a second person.</param>
    public sealed record BalancesView(int Members, Amount Sum, IReadOnlyList<BalancesProposalView> Pending);

    /// <param name="By">Who asked.</param>
    public sealed record BalancesProposalView(ProposalId Proposal, int Members, Amount Sum, PersonId By);

    /// <param name="Line">The id of the statement's line that brought the euro of the other system's fund.</param>
    public sealed record BringBalances(string Line);

    /// <param name="Members">For how many.</param>
    /// <param name="Sum">In hundredths.</param>
    /// <param name="Rest">The code why not for more; null: for all.</param>
    public sealed record AskedView(int Members, Amount Sum, string? Rest);
}
