using System.Security.Cryptography;
using EssLedger.Core.Banking;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Members;
using EssLedger.Web.Papers;

namespace EssLedger.Web.Banking;

/// <summary>How the association collects by direct debit.</summary>
/// <param name="CreditorIdentifier">Its SEPA creditor identifier ("ICS"): <c>EssLedger:Debits:CreditorIdentifier</c>. Null: it has none, and nothing is debited.</param>
/// <param name="NoticeDays">How many days before a debit members are told: <c>EssLedger:Debits:NoticeDays</c>, 14 unless the mandates agree on fewer; 1 … 30.</param>
/// <param name="OnDueDate">Whether units are made on the day of a debit, before the bank shows the euro: <c>EssLedger:Debits:OnDueDate</c>. Not unless somebody says so: what then comes back is paid by the association.</param>
public sealed record DebitSettings(string? CreditorIdentifier, int NoticeDays, bool OnDueDate)
{
    /// <summary>What holds unless a mandate agrees on something else (EPC016-06, §4.3.5).</summary>
    public const int UsualNotice = 14;

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="StartRefusedException">It does not make sense.</exception>
    public static DebitSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("EssLedger:Debits");
        // An invented identifier, right in its check digits.
        var written = section["CreditorIdentifier"] ?? (configuration.GetValue<bool>("EssLedger:Demo") ? "FR72ZZZ123456" : null);
        string? identifier = null;
        if (written is not null && !Core.Identifiers.CreditorIdentifier.TryParse(written, out identifier)) throw new StartRefusedException($"EssLedger:Debits:CreditorIdentifier is the SEPA creditor identifier that the bank gave, not \"{written}\".");
        var days = section.GetValue("NoticeDays", UsualNotice);
        return days is >= 1 and <= 30 ? new(identifier, days, section.GetValue("OnDueDate", false)) : throw new StartRefusedException("EssLedger:Debits:NoticeDays is 1 to 30.");
    }
}

/// <summary>Why a mandate was not entered, in the order in which reasons win.</summary>
public enum DebitMandateRefusal
{
    /// <summary>The association has no creditor identifier yet.</summary>
    NoCreditor,
    /// <summary>There is no such account, or it is not open.</summary>
    Unknown,
    /// <summary>Nobody is named whose bank account it is.</summary>
    HolderMissing,
    /// <summary>It is no IBAN: a sign is missing, or mistyped.</summary>
    IbanWrong,
    /// <summary>It is no bank's code.</summary>
    BicWrong,
    /// <summary>Nothing is to be debited, or on no day that every month has.</summary>
    PlanWrong,
    /// <summary>It was signed in the future, or so long ago that it is void.</summary>
    SignedWrong,
    /// <summary>The reference has signs that banks do not take, or too many.</summary>
    ReferenceWrong,
    /// <summary>Another mandate has this reference.</summary>
    ReferenceTaken,
}

/// <summary>Debits that are due on one day and in no batch yet.</summary>
/// <param name="Day">The day.</param>
/// <param name="PrepareBy">The last day on which a batch can still be approved in time for members to be told.</param>
/// <param name="Items">The debits, with their mandates.</param>
public sealed record DueDebits(DateOnly Day, DateOnly PrepareBy, IReadOnlyList<(DebitMandate Mandate, Debit Debit)> Items)
{
    /// <summary>All of them together, in cents.</summary>
    public Amount Total => Debit.Sum(Items.Select(i => i.Debit));
}

/// <summary>A line of the bank that is about a debit.</summary>
/// <param name="Key">Its identity.</param>
/// <param name="Line">What is left of it.</param>
/// <param name="Debit">Which debit, by its end-to-end id.</param>
/// <param name="Reason">Why it came back; of a line that brings euro <see cref="ReturnReasons.None"/>.</param>
public sealed record DebitLine(Digest Key, OpenLine Line, Debit Debit, string Reason);

