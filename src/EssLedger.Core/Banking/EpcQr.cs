using System.Globalization;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Banking;

/// <summary>The text of the code that banking apps scan to fill in a transfer (EPC069-12, version 002).</summary>
public static class EpcQr
{
    /// <summary>The most bytes that such a code holds.</summary>
    public const int MostBytes = 331;

    /// <summary>The largest amount of a transfer, 999 999 999.99 €.</summary>
    public static Amount Most { get; } = Amount.FromMinor(99_999_999_999);

    /// <summary>The text; lines end with LF, and it is to be written as UTF-8 with error correction M.</summary>
    /// <param name="name">Whose account; written in the characters of <see cref="SepaText"/>, at most 70.</param>
    /// <param name="iban">The account.</param>
    /// <param name="bic">Its bank; null: the payer's bank finds it (within SEPA it must).</param>
    /// <param name="reference">By which the transfer is known again.</param>
    /// <param name="amount">In euro; null: the payer says how much.</param>
    /// <exception cref="ArgumentException">The IBAN is wrong, the name is empty, or the amount is zero or above <see cref="Most"/>.</exception>
    public static string Of(string name, string iban, string? bic, CreditorReference reference, Amount? amount)
    {
        if (!Iban.TryParse(iban, out var account)) throw new ArgumentException($"\"{iban}\" is no IBAN.", nameof(iban));
        if (SepaText.Of(name, 70) is not { Length: > 0 } holder) throw new ArgumentException("The account's holder has no name.", nameof(name));
        if (amount is { } sum && (sum == Amount.Zero || sum > Most)) throw new ArgumentException($"{sum} is no sum of a transfer.", nameof(amount));
        var code = bic is null ? "" : Bic.TryParse(bic, out var good) ? good : throw new ArgumentException($"\"{bic}\" is no BIC.", nameof(bic));
        // Service tag, version, UTF-8, credit transfer; then bank, holder, account, amount, purpose, reference. What would follow is empty and left out.
        var text = string.Join('\n', "BCD", "002", "1", "SCT", code, holder, account, amount is { } euro ? $"EUR{euro}" : "", "", reference.Value);
        return Encoding.UTF8.GetByteCount(text) <= MostBytes ? text : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"More than {MostBytes} bytes."), nameof(name));
    }
}
