using EssLedger.Core.Identifiers;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>Why a bank account was not entered or confirmed, in the order in which reasons win.</summary>
public enum PayoutRefusal
{
    /// <summary>There is no such account, or it is no professional's.</summary>
    Unknown,
    /// <summary>It is no IBAN: a sign is missing, or mistyped.</summary>
    IbanWrong,
    /// <summary>Euro go there already.</summary>
    AlreadyInUse,
    /// <summary>No bank account waits under this number.</summary>
    NothingWaits,
    /// <summary>Nobody confirms a bank account for an account of their own.</summary>
    Own,
    /// <summary>The second person is another than the first.</summary>
    SamePerson,
}

/// <summary>To which bank account a professional's euro go. Whoever could change it alone could have them sent elsewhere, so it counts once a second person, of a bureau,
/// has confirmed it, and everybody who holds the account is told when another is entered.</summary>
public sealed class PayoutDesk(IPayoutStore store, PaymentRequests requests, People people, PayoutNotice notice, TimeProvider clock)
{
    /// <summary>Enters a bank account, which waits for a second person.</summary>
    public async Task<PayoutRefusal?> Enter(AccountId account, string? typed, PersonId by)
    {
        if (await requests.KindOf(account) is not { } kind || !ReconversionDesk.Kinds.Contains(kind)) return PayoutRefusal.Unknown;
        if (!Iban.TryParse(typed, out var iban)) return PayoutRefusal.IbanWrong;
        var known = await store.OfAsync(account, default);
        if (PayoutIban.InUse(known)?.Iban == iban && PayoutIban.Waiting(known) is null) return PayoutRefusal.AlreadyInUse;
        var number = await store.EnterAsync(account, iban, by, clock.GetUtcNow(), default);
        await notice.Entered(account, number, iban);
        return null;
    }

    /// <summary>The second person confirms or declines what waits. Whoever entered it may take it back, and nothing else.</summary>
    public async Task<PayoutRefusal?> Decide(AccountId account, long number, bool confirmed, PersonId by)
    {
        if (PayoutIban.Waiting(await store.OfAsync(account, default)) is not { } waiting || waiting.Number != number) return PayoutRefusal.NothingWaits;
        if (confirmed && await people.Holds(by, account)) return PayoutRefusal.Own;
        if (confirmed && waiting.By == by) return PayoutRefusal.SamePerson;
        return await store.DecideAsync(account, number, confirmed, by, clock.GetUtcNow(), default) ? null : PayoutRefusal.NothingWaits;
    }

    /// <summary>The bank account to which euro go, and the one that waits to take its place.</summary>
    public async Task<(PayoutIban? InUse, PayoutIban? Waiting)> Of(AccountId account)
    {
        var known = await store.OfAsync(account, default);
        return (PayoutIban.InUse(known), PayoutIban.Waiting(known));
    }

    /// <summary>All that wait for a second person, the oldest first.</summary>
    public Task<IReadOnlyList<PayoutIban>> Waiting() => store.WaitingAsync(default);
}