/// <summary>All that the office knows of direct debits.</summary>
/// <param name="Known">What the treasury knows.</param>
/// <param name="Mandates">All mandates.</param>
/// <param name="Due">What is due next, day by day.</param>
/// <param name="Shown">Lines that brought the euro of debits that wait.</param>
/// <param name="Back">Lines that took the euro of collected debits back.</param>
/// <param name="Today">Europe/Paris.</param>
public sealed record DebitsStanding(TreasuryView Known, IReadOnlyList<DebitMandate> Mandates, IReadOnlyList<DueDebits> Due, IReadOnlyList<DebitLine> Shown, IReadOnlyList<DebitLine> Back, DateOnly Today)
{
    /// <summary>What is known in the book.</summary>
    public DebitsState Debits => Known.Treasury.Debits;
}

/// <summary>What became of a wish to collect.</summary>
/// <param name="Refusal">Why not; null: see how many.</param>
/// <param name="Collected">How many debits were collected.</param>
/// <param name="LeftOut">How many were not: their account is closed, or would hold too much.</param>
/// <param name="Position">Where the act stands.</param>
public sealed record DebitCollection(TreasuryRefusal? Refusal, int Collected, int LeftOut, Position Position);

/// <summary>What became of the wish for a batch's file.</summary>
/// <param name="File">The file, UTF-8; null: see the refusal.</param>
/// <param name="Refusal">The stable code why there is none.</param>
/// <param name="About">What it is about, where that helps.</param>
/// <param name="LeftOut">How many of the batch's debits are not in it: their mandate was ended or suspended since, so they are not to be debited.</param>
public sealed record DebitFile(byte[]? File, string? Refusal, string? About, int LeftOut = 0);

