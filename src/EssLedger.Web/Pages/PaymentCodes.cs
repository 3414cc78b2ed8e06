using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Keys;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages;

/// <summary>Opens payment codes: believes none that our request key did not sign, and asks the book where the request stands.</summary>
public sealed class PaymentCodes(IGrainFactory grains, ServerKeys keys, Terms terms, People people, LabelDesk label, TimeProvider clock) : IPaymentCodes
{
    /// <inheritdoc/>
    public async Task<RequestView?> Open(string base32)
    {
        if (Verified(base32) is not { } code || code.Ledger != terms.Ledger) return null;
        if (await grains.GetGrain<IPaymentRequestGrain>(code.Request.ToString()).Read() is not { } standing) return null;
        if (standing.EndedAt + PaymentRequestEndpoints.PublicAfterEnd < clock.GetUtcNow()) return null;

        var asked = standing.Request.Terms;
        var holder = await people.HolderOf(asked.Payee);
        var grant = await label.OfAccount(asked.Payee);
        return new(holder?.Name ?? code.PayeeName, asked.Amount, asked.Unit, standing.Request.Reference, standing.State,
            grant is null ? null : new(grant.Standing, grant.Grant));
    }

    private RequestCode? Verified(string base32)
    {
        if (!Base32.TryDecode(base32, out var bytes)) return null;
        try
        {
            var envelope = SignedPayload.Decode(bytes, RequestCode.Type, SignedPayload.Es256);
            return keys.Find(envelope.Key) is { Purpose: Purposes.Request } key && key.Verify(envelope) ? RequestCode.Decode(envelope.Payload) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
