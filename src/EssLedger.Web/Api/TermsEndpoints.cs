using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>What each kind of account may hold and pay, and who may pay whom: with all its history, for anyone to read.</summary>
public static class TermsEndpoints
{
    public static void MapTerms(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/terms", Show).WithTags("Ledger").WithSummary("The ceilings and transfer rules that hold now, those that will, and those that did.");
        app.MapPost("/v1/terms", Set).RequireAuthorization().WithTags("Ledger").WithSummary("Records the terms that hold from an instant on, all of them, with the decision's words. They are in the book for good.");
        app.MapPut("/v1/accounts/{account}/ceilings", SetOf).RequireAuthorization().WithTags("Accounts").WithSummary("Gives an account ceilings of its own; where they say nothing, those of its kind hold.");
    }

    private static async Task<TermsView> Show(TermsInForce terms, CurrencyBook book)
    {
        var history = await terms.Read();
        var now = await terms.Now();
        return new(ByKind(now.Ceilings), Pairs(now.Forbidden), [.. history.Changes.Select(c => new TermsChangeView(c.At, c.Set.From, ByKind(c.Set.Ceilings), Pairs(c.Set.Forbidden)))]);
    }

    private static async Task<Results<Created<TermsChangeView>, ProblemHttpResult>> Set(SetTermsFields asked, Caller caller, TermsDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Admin);
        var (set, refusal) = await desk.Set(asked.From, asked.Ceilings, asked.Forbidden.Select(p => (p.Payer, p.Payee)), asked.Reason, caller.RequiredPerson);
        return refusal switch
        {
            null => TypedResults.Created("/v1/terms", new TermsChangeView(clock.GetUtcNow(), set!.From, ByKind(set.Ceilings), Pairs(set.Forbidden))),
            TermsRefusal.ReasonMissing => WrongReason(),
            _ => Problems.InvalidField("from", $"at least {TermsHistory.Notice.TotalSeconds} seconds ahead, so that every server knows of it by then"),
        };
    }

    private static async Task<Results<Ok<CeilingsView>, ProblemHttpResult>> SetOf(AccountId account, SetCeilingsFields asked, Caller caller, TermsDesk desk)
    {
        caller.Require(Roles.Admin);
        var (set, refusal) = await desk.SetOf(account, asked.Ceilings, asked.Reason, caller.RequiredPerson);
        return refusal switch
        {
            null => TypedResults.Ok(View(set!.Ceilings)),
            TermsRefusal.ReasonMissing => WrongReason(),
            TermsRefusal.Own => Problems.For("forbidden", "Nobody sets ceilings of their own."),
            _ => Problems.For("not_found"),
        };
    }

    private static ProblemHttpResult WrongReason() => Problems.InvalidField("reason", $"1 to {TermsDesk.LongestReason} characters");

    private static ImmutableSortedDictionary<AccountKind, CeilingsView> ByKind(IReadOnlyDictionary<AccountKind, Ceilings> ceilings) => ceilings.ToImmutableSortedDictionary(c => c.Key, c => View(c.Value));

    private static CeilingsView View(Ceilings c) => new(c.Balance, c.Payment, c.Day, c.In30Days, c.PrintedDay, c.Card, c.CardDay);

    private static List<TransferPair> Pairs(IEnumerable<(AccountKind Payer, AccountKind Payee)> pairs) => [.. pairs.Order().Select(p => new TransferPair(p.Payer, p.Payee))];

    /// <param name="Ceilings">By kind of account; a kind that is not named has none.</param>
    /// <param name="Forbidden">Which kind of payer may not pay which kind of payee.</param>
    /// <param name="Changes">Everything that was recorded, the oldest first.</param>
    public sealed record TermsView(IReadOnlyDictionary<AccountKind, CeilingsView> Ceilings, IReadOnlyList<TransferPair> Forbidden, IReadOnlyList<TermsChangeView> Changes);

    /// <param name="At">When it was recorded, UTC.</param>
    /// <param name="From">From when on it holds, UTC.</param>
    public sealed record TermsChangeView(DateTimeOffset At, DateTimeOffset From, IReadOnlyDictionary<AccountKind, CeilingsView> Ceilings, IReadOnlyList<TransferPair> Forbidden);

    /// <summary>What an account may hold and pay, in minor units; null: as much as it likes (by card: 30.00, and 60.00 a day).</summary>
    public sealed record CeilingsView(Amount? Balance, Amount? Payment, Amount? Day, Amount? In30Days, Amount? PrintedDay, Amount? Card, Amount? CardDay);

    public sealed record TransferPair(AccountKind Payer, AccountKind Payee);

    /// <param name="From">From when on they hold, UTC, at least a minute ahead.</param>
    /// <param name="Reason">The decision: who took it, when, why.</param>
    public sealed record SetTermsFields(DateTimeOffset From, IReadOnlyDictionary<AccountKind, Ceilings> Ceilings, IReadOnlyList<TransferPair> Forbidden, string Reason);

    public sealed record SetCeilingsFields(Ceilings Ceilings, string Reason);
}
