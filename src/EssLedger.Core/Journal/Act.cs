using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

/// <summary>What one entry of the currency book says. Numbers, ids and digests only: whose name, which words, lies apart and can be erased.</summary>
public abstract partial record Act
{
    private Act() { }

    /// <summary>The decider and its number; null where a claim alone protects.</summary>
    public virtual Turn? Turn => null;

    /// <summary>The turn of another subject that must decide with the first; almost always null.</summary>
    public virtual Turn? SecondTurn => null;

    /// <summary>What moves.</summary>
    public virtual IReadOnlyList<Transfer> Transfers => [];

    /// <summary>A subject besides the decider and whoever is paid, in whose history the act stands; or null.</summary>
    public virtual string? AlsoIn => null;

    /// <summary>The accounts in whose history the act stands, each once.</summary>
    public IReadOnlyList<string> Subjects
    {
        get
        {
            // A list of thousands is searched by hash, a payment's three by eye.
            if (Transfers.Count > 16) return [.. new[] { Turn?.Subject, AlsoIn }.OfType<string>().Concat(Transfers.SelectMany(t => new[] { t.From.Value, t.To.Value })).Distinct()];
            var subjects = new List<string>(3);
            if (Turn is { } turn) subjects.Add(turn.Subject);
            if (AlsoIn is { } also) subjects.Add(also);
            foreach (var transfer in Transfers)
            {
                if (!subjects.Contains(transfer.From.Value)) subjects.Add(transfer.From.Value);
                if (!subjects.Contains(transfer.To.Value)) subjects.Add(transfer.To.Value);
            }
            return subjects;
        }
    }

    /// <summary>What nothing else may ever claim again, in the order in which a conflict is to be reported.</summary>
    public virtual IReadOnlyList<Claim> Claims => [];

    /// <summary>The account whose status it sets, and to what; or null.</summary>
    public virtual (string Subject, SubjectStatus Status)? Sets => null;

    /// <summary>SHA-256 of what it rests on and what is kept apart (an order, a proof, a reference); or null.</summary>
    public virtual Digest? RestsOn => null;

    /// <summary>The act as a draft; what must be open and what must be kept with it, its rule's caller adds.</summary>
    public Draft ToDraft() => new(Codec.Encode(this), Subjects) { Turn = Turn, SecondTurn = SecondTurn, Claims = Claims, Sets = Sets };

