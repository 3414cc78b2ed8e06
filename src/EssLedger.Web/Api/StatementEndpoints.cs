using System.Globalization;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Web.Banking;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Api;

/// <summary>Bank statements, as the bank gives them.</summary>
public static class StatementEndpoints
{
    public static void AddStatements(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(GuaranteeAccounts.From(builder.Configuration));
        builder.Services.AddSingleton<StatementDesk>();
        builder.Services.AddSingleton<RemittanceDesk>();
    }

    public static void MapStatements(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/statements", Import).RequireAuthorization().WithTags("Statements").Accepts<Stream>("application/xml")
            .WithMetadata(new RequestSizeLimitAttribute(BankFile.MostBytes))
            .WithSummary("Records the bank statements of a file (camt.053.001.02, .04 or .08; at most 100 MB), each whole and once.");

    private static async Task<Results<Ok<StatementsView>, ProblemHttpResult>> Import(HttpContext context, Caller caller, StatementDesk desk, bool dryRun = false)
    {
        caller.Require(Roles.Treasurer);
        // What comes is laid on the disk until it has come whole, and is gone with the request.
        context.Request.EnableBuffering();
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var import = await desk.Import(context.Request.Body, caller.RequiredPerson, dryRun, context.RequestAborted);
        return import.Refusal is { } refusal
            ? Problems.For(refusal.Code, $"Line {refusal.Line}: {refusal.Expected}.", new Dictionary<string, string[]> { ["line"] = [refusal.Line.ToString(CultureInfo.InvariantCulture)], ["expected"] = [refusal.Expected] })
            : TypedResults.Ok(new StatementsView(dryRun, [.. import.Statements.Select(View)]));
    }

    private static StatementView View(ImportedStatement imported) => new(
        imported.Statement.Id, imported.Statement.Page, imported.Statement.Iban, imported.Account, imported.Statement.Currency, View(imported.Statement.Opening), View(imported.Statement.Closing),
        imported.State, imported.Refusal, imported.Position, imported.New, imported.Known, [.. imported.Warnings.Select(w => new StatementWarningView(w.Doubt.Word(), w.Figure, w.About))]);

    private static BankBalanceView? View(BankBalance? balance) => balance is { } known ? new(known.Day, new(known.Cents)) : null;

    /// <param name="DryRun">Whether nothing was recorded.</param>
    /// <param name="Statements">In the order of the file.</param>
    public sealed record StatementsView(bool DryRun, IReadOnlyList<StatementView> Statements);

    /// <param name="Statement">The bank's own id of it.</param>
    /// <param name="Page">Which page of it, from 1.</param>
    /// <param name="Account">The guarantee account in the book; null: it is none of the association's.</param>
    /// <param name="Opening">What the account held before; null: the bank does not say.</param>
    /// <param name="Closing">What it held after; null: the bank does not say.</param>
    /// <param name="Refusal">The code why it cannot be recorded; null: it can.</param>
    /// <param name="Position">Where it stands in the book; null: it does not.</param>
    /// <param name="New">How many lines it brings.</param>
    /// <param name="Known">How many of its lines another statement brought before.</param>
    /// <param name="Warnings">What people should look at; nothing was put right.</param>
    public sealed record StatementView(
        string Statement, int Page, string Iban, AccountId? Account, Unit Currency, BankBalanceView? Opening, BankBalanceView? Closing,
        StatementState State, string? Refusal, Position? Position, int New, int Known, IReadOnlyList<StatementWarningView> Warnings);

    /// <param name="Balance">In cents.</param>
    public sealed record BankBalanceView(DateOnly Day, Balance Balance);

    /// <param name="Warning">Its stable word.</param>
    /// <param name="Figure">Cents or entries, as the word says.</param>
    /// <param name="About">The bank's reference, or its word for a state, that it is about.</param>
    public sealed record StatementWarningView(string Warning, long Figure, string? About);
}
