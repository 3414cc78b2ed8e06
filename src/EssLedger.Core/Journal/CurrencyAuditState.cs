using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Transparency;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private const int StateVersion = 7;

    /// <summary>What it knows, so that another audit may go on from here: accounts, what is proposed, the head and the tree over all entries up to it. Claims are not
    /// in it. The bytes are deterministic CBOR of this version's own and end with their SHA-256: that finds a damaged file, not a forged one.</summary>
    /// <param name="tree">The tree over the leaves of all entries so far.</param>
    public byte[] Save(TreeEdge tree)
    {
        var w = new CborWriter();
        w.WriteArray(20);
        w.WriteInteger(StateVersion);
        w.WriteText(_opening?.Ledger.Value ?? "");
        w.WriteText(_opening?.Unit.Code ?? "");
        w.WriteInteger(Head.Position.Value);
        w.WriteInteger(Head.CommittedAt.ToUnixTimeMilliseconds());
        w.WriteBytes(Head.Hash.ToBytes());
        w.WriteInteger(Payments);
        w.WriteInteger(OriginalsErased);
        w.WriteBytes(_loss is null ? [] : Codec.Encode(new Act.EntriesLost(_loss)));
        w.WriteArray(tree.Hashes.Count);
        foreach (var hash in tree.Hashes) w.WriteBytes(hash.ToBytes());
        TreasuryBytes.Write(w, _treasury);
        Write(w, _inProgress);
        Write(w, _settled);
        w.WriteArray(_explained.Count);
        foreach (var (position, digest) in _explained)
        {
            w.WriteInteger(position.Value);
            w.WriteBytes(digest.ToBytes());
        }
        w.WriteArray(_issued.Count);
        foreach (var (issuance, digest) in _issued)
        {
            w.WriteBytes(issuance.Uuid.ToBytes());
            w.WriteBytes(digest.ToBytes());
        }
        w.WriteArray(_parts.Count);
        foreach (var ((position, account), digest) in _parts)
        {
            w.WriteInteger(position.Value);
            w.WriteText(account.Value);
            w.WriteBytes(digest.ToBytes());
        }
        w.WriteArray(_reconversion.Changes.Count);
        foreach (var set in _reconversion.Changes) w.WriteBytes(Codec.Encode(set));
        w.WriteArray(_accounts.Count);
        foreach (var account in _accounts.Values) AccountBytes.Write(w, account);
        _daybook.Write(w);
        w.WriteArray(_tills.Count);
        foreach (var till in _tills.Values) till.Write(w);
        var state = w.ToArray();
        return [.. state, .. Digest.Of(state).ToBytes()];
    }

    /// <summary>Goes on from what another audit knew.</summary>
    /// <exception cref="FormatException">The bytes are not whole, or of another version.</exception>
    public static (CurrencyAudit Audit, TreeEdge Tree) Load(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < Digest.Size || Digest.Of(bytes.Span[..^Digest.Size]) != Digest.FromBytes(bytes.Span[^Digest.Size..])) throw new FormatException("The file is not whole.");
        var r = new CborReader(bytes[..^Digest.Size]);
        if (r.ReadArray() != 20 || r.ReadInteger() != StateVersion) throw new FormatException("The file is of another version.");
        var (ledger, unit) = (r.ReadText(), r.ReadText());
        var head = new Head(new(r.ReadInteger()), DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger()), Digest.FromBytes(r.ReadBytes().Span));
        var audit = new CurrencyAudit(remembers: false)
        {
            _chain = ChainAudit.After(head),
            _opening = ledger.Length == 0 ? null : new(LedgerId.Parse(ledger), Unit.Parse(unit)),
            Payments = r.ReadInteger(),
            OriginalsErased = r.ReadInteger(),
            _loss = r.ReadBytes() is { Length: > 0 } lost ? ((Act.EntriesLost)Codec.Decode(lost)).Loss : null,
        };
        var hashes = new Queue<Digest>();
        for (var left = r.ReadArray(); left > 0; left--) hashes.Enqueue(Digest.FromBytes(r.ReadBytes().Span));
        audit._treasury = TreasuryBytes.Read(ref r);
        Read(ref r, audit._inProgress);
        Read(ref r, audit._settled);
        for (var left = r.ReadArray(); left > 0; left--) audit._explained.Add(new(r.ReadInteger()), Digest.FromBytes(r.ReadBytes().Span));
        for (var left = r.ReadArray(); left > 0; left--) audit._issued.Add(new(Uuid.FromBytes(r.ReadBytes().Span)), Digest.FromBytes(r.ReadBytes().Span));
        for (var left = r.ReadArray(); left > 0; left--) audit._parts.Add((new(r.ReadInteger()), AccountId.Parse(r.ReadText())), Digest.FromBytes(r.ReadBytes().Span));
        for (var left = r.ReadArray(); left > 0; left--) audit._reconversion = new(audit._reconversion.Changes.Add((Act.ReconversionTermsSet)Codec.Decode(r.ReadBytes())));
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var account = AccountBytes.Read(ref r);
            audit._accounts.Add(account.Id.Value, account);
        }
        audit._daybook = Daybook.Read(ref r);
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var till = Till.Read(ref r);
            audit._tills.Add(till.Account, till);
        }
        r.ReadEnd();
        return (audit, new TreeEdge(head.Position.Value, _ => hashes.Dequeue()));
    }

    private static void Write(CborWriter w, HashSet<Reconversion> reconversions)
    {
        w.WriteArray(reconversions.Count);
        foreach (var item in reconversions)
        {
            w.WriteBytes(item.Order.Uuid.ToBytes());
            w.WriteText(item.Payer.Value);
            w.WriteInteger(item.Amount.Minor);
            w.WriteInteger(item.Fee.Minor);
        }
    }

    private static void Read(ref CborReader r, HashSet<Reconversion> reconversions)
    {
        for (var left = r.ReadArray(); left > 0; left--)
            reconversions.Add(new(new(Uuid.FromBytes(r.ReadBytes().Span)), AccountId.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger())));
    }
}
