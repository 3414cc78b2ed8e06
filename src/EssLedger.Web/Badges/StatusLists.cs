using System.Collections.Concurrent;
using System.IO.Compression;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;

namespace EssLedger.Web.Badges;

/// <summary>What a set bit of a status list says (W3C Bitstring Status List 1.0 §2.2).</summary>
public enum StatusPurpose
{
    /// <summary>Withdrawn by the owner or renounced by the holder: for ever.</summary>
    Revocation,
    /// <summary>The right to use the label rests.</summary>
    Suspension,
}

/// <summary>A status list as it was signed, in both forms; servers and phones may keep it until its end.</summary>
/// <param name="Made">When it was signed.</param>
/// <param name="Bits">One bit a grant, by status index; the first is the highest bit of the first byte.</param>
/// <param name="Keys">Which keys signed it.</param>
/// <param name="Jwt">As a JWT.</param>
/// <param name="Json">As JSON with an embedded proof, UTF-8.</param>
public sealed record SignedStatusList(DateTimeOffset Made, byte[] Bits, (KeyId Jwt, KeyId Proof) Keys, string Jwt, byte[] Json);

/// <summary>The status lists of all grants, one for each purpose. One answer tells about everybody, so nobody learns which badge was looked up.</summary>
public sealed class StatusLists(LabelDesk desk, LabelOwner owner, TimeProvider clock)
{
    /// <summary>The fewest entries, so that a small label's list hides in the same size as a large one's (§6.1 of the recommendation).</summary>
    public const int FewestEntries = 131_072;

    /// <summary>How long a list may be relied on where there is no network.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    // A list that says the same is signed anew now and then, so that whoever asks has most of the day before them.
    private static readonly TimeSpan SignedAnewAfter = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<StatusPurpose, SignedStatusList> _kept = new();

    /// <summary>The address of a list, which is its id.</summary>
    public static string AddressOf(StatusPurpose purpose, LabelOwner owner) => $"{owner.Origin}/v1/status/{Words.Of(purpose)}";

    /// <summary>The list as of now.</summary>
    public async Task<SignedStatusList> Find(StatusPurpose purpose)
    {
        var (now, bits) = (clock.GetUtcNow(), BitsOf(purpose, await desk.Standings()));
        var signers = (owner.JwtKey.Id, owner.ProofKey.Id);
        if (_kept.TryGetValue(purpose, out var kept) && kept.Keys == signers && now - kept.Made < SignedAnewAfter && kept.Bits.AsSpan().SequenceEqual(bits)) return kept;
        var credential = Of(purpose, bits, now, owner);
        return _kept[purpose] = new(now, bits, signers, owner.ToJwt(credential, now), owner.ToJson(credential, now));
    }

    internal static byte[] BitsOf(StatusPurpose purpose, IReadOnlyList<Standing> standings)
    {
        var bits = new byte[Math.Max(FewestEntries, standings.Count + 7) / 8];
        for (var i = 0; i < standings.Count; i++)
            if (IsSet(purpose, standings[i])) bits[i / 8] |= (byte)(0x80 >> (i % 8));
        return bits;
    }

    private static bool IsSet(StatusPurpose purpose, Standing standing) =>
        purpose is StatusPurpose.Revocation ? standing.IsFinal() : standing is Standing.Suspended;

    internal static Credential Of(StatusPurpose purpose, byte[] bits, DateTimeOffset now, LabelOwner owner)
    {
        var (id, subject) = (AddressOf(purpose, owner), $"{AddressOf(purpose, owner)}#list");
        var (from, until) = (DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), DateTimeOffset.FromUnixTimeSeconds((now + GoodFor).ToUnixTimeSeconds()));
        var says = Thing.Of(id, Vocabulary.VerifiableCredential, Vocabulary.StatusListCredential)
            .With(Vocabulary.Issuer, owner.Did, owner.Did)
            .With(Vocabulary.ValidFrom, LabelOwner.Instant(from))
            .With(Vocabulary.ValidUntil, LabelOwner.Instant(until))
            .With(Vocabulary.Subject, Thing.OfOne(subject, Vocabulary.StatusList)
                .With(Vocabulary.StatusPurpose, Words.Of(purpose))
                .With(Vocabulary.EncodedList, Multibase.Base64(Zipped(bits))));
        return new(id, says, from, until, subject, Badge: false);
    }

    private static byte[] Zipped(byte[] bits)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize)) gzip.Write(bits);
        return zipped.ToArray();
    }
}
