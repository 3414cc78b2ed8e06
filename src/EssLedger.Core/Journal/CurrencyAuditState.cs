using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Transparency;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private const int StateVersion = 2;

    /// <summary>What it knows, so that another audit may go on from here: accounts, what is proposed, the head and the tree over all entries up to it. Claims are not
    /// in it. The bytes are deterministic CBOR of this version's own and end with their SHA-256: that finds a damaged file, not a forged one.</summary>
    /// <param name="tree">The tree over the leaves of all entries so far.</param>
    public byte[] Save(TreeEdge tree)
    {
        var w = new CborWriter();
        w.WriteArray(12);
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
        w.WriteArray(_proposed.Count);
        foreach (var proposed in _proposed.Values) w.WriteBytes(Codec.Encode(proposed));
        w.WriteArray(_accounts.Count);
        foreach (var account in _accounts.Values) Write(w, account);
        var state = w.ToArray();
        return [.. state, .. Digest.Of(state).ToBytes()];
    }

    /// <summary>Goes on from what another audit knew.</summary>
    /// <exception cref="FormatException">The bytes are not whole, or of another version.</exception>
    public static (CurrencyAudit Audit, TreeEdge Tree) Load(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < Digest.Size || Digest.Of(bytes.Span[..^Digest.Size]) != Digest.FromBytes(bytes.Span[^Digest.Size..])) throw new FormatException("The file is not whole.");
        var r = new CborReader(bytes[..^Digest.Size]);
        if (r.ReadArray() != 12 || r.ReadInteger() != StateVersion) throw new FormatException("The file is of another version.");
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
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var proposed = (Act.IssuanceProposed)Codec.Decode(r.ReadBytes());
            audit._proposed.Add(proposed.Issuance, proposed);
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var account = ReadAccount(ref r);
            audit._accounts.Add(account.Id.Value, account);
        }
        r.ReadEnd();
        return (audit, new TreeEdge(head.Position.Value, _ => hashes.Dequeue()));
    }

    private static void Write(CborWriter w, Account account)
    {
        w.WriteArray(9);
        w.WriteText(account.Id.Value);
        w.WriteInteger((int)(account.Kind ?? 0));
        w.WriteInteger((int)account.Status);
        w.WriteInteger(account.Position.Value);
        w.WriteInteger(account.Acts);
        w.WriteArray(account.Keys.Count);
        foreach (var key in account.Keys.Values)
        {
            w.WriteArray(2);
            w.WriteBytes(key.Key.Bytes);
            w.WriteInteger(key.Blocked ? 1 : 0);
        }
        w.WriteArray(account.Balances.Count);
        foreach (var (drawer, balance) in account.Balances)
        {
            w.WriteArray(3);
            w.WriteText(drawer.Unit.Code);
            w.WriteBytes(drawer.Purse?.Uuid.ToBytes() ?? []);
            w.WriteInteger(balance.Minor);
        }
        w.WriteArray(account.Refunded.Count);
        foreach (var (sale, amount) in account.Refunded)
        {
            w.WriteArray(3);
            w.WriteText(sale.Payer.Value);
            w.WriteBytes(sale.Order.Uuid.ToBytes());
            w.WriteInteger(amount.Minor);
        }
        w.WriteArray(account.PaidByDay.Count);
        foreach (var (day, paid) in account.PaidByDay)
        {
            w.WriteArray(2);
            w.WriteInteger(day);
            w.WriteInteger(paid.Minor);
        }
    }

    private static Account ReadAccount(ref CborReader r)
    {
        r.ReadArray();
        var account = new Account(AccountId.Parse(r.ReadText()))
        {
            Kind = r.ReadInteger() is > 0 and var kind ? (AccountKind)kind : null,
            Status = (SubjectStatus)r.ReadInteger(),
            Position = new(r.ReadInteger()),
            Acts = r.ReadInteger(),
        };
        var keys = account.Keys.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            if (!PublicKey.TryFromBytes(r.ReadBytes().Span, out var key)) throw new FormatException("A public key has 33 bytes.");
            keys.Add(key.Id, new(key, r.ReadInteger() == 1));
        }
        var balances = account.Balances.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            balances.Add(new(Unit.Parse(r.ReadText()), r.ReadBytes() is { Length: > 0 } purse ? new PurseId(Uuid.FromBytes(purse.Span)) : null), new(r.ReadInteger()));
        }
        var refunded = account.Refunded.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            refunded.Add(new(AccountId.Parse(r.ReadText()), new(Uuid.FromBytes(r.ReadBytes().Span))), Amount.FromMinor(r.ReadInteger()));
        }
        var paid = ImmutableList.CreateBuilder<(long, Amount)>();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            paid.Add((r.ReadInteger(), Amount.FromMinor(r.ReadInteger())));
        }
        return account with { Keys = keys.ToImmutable(), Balances = balances.ToImmutable(), Refunded = refunded.ToImmutable(), PaidByDay = paid.ToImmutable() };
    }
}
