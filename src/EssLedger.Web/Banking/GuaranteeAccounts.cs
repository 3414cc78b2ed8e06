using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;

namespace EssLedger.Web.Banking;

/// <summary>A bank account in which euro lie that back units.</summary>
/// <param name="Account">Its name in the book.</param>
/// <param name="Iban">Its number at the bank.</param>
/// <param name="Bic">Its bank; null: nobody said.</param>
/// <param name="Holder">In whose name the bank keeps it, as transfers to it must say.</param>
public sealed record GuaranteeAccount(AccountId Account, string Iban, string? Bic, string Holder);

/// <summary>The guarantee accounts of the configuration: <c>EssLedger:GuaranteeAccounts:0:Iban</c>, <c>Bic</c>, <c>Holder</c>, and so on. Their order names them in the book, so one is
/// added behind the others and none taken away.</summary>
public sealed class GuaranteeAccounts
{
    private GuaranteeAccounts(IReadOnlyList<GuaranteeAccount> all) => All = all;

    /// <summary>All of them; none: no statement can be recorded.</summary>
    public IReadOnlyList<GuaranteeAccount> All { get; }

    /// <summary>The one with this number; null: it is none of ours.</summary>
    public GuaranteeAccount? Find(string iban) => All.FirstOrDefault(account => account.Iban == iban);

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="StartRefusedException">It does not make sense.</exception>
    public static GuaranteeAccounts From(IConfiguration configuration)
    {
        var section = configuration.GetSection("EssLedger");
        var named = section.GetSection("GuaranteeAccounts").Get<Named[]>() ?? [];
        if (named.Length == 0 && section.GetValue<bool>("Demo")) named = [new() { Iban = "FR14 2004 1010 0505 0001 3M02 606", Holder = "Le Beffroi (démonstration)" }];
        if (named.Length > OfficeAccounts.MostGuarantees) throw new StartRefusedException($"EssLedger:GuaranteeAccounts: at most {OfficeAccounts.MostGuarantees} are kept.");
        var all = named.Select((account, index) => new GuaranteeAccount(
            OfficeAccounts.GuaranteeOf(index + 1),
            Iban.TryParse(account.Iban, out var iban) ? iban : throw new StartRefusedException($"EssLedger:GuaranteeAccounts:{index}:Iban is the number of a bank account of SEPA, not \"{account.Iban}\"."),
            account.Bic is null ? null : Bic.TryParse(account.Bic, out var bic) ? bic : throw new StartRefusedException($"EssLedger:GuaranteeAccounts:{index}:Bic is a bank's code of 8 or 11 characters, not \"{account.Bic}\"."),
            account.Holder is { Length: > 0 } holder ? holder : throw new StartRefusedException($"EssLedger:GuaranteeAccounts:{index}:Holder is the name in which the bank keeps the account."))).ToList();
        return all.DistinctBy(account => account.Iban).Count() == all.Count ? new(all) : throw new StartRefusedException("EssLedger:GuaranteeAccounts: one of them is named twice.");
    }

    // The binder leaves out of a list what it cannot make whole; so nothing of it is required, and what is missing is told.
    private sealed record Named
    {
        public string? Iban { get; init; }
        public string? Bic { get; init; }
        public string? Holder { get; init; }
    }
}
