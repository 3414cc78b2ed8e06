using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Push;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Members;
using EssLedger.Web.Push;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Shops;

/// <summary>What an ask has come to.</summary>
public enum AskState
{
    /// <summary>It waits for an answer.</summary>
    Asked,
    /// <summary>It was paid.</summary>
    Paid,
    /// <summary>The one who was asked refused.</summary>
    Refused,
    /// <summary>Its time is over.</summary>
    Expired,
    /// <summary>The one who asked took it back.</summary>
    Withdrawn,
}

/// <summary>An ask and where it stands.</summary>
/// <param name="Ask">To whom it was delivered.</param>
/// <param name="Request">What it asks.</param>
/// <param name="State">What it came to.</param>
public sealed record StandingAsk(Ask Ask, StoredRequest Request, AskState State);

/// <summary>
/// Payment requests delivered into the wallet of the one who is to pay. An ask is a payment request like a till's, and a row that says to whom it goes: so it is verified, paid once and
/// ended by the same rules, and nothing more stands in the book.
/// </summary>
public sealed class AskDesk(IAskStore store, PaymentRequests requests, RequestDesk desk, People people, TermsInForce terms, PushDesk push, IGrainFactory grains, TimeProvider clock)
{
    private const int Most = 200;

    // Whom anybody finds by name, or by their account alone.
    private static readonly string[] Listed = ["merchant", "ess"];

    /// <summary>Asks somebody for a payment. Whoever wants to see no more of the asker is not troubled, and the asker does not learn it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="asker">Who is to be paid; that the caller holds it was asked before.</param>
    /// <param name="payer">Who is asked.</param>
    /// <param name="payerName">Their name, as the asker knows it; null: the account is a professional's, which anybody finds.</param>
    /// <param name="amount">In hundredths of the ledger's unit.</param>
    /// <param name="note">What for, at most 140 characters; null: nothing is said.</param>
    /// <param name="by">In whose session.</param>
    public async Task<(StandingAsk? Made, AskRefusal? Refusal)> Make(RequestId id, AccountId asker, AccountId payer, string? payerName, Amount amount, string? note, PersonId by)
    {
        var (now, inForce) = (clock.GetUtcNow(), await terms.Now());
        var waiting = (await Open(asker)).Where(a => a.Request != id).ToList();
        var mayPay = await requests.KindOf(asker) is not { } askerKind || await requests.KindOf(payer) is not { } payerKind || !inForce.Forbidden.Contains((payerKind, askerKind));
        if (AskRules.Refuse(asker, payer, await Known(payer, payerName), mayPay, waiting.Count(a => a.Payer == payer), waiting.Count) is { } refusal) return (null, refusal);
        var request = await desk.Make(id, asker, inForce.Unit, amount, null, AskRules.Lasts, by, null);
        var ask = new Ask(id, asker, payer, note, now, request.Terms.ExpiresAt!.Value);
        await store.KeepAsync(ask, default);
        if ((await store.BlockedByAsync(payer, default)).All(b => b.Asker != asker)) await push.Tell(new(payer, NewsEvent.Asked, amount, inForce.Unit), $"ask:{id}");
        return (new(ask, request, AskState.Asked), null);
    }

    /// <summary>The asks of an account and those to it, the newest first; without those of askers of whom it wants to see no more.</summary>
    /// <param name="account">Which.</param>
    /// <param name="waiting">Only what waits for its answer.</param>
    public async Task<IReadOnlyList<StandingAsk>> Of(AccountId account, bool waiting)
    {
        var blocked = (await store.BlockedByAsync(account, default)).Select(b => b.Asker).ToHashSet();
        var standing = new List<StandingAsk>();
        foreach (var ask in (await store.OfAsync(account, Most, default)).Where(a => a.Asker == account || !blocked.Contains(a.Asker)))
        {
            if (waiting && (ask.Payer != account || ask.Ending is not null)) continue;
            if (await Stands(ask) is { } one && (!waiting || one.State is AskState.Asked)) standing.Add(one);
        }
        return standing;
    }

    /// <summary>An ask, for who holds one of its two accounts; null: there is none for them.</summary>
    public async Task<Ask?> Find(RequestId id, Func<AccountId, Task<bool>> holds) =>
        await store.FindAsync(id, default) is { } ask && (await holds(ask.Payer) || await holds(ask.Asker)) ? ask : null;

    /// <summary>Ends an ask, unless it was paid.</summary>
    /// <returns>Where it stands then.</returns>
    public async Task<StandingAsk> End(Ask ask, AskEnding ending)
    {
        // Its row first: who ended it is known once it has ended.
        await store.EndAsync(ask.Request, ending, clock.GetUtcNow(), default);
        await grains.GetGrain<IPaymentRequestGrain>(ask.Request.ToString()).Cancel();
        return (await Stands((await store.FindAsync(ask.Request, default))!))!;
    }

    /// <summary>An account wants to see no more asks of another.</summary>
    public Task Block(AccountId payer, AccountId asker) => store.BlockAsync(new(payer, asker, clock.GetUtcNow()), default);

    private async Task<IReadOnlyList<Ask>> Open(AccountId asker)
    {
        var open = new List<Ask>();
        foreach (var ask in await store.OpenAsync(asker, default))
            if (await Stands(ask) is { State: AskState.Asked }) open.Add(ask);
        return open;
    }

    private async Task<StandingAsk?> Stands(Ask ask)
    {
        if (await grains.GetGrain<IPaymentRequestGrain>(ask.Request.ToString()).Read() is not { } standing) return null;
        var state = standing.State switch
        {
            RequestState.Paid => AskState.Paid,
            _ when ask.Ending is AskEnding.Refused => AskState.Refused,
            RequestState.Cancelled => AskState.Withdrawn,
            _ when ask.Ending is AskEnding.Withdrawn => AskState.Withdrawn,
            RequestState.Expired => AskState.Expired,
            _ => AskState.Asked,
        };
        if (ask.Ending is null && state is not AskState.Asked) await store.EndAsync(ask.Request, AskEnding.Noticed, standing.EndedAt ?? clock.GetUtcNow(), default);
        return new(ask, standing.Request, state);
    }

    private async Task<bool> Known(AccountId payer, string? name) => await requests.StatusOf(payer, fresh: false) is SubjectStatus.Open && await people.HolderOf(payer) is { } holder
        && (name is null ? Listed.Contains(holder.Kind) : MemberRegister.SameName(holder.Name, name));
}
