using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Shops;

/// <summary>Makes payment requests, signed and kept, whether a till asks, a web shop or a merchant who prints a code.</summary>
public sealed class RequestDesk(PaymentRequests requests, People people, LabelDesk label, ServerKeys keys, Terms terms, Settings settings, TimeProvider clock)
{
    /// <summary>Makes a request, or answers the one that is kept under this id.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="payee">An open account; whether the caller takes its payments was asked before.</param>
    /// <param name="unit">In which it is paid; whether the payee takes it was asked before.</param>
    /// <param name="amount">In hundredths; null: the payer chooses.</param>
    /// <param name="reference">The payee's own, at most 16 bytes; null: none.</param>
    /// <param name="lifetime">How long it can be paid; null: a printed code, without end.</param>
    /// <param name="by">In whose session.</param>
    /// <param name="till">At which till of the payee; null: at none that was named.</param>
    public async Task<StoredRequest> Make(RequestId id, AccountId payee, Unit unit, Amount? amount, string? reference, TimeSpan? lifetime, PersonId by, TillId? till)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? expires = lifetime is { } time ? DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + (long)time.TotalSeconds) : null;
        var grant = (await label.OfAccount(payee))?.Grant.Value;
        var code = new RequestCode(terms.Ledger, id, payee, (await people.HolderOf(payee))?.Name ?? payee.Value, amount, unit, expires?.ToUnixTimeSeconds(), reference, grant, expires is null);
        return await requests.Keep(new(new(id, payee, amount, unit, expires, expires is null), reference, now, SignToFit(code)) { By = by, Till = till });
    }

    /// <summary>What its QR code says.</summary>
    public string UriOf(StoredRequest request) => QrText.Of('R', request.Code.Span, settings);

    /// <summary>Signs the request; a long name is cut as far as the code needs to stay within version 12.</summary>
    private byte[] SignToFit(RequestCode code)
    {
        for (var length = RequestCode.LongestName; ; length -= 4)
        {
            var bytes = keys.Request.Sign(RequestCode.Type, (code with { PayeeName = TextCut.ToBytes(code.PayeeName, length) }).Encode());
            if (length <= 8 || QrText.Of('R', bytes, settings).Length <= Qr.LongestText) return bytes;
        }
    }
}
