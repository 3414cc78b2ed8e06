using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Banking;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.Payments;
using EssLedger.Core.PublicPayments;
using EssLedger.Core.Transparency;

namespace EssLedger.Core.Issuance;

/// <summary>The association's office as a story of lines: what is asked, and after <c>=</c> what is answered. Every act goes through the audit as well, whose
/// state is written out and read back after each line.</summary>
internal sealed class OfficeBook
{
    private static readonly Unit Mlc = Unit.Parse("MLC");
    private static readonly PersonId Clerk = PersonId.Parse("CLERK");
    private readonly List<(Entry Entry, Act Act)> _entries = [];
    private readonly HashSet<Claim> _claims = [];
    private CurrencyAudit _audit = new(remembers: false);

    private OfficeBook()
    {
        Place(new Act.BookOpened(LedgerId.Parse("LILLE"), Mlc));
    }

    private static readonly PublicKey DeviceKey = PublicKey.TryFromBytes([2, .. Enumerable.Range(0, 32).Select(i => (byte)i)], out var key) ? key : throw new FormatException();
    private readonly Dictionary<string, Reconversion> _asked = [];

    private DateTimeOffset _morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, Debit> _debits = [];

    private DateTimeOffset Now => _morning.AddMinutes(_entries.Count);

    public TreasuryState Treasury { get; private set; } = new();

    public Reconversions Reconversions { get; private set; } = new();

    public IReadOnlyList<(Entry Entry, Act Act)> Entries => _entries;

    /// <summary>Whether units are made on the day of a debit, before the bank shows the euro.</summary>
    private bool OnDueDate { get; init; }

    private DateOnly Today => ParisCalendar.DayOf(_morning);

    public static OfficeBook Play(string story, bool onDueDate = false)
    {
        var book = new OfficeBook { OnDueDate = onDueDate };
        foreach (var written in story.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var line = written.Split("//")[0].TrimEnd();
            var halves = line.Split('=', StringSplitOptions.TrimEntries);
            var answer = book.Do(halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (halves.Length > 1) Assert.True(halves[1] == answer, $"{line}\n  answered {answer}");
        }
        return book;
    }

    private (Position At, Act.Issued? Issued) Made(string issuance) =>
        _entries.Where(e => e.Act is Act.Issued i && i.Issuance == Issuance(issuance)).Select(e => (e.Entry.Position, (Act.Issued?)e.Act)).FirstOrDefault();

    // Of a name in a story: a statement's line, or after `undone.` what waits again after an issuance was undone.
    private Digest Line(string name) => name.StartsWith("part.", StringComparison.Ordinal) ? _entries.Select(e => e.Act).OfType<Act.PartReversed>().Last(r => r.Account.Value == name["part.".Length..]).Line
        : name.StartsWith("undone.", StringComparison.Ordinal)
        ? _entries.Select(e => e.Act).OfType<Act.IssuanceReversed>().Single(r => r.Issuance == Issuance(name["undone.".Length..])).Line
        : name.StartsWith("receipt.", StringComparison.Ordinal) ? Receipt(name["receipt.".Length..]) : Key(name);

    /// <summary>What the audit would say to another act in the place of the last.</summary>
    public string? Audited(Act act)
    {
        var (audit, last) = (new CurrencyAudit(), _entries[^2].Entry);
        foreach (var (entry, _) in _entries.SkipLast(1)) Assert.Null(audit.Check(entry, _ => null, []));
        var body = Codec.Encode(act);
        return audit.Check(new(last.Position.Next, Now, Entry.HashOf(last.Hash, last.Position.Next, Now, body), body), _ => null, [])?.What;
    }

    public static Digest Key(string name) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(name));

