using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Banking;

/// <summary>What became of the wish for a remittance's file.</summary>
/// <param name="File">The file, UTF-8; null: see the refusal.</param>
/// <param name="Refusal">The stable code why there is none.</param>
/// <param name="About">Whose bank account is missing, when it is that.</param>
public sealed record RemittanceFile(byte[]? File, string? Refusal, string? About);

/// <summary>The file with which the bank is told to pay an approved remittance: what of it is neither paid nor given back, to the bank accounts that two persons checked.</summary>
public sealed class RemittanceDesk(IPayoutStore payouts, People people, GuaranteeAccounts guarantees, IGrainFactory grains, TimeProvider clock)
{
    // A bank takes 30 characters; those of the id that differ from one to the next are at its end.
    private const int LongestId = 30;

    /// <summary>The file for the bank, dated today in Paris.</summary>
    /// <param name="id">The remittance.</param>
    /// <param name="version">The version that the bank takes.</param>
    public async Task<RemittanceFile> Write(RemittanceId id, Pain001Version version)
    {
        var known = (await grains.Treasury().Read()).Treasury;
        if (!known.Remittances.TryGetValue(id, out var remittance)) return new(null, "remittance_unknown", null);
        if (remittance.ApprovedBy is null) return new(null, "not_approved", null);
        if (guarantees.All.FirstOrDefault(g => g.Account == remittance.From) is not { } from) return new(null, "guarantee_account_unknown", null);
        var payments = new List<CreditTransfer>();
        foreach (var item in remittance.Items)
        {
            var name = (await people.HolderOf(item.Payer))?.Name;
            if (name is null || PayoutIban.InUse(await payouts.OfAsync(item.Payer, default)) is not { } to) return new(null, "payout_iban_missing", name ?? item.Payer.Value);
            payments.Add(new(item.EndToEndId, item.Net, new(name, to.Iban, null), $"Reconversion {item.Amount}"));
        }
        var now = clock.GetUtcNow();
        var digits = Convert.ToHexStringLower(id.Uuid.ToBytes());
        var file = new CreditTransfers(digits[^LongestId..], ParisCalendar.TimeOf(now), new(from.Holder, from.Iban, from.Bic), ParisCalendar.DayOf(now), payments);
        return new(Pain001.Write(file, version), null, null);
    }
}
