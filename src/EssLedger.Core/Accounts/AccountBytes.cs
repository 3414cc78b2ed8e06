using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Accounts;

/// <summary>An account's state as bytes that this version of the program alone reads: a snapshot, or the saved state of an audit. The book is the truth; whoever
/// meets bytes of another version reads the book again.</summary>
public static class AccountBytes
{
    /// <summary>What the bytes begin with; another shape gets another number.</summary>
    public const int Version = 5;

    /// <summary>The bytes of a state.</summary>
    public static byte[] Encode(Account account)
    {
        var w = new CborWriter();
        Write(w, account);
        return w.ToArray();
    }

    /// <summary>The state that <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are not whole, or of another version.</exception>
    public static Account Decode(ReadOnlyMemory<byte> bytes)
    {
        var r = new CborReader(bytes);
        var account = Read(ref r);
        r.ReadEnd();
        return account;
    }

    internal static void Write(CborWriter w, Account account)
    {
        w.WriteArray(17);
        w.WriteInteger(Version);
        w.WriteText(account.Id.Value);
        w.WriteInteger((int)(account.Kind ?? 0));
        w.WriteInteger((int)account.Status);
        w.WriteInteger(account.Position.Value);
        w.WriteInteger(account.Acts);
        w.WriteArray(account.Keys.Count);
        foreach (var key in account.Keys.Values)
        {
            w.WriteArray(4);
            w.WriteBytes(key.Key.Bytes);
            w.WriteInteger(key.Blocked ? 1 : 0);
            w.WriteInteger(key.From.ToUnixTimeMilliseconds());
            w.WriteInteger(key.RefundsUpTo?.Minor ?? 0);
        }
        w.WriteArray(account.Entered.Count);
        foreach (var entered in account.Entered.Values)
        {
            w.WriteArray(3);
            w.WriteBytes(entered.Key.Bytes);
            w.WriteText(entered.By.Value);
            w.WriteInteger(entered.At.ToUnixTimeMilliseconds());
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
        foreach (var (day, paid, printed) in account.PaidByDay)
        {
            w.WriteArray(3);
            w.WriteInteger(day);
            w.WriteInteger(paid.Minor);
            w.WriteInteger(printed.Minor);
        }
        account.Ceilings.Write(w);
        w.WriteArray(account.Cards.Count);
        foreach (var (id, card) in account.Cards)
        {
            w.WriteArray(9);
            w.WriteBytes(id.Uuid.ToBytes());
            w.WriteText(card.EnteredBy.Value);
            w.WriteInteger(card.EnteredAt.Value);
            w.WriteBytes(card.Pin.ToBytes());
            w.WriteInteger(card.Confirmed ? 1 : 0);
            w.WriteInteger(card.Blocked ? 1 : 0);
            w.WriteInteger(card.WrongPins);
            w.WriteInteger(card.Day);
            w.WriteInteger(card.PaidOnDay.Minor);
        }
        w.WriteArray(account.Mandates.Count);
        foreach (var mandate in account.Mandates.Values)
        {
            w.WriteArray(6);
            w.WriteBytes(mandate.Terms.Encode());
            w.WriteText(mandate.Delegate?.Value ?? "");
            w.WriteInteger(mandate.FirstDay.DayNumber);
            w.WriteInteger(mandate.Revoked ? 1 : 0);
            w.WriteInteger(mandate.Period);
            w.WriteInteger(mandate.PaidInPeriod.Minor);
        }
        w.WriteInteger(account.AgreementEnded ? 1 : 0);
        w.WriteArray(account.Credit is null ? 0 : 2);
        if (account.Credit is { } credit)
        {
            w.WriteInteger(credit.Floor.Minor);
            w.WriteInteger(credit.Ceiling.Minor);
        }
        w.WriteBytes(account.CreditAsked is { } asked ? Codec.Encode(asked) : []);
    }

    internal static Account Read(ref CborReader r)
    {
        if (r.ReadArray() != 17 || r.ReadInteger() != Version) throw new FormatException("The account is of another version.");
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
            var key = new DeviceKey(ReadKey(ref r), r.ReadInteger() == 1) { From = ReadInstant(ref r), RefundsUpTo = r.ReadInteger() is > 0 and var most ? Amount.FromMinor(most) : null };
            keys.Add(key.Key.Id, key);
        }
        var entered = account.Entered.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            var key = new EnteredKey(ReadKey(ref r), PersonId.Parse(r.ReadText()), ReadInstant(ref r));
            entered.Add(key.Key.Id, key);
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
        var paid = ImmutableList.CreateBuilder<DayPaid>();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            paid.Add(new(r.ReadInteger(), Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger())));
        }
        var ceilings = Ceilings.Read(ref r);
        var cards = account.Cards.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            cards.Add(new(Uuid.FromBytes(r.ReadBytes().Span)), new(PersonId.Parse(r.ReadText()), new(r.ReadInteger()), Digest.FromBytes(r.ReadBytes().Span))
            {
                Confirmed = r.ReadInteger() == 1,
                Blocked = r.ReadInteger() == 1,
                WrongPins = (int)r.ReadInteger(),
                Day = r.ReadInteger(),
                PaidOnDay = Amount.FromMinor(r.ReadInteger()),
            });
        }
        var mandates = account.Mandates.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            var mandate = new GivenMandate(Mandate.Decode(r.ReadBytes()), r.ReadText() is { Length: > 0 } whose ? AccountId.Parse(whose) : null, DateOnly.FromDayNumber((int)r.ReadInteger()))
            {
                Revoked = r.ReadInteger() == 1,
                Period = (int)r.ReadInteger(),
                PaidInPeriod = Amount.FromMinor(r.ReadInteger()),
            };
            mandates.Add(mandate.Terms.Id, mandate);
        }
        return account with
        {
            Keys = keys.ToImmutable(),
            Entered = entered.ToImmutable(),
            Balances = balances.ToImmutable(),
            Refunded = refunded.ToImmutable(),
            PaidByDay = paid.ToImmutable(),
            Ceilings = ceilings,
            Cards = cards.ToImmutable(),
            Mandates = mandates.ToImmutable(),
            AgreementEnded = r.ReadInteger() == 1,
            Credit = r.ReadArray() == 0 ? null : new(Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger())),
            CreditAsked = r.ReadBytes() is { Length: > 0 } asked ? (Act.CreditLimitsProposed)Codec.Decode(asked) : null,
        };
    }

    private static PublicKey ReadKey(ref CborReader r) => PublicKey.TryFromBytes(r.ReadBytes().Span, out var key) ? key : throw new FormatException("A public key has 33 bytes.");

    private static DateTimeOffset ReadInstant(ref CborReader r) => DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger());
}