/// <summary>Direct debits from the member's consent to what comes back, by the same rules whether a screen or the API asks.</summary>
public sealed class DebitDesk(
    IDebitMandateStore store, IGrainFactory grains, CurrencyBook book, LineDesk lines, PaymentRequests requests, GuaranteeAccounts guarantees, DebitSettings settings, DebitNotice notice, DebitedDues dues, TimeProvider clock)
{
    private const int LongestFileId = 30, LongestHolder = 70, DaysShown = 27, MostLines = 500;

    private ITreasuryGrain Treasury => grains.Treasury();

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>The first day for which members can still be told in time.</summary>
    public DateOnly Earliest => Today.AddDays(settings.NoticeDays);

    /// <summary>Enters a mandate: on paper by a person of the office, or by a holder who agrees when signed in. Every holder of the account is told.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="holder">Whose the bank account is.</param>
    /// <param name="typedIban">With or without spaces.</param>
    /// <param name="typedBic">Null or empty: the bank knows itself.</param>
    /// <param name="plan">What is debited.</param>
    /// <param name="signed">The day on the paper; null: today, by who is signed in.</param>
    /// <param name="reference">What stands on the paper; null: it gets one.</param>
    /// <param name="by">In whose session.</param>
    public async Task<(DebitMandate? Mandate, DebitMandateRefusal? Refusal)> Enter(AccountId account, string? holder, string? typedIban, string? typedBic, DebitPlan plan, DateOnly? signed, string? reference, PersonId by)
    {
        if (settings.CreditorIdentifier is null) return (null, DebitMandateRefusal.NoCreditor);
        if (await requests.StatusOf(account, fresh: true) is not SubjectStatus.Open) return (null, DebitMandateRefusal.Unknown);
        if (holder?.Trim() is not { Length: > 0 and <= LongestHolder } name || SepaText.Of(name, LongestHolder).Length == 0) return (null, DebitMandateRefusal.HolderMissing);
        if (!Iban.TryParse(typedIban, out var iban)) return (null, DebitMandateRefusal.IbanWrong);
        string? bic = null;
        if (!string.IsNullOrWhiteSpace(typedBic) && !Bic.TryParse(typedBic, out bic)) return (null, DebitMandateRefusal.BicWrong);
        if (!plan.IsSound || plan.Until < Today) return (null, DebitMandateRefusal.PlanWrong);
        var day = signed ?? Today;
        if (day > Today || day.AddMonths(DebitMandate.MonthsOfNonUse) < Today) return (null, DebitMandateRefusal.SignedWrong);
        var given = reference?.Trim() is { Length: > 0 } typed ? typed : null;
        if (given is not null && !SepaText.IsId(given)) return (null, DebitMandateRefusal.ReferenceWrong);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var number = (await store.ListAsync(account, default)).Count;
        while (true)
        {
            var mandate = new DebitMandate(new(NewId()), given ?? $"{account}-{++number}", account, name, iban, bic, day, plan, signed is not null, by, now);
            if (await store.EnterAsync(mandate, default))
            {
                await notice.Entered(mandate);
                return (mandate, null);
            }
            if (given is not null) return (null, DebitMandateRefusal.ReferenceTaken);
        }
    }

    /// <summary>Says whether a mandate may be used from now on. One that was ended stays so.</summary>
    /// <returns>False: there is none, or it was ended.</returns>
    public async Task<bool> Set(DebitMandateId id, DebitMandateState state) => await store.SetAsync(id, state, null, clock.GetUtcNow(), default);

    /// <summary>The mandates of an account, or all. Those that a bank's reason stopped are suspended here, whatever happened between the book and the table.</summary>
    public async Task<IReadOnlyList<DebitMandate>> Mandates(AccountId? account, DebitsState debits)
    {
        var all = await store.ListAsync(account, default);
        var stopped = all.Where(m => m.State is DebitMandateState.Active && debits.Stopped.TryGetValue(m.Id, out var stop) && !(m.Since > stop.At)).ToList();
        foreach (var mandate in stopped) await store.SetAsync(mandate.Id, DebitMandateState.Suspended, debits.Stopped[mandate.Id].Reason, clock.GetUtcNow(), default);
        return stopped.Count == 0 ? all : await store.ListAsync(account, default);
    }

    /// <summary>A mandate; null: there is none.</summary>
    public Task<DebitMandate?> Find(DebitMandateId id) => store.FindAsync(id, default);

    /// <summary>What an account owes since debits came back, the oldest first.</summary>
    public async Task<IReadOnlyList<OwedDebit>> OwedBy(AccountId account) => [.. (await Treasury.Read()).Treasury.Debits.Owed.Values.Where(o => o.Debit.Account == account).OrderBy(o => o.Due)];

    /// <summary>All that the office knows.</summary>
    public async Task<DebitsStanding> Read()
    {
        var known = await Treasury.Read();
        var mandates = await Mandates(null, known.Treasury.Debits);
        var (shown, back) = await Lines(known);
        return new(known, mandates, await Due(known.Treasury, mandates), shown, back, Today);
    }

    /// <summary>What is due in the next weeks and can still be told to members.</summary>
    private async Task<IReadOnlyList<DueDebits>> Due(TreasuryState known, IReadOnlyList<DebitMandate> mandates)
    {
        var debits = known.Debits;
        var due = new List<(DateOnly Day, DebitMandate Mandate, Debit Debit)>();
        if (settings.CreditorIdentifier is null) return [];
        foreach (var mandate in mandates)
        {
            // What waits counts as used: yearly dues are asked for once.
            var waiting = debits.Batches.Values.Where(b => b.Waiting.Exists(d => d.Mandate == mandate.Id)).Select(b => (DateOnly?)b.Due).ToList();
            if ((known.Moving.WindDown is null ? mandate : mandate.DuesAlone) is not { } plan) continue;
            var used = plan with { FirstUsed = mandate.FirstUsed ?? waiting.Min(), LastUsed = waiting.Append(mandate.LastUsed).Max() };
            if (used.NextFrom(Earliest, day => debits.Has(mandate.Id, day)) is not { } next || next > Earliest.AddDays(DaysShown)) continue;
            if (await requests.StatusOf(mandate.Account, fresh: false) is SubjectStatus.Open) due.Add((next, mandate, used.DebitOn(next, new(NewId()))));
        }
        return [.. due.GroupBy(d => d.Day).OrderBy(g => g.Key).Select(g => new DueDebits(g.Key, g.Key.AddDays(-settings.NoticeDays), [.. g.Select(d => (d.Mandate, d.Debit))]))];
    }

    /// <summary>Puts together what is due on a day.</summary>
    public async Task<TreasuryAnswer> Propose(DebitBatchId batch, DateOnly day, PersonId by)
    {
        // Asked again after a lost answer: what is due was put into it.
        if (await book.Store.FindAsync(Claim.BeginningOf(batch), default) is { } known && Codec.Decode(known.Body) is Act.DebitsProposed proposed && proposed.By == by && proposed.Due == day) return new(null, known.Position);
        var standing = (await Treasury.Read()).Treasury;
        var due = (await Due(standing, await Mandates(null, standing.Debits))).FirstOrDefault(d => d.Day == day);
        if (due is null) return new(day < Earliest ? TreasuryRefusal.NoticeTooShort : TreasuryRefusal.DebitUnknown, Position.None);
        return await Treasury.ProposeDebits(new(Turn.OfTreasury, batch, day, guarantees.All.Count > 0 ? guarantees.All[0].Account : OfficeAccounts.Guarantee, [.. due.Items.Take(DebitRules.MostItems).Select(i => i.Debit)], by), settings.NoticeDays);
    }

    /// <summary>Approves a batch, by another person, and tells every member what will be debited. Not when somebody ended their mandate since it was put together.</summary>
    public async Task<TreasuryAnswer> Approve(DebitBatchId batch, PersonId by)
    {
        var proposed = await Proposed(batch);
        if (proposed is not null && await book.Store.FindAsync(Claim.DecisionOf(batch, approved: true), default) is null)
        {
            var active = (await Mandates(null, (await Treasury.Read()).Treasury.Debits)).Where(m => m.State is DebitMandateState.Active).Select(m => m.Id).ToHashSet();
            if (proposed.Items.Any(d => !active.Contains(d.Mandate))) return new(TreasuryRefusal.MandateNotActive, Position.None);
        }
        var answer = await Treasury.ApproveDebits(batch, settings.NoticeDays, by);
        if (answer.Refusal is not null || proposed is null) return answer;
        foreach (var debit in proposed.Items)
            if (await store.FindAsync(debit.Mandate, default) is { } mandate) await notice.Due(debit, mandate, proposed.Due);
        return answer;
    }

    /// <summary>Cancels what waits of a batch.</summary>
    public Task<TreasuryAnswer> Cancel(DebitBatchId batch, PersonId by) => Treasury.CancelDebits(batch, by);

    /// <summary>The file for the bank: made of what the book says and of mandates, which never change, so it is the same bytes each time; but a mandate that was ended or suspended since is
    /// debited by no file, and once the currency ends no bank is asked for what would become units.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="version">The version that the bank takes.</param>
    public async Task<DebitFile> Write(DebitBatchId id, Pain008Version version)
    {
        if (settings.CreditorIdentifier is not { } creditor) return new(null, "creditor_identifier_missing", null);
        if (await Proposed(id) is not { } batch || await book.Store.FindAsync(Claim.DecisionOf(id, approved: false), default) is not null) return new(null, "debit_unknown", null);
        if (await book.Store.FindAsync(Claim.DecisionOf(id, approved: true), default) is not { } approved) return new(null, "not_approved", null);
        var known = (await Treasury.Read()).Treasury;
        if (known.Moving.WindDown is not null && batch.Items.Any(d => d.Exchange > Amount.Zero)) return new(null, "winding_down", null);
        if (guarantees.All.FirstOrDefault(g => g.Account == batch.Into) is not { } into) return new(null, "guarantee_account_unknown", null);
        // What was collected stays in the file: the bank had it.
        var payments = new List<DirectDebit>();
        foreach (var debit in batch.Items)
        {
            if (await store.FindAsync(debit.Mandate, default) is not { } mandate) return new(null, "mandate_erased", debit.Account.Value);
            if (mandate.State is not DebitMandateState.Active && known.Debits.BatchOf(debit) is not null) continue;
            payments.Add(new(debit.EndToEndId, debit.Total, new(mandate.Holder, mandate.Iban, mandate.Bic), mandate.Reference, mandate.Signed, debit.Sequence, notice.Words(debit)));
        }
        if (payments.Count == 0) return new(null, "mandate_not_active", null);
        var digits = Convert.ToHexStringLower(id.Uuid.ToBytes());
        return new(Pain008.Write(new(digits[^LongestFileId..], ParisCalendar.TimeOf(approved.CommittedAt), new(into.Holder, into.Iban, into.Bic), creditor, batch.Due, payments), version), null, null, batch.Items.Count - payments.Count);
    }

    /// <summary>Takes debits of a batch for collected: those whose lines the bank showed, or as many as one line is worth, or, where the day is trusted, all.</summary>
    /// <param name="batch">Which batch.</param>
    /// <param name="line">The one line that shows all that waits of it; null: each is found by its end-to-end id.</param>
    /// <param name="by">Who says so.</param>
    public async Task<DebitCollection> Collect(DebitBatchId batch, Digest? line, PersonId by)
    {
        var known = await Treasury.Read();
        if (!known.Treasury.Debits.Batches.TryGetValue(batch, out var waits))
            // Asked again after a lost answer: nothing of the batch waits any more.
            return await LastOf(batch, line, by) is var (last, at) ? new(null, last.Items.Count, 0, at) : new(TreasuryRefusal.DebitUnknown, 0, 0, Position.None);
        var (shown, _) = line is null ? await Lines(known) : ([], []);
        var byDebit = shown.Where(l => l.Line.Minor == l.Debit.Total.Minor).GroupBy(l => l.Debit.Id).ToDictionary(g => g.Key, g => g.First());
        List<Debit> items = [.. line is null && byDebit.Count > 0 ? waits.Waiting.Where(d => byDebit.ContainsKey(d.Id)) : waits.Waiting];
        if (line is null && items.Count == 0) return new(TreasuryRefusal.CreditNotSeen, 0, 0, Position.None);
        var asked = items.Count;
        // One account that cannot be credited keeps none of the others back; its line waits for somebody who sends the euro back.
        foreach (var group in items.GroupBy(d => d.Account).ToList())
        {
            var sum = group.Aggregate(Amount.Zero, (total, d) => total + d.Exchange);
            if (await requests.StatusOf(group.Key, fresh: true) is not SubjectStatus.Open || sum > await Treasury.Room(group.Key)) items.RemoveAll(d => d.Account == group.Key);
        }
        if (items.Count == 0) return new(TreasuryRefusal.LimitExceeded, 0, asked, Position.None);
        List<LinePart> parts = [];
        if (line is { } key) parts.Add(known.Treasury.Open.TryGetValue(key, out var open) ? new(key, open.Account, open.Day, Debit.Sum(items).Minor) : new(key, OfficeAccounts.Guarantee, default, 1));
        else if (byDebit.Count > 0) parts.AddRange(items.Select(d => byDebit[d.Id]).Select(l => new LinePart(l.Key, l.Line.Account, l.Line.Day, l.Line.Minor)));
        var answer = await Treasury.CollectDebits(new(Turn.OfTreasury, batch, waits.Due, items, parts, by), settings.OnDueDate);
        if (answer.Refusal is not null) return new(answer.Refusal, 0, 0, Position.None);
        await store.UseAsync([.. items.Select(d => d.Mandate)], waits.Due, default);
        await dues.Enter(default);
        return new(null, items.Count, asked - items.Count, answer.Position);
    }

    /// <summary>A member's bank did not pay a debit, or took it back. The mandate is suspended where the reason says so, and the member told what they owe and how to pay it.</summary>
    /// <param name="id">Which debit.</param>
    /// <param name="reason">Why, as the bank says.</param>
    /// <param name="line">The line that took it back; null: the euro never came.</param>
    /// <param name="by">Who says so.</param>
    public async Task<TreasuryAnswer> Return(DebitId id, string reason, Digest? line, PersonId by)
    {
        var known = (await Treasury.Read()).Treasury;
        var debit = known.Debits.Find(id);
        // Asked again after a lost answer.
        if (debit is null && await book.Store.FindAsync(Claim.ReturnOf(id), default) is { } entry && Codec.Decode(entry.Body) is Act.DebitReturned before) debit = before.Debit;
        if (debit is null) return new(TreasuryRefusal.DebitUnknown, Position.None);
        // What the bank took beyond the debit is its charge, and waits for its own explanation.
        List<LinePart> parts = line is not { } key ? [] : [known.Open.TryGetValue(key, out var open) && -open.Minor >= debit.Total.Minor ? new(key, open.Account, open.Day, -debit.Total.Minor) : new(key, open?.Account ?? OfficeAccounts.Guarantee, open?.Day ?? default, open?.Minor ?? -1)];
        var answer = await Treasury.ReturnDebit(new(Turn.OfTreasury, debit, Collected: false, reason, parts, by));
        if (answer.Refusal is not null) return answer;
        var now = (await Treasury.Read()).Treasury.Debits;
        await Mandates(debit.Account, now);
        await notice.Returned(debit, reason, now.Owed.ContainsKey(id), await store.FindAsync(debit.Mandate, default));
        return answer;
    }

    /// <summary>A member paid what they owe, or a part of it.</summary>
    public async Task<TreasuryAnswer> Repay(DebitId id, Digest line, PersonId by)
    {
        var known = (await Treasury.Read()).Treasury;
        if (!known.Debits.Owed.TryGetValue(id, out var owed)) return new(TreasuryRefusal.DebitUnknown, Position.None);
        if (!known.Open.TryGetValue(line, out var open) || open.Minor <= 0) return new(TreasuryRefusal.LineUnknown, Position.None);
        var amount = Amount.FromMinor(Math.Min(open.Minor - known.Reserved(line), owed.Left.Minor));
        return await Treasury.RepayDebit(new(Turn.OfTreasury, id, amount, [new(line, open.Account, open.Day, amount.Minor)], null, by));
    }

    /// <summary>The association bears what is left of a member's debt, by another person than who recorded that the debit came back.</summary>
    public async Task<TreasuryAnswer> Bear(DebitId id, AccountId own, PersonId by) => (await Treasury.Read()).Treasury.Debits.Owed.TryGetValue(id, out var owed)
        ? await Treasury.RepayDebit(new(Turn.OfTreasury, id, owed.Left, [], own, by)) : new(TreasuryRefusal.DebitUnknown, Position.None);

    /// <summary>The lines that are about debits, by their end-to-end ids.</summary>
    private async Task<(IReadOnlyList<DebitLine> Shown, IReadOnlyList<DebitLine> Back)> Lines(TreasuryView known)
    {
        var debits = known.Treasury.Debits;
        var waiting = debits.Batches.Values.Where(b => b.ApprovedBy is not null).SelectMany(b => b.Waiting).ToDictionary(d => d.EndToEndId);
        var collected = debits.Collected.Values.ToDictionary(c => c.Debit.EndToEndId, c => c.Debit);
        List<DebitLine> shown = [], back = [];
        if (waiting.Count + collected.Count == 0) return (shown, back);
        foreach (var (key, open) in known.Treasury.Open.OrderByDescending(l => l.Value.Day).Take(MostLines))
        {
            if (await lines.Said(key) is not { EndToEndId: { } id } said) continue;
            if (open.Minor > 0 && waiting.TryGetValue(id, out var came)) shown.Add(new(key, open, came, ReturnReasons.None));
            else if (open.Minor < 0 && (collected.GetValueOrDefault(id) ?? waiting.GetValueOrDefault(id)) is { } gone) back.Add(new(key, open, gone, ReturnReasons.Of(said.ReturnReason)));
        }
        return (shown, back);
    }

    /// <summary>The last collection of a batch by a person, of a line if one is named; null: there was none.</summary>
    private async Task<(Act.DebitsCollected Act, Position At)?> LastOf(DebitBatchId batch, Digest? line, PersonId by)
    {
        if (await Proposed(batch) is not { } proposed) return null;
        (Act.DebitsCollected Act, Position At)? last = null;
        foreach (var debit in proposed.Items)
            if (await book.Store.FindAsync(Claim.CollectionOf(debit.Mandate, proposed.Due), default) is { } entry && !(entry.Position <= last?.At) && Codec.Decode(entry.Body) is Act.DebitsCollected act && act.Batch == batch) last = (act, entry.Position);
        return last is { } found && found.Act.By == by && (line is not { } key || found.Act.Parts.Any(p => p.Key == key)) ? last : null;
    }

    private async Task<Act.DebitsProposed?> Proposed(DebitBatchId batch) =>
        await book.Store.FindAsync(Claim.BeginningOf(batch), default) is { } entry ? Codec.Decode(entry.Body) as Act.DebitsProposed : null;

    private Uuid NewId() => Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10));
}