    private string Do(string[] words)
    {
        switch (words)
        {
            case ["account", var name]:
                Place(new Act.AccountOpened(AccountId.Parse(name), AccountKind.Resident, SubjectStatus.Open, Clerk));
                return "";
            case ["shop", var name]:
                Place(new Act.AccountOpened(AccountId.Parse(name), AccountKind.Merchant, SubjectStatus.Open, Clerk));
                Place(new Act.KeyAdded(new(name, 2), DeviceKey, null, Digest.Zero, Clerk));
                return "";
            case ["fee", var rate]:
                Place(new Act.ReconversionTermsSet(Treasury.NextTurn, Now, ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty.Add(AccountKind.Merchant, new((int)Number(rate), Amount.Zero, Amount.FromMinor(1))), Digest.Zero, Clerk));
                return "";
            case ["reconvert", var order, var shop, var amount, var fee]:
                var acts = _entries.Count(e => e.Act.Turn?.Subject == shop);
                _asked[order] = new(new(Uuid.Version7(DateTimeOffset.UnixEpoch, Key(order).ToBytes())), AccountId.Parse(shop), Amount.FromMinor(Number(amount)), Amount.FromMinor(Number(fee)));
                Place(new Act.Paid(new(shop, acts + 1), _asked[order].Order, AccountId.Parse(shop), OfficeAccounts.Reconversion, Digest.Zero, Digest.Zero, DeviceKey.Id, null, null,
                    [new(AccountId.Parse(shop), null, OfficeAccounts.Reconversion, null, _asked[order].Amount, Mlc)])
                { Fee = _asked[order].Fee });
                return "";
            case ["remit", var id, var orders, "by", var person]:
                return Answer(TreasuryRules.ProposeRemittance(Treasury, Reconversions, new(default, Remittance(id), OfficeAccounts.Guarantee, [.. orders.Split(',').Select(o => _asked[o])], PersonId.Parse(person))));
            case ["approve-remittance", var id, "by", var person]:
                return Answer(TreasuryRules.ApproveRemittance(Treasury, Remittance(id), PersonId.Parse(person)));
            case ["cancel-remittance", var id, "by", var person]:
                return Answer(TreasuryRules.CancelRemittance(Treasury, Remittance(id), PersonId.Parse(person)));
            case ["settle", var order, var parts]:
                return Answer(TreasuryRules.Settle(Treasury, Reconversions, new(default, _asked[order], Parts(parts), PersonId.Parse("TINA")) { Units = Mlc }));
            case ["return", var order, .. var parts]:
                var paid = _entries.Select(e => e.Act).OfType<Act.ReconversionSettled>().FirstOrDefault(a => a.Reconversion == _asked[order]);
                var returned = new Act.ReconversionReturned(default, _asked[order], Settled: parts.Length > 0, parts is [var back] ? Parts(back) : [], PersonId.Parse("TINA")) { Units = Mlc };
                return Answer(TreasuryRules.Return(Treasury, Reconversions, returned, paid, _claims.Contains(Claim.ReturnOf(returned.Of)), SubjectStatus.Open));
            case ["holds", var account]:
                return (_entries.SelectMany(e => e.Act.Transfers).Where(t => t.Unit == Mlc).Sum(t => (t.To.Value == account ? t.Amount.Minor : 0) - (t.From.Value == account ? t.Amount.Minor : 0))).ToString(System.Globalization.CultureInfo.InvariantCulture);
            case ["statement", var name, var account, var day, var opening, var closing, .. var lines]:
                var statement = new Act.StatementRecorded(default, AccountId.Parse(account), Key(name), Day(day), new(Number(opening)), new(Number(closing)),
                    [.. lines.Select(l => l.Split(':')).Select(l => new StatementLine(Key(l[0]), Day(day), Number(l[1])))], Digest.Zero, PersonId.Parse("TINA"));
                return Answer(TreasuryRules.Record(Treasury, statement, _claims.Contains(Claim.OfStatement(statement.Statement))));
            case ["explain", var parts, "against", var against, .. var receipt]:
                return Answer(TreasuryRules.Explain(Treasury, new(default, Parts(parts), AccountId.Parse(against), receipt is ["receipt", var known] ? Receipt(known) : null, PersonId.Parse("TINA"))));
            case ["offset", var parts]:
                return Answer(TreasuryRules.Explain(Treasury, new(default, Parts(parts), null, null, PersonId.Parse("TINA"))));
            case ["correct", var number]:
                var at = Number(number) < 0 ? _entries[^(int)-Number(number)] : _entries[(int)Number(number)];
                return Answer(TreasuryRules.Correct(Treasury, at.Act as Act.LinesExplained, at.Entry.Position, _claims.Contains(Claim.CorrectionOf(at.Entry.Position)), PersonId.Parse("TINA")));
            case ["propose", var issuance, var account, var amount, "line", var line]:
                return Propose(issuance, account, amount, Line(line), Treasury.Open.GetValueOrDefault(Line(line))?.Minor ?? Number(amount), OfficeAccounts.Suspense);
            case ["propose", var issuance, var account, var amount, "receipt", var receipt, var euro]:
                return Propose(issuance, account, amount, Receipt(receipt), Number(euro), OfficeAccounts.Announced);
            case ["propose", var issuance, var account, var amount, "card", var receipt, var euro]:
                return Propose(issuance, account, amount, Receipt(receipt), Number(euro), OfficeAccounts.Cards);
            case ["mandate", var mandate, var account, var most, var first, var last]:
                return Answer(PublicPaymentRules.Enter(Treasury, new(default, PublicMandateId.Parse(mandate), new(AccountId.Parse(account), Siret.Parse("21590350100017"), Amount.FromMinor(Number(most)), Day(first), Day(last)), Digest.Zero, Digest.Zero, PersonId.Parse("TINA")),
                    account == "nobody" ? null : SubjectStatus.Open));
            case ["revoke", var mandate, .. var arrived]:
                return Answer(PublicPaymentRules.Revoke(Treasury, PublicMandateId.Parse(mandate), arrived is ["arrived"], PersonId.Parse("TINA")));
            case ["propose", var issuance, var account, var amount, "line", var line, "under", var mandate, .. var from]:
                return Propose(issuance, account, amount, Line(line), Treasury.Open.GetValueOrDefault(Line(line))?.Minor ?? Number(amount), OfficeAccounts.Suspense, PublicMandateId.Parse(mandate), fromBody: from.Length == 0);
            case ["reject", var issuance, "by", var person]:
                return Answer(TreasuryRules.Reject(Treasury, Issuance(issuance), _claims.Contains(Claim.EndOf(Issuance(issuance))), PersonId.Parse(person)));
            case ["approve", var issuance, "by", var person]:
                return Answer(TreasuryRules.Approve(Treasury, Issuance(issuance), _claims.Contains(Claim.EndOf(Issuance(issuance))), PersonId.Parse(person)));
            case ["today", var day]:
                _morning = new(Day(day), new(9, 0), TimeSpan.Zero);
                return "";
            case ["debits", var batch, var due, var debits, "by", var person]:
                // Each is NAME:MANDATE:ACCOUNT:EXCHANGE:DUES.
                var asks = debits.Split(',').Select(d => d.Split(':')).ToDictionary(d => d[0], d => new Debit(new(Id(batch + d[0])), new(Id(d[1])), AccountId.Parse(d[2]), Amount.FromMinor(Number(d[3])), Amount.FromMinor(Number(d[4])), DebitSequence.Recurring));
                foreach (var (name, debit) in asks) _debits[name] = debit;
                return Answer(DebitRules.Propose(Treasury, new(default, new(Id(batch)), Day(due), OfficeAccounts.Guarantee, [.. asks.Values], PersonId.Parse(person)), Today.AddDays(2)));
            case ["approve-debits", var batch, "by", var person]:
                return Answer(DebitRules.Approve(Treasury, new(Id(batch)), Today.AddDays(2), PersonId.Parse(person)));
            case ["cancel-debits", var batch, "by", var person]:
                return Answer(DebitRules.Cancel(Treasury, new(Id(batch)), PersonId.Parse(person)));
            case ["collect", var batch, var debits, .. var rest]:
                var asked = new Act.DebitsCollected(default, new(Id(batch)), default, [.. debits.Split(',').Select(d => _debits[d])], rest is [var seen] ? Parts(seen) : [], PersonId.Parse("TINA")) { Units = Mlc };
                return Answer(DebitRules.Collect(Treasury, asked, Today, OnDueDate, account => account.Value == "full" ? Amount.Zero : null));
            case ["came-back", var debit, var reason, .. var rest]:
                return Answer(DebitRules.Return(Treasury, new(default, _debits[debit], Collected: false, reason, rest is [var taken] ? Parts(taken) : [], PersonId.Parse("TINA"))));
            case ["repay", var debit, var amount, var lines]:
                return Answer(DebitRules.Repay(Treasury, new(default, _debits[debit].Id, Amount.FromMinor(Number(amount)), Parts(lines), null, PersonId.Parse("TINA"))));
            case ["bear", var debit, var amount, var own, "by", var person]:
                return Answer(DebitRules.Repay(Treasury, new(default, _debits[debit].Id, Amount.FromMinor(Number(amount)), [], AccountId.Parse(own), PersonId.Parse(person))));
            case ["owed"]:
                return string.Join(' ', Treasury.Debits.Owed.Values.Select(o => $"{o.Debit.Account}:{o.Left.Minor}:{o.Reason}").Order());
            case ["reverse", var issuance, "by", var person]:
                var (made, issued) = Made(issuance);
                return Answer(TreasuryRules.ProposeReversal(Treasury, new(default, Issuance(issuance), issued?.Legs[^1].To ?? AccountId.Parse("nobody"), made, Digest.Zero, PersonId.Parse(person)), issued, _claims.Contains(Claim.CorrectionOf(made))));
            case ["approve-reversal", var issuance, "by", var person]:
                var undone = Made(issuance).Issued!;
                var to = undone.Legs[^1].To;
                var holder = _entries.Where(e => e.Act.Subjects.Contains(to.Value)).Aggregate(new Account(to), (known, e) => known.Apply(e.Entry, e.Act));
                return Answer(TreasuryRules.ApproveReversal(Treasury, Issuance(issuance), undone, holder, PersonId.Parse(person)));
            case ["reject-reversal", var issuance, "by", var person]:
                return Answer(TreasuryRules.RejectReversal(Treasury, Issuance(issuance), PersonId.Parse(person)));
            case ["undo", var account, "of", var number, "by", var person]:
                var (wrong, part) = (_entries[^(int)-Number(number)], AccountId.Parse(account));
                return Answer(TreasuryRules.ProposePartReversal(Treasury, new(default, wrong.Entry.Position, part, Digest.Zero, PersonId.Parse(person)), wrong.Act, _claims.Contains(Claim.OfLine(Act.PartReversed.LineOf(wrong.Entry.Position, part)))));
            case ["approve-undoing", var account, "by", var person]:
                var undoing = Treasury.PartReversals.Values.FirstOrDefault(p => p.Account.Value == account);
                var whose = _entries.Where(e => e.Act.Subjects.Contains(account)).Aggregate(new Account(AccountId.Parse(account)), (known, e) => known.Apply(e.Entry, e.Act));
                return Answer(TreasuryRules.ApprovePartReversal(Treasury, undoing?.Corrects ?? Position.None, _entries.Where(e => e.Entry.Position == undoing?.Corrects).Select(e => e.Act).FirstOrDefault(), whose, PersonId.Parse(person)));
            case ["reject-undoing", var account, "by", var person]:
                return Answer(TreasuryRules.RejectPartReversal(Treasury, Treasury.PartReversals.Values.FirstOrDefault(p => p.Account.Value == account)?.Corrects ?? Position.None, AccountId.Parse(account), PersonId.Parse(person)));
            case ["days", var days]:
                _morning = _morning.AddDays(Number(days));
                return "";
            case ["bring", var id, var items, "line", var line]:
                var brought = items.Split(',').Select(i => i.Split(':')).Select(i => new BroughtBalance(AccountId.Parse(i[0]), Amount.FromMinor(Number(i[1])))).ToList();
                return Answer(MovingRules.Bring(Treasury, new(default, Proposal(id), Key(line), brought, PersonId.Parse("TINA")), brought.Any(i => _claims.Contains(Claim.BroughtBalanceOf(i.Account))), open: true));
            case ["end", var id, var day, .. var residents]:
                return Answer(MovingRules.ProposeWindDown(Treasury, new(default, Proposal(id), Day(day), residents is ["residents"], Digest.Zero, PersonId.Parse("TINA")), ParisCalendar.DayOf(Now)));
            case ["remainder", var id]:
                return Answer(MovingRules.ProposeRemainder(Treasury, new(default, Proposal(id), Digest.Zero, PersonId.Parse("TINA")), ParisCalendar.DayOf(Now)));
            case ["decide", var id, "by", var person]:
                var all = Treasury.Moving.Pending.GetValueOrDefault(Proposal(id)) as Act.BalancesProposed;
                return Answer(MovingRules.Approve(Treasury, Proposal(id), _claims.Contains(Claim.EndOf(Proposal(id))), all?.Items.Any(i => _claims.Contains(Claim.BroughtBalanceOf(i.Account))) is true, Mlc, Now, PersonId.Parse(person)));
            case ["drop", var id, "by", var person]:
                return Answer(MovingRules.Drop(Treasury, Proposal(id), _claims.Contains(Claim.EndOf(Proposal(id))), PersonId.Parse(person)));
            case ["take", var items]:
                return Answer(MovingRules.Take(Treasury, [.. items.Split(',').Select(i => i.Split(':')).Select(i => new BroughtBalance(AccountId.Parse(i[0]), Amount.FromMinor(Number(i[1]))))], Mlc, PersonId.Parse("TINA")));
            case ["open"]:
                return string.Join(' ', Treasury.Open.Values.Select(l => l.Minor).Order());
            case ["gaps"]:
                return string.Join(' ', Treasury.Gaps(Mlc).Select(g => $"{g.Account}:{g.Minor}:{g.Owner}"));
            case ["balance", var account, var unit]:
                return Treasury.Of(AccountId.Parse(account), Unit.Parse(unit)).Minor.ToString(System.Globalization.CultureInfo.InvariantCulture);
            default:
                throw new FormatException(string.Join(' ', words));
        }
    }

