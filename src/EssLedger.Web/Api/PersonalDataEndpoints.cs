using EssLedger.Web.Pages;
using EssLedger.Web.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>What is held about the caller, for the caller.</summary>
public static class PersonalDataEndpoints
{
    private const string Zip = "application/zip";

    public static void MapPersonalData(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/me/data", Mine).RequireAuthorization().WithTags("Ledger").Produces<byte[]>(200, Zip)
            .WithSummary("Everything that is held about the caller, as JSON and to read, in a ZIP archive.");

    internal static async Task<FileContentHttpResult> Mine(Caller caller, PersonalFile file, Reader reader) =>
        TypedResults.File(await file.Write(caller.RequiredPerson, reader), Zip, "essledger-data.zip");
}
