using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Issuance;

namespace EssLedger.Core.Identifiers;

/// <summary>The id of a campaign: 12 characters of base32 (A–Z, 2–7), 60 random bits. Its account is named after it.</summary>
public readonly record struct CampaignId
{
    private const int Length = 12;

    private CampaignId(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>The account that holds its euros: what its funder still has with us stands there as owed.</summary>
    public AccountId Account => OfficeAccounts.CampaignOf(Value);

    /// <summary>The campaign whose account this is; null: it is none of a campaign.</summary>
    public static CampaignId? Of(AccountId account) => OfficeAccounts.IsCampaign(account) && TryParse(account.Value[(account.Value.IndexOf('.', StringComparison.Ordinal) + 1)..], out var id) ? id : null;

    /// <summary>Reads an id, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CampaignId id)
    {
        var good = text is { Length: Length } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));
        id = good ? new(text!) : default;
        return good;
    }

    /// <summary>An id known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static CampaignId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no campaign.");

    /// <summary>An id made of 8 random bytes (60 of their 64 bits are used).</summary>
    public static CampaignId FromRandom(ReadOnlySpan<byte> random) => new(Base32.Encode(random[..8])[..Length]);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>The id of what one person proposed for a campaign and another decides.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct ProposalId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ProposalId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}