    private string Propose(string issuance, string account, string amount, Digest receipt, long euro, AccountId source, PublicMandateId? mandate = null, bool fromBody = true) => Answer(TreasuryRules.Propose(Treasury,
        new(default, Issuance(issuance), AccountId.Parse(account), Amount.FromMinor(Number(amount)), Mlc, receipt, Amount.FromMinor(Math.Max(euro, 0)), PersonId.Parse("TINA")) { Source = source, Mandate = mandate },
        Mlc, SubjectStatus.Open, _claims.Contains(Claim.Backing(receipt)), fromBody: fromBody));

    private LinePart[] Parts(string parts) => [.. parts.Split(',').Select(p => p.Split(':')).Select(p =>
    {
        var line = Treasury.Open.GetValueOrDefault(Line(p[0]));
        return new LinePart(Line(p[0]), line?.Account ?? OfficeAccounts.Guarantee, line?.Day ?? default, p.Length > 1 ? Number(p[1]) : line?.Minor ?? 1);
    })];

    private string Answer(TreasuryDecision decision)
    {
        if (decision is TreasuryDecision.Refuse refused) return System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(refused.Reason.ToString());
        var act = ((TreasuryDecision.Accept)decision).Act;
        if (act is Act.StatementRecorded && act.Claims.Any(_claims.Contains)) return "line_recorded";
        Place(act);
        return "accepted";
    }

