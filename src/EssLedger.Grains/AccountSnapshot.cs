using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;

namespace EssLedger.Grains;

/// <summary>An account's state as grain storage keeps it: bytes that this version alone reads, with the hash of the book's entry at its position.
/// It only saves time: when the book does not confirm the hash, it is thrown away.</summary>
[GenerateSerializer]
public sealed class AccountSnapshot
{
    /// <summary>The hash, then the state, in base64.</summary>
    [Id(0)]
    public string Text { get; set; } = "";

    public static AccountSnapshot Of(Account account, Digest hash) => new() { Text = Convert.ToBase64String([.. hash.ToBytes(), .. AccountBytes.Encode(account)]) };

    /// <summary>The state and the hash that must stand in the book at its position; null when the text is not one of ours.</summary>
    public (Account Account, Digest Hash)? Read()
    {
        try
        {
            ReadOnlyMemory<byte> bytes = Convert.FromBase64String(Text);
            return bytes.Length < Digest.Size ? null : (AccountBytes.Decode(bytes[Digest.Size..]), Digest.FromBytes(bytes.Span[..Digest.Size]));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
