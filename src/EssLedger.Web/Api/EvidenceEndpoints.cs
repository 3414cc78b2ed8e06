using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace EssLedger.Web.Api;

/// <summary>
/// Files brought as evidence. A file is announced with a POST and comes with one PATCH or several, of which each begins where the last one that arrived ended:
/// after a cut, HEAD says where that is. PATCH and HEAD are those of tus 1.0, so that its clients can resume an upload at the address that the POST gave.
/// </summary>
public static class EvidenceEndpoints
{
    private const string Piece = "application/offset+octet-stream", UploadOffset = "Upload-Offset", UploadLength = "Upload-Length", TusResumable = "Tus-Resumable";

    /// <summary>Goes with <see cref="Receive"/>, which takes what was announced and counts for itself.</summary>
    internal static readonly DisableRequestSizeLimitAttribute AsAnnounced = new();

    public static void AddEvidence(this WebApplicationBuilder builder, Books books)
    {
        builder.Services.AddSingleton(books.Evidence);
        builder.Services.AddSingleton(EvidenceLimits.From(builder.Configuration));
        builder.Services.AddSingleton<EvidenceDesk>();
        builder.Services.AddHostedService<EvidenceSweep>();
    }

    public static void MapEvidence(this IEndpointRouteBuilder app)
    {
        var evidence = app.MapGroup("/v1/label/applications/{id}/evidence").WithTags("Label").RequireAuthorization();
        evidence.MapPost("/", Begin).WithSummary("Announces a file; its bytes go to the address that the answer gives.");
        evidence.MapGet("/", List).WithSummary("The files of an application, as far as the caller may see them.");
        evidence.MapPatch("/{evidence}", Receive).WithMetadata(AsAnnounced).Accepts<Stream>(Piece).Produces(204).WithSummary("The next bytes of a file; with the last one it is looked at, and taken or refused.");
        evidence.MapMethods("/{evidence}", ["HEAD"], Offset).Produces(200).WithSummary("How much of a file has arrived (Upload-Offset of Upload-Length); its refusal, if it was refused.");
        evidence.MapGet("/{evidence}", Download).Produces<Stream>(200, EvidenceRules.MediaTypes[0], [.. EvidenceRules.MediaTypes.Skip(1)]).WithSummary("The file.");
        evidence.MapDelete("/{evidence}", Erase).Produces(204).WithSummary("Gives up an upload, or erases a file; the label book keeps its digest.");
    }

    private static async Task<Results<Created<EvidenceFileView>, ProblemHttpResult>> Begin(
        LabelApplicationId id, AnnounceEvidence asked, HttpContext context, Caller caller, LabelClerk clerk, EvidenceDesk desk, TimeProvider clock, CancellationToken cancellationToken)
    {
        var application = await clerk.Find(id, Bring);
        var (file, problem) = await Announce(new(Idempotency.IdempotentId(context, clock)), application, asked, caller, clerk, desk, cancellationToken);
        return file is null ? problem! : TypedResults.Created(AddressOf(file), EvidenceFileView.Of(file));
    }

    /// <summary>Announces a file, be it by a call or by a form; says what is wrong with it if it cannot be.</summary>
    internal static async Task<(EvidenceFile? File, ProblemHttpResult? Problem)> Announce(
        EvidenceId id, Application application, AnnounceEvidence asked, Caller caller, LabelClerk clerk, EvidenceDesk desk, CancellationToken cancellationToken)
    {
        if (asked.Name.Trim() is not { Length: > 0 and <= 255 } name || !PlainText.Is(name) || name.AsSpan().ContainsAny('/', '\\')) return (null, Problems.InvalidField("name", "1 to 255 characters, no path, no control characters"));
        if (asked.MediaType is not { Length: > 0 and <= 100 } || !MediaTypeHeaderValue.TryParse(asked.MediaType, out _)) return (null, Problems.InvalidField("mediaType", "a media type"));
        if (asked.Size < 1) return (null, Problems.InvalidField("size", "at least 1 byte"));
        // Whoever brings evidence for an applicant acts for them, and may not judge them later: what visitors saw is no evidence of the applicant's.
        if (asked.Criterion is not null && !caller.Is(Roles.LabelManager) && !await clerk.ActsFor(application.Opened.Applicant)) return (null, Problems.InvalidField("criterion", "the applicant and the office bring evidence; leave it out for a photo of a visit"));
        var begun = await desk.Begin(new(
            id, application.Id, caller.RequiredPerson, name, asked.MediaType, asked.Size, asked.Sha256,
            asked.Criterion, asked.Expires, asked.Visibility ?? Visibility.Committee, default), cancellationToken);
        // An id that has its file already is that file's, be it another application's.
        return begun.Application == application.Id ? (begun, null) : (null, Problems.For("not_found"));
    }

    private static async Task<Ok<Page<EvidenceFileView>>> List(LabelApplicationId id, Caller caller, LabelClerk clerk, IEvidenceStore store, CancellationToken cancellationToken)
    {
        await clerk.Find(id, Duties.Office);
        var files = await store.ListAsync(id, cancellationToken);
        return TypedResults.Ok(new Page<EvidenceFileView>([.. files.Where(f => MaySee(f, caller)).Select(EvidenceFileView.Of)], null));
    }