    /// <summary>What the audit would say of an act that no rule let through; null: nothing.</summary>
    public string? Fault(Act act)
    {
        var last = _entries[^1].Entry;
        var body = Codec.Encode(act);
        return CurrencyAudit.Load(_audit.Save(new TreeEdge(last.Position.Value, _ => Digest.Zero))).Audit
            .Check(new(last.Position.Next, Now, Entry.HashOf(last.Hash, last.Position.Next, Now, body), body), _ => null, [])?.What;
    }

    private void Place(Act act)
    {
        var now = Now;
        var last = _entries.Count > 0 ? _entries[^1].Entry : new(Position.None, DateTimeOffset.UnixEpoch, Digest.Zero, default);
        var body = Codec.Encode(act);
        var entry = new Entry(last.Position.Next, now, Entry.HashOf(last.Hash, last.Position.Next, now, body), body);
        _entries.Add((entry, act));
        Assert.Equal(act, Codec.Decode(body));
        Assert.True(act.Claims.All(_claims.Add), "Something is claimed twice.");
        if (act.Turn?.Subject == OfficeAccounts.Treasury.Value) Treasury = Treasury.Apply(entry, act);
        if (act.Subjects.Contains(OfficeAccounts.Reconversion.Value)) Reconversions = Reconversions.Apply(entry, act);
        Assert.Null(_audit.Check(entry, _ => null, []));
        Assert.Null(_audit.Close());
        var fund = Fund.Of(Treasury, Reconversions.InProgress.Values.Select(r => r.Reconversion), Mlc);
        Assert.Equal(fund.There, fund.Needed);
        _audit = CurrencyAudit.Load(_audit.Save(new TreeEdge(entry.Position.Value, _ => Digest.Zero))).Audit;
        Assert.Equal(Treasury.Open.OrderBy(l => l.Key.ToString()), _audit.Treasury.Open.OrderBy(l => l.Key.ToString()));
        Assert.Equal(Treasury.PublicMandates.All.Values.Select(m => (m.Entered, m.Position, m.Revoked, string.Join(',', m.Payments))).OrderBy(m => m.Position), _audit.Treasury.PublicMandates.All.Values.Select(m => (m.Entered, m.Position, m.Revoked, string.Join(',', m.Payments))).OrderBy(m => m.Position));
        Assert.Equal(Treasury.Balances.OrderBy(b => b.Key.Account.Value), _audit.Treasury.Balances.OrderBy(b => b.Key.Account.Value));
    }

    private string Answer((Act? Act, MovingRefusal? Refusal) decided) => decided.Act is { } act ? Answer(new TreasuryDecision.Accept(act)) : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(decided.Refusal!.Value.ToString());

    private static ProposalId Proposal(string name) => new(Uuid.Version7(DateTimeOffset.UnixEpoch, Key(name).ToBytes()));
    private static IssuanceId Issuance(string name) => new(Uuid.Version7(DateTimeOffset.UnixEpoch, Key(name).ToBytes()));
    private static RemittanceId Remittance(string name) => new(Uuid.Version7(DateTimeOffset.UnixEpoch, Key(name).ToBytes()));
    private static Uuid Id(string name) => Uuid.Version7(DateTimeOffset.UnixEpoch, Key(name).ToBytes());
    private static Digest Receipt(string name) => new EuroReceipt("bank_transfer", name, Amount.Zero).Identity;
    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
    private static long Number(string number) => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
