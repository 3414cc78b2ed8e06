using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Areas;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Api;

/// <summary>Sets of areas: communes, priority neighbourhoods, others.</summary>
public static class AreaEndpoints
{
    /// <summary>Who brings them.</summary>
    public static string[] Bringers { get; } = [Roles.City, Roles.Admin];

    /// <summary>Who sees which there are.</summary>
    public static string[] Readers { get; } = [.. Duties.Count, Roles.Admin];

    public static void MapAreas(this IEndpointRouteBuilder app)
    {
        var areas = app.MapGroup("/v1/areas").RequireAuthorization().WithTags("Areas");
        areas.MapGet("", List).WithSummary("Every set of areas that was imported, the oldest first, with its source, its licence, its first day and what it changed when it came.");
        areas.MapPost("", Import).Accepts<Stream>("application/geo+json").WithMetadata(new RequestSizeLimitAttribute(AreaFile.MostBytes))
            .WithSummary("Imports a set of areas (GeoJSON of RFC 7946, WGS 84, at most 64 MB): kind commune, qpv or other. From its first day on (that of its year, unless validFrom says another) it counts in place of the one before. The same file again changes nothing.");
    }

    private static async Task<Ok<Page<AreaSetView>>> List(Caller caller, AreaDesk desk)
    {
        caller.Require(Readers);
        return TypedResults.Ok(new Page<AreaSetView>([.. (await desk.Sets()).Select(AreaSetView.Of)], null));
    }

    private static async Task<Results<Ok<AreaSetView>, Created<AreaSetView>, ProblemHttpResult>> Import(
        HttpContext context, Caller caller, AreaDesk desk, string kind, int year, string source, string licence, Day? validFrom = null, string? codeProperty = null)
    {
        caller.Require(Bringers);
        if (!AreaSets.TryParse(kind, out var known)) return Problems.InvalidField("kind", "commune, qpv or other");
        var asked = new AreaImport(known, year, validFrom?.Date, source, licence, codeProperty);
        if (asked.Flaw is var (field, what)) return Problems.InvalidField(field, what);
        using var file = new MemoryStream();
        await context.Request.Body.CopyToAsync(file, context.RequestAborted);
        var (set, isNew, refusal) = await desk.Import(file.GetBuffer().AsMemory(0, (int)file.Length), asked, caller.RequiredPerson);
        if (refusal is not null) return Problem(refusal);
        var view = AreaSetView.Of(set!);
        return isNew ? TypedResults.Created("/v1/areas", view) : TypedResults.Ok(view);
    }

    private static ProblemHttpResult Problem(AreaRefusal refusal) => Problems.For(refusal.Code, Sentence(refusal), new Dictionary<string, string[]> { ["areas"] = [.. refusal.Where], ["expected"] = [refusal.Expected] });

    private static string Sentence(AreaRefusal refusal) => refusal.Where.Count == 0 ? $"Expected: {refusal.Expected}." : $"{string.Join(", ", refusal.Where)}: expected {refusal.Expected}.";

    /// <param name="Set">Its number, in the order of import.</param>
    /// <param name="Kind"><c>commune</c>, <c>qpv</c> or <c>other</c>.</param>
    /// <param name="Year">Of which year the areas are.</param>
    /// <param name="ValidFrom">The first day (Europe/Paris) on which they count.</param>
    /// <param name="Digest">SHA-256 of the file.</param>
    /// <param name="Areas">How many areas.</param>
    /// <param name="ImportedOn">The day (Europe/Paris) of the import.</param>
    /// <param name="Placed">How many participants had coordinates then.</param>
    /// <param name="Unplaced">How many had none.</param>
    /// <param name="Inside">How many lay in one of its areas.</param>
    /// <param name="Changed">How many lay elsewhere by it than by the set before.</param>
    public sealed record AreaSetView(
        int Set, string Kind, int Year, DateOnly ValidFrom, string Source, string Licence, Digest Digest, int Areas, DateOnly ImportedOn, PersonId ImportedBy, int Placed, int Unplaced, int Inside, int Changed)
    {
        internal static AreaSetView Of(AreaSet s) => new(s.Number, s.Kind.Word(), s.Year, s.ValidFrom, s.Source, s.Licence, s.Digest, s.Areas, s.ImportedOn, s.By, s.Effect.Placed, s.Effect.Unplaced, s.Effect.Inside, s.Effect.Changed);
    }
}
