using EssLedger.Core.Campaigns;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Paper;
using EssLedger.Core.Payloads;
using EssLedger.Core.PublicPayments;

namespace EssLedger.Core.Issuance;

/// <summary>The treasury's state as bytes, for whoever goes on from it elsewhere or later: deterministic CBOR of this version's own. Whatever the state gets, it gets here too.</summary>
public static class TreasuryBytes
{
    private const int Fields = 15;

    /// <summary>The bytes of a state.</summary>
    public static byte[] Encode(TreasuryState treasury)
    {
        var w = new CborWriter();
        Write(w, treasury);
        return w.ToArray();
    }

    /// <summary>The state that some bytes say.</summary>
    /// <exception cref="FormatException">They are none of this version.</exception>
    public static TreasuryState Decode(ReadOnlyMemory<byte> bytes)
    {
        var r = new CborReader(bytes);
        var treasury = Read(ref r);
        r.ReadEnd();
        return treasury;
    }

    /// <summary>Writes it.</summary>
    public static void Write(CborWriter w, TreasuryState treasury)
    {
        w.WriteArray(Fields);
        w.WriteInteger(treasury.Position.Value);
        w.WriteInteger(treasury.Acts);
        w.WriteArray(treasury.Pending.Count);
        foreach (var proposed in treasury.Pending.Values.OrderBy(p => p.Decider.Number)) w.WriteBytes(Codec.Encode(proposed));
        w.WriteArray(treasury.Balances.Count);
        foreach (var (holding, balance) in treasury.Balances.OrderBy(b => b.Key.Account.Value, StringComparer.Ordinal).ThenBy(b => b.Key.Unit.Code, StringComparer.Ordinal))
        {
            w.WriteText(holding.Account.Value);
            w.WriteText(holding.Unit.Code);
            w.WriteInteger(balance.Minor);
        }
        w.WriteArray(treasury.Open.Count);
        foreach (var (key, line) in treasury.Open.OrderBy(l => l.Key.ToString(), StringComparer.Ordinal))
        {
            w.WriteBytes(key.ToBytes());
            w.WriteText(line.Account.Value);
            w.WriteDay(line.Day);
            w.WriteInteger(line.Minor);
        }
        w.WriteArray(treasury.Announced.Count);
        foreach (var (receipt, amount) in treasury.Announced.OrderBy(a => a.Key.ToString(), StringComparer.Ordinal))
        {
            w.WriteBytes(receipt.ToBytes());
            w.WriteInteger(amount.Minor);
        }
        w.WriteArray(treasury.Statements.Count);
        foreach (var (account, last) in treasury.Statements.OrderBy(s => s.Key.Value, StringComparer.Ordinal))
        {
            w.WriteText(account.Value);
            w.WriteDay(last.Day);
            w.WriteInteger(last.Closing.Minor);
            w.WriteText(last.By.Value);
            w.WriteInteger(last.Position.Value);
        }
        w.WriteArray(treasury.Remittances.Count);
        foreach (var (id, remittance) in treasury.Remittances.OrderBy(r => r.Key.ToString(), StringComparer.Ordinal))
        {
            w.WriteBytes(Codec.Encode(new Act.RemittanceProposed(new(OfficeAccounts.Treasury.Value, 1), id, remittance.From, remittance.Items, remittance.By)));
            w.WriteText(remittance.ApprovedBy?.Value ?? "");
        }
        treasury.Campaigns.Write(w);
        PaperBytes.Write(w, treasury.Paper);
        treasury.PublicMandates.Write(w);
        treasury.Debits.Write(w);
        treasury.Moving.Write(w);
        treasury.Mutual.Write(w);
        w.WriteArray(treasury.Reversals.Count);
        foreach (var reversal in treasury.Reversals.Values.OrderBy(r => r.Decider.Number)) w.WriteBytes(Codec.Encode(reversal));
        w.WriteArray(treasury.PartReversals.Count);
        foreach (var reversal in treasury.PartReversals.Values.OrderBy(r => r.Decider.Number)) w.WriteBytes(Codec.Encode(reversal));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static TreasuryState Read(ref CborReader r)
    {
        if (r.ReadArray() != Fields) throw new FormatException($"The treasury has {Fields} fields.");
        var treasury = new TreasuryState { Position = new(r.ReadInteger()), Acts = r.ReadInteger() };
        var pending = treasury.Pending.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var proposed = (Act.IssuanceProposed)Codec.Decode(r.ReadBytes());
            pending.Add(proposed.Issuance, proposed);
        }
        var balances = treasury.Balances.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--) balances.Add(new(AccountId.Parse(r.ReadText()), Unit.Parse(r.ReadText())), new(r.ReadInteger()));
        var open = treasury.Open.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--) open.Add(Digest.FromBytes(r.ReadBytes().Span), new(AccountId.Parse(r.ReadText()), r.ReadDay(), r.ReadInteger()));
        var announced = treasury.Announced.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--) announced.Add(Digest.FromBytes(r.ReadBytes().Span), Amount.FromMinor(r.ReadInteger()));
        var statements = treasury.Statements.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
            statements.Add(AccountId.Parse(r.ReadText()), new(r.ReadDay(), new(r.ReadInteger()), PersonId.Parse(r.ReadText()), new(r.ReadInteger())));
        var remittances = treasury.Remittances.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var proposed = (Act.RemittanceProposed)Codec.Decode(r.ReadBytes());
            remittances.Add(proposed.Remittance, new(proposed.From, [.. proposed.Items], proposed.By, r.ReadText() is { Length: > 0 } approver ? PersonId.Parse(approver) : null));
        }
        treasury = treasury with
        {
            Pending = pending.ToImmutable(),
            Balances = balances.ToImmutable(),
            Open = open.ToImmutable(),
            Announced = announced.ToImmutable(),
            Statements = statements.ToImmutable(),
            Remittances = remittances.ToImmutable(),
            Campaigns = CampaignsState.Read(ref r),
            Paper = PaperBytes.Read(ref r),
            PublicMandates = PublicMandates.Read(ref r),
            Debits = DebitsState.Read(ref r),
            Moving = MovingState.Read(ref r),
            Mutual = MutualScheme.Read(ref r),
        };
        var reversals = treasury.Reversals.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var proposed = (Act.ReversalProposed)Codec.Decode(r.ReadBytes());
            reversals.Add(proposed.Issuance, proposed);
        }
        var parts = treasury.PartReversals.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var proposed = (Act.PartReversalProposed)Codec.Decode(r.ReadBytes());
            parts.Add(proposed.Line, proposed);
        }
        return treasury with { Reversals = reversals.ToImmutable(), PartReversals = parts.ToImmutable() };
    }
}
