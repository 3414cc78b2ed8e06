using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

/// <summary>The bytes of an act: one deterministic CBOR array (RFC 8949 §4.2), first the number of its kind, then its fields in a fixed order.
/// What is absent is an empty string. These bytes are hashed into the chain: a kind never changes; a new shape gets a new number.</summary>
public static partial class Codec
{
    /// <summary>The bytes of an act.</summary>
    public static byte[] Encode(Act act)
    {
        Transfer.AssertSound(act.Transfers);
        var w = new CborWriter();
        switch (act)
        {
            case Act.BookOpened a:
                Begin(w, 1, 2);
                w.WriteText(a.Ledger.Value);
                w.WriteText(a.Unit.Code);
                break;
            case Act.AccountOpened a:
                Begin(w, 2, 4);
                w.WriteText(a.Account.Value);
                w.WriteInteger((int)a.Kind);
                w.WriteInteger((int)a.Status);
                w.WriteText(a.By.Value);
                break;
            case Act.AccountApproved a:
                Begin(w, 3, 3);
                Write(w, a.Decider);
                w.WriteText(a.By.Value);
                break;
            case Act.AccountClosed a:
                Begin(w, 4, 3);
                Write(w, a.Decider);
                w.WriteText(a.By.Value);
                break;
            case Act.KeyAdded a:
                Begin(w, a.RefundsUpTo is null ? 5 : 14, a.RefundsUpTo is null ? 6 : 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Key.Bytes);
                w.WriteBytes(a.Voucher?.ToBytes() ?? []);
                w.WriteBytes(a.Proof.ToBytes());
                w.WriteText(a.By.Value);
                if (a.RefundsUpTo is { } most) w.WriteInteger(most.Minor);
                break;
            case Act.KeyBlocked a:
                WriteAbout(w, 6, a.Decider, a.Key.ToBytes(), a.By);
                break;
            case Act.Paid a:
                var plain = a is { Means: Means.Device, Printed: null, Fee: null };
                if (a.InMutualCredit) Begin(w, 95, 13);
                else Begin(w, plain ? 7 : a.Fee is null ? 17 : 40, plain ? 11 : a.Fee is null ? 15 : 16);
                Write(w, a.Decider);
                w.WriteBytes(a.Order.Uuid.ToBytes());
                w.WriteText(a.Payer.Value);
                w.WriteText(a.Payee.Value);
                w.WriteBytes(a.Received.ToBytes());
                w.WriteBytes(a.Payload.ToBytes());
                w.WriteBytes(a.Key.ToBytes());
                w.WriteBytes(a.Request?.Uuid.ToBytes() ?? []);
                w.WriteBytes(a.Refunds?.Uuid.ToBytes() ?? []);
                Write(w, a.Legs);
                if (a.PayeeTurn is { } payees)
                {
                    w.WriteInteger(payees.Number);
                    w.WriteBytes(a.Printed?.Uuid.ToBytes() ?? []);
                    break;
                }
                if (plain) break;
                w.WriteInteger((int)a.Means);
                w.WriteBytes(a.Credential?.ToBytes() ?? []);
                w.WriteText(a.By?.Value ?? "");
                w.WriteBytes(a.Printed?.Uuid.ToBytes() ?? []);
                if (a.Fee is { } fee) w.WriteInteger(fee.Minor);
                break;
            case Act.Refused a:
                Begin(w, 8, 9);
                Write(w, a.Decider);
                w.WriteBytes(a.Order.Uuid.ToBytes());
                w.WriteText(a.Payer.Value);
                w.WriteBytes(a.Received.ToBytes());
                w.WriteBytes(a.Payload.ToBytes());
                w.WriteBytes(a.Key.ToBytes());
                w.WriteInteger((int)a.Reason);
                w.WriteInteger((int)a.Limit);
                break;
            case Act.RequestEnded a:
                Begin(w, 9, 2);
                w.WriteBytes(a.Request.Uuid.ToBytes());
                w.WriteInteger(a.Cancelled ? 1 : 0);
                break;
            case Act.IssuanceProposed a:
                var announced = a.Source == OfficeAccounts.Announced;
                Begin(w, a.Mandate is not null ? 92 : announced ? 10 : 34, a.Mandate is not null ? 11 : announced ? 9 : 10);
                Write(w, a.Decider);
                w.WriteBytes(a.Issuance.Uuid.ToBytes());
                w.WriteText(a.Account.Value);
                w.WriteInteger(a.Amount.Minor);
                w.WriteText(a.Unit.Code);
                w.WriteBytes(a.Receipt.ToBytes());
                w.WriteInteger(a.ReceiptAmount.Minor);
                w.WriteText(a.By.Value);
                if (!announced) w.WriteText(a.Source.Value);
                if (a.Mandate is { } asked) w.WriteText(asked.Value);
                break;
            case Act.IssuanceRejected a:
                WriteAbout(w, 11, a.Decider, a.Issuance.Uuid.ToBytes(), a.By);
                break;
            case Act.Issued a:
                Begin(w, a.Mandate is null ? 12 : 93, a.Mandate is null ? 7 : 8);
                Write(w, a.Decider);
                w.WriteBytes(a.Issuance.Uuid.ToBytes());
                w.WriteBytes(a.Receipt.ToBytes());
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                Write(w, a.Legs);
                if (a.Mandate is { } under) w.WriteText(under.Value);
                break;
            case Act.EntriesLost a:
                Begin(w, 13, Loss.Fields);
                a.Loss.Write(w);
                break;
            case Act.KeyEntered a:
                Begin(w, 15, 5);
                Write(w, a.Decider);
                w.WriteBytes(a.Key.Bytes);
                w.WriteBytes(a.Proof.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.KeyConfirmed a:
                WriteAbout(w, 16, a.Decider, a.Key.ToBytes(), a.By);
                break;
            case Act.CeilingsSet a:
                Begin(w, 18, 5);
                Write(w, a.Decider);
                a.Ceilings.Write(w);
                w.WriteBytes(a.Reason.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.TermsSet a:
                Begin(w, 19, 7);
                Write(w, a.Decider);
                w.WriteInteger(a.From.ToUnixTimeMilliseconds());
                w.WriteArray(a.Ceilings.Count);
                foreach (var (kind, ceilings) in a.Ceilings)
                {
                    w.WriteArray(2);
                    w.WriteInteger((int)kind);
                    ceilings.Write(w);
                }
                w.WriteArray(a.Forbidden.Count);
                foreach (var (payer, payee) in a.Forbidden.Order())
                {
                    w.WriteArray(2);
                    w.WriteInteger((int)payer);
                    w.WriteInteger((int)payee);
                }
                w.WriteBytes(a.Reason.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.CardEntered a:
                Begin(w, 20, 5);
                Write(w, a.Decider);
                w.WriteBytes(a.Card.Uuid.ToBytes());
                w.WriteBytes(a.Pin.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.CardConfirmed a:
                WriteAbout(w, 21, a.Decider, a.Card.Uuid.ToBytes(), a.By);
                break;
            case Act.CardBlocked a:
                WriteAbout(w, 22, a.Decider, a.Card.Uuid.ToBytes(), a.By);
                break;
            case Act.PinRefused a:
                Begin(w, 23, 5);
                Write(w, a.Decider);
                w.WriteBytes(a.Card.Uuid.ToBytes());
                w.WriteBytes(a.Request.Uuid.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.MandateGiven a:
                Begin(w, 24, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Mandate.Encode());
                w.WriteText(a.Delegate?.Value ?? "");
                w.WriteBytes(a.Key.ToBytes());
                w.WriteBytes(a.Received.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.MandateRevoked a:
                WriteAbout(w, 25, a.Decider, a.Mandate.Uuid.ToBytes(), a.By);
                break;
            case Act.StatementRecorded a:
                Begin(w, 26, 11);
                Write(w, a.Decider);
                w.WriteText(a.Account.Value);
                w.WriteBytes(a.Statement.ToBytes());
                w.WriteDay(a.Day);
                w.WriteInteger(a.Opening.Minor);
                w.WriteInteger(a.Closing.Minor);
                w.WriteInteger(a.Begins ? 1 : 0);
                w.WriteArray(a.Lines.Count);
                foreach (var line in a.Lines)
                {
                    w.WriteArray(3);
                    w.WriteBytes(line.Key.ToBytes());
                    w.WriteDay(line.Day);
                    w.WriteInteger(line.Minor);
                }
                w.WriteBytes(a.Details.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.LinesExplained a:
                Begin(w, 27, 6);
                Write(w, a.Decider);
                WriteExplanation(w, a.Parts, a.Against, a.Announced, a.By);
                break;
            case Act.ExplanationCorrected a:
                Begin(w, 28, 7);
                Write(w, a.Decider);
                w.WriteInteger(a.Corrects.Value);
                WriteExplanation(w, a.Parts, a.Against, a.Announced, a.By);
                break;
            case Act.RemittanceProposed a:
                Begin(w, 29, 6);
                Write(w, a.Decider);
                w.WriteBytes(a.Remittance.Uuid.ToBytes());
                w.WriteText(a.From.Value);
                w.WriteArray(a.Items.Count);
                foreach (var item in a.Items) Write(w, item);
                w.WriteText(a.By.Value);
                break;
            case Act.RemittanceApproved a:
                WriteAbout(w, 30, a.Decider, a.Remittance.Uuid.ToBytes(), a.By);
                break;
            case Act.RemittanceCancelled a:
                WriteAbout(w, 31, a.Decider, a.Remittance.Uuid.ToBytes(), a.By);
                break;
            case Act.ReconversionSettled a:
                Begin(w, 32, 6);
                Write(w, a.Decider);
                Write(w, a.Reconversion);
                w.WriteText(a.Units.Code);
                WriteParts(w, a.Parts);
                w.WriteText(a.By.Value);
                break;
            case Act.ReconversionReturned a:
                Begin(w, 33, 7);
                Write(w, a.Decider);
                Write(w, a.Reconversion);
                w.WriteText(a.Units.Code);
                w.WriteInteger(a.Settled ? 1 : 0);
                WriteParts(w, a.Parts);
                w.WriteText(a.By.Value);
                break;
            case Act.ReversalProposed a:
                Begin(w, 35, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Issuance.Uuid.ToBytes());
                w.WriteText(a.Account.Value);
                w.WriteInteger(a.Corrects.Value);
                w.WriteBytes(a.Reason.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.ReversalRejected a:
                WriteAbout(w, 36, a.Decider, a.Issuance.Uuid.ToBytes(), a.By);
                break;
            case Act.IssuanceReversed a:
                Begin(w, 37, 10);
                Write(w, a.Decider);
                Write(w, a.Holder);
                w.WriteBytes(a.Issuance.Uuid.ToBytes());
                w.WriteInteger(a.Corrects.Value);
                w.WriteText(a.Source.Value);
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                Write(w, a.Legs);
                break;
            case Act.PartReversalProposed a:
                Begin(w, 38, 6);
                Write(w, a.Decider);
                w.WriteInteger(a.Corrects.Value);
                w.WriteText(a.Account.Value);
                w.WriteBytes(a.Reason.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.PartReversalRejected a:
                Begin(w, 39, 5);
                Write(w, a.Decider);
                w.WriteInteger(a.Corrects.Value);
                w.WriteText(a.Account.Value);
                w.WriteText(a.By.Value);
                break;
            case Act.PartReversed a:
                Begin(w, 44, 10);
                Write(w, a.Decider);
                Write(w, a.Holder);
                w.WriteInteger(a.Corrects.Value);
                w.WriteText(a.Source.Value);
                w.WriteArray(a.Debits.Count);
                foreach (var debit in a.Debits) w.WriteBytes(debit.Uuid.ToBytes());
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                Write(w, a.Legs);
                break;
            case Act.AgreementEnded a:
                WriteAbout(w, 41, a.Decider, a.Reason.ToBytes(), a.By);
                break;
            case Act.ReconversionTermsSet a:
                Begin(w, 42, 6);
                Write(w, a.Decider);
                w.WriteInteger(a.From.ToUnixTimeMilliseconds());
                w.WriteArray(a.Kinds.Count);
                foreach (var (kind, terms) in a.Kinds)
                {
                    w.WriteArray(2);
                    w.WriteInteger((int)kind);
                    terms.Write(w);
                }
                w.WriteBytes(a.Reason.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.AgreementRenewed a:
                WriteAbout(w, 43, a.Decider, a.Reason.ToBytes(), a.By);
                break;
            case Act.PeriodClosed a:
                Begin(w, 75, 9);
                Write(w, a.Decider);
                w.WriteInteger((int)a.Period.Kind);
                w.WriteDay(a.Period.First);
                w.WriteInteger(a.Last.Value);
                w.WriteBytes(a.Hash.ToBytes());
                a.Totals.Write(w);
                a.Perpetual.Write(w);
                a.Stock.Write(w);
                break;
            case Act.TakingsClosed a:
                Begin(w, 76, 7);
                Write(w, a.Decider);
                w.WriteInteger(a.Number);
                w.WriteInteger(a.Last.Value);
                a.Period.Write(w);
                a.Perpetual.Write(w);
                w.WriteText(a.By.Value);
                break;
            case Act.OnDebits a:
                Write(w, a);
                break;
            case Act.OnPaper a:
                Write(w, a);
                break;
            case Act.PublicMandateEntered a:
                Write(w, a);
                break;
            case Act.PublicMandateRevoked a:
                Write(w, a);
                break;
            case var moving when WriteMoving(w, moving):
                break;
            case var mutual when WriteMutualCredit(w, mutual):
                break;
            default:
                WriteCampaigns(w, act);
                break;
        }
        return w.ToArray();
    }

    /// <summary>The act that some bytes of a book say.</summary>
    /// <exception cref="BrokenBookException">They are none that this program wrote.</exception>
    public static Act Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            var r = new CborReader(body);
            var fields = r.ReadArray() - 1;
            var kind = r.ReadInteger();
            Act act = (kind, fields) switch
            {
                (1, 2) => new Act.BookOpened(LedgerId.Parse(r.ReadText()), Unit.Parse(r.ReadText())),
                (2, 4) => new Act.AccountOpened(AccountId.Parse(r.ReadText()), ReadNumberOf<AccountKind>(ref r), ReadNumberOf<SubjectStatus>(ref r), PersonId.Parse(r.ReadText())),
                (3, 3) => new Act.AccountApproved(ReadTurn(ref r), PersonId.Parse(r.ReadText())),
                (4, 3) => new Act.AccountClosed(ReadTurn(ref r), PersonId.Parse(r.ReadText())),
                (5, 6) => new Act.KeyAdded(ReadTurn(ref r), ReadKey(ref r), ReadKeyIdOrNull(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (6, 4) => new Act.KeyBlocked(ReadTurn(ref r), KeyId.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (7, 11) => ReadPaid(ref r),
                (8, 9) => new Act.Refused(ReadTurn(ref r), new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), Digest.FromBytes(r.ReadBytes().Span),
                    Digest.FromBytes(r.ReadBytes().Span), KeyId.FromBytes(r.ReadBytes().Span), ReadNumberOf<Refusal>(ref r), ReadNumberOf<Limit>(ref r)),
                (9, 2) => new Act.RequestEnded(new(ReadUuid(ref r)), ReadFlag(ref r)),
                (10, 9) => ReadProposed(ref r),
                (11, 4) => new Act.IssuanceRejected(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (12, 7) => ReadIssued(ref r),
                (13, Loss.Fields) => new Act.EntriesLost(Loss.Read(ref r)),
                (14, 7) => new Act.KeyAdded(ReadTurn(ref r), ReadKey(ref r), ReadKeyIdOrNull(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger())),
                (15, 5) => new Act.KeyEntered(ReadTurn(ref r), ReadKey(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (16, 4) => new Act.KeyConfirmed(ReadTurn(ref r), KeyId.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (17, 15) => ReadPaidOtherwise(ref r) is { } paid
                    && paid is not { Means: Means.Device, Printed: null } ? paid : throw new FormatException("A payment by a device's order has the kind 7."),
                (18, 5) => new Act.CeilingsSet(ReadTurn(ref r), Ceilings.Read(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (19, 7) => new Act.TermsSet(ReadTurn(ref r), DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger()), ReadCeilings(ref r), ReadForbidden(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (20, 5) => new Act.CardEntered(ReadTurn(ref r), new(ReadUuid(ref r)), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (21, 4) => new Act.CardConfirmed(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (22, 4) => new Act.CardBlocked(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (23, 5) => new Act.PinRefused(ReadTurn(ref r), new(ReadUuid(ref r)), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (24, 7) => new Act.MandateGiven(ReadTurn(ref r), Mandate.Decode(r.ReadBytes()), ReadAccountOrNull(ref r), KeyId.FromBytes(r.ReadBytes().Span), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (25, 4) => new Act.MandateRevoked(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (26, 11) => ReadStatement(ref r),
                (27, 6) => new Act.LinesExplained(ReadTurn(ref r), ReadParts(ref r), ReadAccountOrNull(ref r), ReadDigestOrNull(ref r), PersonId.Parse(r.ReadText())),
                (28, 7) => new Act.ExplanationCorrected(ReadTurn(ref r), new(r.ReadInteger()), ReadParts(ref r), ReadAccountOrNull(ref r), ReadDigestOrNull(ref r), PersonId.Parse(r.ReadText())),
                (29, 6) => new Act.RemittanceProposed(ReadTurn(ref r), new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), ReadReconversions(ref r), PersonId.Parse(r.ReadText())),
                (30, 4) => new Act.RemittanceApproved(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (31, 4) => new Act.RemittanceCancelled(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (32, 6) => ReadSettled(ref r),
                (33, 7) => ReadReturned(ref r),
                (34, 10) => ReadProposed(ref r) with { Source = ReadSource(ref r) },
                (35, 7) => new Act.ReversalProposed(ReadTurn(ref r), new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), new(r.ReadInteger()), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (36, 4) => new Act.ReversalRejected(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
                (37, 10) => new Act.IssuanceReversed(ReadTurn(ref r), ReadTurn(ref r), new(ReadUuid(ref r)), new(r.ReadInteger()), AccountId.Parse(r.ReadText()), PersonId.Parse(r.ReadText()),
                    PersonId.Parse(r.ReadText()), ReadLegs(ref r)),
                (38, 6) => new Act.PartReversalProposed(ReadTurn(ref r), new(r.ReadInteger()), AccountId.Parse(r.ReadText()), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (39, 5) => new Act.PartReversalRejected(ReadTurn(ref r), new(r.ReadInteger()), AccountId.Parse(r.ReadText()), PersonId.Parse(r.ReadText())),
                (44, 10) => new Act.PartReversed(ReadTurn(ref r), ReadTurn(ref r), new(r.ReadInteger()), AccountId.Parse(r.ReadText()), ReadDebitIds(ref r), PersonId.Parse(r.ReadText()), PersonId.Parse(r.ReadText()), ReadLegs(ref r)),
                (40, 16) => ReadPaidOtherwise(ref r) with { Fee = Amount.FromMinor(r.ReadInteger()) },
                (41, 4) => new Act.AgreementEnded(ReadTurn(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (42, 6) => new Act.ReconversionTermsSet(ReadTurn(ref r), DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger()), ReadReconversionTerms(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (43, 4) => new Act.AgreementRenewed(ReadTurn(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
                (75, 9) => new Act.PeriodClosed(ReadTurn(ref r), ReadPeriod(ref r), new(r.ReadInteger()), Digest.FromBytes(r.ReadBytes().Span), Totals.Read(ref r), Totals.Read(ref r), Stock.Read(ref r)),
                (76, 7) => new Act.TakingsClosed(ReadTurn(ref r), r.ReadInteger(), new(r.ReadInteger()), Takings.Read(ref r), Takings.Read(ref r), PersonId.Parse(r.ReadText())),
                (90, 11) => ReadPublicMandate(ref r),
                (91, 4) => ReadPublicRevocation(ref r),
                (92, 11) => ReadProposed(ref r) with { Source = ReadSource(ref r), Mandate = PublicMandateId.Parse(r.ReadText()) },
                (93, 8) => ReadIssued(ref r) with { Mandate = PublicMandateId.Parse(r.ReadText()) },
                ( >= 80 and <= 84, _) => ReadDebits(kind, fields, ref r),
                ((>= 45 and <= 59) or 107, _) => ReadPaper(kind, fields, ref r),
                ( >= 95 and <= 99, _) when ReadMutualCredit(kind, fields, ref r) is { } read => read,
                ((>= 45 and <= 59) or 107 or (>= 110 and <= 112), _) => ReadPaper(kind, fields, ref r),
                ( >= 100 and <= 109, _) when ReadMoving(kind, fields, ref r) is { } read => read,
                _ when ReadCampaigns(kind, fields, ref r) is { } read => read,
                _ => throw new BrokenBookException($"No act has the kind {kind} with {fields} fields."),
            };
            r.ReadEnd();
            Transfer.AssertSound(act.Transfers);
            return act;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new BrokenBookException("An entry's bytes are not those of an act.", e);
        }
    }

    private static void Begin(CborWriter w, int kind, int fields)
    {
        w.WriteArray(fields + 1);
        w.WriteInteger(kind);
    }

    private static void Write(CborWriter w, Turn turn)
    {
        w.WriteText(turn.Subject);
        w.WriteInteger(turn.Number);
    }

    private static void Write(CborWriter w, IReadOnlyList<Transfer> legs)
    {
        if (legs.Count == 0) throw new BrokenBookException("An act that moves money has no transfer.");
        w.WriteArray(legs.Count);
        foreach (var leg in legs)
        {
            w.WriteArray(6);
            w.WriteText(leg.From.Value);
            w.WriteBytes(leg.FromPurse?.Uuid.ToBytes() ?? []);
            w.WriteText(leg.To.Value);
            w.WriteBytes(leg.ToPurse?.Uuid.ToBytes() ?? []);
            w.WriteInteger(leg.Amount.Minor);
            w.WriteText(leg.Unit.Code);
        }
    }

    /// <summary>What only says of one thing that somebody did it.</summary>
    private static void WriteAbout(CborWriter w, int kind, Turn turn, ReadOnlySpan<byte> thing, PersonId by)
    {
        Begin(w, kind, 4);
        Write(w, turn);
        w.WriteBytes(thing);
        w.WriteText(by.Value);
    }

    private static void WriteParts(CborWriter w, IReadOnlyList<LinePart> parts)
    {
        w.WriteArray(parts.Count);
        foreach (var part in parts)
        {
            w.WriteArray(4);
            w.WriteBytes(part.Key.ToBytes());
            w.WriteText(part.Account.Value);
            w.WriteDay(part.Day);
            w.WriteInteger(part.Minor);
        }
    }

    private static void Write(CborWriter w, Reconversion reconversion)
    {
        w.WriteArray(4);
        w.WriteBytes(reconversion.Order.Uuid.ToBytes());
        w.WriteText(reconversion.Payer.Value);
        w.WriteInteger(reconversion.Amount.Minor);
        w.WriteInteger(reconversion.Fee.Minor);
    }

    private static void WriteExplanation(CborWriter w, IReadOnlyList<LinePart> parts, AccountId? against, Digest? announced, PersonId by)
    {
        WriteParts(w, parts);
        w.WriteText(against?.Value ?? "");
        w.WriteBytes(announced?.ToBytes() ?? []);
        w.WriteText(by.Value);
    }

    private static Act.StatementRecorded ReadStatement(ref CborReader r)
    {
        var statement = new Act.StatementRecorded(ReadTurn(ref r), AccountId.Parse(r.ReadText()), Digest.FromBytes(r.ReadBytes().Span), r.ReadDay(), new(r.ReadInteger()), new(r.ReadInteger()), [], default, default)
        {
            Begins = ReadFlag(ref r),
        };
        return statement with { Lines = ReadLines(ref r), Details = Digest.FromBytes(r.ReadBytes().Span), By = PersonId.Parse(r.ReadText()) };
    }

    private static StatementLine[] ReadLines(ref CborReader r)
    {
        var lines = new StatementLine[r.ReadArray()];
        for (var i = 0; i < lines.Length; i++)
        {
            if (r.ReadArray() != 3) throw new FormatException("A statement's line has three fields.");
            lines[i] = new(Digest.FromBytes(r.ReadBytes().Span), r.ReadDay(), ReadCents(ref r));
        }
        return lines;
    }

    private static LinePart[] ReadParts(ref CborReader r)
    {
        var parts = new LinePart[r.ReadArray()];
        for (var i = 0; i < parts.Length; i++)
        {
            if (r.ReadArray() != 4) throw new FormatException("A part of a line has four fields.");
            parts[i] = new(Digest.FromBytes(r.ReadBytes().Span), AccountId.Parse(r.ReadText()), r.ReadDay(), ReadCents(ref r));
        }
        return parts;
    }

    private static Debits.DebitId[] ReadDebitIds(ref CborReader r)
    {
        var ids = new Debits.DebitId[r.ReadArray()];
        for (var i = 0; i < ids.Length; i++) ids[i] = new(ReadUuid(ref r));
        return ids;
    }

    private static Reconversion ReadReconversion(ref CborReader r) => r.ReadArray() == 4
        ? new(new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger()))
        : throw new FormatException("A reconversion has four fields.");

    private static Reconversion[] ReadReconversions(ref CborReader r)
    {
        var items = new Reconversion[r.ReadArray()];
        for (var i = 0; i < items.Length; i++) items[i] = ReadReconversion(ref r);
        return items;
    }

    private static Act.ReconversionSettled ReadSettled(ref CborReader r)
    {
        var settled = new Act.ReconversionSettled(ReadTurn(ref r), ReadReconversion(ref r), [], default) { Units = Unit.Parse(r.ReadText()) };
        return settled with { Parts = ReadParts(ref r), By = PersonId.Parse(r.ReadText()) };
    }

    private static Act.ReconversionReturned ReadReturned(ref CborReader r)
    {
        var returned = new Act.ReconversionReturned(ReadTurn(ref r), ReadReconversion(ref r), Settled: false, [], default) { Units = Unit.Parse(r.ReadText()) };
        return returned with { Settled = ReadFlag(ref r), Parts = ReadParts(ref r), By = PersonId.Parse(r.ReadText()) };
    }

    private static long ReadCents(ref CborReader r) => r.ReadInteger() is not 0 and var cents ? cents : throw new FormatException("A line of nothing is none.");

    private static AccountId ReadSource(ref CborReader r) =>
        AccountId.Parse(r.ReadText()) is var source && source != OfficeAccounts.Announced ? source : throw new FormatException("An announced receipt has the kind 10.");

    private static AccountId? ReadAccountOrNull(ref CborReader r) => r.ReadText() is { Length: > 0 } account ? AccountId.Parse(account) : null;

    private static Digest? ReadDigestOrNull(ref CborReader r) => r.ReadBytes() is { Length: > 0 } bytes ? Digest.FromBytes(bytes.Span) : null;

    private static Act.IssuanceProposed ReadProposed(ref CborReader r) => new(ReadTurn(ref r), new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger()),
        Unit.Parse(r.ReadText()), Digest.FromBytes(r.ReadBytes().Span), Amount.FromMinor(r.ReadInteger()), PersonId.Parse(r.ReadText()));

    private static Act.Issued ReadIssued(ref CborReader r) => new(ReadTurn(ref r), new(ReadUuid(ref r)), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText()),
        PersonId.Parse(r.ReadText()), ReadLegs(ref r));

    private static Act.Paid ReadPaidOtherwise(ref CborReader r) =>
        ReadPaid(ref r) with { Means = ReadNumberOf<Means>(ref r), Credential = ReadUuidOrNull(ref r), By = ReadPersonOrNull(ref r), Printed = ReadRequestOrNull(ref r) };

    private static Period ReadPeriod(ref CborReader r)
    {
        var (kind, first) = (ReadNumberOf<PeriodKind>(ref r), r.ReadDay());
        return Period.Of(kind, first) is var period && period.First == first ? period : throw new FormatException("A period begins with its first day.");
    }

    private static Act.Paid ReadPaid(ref CborReader r) => new(ReadTurn(ref r), new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), AccountId.Parse(r.ReadText()),
        Digest.FromBytes(r.ReadBytes().Span), Digest.FromBytes(r.ReadBytes().Span), KeyId.FromBytes(r.ReadBytes().Span),
        ReadRequestOrNull(ref r), ReadUuidOrNull(ref r) is { } sale ? new OrderId(sale) : null, ReadLegs(ref r));

    private static ImmutableSortedDictionary<AccountKind, Ceilings> ReadCeilings(ref CborReader r)
    {
        var ceilings = ImmutableSortedDictionary.CreateBuilder<AccountKind, Ceilings>();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (r.ReadArray() != 2) throw new FormatException("A kind has one list of ceilings.");
            var kind = ReadNumberOf<AccountKind>(ref r);
            if (ceilings.Count > 0 && ceilings.Keys.Max() >= kind) throw new FormatException("Kinds stand in their order.");
            ceilings.Add(kind, Ceilings.Read(ref r));
        }
        return ceilings.ToImmutable();
    }

    private static ImmutableSortedDictionary<AccountKind, ReconversionTerms> ReadReconversionTerms(ref CborReader r)
    {
        var terms = ImmutableSortedDictionary.CreateBuilder<AccountKind, ReconversionTerms>();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (r.ReadArray() != 2) throw new FormatException("A kind has one set of terms.");
            var kind = ReadNumberOf<AccountKind>(ref r);
            if (terms.Count > 0 && terms.Keys.Max() >= kind) throw new FormatException("Kinds stand in their order.");
            terms.Add(kind, ReconversionTerms.Read(ref r));
        }
        return terms.ToImmutable();
    }

    private static ImmutableHashSet<(AccountKind, AccountKind)> ReadForbidden(ref CborReader r)
    {
        var forbidden = ImmutableHashSet.CreateBuilder<(AccountKind, AccountKind)>();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (r.ReadArray() != 2) throw new FormatException("A pair of kinds has two members.");
            var pair = (ReadNumberOf<AccountKind>(ref r), ReadNumberOf<AccountKind>(ref r));
            if (forbidden.Count > 0 && forbidden.Max().CompareTo(pair) >= 0) throw new FormatException("Pairs stand in their order.");
            forbidden.Add(pair);
        }
        return forbidden.ToImmutable();
    }

    private static RequestId? ReadRequestOrNull(ref CborReader r) => ReadUuidOrNull(ref r) is { } request ? new RequestId(request) : null;

    private static PersonId? ReadPersonOrNull(ref CborReader r) => r.ReadText() is { Length: > 0 } person ? PersonId.Parse(person) : null;

    private static Turn ReadTurn(ref CborReader r) => new(r.ReadText(), r.ReadInteger());

    private static T ReadNumberOf<T>(ref CborReader r) where T : struct, Enum
    {
        var value = (T)Enum.ToObject(typeof(T), (int)r.ReadInteger());
        return Enum.IsDefined(value) ? value : throw new FormatException($"No {typeof(T).Name} has this number.");
    }

    private static bool ReadFlag(ref CborReader r) => r.ReadInteger() switch { 0 => false, 1 => true, _ => throw new FormatException("A flag is 0 or 1.") };

    private static PublicKey ReadKey(ref CborReader r) =>
        PublicKey.TryFromBytes(r.ReadBytes().Span, out var key) ? key : throw new FormatException("A public key has 33 bytes.");

    private static Uuid ReadUuid(ref CborReader r) => Uuid.FromBytes(r.ReadBytes().Span);

    private static Uuid? ReadUuidOrNull(ref CborReader r) => r.ReadBytes() is { Length: > 0 } bytes ? Uuid.FromBytes(bytes.Span) : null;

    private static KeyId? ReadKeyIdOrNull(ref CborReader r) => r.ReadBytes() is { Length: > 0 } bytes ? KeyId.FromBytes(bytes.Span) : null;

    private static Transfer[] ReadLegs(ref CborReader r)
    {
        var legs = new Transfer[r.ReadArray()];
        if (legs.Length == 0) throw new FormatException("An act that moves money has no transfer.");
        for (var i = 0; i < legs.Length; i++)
        {
            if (r.ReadArray() != 6) throw new FormatException("A transfer has six fields.");
            legs[i] = new(AccountId.Parse(r.ReadText()), ReadUuidOrNull(ref r) is { } from ? new PurseId(from) : null,
                AccountId.Parse(r.ReadText()), ReadUuidOrNull(ref r) is { } to ? new PurseId(to) : null,
                Amount.FromMinor(r.ReadInteger()), Unit.Parse(r.ReadText()));
        }
        return legs;
    }
}