    internal static async Task<IResult> Receive(
        LabelApplicationId id, EvidenceId evidence, [FromHeader(Name = UploadOffset)] long offset, HttpContext context, Caller caller, LabelClerk clerk, IEvidenceStore store, EvidenceDesk desk, CancellationToken cancellationToken)
    {
        await clerk.Find(id, Bring);
        if (await store.FindAsync(evidence, cancellationToken) is not { } file || file.Application != id) return Problems.For("not_found");
        if (file.Refusal is { } refused) return Problems.For(refused);
        if (offset == file.Received && context.Request.ContentLength > file.Size - offset) return Problems.For("evidence_too_large", $"{file.Size} bytes were announced, and this would be more.");
        return Progress(await desk.Receive(file, offset, context.Request.Body, cancellationToken), context, 204);
    }

    internal static async Task<IResult> Offset(
        LabelApplicationId id, EvidenceId evidence, HttpContext context, Caller caller, LabelClerk clerk, IEvidenceStore store, EvidenceDesk desk, CancellationToken cancellationToken)
    {
        await clerk.Find(id, Bring);
        if (await store.FindAsync(evidence, cancellationToken) is not { } file || file.Application != id) return Problems.For("not_found");
        return Progress(await desk.Look(file, cancellationToken), context, 200);
    }

    /// <summary>How much of a file has arrived, or why it was refused.</summary>
    internal static IResult Progress(EvidenceFile file, HttpContext context, int status)
    {
        var headers = context.Response.Headers;
        headers[TusResumable] = "1.0.0";
        headers[UploadOffset] = file.Received.ToString(CultureInfo.InvariantCulture);
        headers[UploadLength] = file.Size.ToString(CultureInfo.InvariantCulture);
        return file.Refusal is { } refused ? Problems.For(refused) : TypedResults.StatusCode(status);
    }

    internal static async Task<IResult> Download(
        LabelApplicationId id, EvidenceId evidence, HttpContext context, Caller caller, LabelClerk clerk, IEvidenceStore store, EvidenceDesk desk, CancellationToken cancellationToken)
    {
        await clerk.Find(id, Duties.Office);
        if (await store.FindAsync(evidence, cancellationToken) is not { } file || file.Application != id || !MaySee(file, caller)) return Problems.For("not_found");
        file = await desk.Look(file, cancellationToken);
        if (file.Refusal is { } refused) return Problems.For(refused);
        if (file.State is not EvidenceState.Kept) return Problems.For("evidence_incomplete");

        // Whatever it is, it is a file to keep and never a page of ours; and its name ends as what it is.
        var headers = context.Response.Headers;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{Path.GetFileNameWithoutExtension(file.Name)}.{EvidenceRules.ExtensionOf(file.MediaType)}");
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, no-store";
        context.Response.ContentLength = file.KeptSize;
        return TypedResults.Stream(async stream =>
        {
            await foreach (var piece in store.ReadAsync(file.Id, context.RequestAborted)) await stream.WriteAsync(piece, context.RequestAborted);
        }, file.MediaType);
    }

    private static async Task<IResult> Erase(LabelApplicationId id, EvidenceId evidence, Caller caller, LabelClerk clerk, IEvidenceStore store, CancellationToken cancellationToken)
    {
        await clerk.Find(id, [.. Duties.Office, Roles.Dpo]);
        if (await store.FindAsync(evidence, cancellationToken) is not { } file || file.Application != id) return Problems.For("not_found");
        // What is in the file of the application is for the office to erase, and for whoever sees to people's data.
        if (!caller.Is(Roles.LabelManager, Roles.Dpo) && !(file.State is not EvidenceState.Kept && file.By == caller.Person)) return Problems.For("forbidden");
        await store.EraseAsync(evidence, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Besides the applicant. To others there is no such application.</summary>
    private static readonly string[] Bring = [Roles.LabelManager, Roles.LabelVisitor];

    private static bool MaySee(EvidenceFile file, Caller caller) =>
        file.Visibility is not Visibility.Office || file.By == caller.Person || caller.Is(Roles.LabelManager, Roles.Appeal, Roles.Auditor);

    private static string AddressOf(EvidenceFile file) => $"/v1/label/applications/{file.Application}/evidence/{file.Id}";

    /// <param name="Name">The file's name, at most 255 characters.</param>
    /// <param name="MediaType">As the sender calls it; what it is, is found out.</param>
    /// <param name="Size">How many bytes it has.</param>
    /// <param name="Sha256">If given, the file must have it.</param>
    /// <param name="Criterion">Which criterion of the charter it is to prove: then the label book records it. Left out: a file that lies beside, as a photo taken at a visit.</param>
    /// <param name="Expires">The last day on which it proves anything.</param>
    /// <param name="Visibility">Who may see it; the committee if left out.</param>
    public sealed record AnnounceEvidence(string Name, string MediaType, long Size, Digest? Sha256 = null, int? Criterion = null, DateOnly? Expires = null, Visibility? Visibility = null);

    /// <param name="Size">Bytes announced, and once it is kept the bytes of what is kept: a photo is kept without where it was taken.</param>
    /// <param name="Received">Bytes that have arrived.</param>
    /// <param name="Sha256">Of what is kept.</param>
    /// <param name="Refusal">Why it was not taken: a code.</param>
    public sealed record EvidenceFileView(
        EvidenceId Evidence, string Address, string Name, string MediaType, EvidenceState State, long Size, long Received, Digest? Sha256, int? Criterion, DateOnly? Expires, Visibility Visibility,
        DateTimeOffset BegunAt, string? Refusal)
    {
        internal static EvidenceFileView Of(EvidenceFile file) => new(
            file.Id, AddressOf(file), file.Name, file.MediaType, file.State, file.State is EvidenceState.Kept ? file.KeptSize : file.Size, file.Received, file.Kept, file.Criterion, file.Expires, file.Visibility,
            file.BegunAt, file.Refusal);
    }
}
