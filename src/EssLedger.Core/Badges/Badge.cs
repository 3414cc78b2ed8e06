using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Badges;

/// <summary>What the label's owner signs about a grant; it stands in the QR code of a shop's sticker.</summary>
/// <param name="Issuer">The label book's own name.</param>
/// <param name="Number">The grant's number.</param>
/// <param name="Holder">The holder's name, at most 32 bytes of UTF-8.</param>
/// <param name="HolderId">SIRET or event id, at most 16 bytes.</param>
/// <param name="Level">1 … 9.</param>
/// <param name="From">The first day (Europe/Paris).</param>
/// <param name="Until">The last day, included.</param>
/// <param name="StatusIndex">The place in the status list.</param>
/// <param name="Commune">The commune's INSEE code (COG), at most 5 characters; empty when unknown.</param>
/// <param name="Kind">1 shop, 2 ESS actor, 3 event.</param>
public sealed record Badge(
    LedgerId Issuer, GrantNumber Number, string Holder, string HolderId, int Level, DateOnly From, DateOnly Until, int StatusIndex, string Commune, int Kind)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.badge";

    /// <summary>How many UTF-8 bytes the holder's name may have.</summary>
    public const int LongestName = 32;

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static Badge Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var badge = new Badge(
            r.Named<LedgerId>(1, LedgerId.TryParse), r.Named<GrantNumber>(2, GrantNumber.TryParse), r.Text(3, LongestName), r.Text(4, 16), (int)r.Integer(5, 1, 9),
            r.Day(6), r.Day(7), (int)r.Integer(8, 0, int.MaxValue), r.Text(9, 5), (int)r.Integer(10, 1, 9));
        r.End();
        return badge;
    }

    /// <summary>Reads a signed badge, strictly; whether the signature is good is for the issuer's key to say.</summary>
    public static bool TryDecode(
        ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out Badge? badge, [NotNullWhen(true)] out SignedPayload? envelope, [NotNullWhen(false)] out string? why)
    {
        var good = SignedPayload.Try(() =>
        {
            var outer = SignedPayload.Decode(bytes, Type, SignedPayload.Es256);
            return Tuple.Create(Decode(outer.Payload), outer);
        }, out var both, out why);
        (badge, envelope) = (both?.Item1, both?.Item2);
        return good;
    }

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(10);
        w.Write(1, Issuer.Value);
        w.Write(2, Number.Value);
        w.Write(3, Holder);
        w.Write(4, HolderId);
        w.Write(5, Level);
        w.Write(6, PayloadDays.ToNumber(From));
        w.Write(7, PayloadDays.ToNumber(Until));
        w.Write(8, StatusIndex);
        w.Write(9, Commune);
        w.Write(10, Kind);
        return w.ToArray();
    }
}
