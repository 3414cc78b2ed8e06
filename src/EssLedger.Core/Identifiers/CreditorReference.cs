using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>A structured creditor reference (ISO 11649): RF, two check digits (ISO 7064, MOD 97-10), and 1 … 21 digits and letters. Ours holds a member's account id.</summary>
public readonly record struct CreditorReference
{
    private CreditorReference(string value) => Value = value;

    /// <summary>The text, upper case and without spaces.</summary>
    public string Value { get; }

    /// <summary>The reference with which a transfer tops up an account.</summary>
    /// <exception cref="ArgumentException">The id is longer than 21 characters, or not only of upper-case letters and digits.</exception>
    public static CreditorReference Of(AccountId account) => Of(account.Value);

    internal static CreditorReference Of(string id) => id.Length <= 21 && id.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))
        ? new($"RF{Mod97.Digits("RF", id)}{id}")
        : throw new ArgumentException($"\"{id}\" fits in no reference.", nameof(id));

    /// <summary>Reads a reference as people write it: spaces and case do not count.</summary>
    public static bool TryParse(string? text, out CreditorReference reference)
    {
        var written = Mod97.Written(text);
        var good = written is { Length: >= 5 and <= 25 } && written.StartsWith("RF", StringComparison.Ordinal) && Mod97.IsRight(written);
        reference = good ? new(written) : default;
        return good;
    }

    /// <summary>The member's account that the reference names; null: it is a reference of another kind.</summary>
    public AccountId? Account => Value is { Length: 24 } && Value.AsSpan(4).IndexOfAnyExcept(Letters) < 0 ? AccountId.Parse(Value[4..]) : null;

    // Base32 (RFC 4648), of which account ids are made.
    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

    /// <summary>Finds the references to members' accounts in text that people and banks mangled: whatever stands between the characters, and their case, do not count.</summary>
    public static IEnumerable<AccountId> FindAccounts(string text)
    {
        var dense = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        for (var i = dense.IndexOf("RF", StringComparison.Ordinal); i >= 0 && i + 24 <= dense.Length; i = dense.IndexOf("RF", i + 1, StringComparison.Ordinal))
            if (TryParse(dense.Substring(i, 24), out var found) && found.Account is { } account) yield return account;
    }

    /// <summary>As people read it: in groups of four.</summary>
    public string Grouped => Iban.Grouped(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>Who collects direct debits (EPC AT-02, "ICS" in France): country, two check digits, three characters that the creditor chooses and the check leaves out, and the national number.</summary>
public static class CreditorIdentifier
{
    /// <summary>Reads an identifier: spaces and case do not count; in France it has 13 characters.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? identifier)
    {
        var written = Mod97.Written(text);
        var good = written is { Length: >= 8 and <= 35 } && char.IsAsciiLetterUpper(written[0]) && char.IsAsciiLetterUpper(written[1])
            && (!written.StartsWith("FR", StringComparison.Ordinal) || written.Length == 13)
            && written.AsSpan(4, 3).IndexOfAnyExcept(Business) < 0 && Mod97.IsRight(string.Concat(written.AsSpan(0, 4), written.AsSpan(7)));
        identifier = good ? written : null;
        return good;
    }

    private static readonly System.Buffers.SearchValues<char> Business = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

/// <summary>The code of a bank (ISO 9362): 8 or 11 characters.</summary>
public static class Bic
{
    /// <summary>Reads a code: spaces and case do not count.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? bic)
    {
        var written = Mod97.Written(text);
        var good = written.Length is 8 or 11 && written.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) && written[..6].All(char.IsAsciiLetterUpper);
        bic = good ? written : null;
        return good;
    }
}