    /// <summary>The first entry of the book: which ledger it is and what it counts, so that no other book's tail fits behind it.</summary>
    public sealed record BookOpened(LedgerId Ledger, Unit Unit) : Act
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [new(ClaimKind.Beginning, "book")];
    }

    /// <summary>An account comes into being.</summary>
    /// <param name="Account">Its name.</param>
    /// <param name="Kind">Who holds it.</param>
    /// <param name="Status">Open, or pending until a bureau approves.</param>
    /// <param name="By">Who opened it.</param>
    public sealed record AccountOpened(AccountId Account, AccountKind Kind, SubjectStatus Status, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => new(Account.Value, 1);
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Account)];
        /// <inheritdoc/>
        public override (string Subject, SubjectStatus Status)? Sets => (Account.Value, Status);
    }

    /// <summary>A pending account may be used from now on.</summary>
    public sealed record AccountApproved(Turn Decider, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override (string Subject, SubjectStatus Status)? Sets => (Decider.Subject, SubjectStatus.Open);
    }

    /// <summary>An account is closed for good.</summary>
    public sealed record AccountClosed(Turn Decider, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override (string Subject, SubjectStatus Status)? Sets => (Decider.Subject, SubjectStatus.Closed);
    }

    /// <summary>A device key is registered; its holder proved to hold it, or an active key vouched for it.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Key">The key.</param>
    /// <param name="Voucher">The active key that signed for it; null for the account's first key.</param>
    /// <param name="Proof">SHA-256 of the signed proof.</param>
    /// <param name="By">Whose session it was.</param>
    /// <param name="RefundsUpTo">A till's key: it can only give back, at most so many hundredths at a time. Null: the key can do all.</param>
    public sealed record KeyAdded(Turn Decider, PublicKey Key, KeyId? Voucher, Digest Proof, PersonId By, Amount? RefundsUpTo = null) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Digest? RestsOn => Proof;
    }

    /// <summary>A bureau checked who somebody is, who has no device left to vouch for a new one, and entered the new one's key. Nothing can be signed with it yet.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Key">The key.</param>
    /// <param name="Proof">SHA-256 of the proof that the key itself signed.</param>
    /// <param name="By">Who checked and entered.</param>
    public sealed record KeyEntered(Turn Decider, PublicKey Key, Digest Proof, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Digest? RestsOn => Proof;
    }

    /// <summary>Another person of the bureau confirms an entered key: it can sign from <see cref="KeyRules.Wait"/> after it was entered.</summary>
    public sealed record KeyConfirmed(Turn Decider, KeyId Key, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
    }

    /// <summary>A device key signs nothing new from now on; one that was only entered never will.</summary>
    public sealed record KeyBlocked(Turn Decider, KeyId Key, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
    }

    /// <summary>A signed order moved money.</summary>
    /// <param name="Decider">The payer's turn.</param>
    /// <param name="Order">The order id.</param>
    /// <param name="Payer">Debited.</param>
    /// <param name="Payee">Credited.</param>
    /// <param name="Received">SHA-256 of the order as received: its authority.</param>
    /// <param name="Payload">SHA-256 of the order's payload: what makes a repeat the same.</param>
    /// <param name="Key">The key that signed.</param>
    /// <param name="Request">The request that it ends, or null.</param>
    /// <param name="Refunds">The sale that it gives back, or null.</param>
    /// <param name="Legs">The transfers, all of one unit.</param>
    public sealed record Paid(
        Turn Decider, OrderId Order, AccountId Payer, AccountId Payee, Digest Received, Digest Payload, KeyId Key,
        RequestId? Request, OrderId? Refunds, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => Request is { } request ? [Claim.OutcomeOf(Payer, Order), Claim.EndOf(request)] : [Claim.OutcomeOf(Payer, Order)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Received;
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <summary>What authorised it.</summary>
        public Means Means { get; init; }
        /// <summary>The card or the mandate; null: a device signed.</summary>
        public Uuid? Credential { get; init; }
        /// <summary>In whose session a card or a mandate was used; null: the ledger's own calendar, or a device signed.</summary>
        public PersonId? By { get; init; }
        /// <summary>The printed code that was paid, which goes on being paid by others; or null.</summary>
        public RequestId? Printed { get; init; }
        /// <summary>The fee to which the order agreed, part of the amount; null: it is no reconversion.</summary>
        public Amount? Fee { get; init; }
        /// <summary>In mutual credit the payee's turn too, so that nothing else comes between what stands in both accounts and their floor and ceiling; null: the payment is in the ledger's unit.</summary>
        public Turn? PayeeTurn { get; init; }
        /// <inheritdoc/>
        public override Turn? SecondTurn => PayeeTurn;
        /// <summary>Whether it is a debt of one firm to another, which counts among no payments of the currency.</summary>
        public bool InMutualCredit => PayeeTurn is not null;
        /// <inheritdoc/>
        public override string? AlsoIn => InMutualCredit ? MutualCreditState.Subject : null;
        /// <summary>Whether a professional gets euro for it.</summary>
        public bool Reconverts => Payee == OfficeAccounts.Reconversion;
        /// <summary>The sum of the legs.</summary>
        public Amount Amount => Legs.Aggregate(Amount.Zero, (sum, leg) => sum + leg.Amount);
        /// <summary>The unit of the legs.</summary>
        public Unit Unit => Legs[0].Unit;
        /// <inheritdoc/>
        public bool Equals(Paid? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Payer, Order);
    }

    /// <summary>A signed order was refused for good: the same bytes never move money.</summary>
    public sealed record Refused(Turn Decider, OrderId Order, AccountId Payer, Digest Received, Digest Payload, KeyId Key, Refusal Reason, Limit Limit) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.OutcomeOf(Payer, Order)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Received;
    }

    /// <summary>A payment request ended without a payment.</summary>
    /// <param name="Request">Which.</param>
    /// <param name="Cancelled">True: the payee took it back; false: its time was over.</param>
    public sealed record RequestEnded(RequestId Request, bool Cancelled) : Act
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Request)];
    }

    /// <summary>One person asks to issue units against a euro receipt.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Issuance">Its id.</param>
    /// <param name="Account">Who will be credited.</param>
    /// <param name="Amount">How much, in hundredths.</param>
    /// <param name="Unit">Of what.</param>
    /// <param name="Receipt">SHA-256 of the receipt's kind and normalised reference, or the identity of a statement's line.</param>
    /// <param name="ReceiptAmount">How many euro came in, in cents; at least the amount.</param>
    /// <param name="By">Who asks.</param>
    public sealed record IssuanceProposed(Turn Decider, IssuanceId Issuance, AccountId Account, Amount Amount, Unit Unit, Digest Receipt, Amount ReceiptAmount, PersonId By) : Act
    {
        /// <summary>Where the euro are: announced by hand, with the card processor, being debited; or in suspense, and then the receipt is a statement's line.</summary>
        public AccountId Source { get; init; } = OfficeAccounts.Announced;
        /// <summary>The public mandate that the line names; null: it names none.</summary>
        public PublicMandateId? Mandate { get; init; }
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Issuance)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Source == OfficeAccounts.Suspense ? null : Receipt;
    }

    /// <summary>Another person refuses; the receipt is free again.</summary>
    public sealed record IssuanceRejected(Turn Decider, IssuanceId Issuance, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Issuance)];
    }

    /// <summary>Another person approves: the euro and the units move together.</summary>
    public sealed record Issued(Turn Decider, IssuanceId Issuance, Digest Receipt, PersonId ProposedBy, PersonId ApprovedBy, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <summary>The public mandate under which the beneficiary is credited; null: none.</summary>
        public PublicMandateId? Mandate { get; init; }
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Issuance), Claim.Backing(Receipt)];
        /// <summary>With a bonus, in the history of campaigns.</summary>
        public override string? AlsoIn => Legs.Any(leg => OfficeAccounts.IsCampaign(leg.To)) ? CampaignsState.Subject : null;
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <inheritdoc/>
        public bool Equals(Issued? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Issuance.GetHashCode();
    }

    /// <summary>A bank statement is taken into the book: all of its lines, or nothing. What came in waits in suspense, what went out is unexplained, until people
    /// say what it was.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Account">The guarantee account.</param>
    /// <param name="Statement">SHA-256 of the bank account and the statement's own id: it is recorded once.</param>
    /// <param name="Day">Of the closing balance.</param>
    /// <param name="Opening">As the bank says.</param>
    /// <param name="Closing">As the bank says; the fund check compares it.</param>
    /// <param name="Lines">Those that no earlier statement brought.</param>
    /// <param name="Details">SHA-256 of names, accounts and words of the lines, which are kept apart.</param>
    /// <param name="By">Who recorded it.</param>
    public sealed record StatementRecorded(
        Turn Decider, AccountId Account, Digest Statement, DateOnly Day, Balance Opening, Balance Closing, IReadOnlyList<StatementLine> Lines, Digest Details, PersonId By) : Act
    {
        /// <summary>Whether it is the account's first: then what stood there before is a line of its own, which somebody explains.</summary>
        public bool Begins { get; init; }

        /// <summary>The lines, and first the opening balance where the account begins with this statement.</summary>
        public IEnumerable<StatementLine> AllLines => Begins && Opening != Balance.Zero ? Lines.Prepend(new(Statement, Day, Opening.Minor)) : Lines;

        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.OfStatement(Statement), .. Lines.Select(line => Claim.OfLine(line.Key))];
        /// <inheritdoc/>
        public override Digest? RestsOn => Details;
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers
        {
            get
            {
                long received = 0, paidOut = 0;
                foreach (var line in AllLines)
                {
                    if (line.Minor > 0) received += line.Minor;
                    else paidOut -= line.Minor;
                }
                List<Transfer> moved = [];
                if (received > 0) moved.Add(new(OfficeAccounts.Suspense, null, Account, null, Amount.FromMinor(received), Unit.Euro));
                if (paidOut > 0) moved.Add(new(Account, null, OfficeAccounts.Unexplained, null, Amount.FromMinor(paidOut), Unit.Euro));
                return moved;
            }
        }
        /// <inheritdoc/>
        public bool Equals(StatementRecorded? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Statement.GetHashCode();
    }

    /// <summary>Somebody says what lines of statements were.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Parts">Of which lines, and how much of each.</param>
    /// <param name="Against">The account that they belong to, were on their way from, or were spent by; null: they offset each other.</param>
    /// <param name="Announced">The receipt, entered by hand before, that the line shows; or null.</param>
    /// <param name="By">Who says so.</param>
    public sealed record LinesExplained(Turn Decider, IReadOnlyList<LinePart> Parts, AccountId? Against, Digest? Announced, PersonId By) : Act
    {
        /// <summary>What came in of it, in cents.</summary>
        public long Received => LinePart.Received(Parts);
        /// <summary>What went out of it, in cents.</summary>
        public long PaidOut => LinePart.PaidOut(Parts);
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => LinePart.Moved(Parts, Against);
        /// <inheritdoc/>
        public bool Equals(LinesExplained? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Decider.GetHashCode();
    }

    /// <summary>An explanation is taken back: its lines wait again. The entry that it corrects stays.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Corrects">Where the explanation stands.</param>
    /// <param name="Parts">As there.</param>
    /// <param name="Against">As there.</param>
    /// <param name="Announced">As there.</param>
    /// <param name="By">Who takes it back.</param>
    public sealed record ExplanationCorrected(Turn Decider, Position Corrects, IReadOnlyList<LinePart> Parts, AccountId? Against, Digest? Announced, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.CorrectionOf(Corrects)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => [.. LinePart.Moved(Parts, Against).Select(t => t with { From = t.To, To = t.From })];
        /// <inheritdoc/>
        public bool Equals(ExplanationCorrected? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Decider.GetHashCode();
    }

    /// <summary>One person puts together which reconversions the bank is to pay.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Remittance">Its id.</param>
    /// <param name="From">The guarantee account that is to pay.</param>
    /// <param name="Items">What is to be paid.</param>
    /// <param name="By">Who put it together.</param>
    public sealed record RemittanceProposed(Turn Decider, RemittanceId Remittance, AccountId From, IReadOnlyList<Reconversion> Items, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Remittance)];
        /// <inheritdoc/>
        public bool Equals(RemittanceProposed? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Remittance.GetHashCode();
    }

    /// <summary>Another person approves it: from now on its file can go to the bank.</summary>
    public sealed record RemittanceApproved(Turn Decider, RemittanceId Remittance, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.ApprovalOf(Remittance)];
    }

    /// <summary>It will not go to the bank; what it was to pay waits again.</summary>
    public sealed record RemittanceCancelled(Turn Decider, RemittanceId Remittance, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Remittance)];
    }

    /// <summary>The bank has paid: the units are destroyed, the fee is the association's.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Reconversion">What was paid.</param>
    /// <param name="Parts">The lines that show it; together the euro to be paid.</param>
    /// <param name="By">Who says so.</param>
    public sealed record ReconversionSettled(Turn Decider, Reconversion Reconversion, IReadOnlyList<LinePart> Parts, PersonId By) : Act
    {
        /// <summary>Which reconversion.</summary>
        public Sale Of => new(Reconversion.Payer, Reconversion.Order);
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => Reconversion.Payer.Value;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.SettlementOf(Of)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers
        {
            get
            {
                List<Transfer> moved = [new(OfficeAccounts.Unexplained, null, OfficeAccounts.Backing, null, Reconversion.Net, Unit.Euro)];
                if (Reconversion.Fee > Amount.Zero) moved.Add(new(OfficeAccounts.Commission, null, OfficeAccounts.Backing, null, Reconversion.Fee, Unit.Euro));
                moved.Add(new(OfficeAccounts.Reconversion, null, OfficeAccounts.Issuance, null, Reconversion.Amount, Units));
                return moved;
            }
        }
        /// <summary>What is destroyed.</summary>
        public Unit Units { get; init; }
        /// <inheritdoc/>
        public bool Equals(ReconversionSettled? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Of.GetHashCode();
    }

    /// <summary>The units go back to who gave them: the office does not pay, or the payment came back.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Reconversion">What is given back.</param>
    /// <param name="Settled">Whether it had been paid: then units are made again against the euro that came back.</param>
    /// <param name="Parts">The lines that brought them back; none when it had not been paid.</param>
    /// <param name="By">Who says so.</param>
    public sealed record ReconversionReturned(Turn Decider, Reconversion Reconversion, bool Settled, IReadOnlyList<LinePart> Parts, PersonId By) : Act
    {
        /// <summary>Which reconversion.</summary>
        public Sale Of => new(Reconversion.Payer, Reconversion.Order);
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.ReturnOf(Of)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers
        {
            get
            {
                if (!Settled) return [new(OfficeAccounts.Reconversion, null, Reconversion.Payer, null, Reconversion.Amount, Units)];
                List<Transfer> moved = [new(OfficeAccounts.Backing, null, OfficeAccounts.Suspense, null, Reconversion.Net, Unit.Euro)];
                if (Reconversion.Fee > Amount.Zero) moved.Add(new(OfficeAccounts.Backing, null, OfficeAccounts.Commission, null, Reconversion.Fee, Unit.Euro));
                moved.Add(new(OfficeAccounts.Issuance, null, Reconversion.Payer, null, Reconversion.Amount, Units));
                return moved;
            }
        }
        /// <summary>What is given back.</summary>
        public Unit Units { get; init; }
        /// <inheritdoc/>
        public bool Equals(ReconversionReturned? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Of.GetHashCode();
    }

    /// <summary>An account gets ceilings of its own in place of those of its kind.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Ceilings">Where they say nothing, those of its kind hold.</param>
    /// <param name="Reason">SHA-256 of the reason, which is kept apart.</param>
    /// <param name="By">Who decided.</param>
    public sealed record CeilingsSet(Turn Decider, Ceilings Ceilings, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }

    /// <summary>What every kind of account may hold and pay, and who may pay whom, from an instant on: all of it, in place of what held before.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="From">UTC, whole milliseconds.</param>
    /// <param name="Ceilings">By kind.</param>
    /// <param name="Forbidden">Which kind may not pay which.</param>
    /// <param name="Reason">SHA-256 of the decision's words, which are kept apart.</param>
    /// <param name="By">Who recorded it.</param>
    public sealed record TermsSet(
        Turn Decider, DateTimeOffset From, ImmutableSortedDictionary<AccountKind, Ceilings> Ceilings, ImmutableHashSet<(AccountKind Payer, AccountKind Payee)> Forbidden,
        Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => TermsHistory.Subject;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
        /// <inheritdoc/>
        public bool Equals(TermsSet? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Decider, From);
    }

    /// <summary>On which terms each kind of professional gets euro for units, from an instant on: all of them, in place of those before.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="From">UTC, whole milliseconds.</param>
    /// <param name="Kinds">By kind; one that is not named pays no fee.</param>
    /// <param name="Reason">SHA-256 of the decision's words, which are kept apart.</param>
    /// <param name="By">Who recorded it.</param>
    public sealed record ReconversionTermsSet(Turn Decider, DateTimeOffset From, ImmutableSortedDictionary<AccountKind, ReconversionTerms> Kinds, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => TermsHistory.Subject;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
        /// <inheritdoc/>
        public bool Equals(ReconversionTermsSet? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Decider, From);
    }

    /// <summary>The agreement under which a professional's account reconverts ends. What is in progress goes on.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Reason">SHA-256 of the reason, which is kept apart.</param>
    /// <param name="By">Who decided.</param>
    public sealed record AgreementEnded(Turn Decider, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }

    /// <summary>The agreement is in force again.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Reason">SHA-256 of the reason, which is kept apart.</param>
    /// <param name="By">Who decided.</param>
    public sealed record AgreementRenewed(Turn Decider, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }

    /// <summary>A bureau entered a printed card for an account; it cannot pay yet.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Card">Which card.</param>
    /// <param name="Pin">SHA-256 of the salted slow hash of its PIN, which is kept apart.</param>
    /// <param name="By">Who entered it.</param>
    public sealed record CardEntered(Turn Decider, CardId Card, Digest Pin, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Digest? RestsOn => Pin;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Card)];
    }

    /// <summary>Another person confirms the card; the account's other cards pay no more.</summary>
    public sealed record CardConfirmed(Turn Decider, CardId Card, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
    }

    /// <summary>A card pays no more.</summary>
    public sealed record CardBlocked(Turn Decider, CardId Card, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
    }

    /// <summary>A wrong PIN was given for a card.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Card">Which card.</param>
    /// <param name="Request">What was to be paid.</param>
    /// <param name="By">In whose session.</param>
    public sealed record PinRefused(Turn Decider, CardId Card, RequestId Request, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
    }

    /// <summary>A device signed a mandate: its account can be debited under it without another signature.</summary>
    /// <param name="Decider">The payer.</param>
    /// <param name="Mandate">What it allows.</param>
    /// <param name="Delegate">The account whose holders may use it; null: the ledger alone does.</param>
    /// <param name="Key">The key that signed.</param>
    /// <param name="Received">SHA-256 of the mandate as received.</param>
    /// <param name="By">Whose session it was.</param>
    public sealed record MandateGiven(Turn Decider, Mandate Mandate, AccountId? Delegate, KeyId Key, Digest Received, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Digest? RestsOn => Received;
    }

    /// <summary>A mandate was taken back.</summary>
    public sealed record MandateRevoked(Turn Decider, MandateId Mandate, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
    }

    /// <summary>A day, a month or a year is over: nothing enters it any more. The ledger's calendar records it, nobody in particular.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Period">Which one; the periods follow one another without a gap.</param>
    /// <param name="Last">The last entry that it covers.</param>
    /// <param name="Hash">That entry's hash.</param>
    /// <param name="Totals">What passed in it.</param>
    /// <param name="Perpetual">What passed since the first entry.</param>
    /// <param name="Stock">What stands at its end.</param>
    public sealed record PeriodClosed(Turn Decider, Period Period, Position Last, Digest Hash, Totals Totals, Totals Perpetual, Stock Stock) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => Closings.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.ClosureOf(Period)];
    }

    /// <summary>A shop closes its takings: all sales and refunds since it did so last.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Number">1, 2, 3 … for each account.</param>
    /// <param name="Last">The last entry of the account that it covers.</param>
    /// <param name="Period">Since the closure before.</param>
    /// <param name="Perpetual">Since the account was opened.</param>
    /// <param name="By">Who closed.</param>
    public sealed record TakingsClosed(Turn Decider, long Number, Position Last, Takings Period, Takings Perpetual, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.ClosureOf(AccountId.Parse(Decider.Subject), Number)];
    }

    /// <summary>The book was restored from a copy, and entries that had been sealed are lost.</summary>
    public sealed record EntriesLost(Loss Loss) : Act
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Loss.Claim];
    }
}
