using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>What becomes of notes that were on their way.</summary>
public enum Arrival
{
    /// <summary>They are where they were sent.</summary>
    Arrived,
    /// <summary>They went back to where they came from.</summary>
    TakenBack,
    /// <summary>Somebody else counted fewer, and nobody finds them.</summary>
    Lost,
}

/// <summary>A bureau de change under the name that people know.</summary>
/// <param name="Bureau">Its id in the book.</param>
/// <param name="Name">Its name; null: it has lost it.</param>
public sealed record NoteBureau(BureauId Bureau, string? Name);

/// <summary>Notes of paper, by the same rules whether a screen or the API asks. The treasurer keeps the vault, the people of a bureau its drawer; what comes into the vault, goes
/// to be destroyed, or is given up, an approver may see to as well. That two persons are needed is the book's own rule.</summary>
public sealed class NoteDesk(IGrainFactory grains, CurrencyBook book, People people, MemberRegister register, Rights rights, PaymentRequests requests, TermsInForce terms, Caller caller, TimeProvider clock)
{
    /// <summary>Who sees where notes are; of a bureau its own.</summary>
    public static string[] Readers { get; } = [Roles.Bureau, Roles.Treasurer, Roles.Approver, Roles.Auditor];

    /// <summary>Who signs slips with their phone.</summary>
    public static string[] Slippers { get; } = [Roles.Bureau, Roles.Treasurer, Roles.Approver];

    /// <summary>The longest words about a difference.</summary>
    public const int LongestReason = 4000;

    private const int MostMeant = 20;

    private Lazy<Task<IReadOnlyList<ExchangeBureau>?>>? _counters;

    private IPaperGrain Paper => grains.GetGrain<IPaperGrain>(OfficeAccounts.Treasury.Value);

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>Where all notes are.</summary>
    public Task<NoteStock> Stock() => Paper.Stock();

    /// <summary>Every bureau that has a name, and those that have notes without one.</summary>
    public async Task<IReadOnlyList<NoteBureau>> Bureaux()
    {
        var named = (await rights.Bureaux()).Select(b => new NoteBureau(BureauId.Of(b.Id), b.Name)).ToList();
        return [.. named, .. (await Stock()).Paper.Bureaux.Except(named.Select(b => b.Bureau)).OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new NoteBureau(b, null))];
    }

    /// <summary>Whether the caller hands notes out there. Of a place where there are none the rules say so.</summary>
    public async Task<bool> Keeps(AccountId place) => NotePlaces.BureauOf(place) is { } bureau ? await WorksFor(bureau) : caller.Is(Roles.Treasurer) || (place != NotePlaces.Vault && caller.Is(Roles.Bureau));

    /// <summary>Whether the caller receives notes there, or sees them destroyed or given up.</summary>
    public async Task<bool> Receives(AccountId place) => NotePlaces.BureauOf(place) is { } bureau ? await WorksFor(bureau) : caller.Is(Roles.Treasurer, Roles.Approver);

    /// <summary>Whether the caller may count there after another.</summary>
    public async Task<bool> CountsAfter(AccountId place) => caller.Is(Roles.Treasurer, Roles.Approver) || await Keeps(place);

    /// <summary>Whether the caller sees what is there.</summary>
    public async Task<bool> Sees(AccountId place) => caller.Is(Roles.Treasurer, Roles.Approver, Roles.Auditor) || (NotePlaces.BureauOf(place) is { } bureau && await WorksFor(bureau));

    /// <summary>The professionals' accounts that somebody may mean by part of a name, and whichever account they name whole; what residents are called is shown to those who look after them.</summary>
    public async Task<IReadOnlyList<AccountHolder>> Meant(string asked) => asked.Trim() is not { Length: > 1 } words ? []
        : [.. (await register.All()).SelectMany(m => m.Accounts).DistinctBy(a => a.Account).Where(a => string.Equals(a.Account.Value, words, StringComparison.OrdinalIgnoreCase) || (a.Kind != "resident" && MemberRegister.IsHeard(a.Name, words))).OrderBy(a => a.Name, StringComparer.CurrentCulture).Take(MostMeant)];

    /// <summary>The words about what differs in a count; null: none, or forgotten.</summary>
    public async Task<string?> WordsOf(Act.StockCounted count) =>
        count.Reason is { } reason && await book.Store.FindAsync(Claim.BeginningOf(count.Slip), default) is { } entry && await book.Store.FindOriginalAsync(entry.Position, reason, default) is { } words
            ? Encoding.UTF8.GetString(words.Span) : null;

    public Task<PaperAnswer> OpenBureau(SlipId slip, BureauId bureau) => By(caller.Is(Roles.Treasurer), by => Paper.OpenBureau(slip, bureau, by));

    public Task<PaperAnswer> CloseBureau(SlipId slip, BureauId bureau) => By(caller.Is(Roles.Treasurer), by => Paper.CloseBureau(slip, bureau, by));

    public Task<PaperAnswer> Print(SlipId slip, Note note, long first, long last, DateOnly printed) => By(caller.Is(Roles.Treasurer), by => Paper.Print(slip, note, first, last, printed, by));

    public async Task<PaperAnswer> Send(SlipId slip, AccountId from, AccountId to, Notes notes) => await By(await Keeps(from), by => Paper.Send(slip, from, to, notes, by));

    public async Task<PaperAnswer> Receive(SlipId slip, SlipId sent, Arrival how, Notes notes)
    {
        if (!(await Stock()).Paper.OnTheWay.TryGetValue(sent, out var journey)) return await By(caller.Is(Roles.Bureau, Roles.Treasurer, Roles.Approver), by => Paper.Receive(slip, sent, NotePlaces.Vault, notes, by));
        var to = how switch { Arrival.TakenBack => journey.From, Arrival.Lost => NotePlaces.Lost, _ => journey.To };
        return await By(await Receives(to), by => Paper.Receive(slip, sent, to, notes, by));
    }

    public async Task<PaperAnswer> Sell(SlipId slip, BureauId bureau, Notes notes) => await By(await WorksFor(bureau), by => Paper.Sell(slip, bureau, notes, by));

    /// <summary>Undoes a sale of today, at the bureau that made it.</summary>
    public async Task<PaperAnswer> Undo(SlipId slip, SlipId sale) =>
        await By((await Stock()).Paper.Sales.TryGetValue(sale, out var open) ? await WorksFor(open.Act.Bureau) : caller.Is(Roles.Bureau), by => Paper.Undo(slip, sale, by));

    /// <summary>Nobody credits themselves.</summary>
    public async Task<PaperAnswer> TakeBack(SlipId slip, BureauId bureau, Notes notes, AccountId account) => await By(await WorksFor(bureau),
        async by => await people.Holds(by, account) ? new(PaperRefusal.SamePerson, Position.None) : await Paper.TakeBack(slip, bureau, notes, account, by));

    /// <summary>Nobody hands notes out to themselves.</summary>
    public async Task<PaperAnswer> Withdraw(SlipId slip, BureauId bureau, Notes notes, ReadOnlyMemory<byte> order) => await By(await WorksFor(bureau),
        async by => SignedOrder.TryDecode(order, out var signed, out _) && await people.Holds(by, signed.Order.Payer) ? new(PaperRefusal.SamePerson, Position.None) : await Paper.Withdraw(slip, bureau, notes, order.ToArray(), by));

    /// <summary>Nobody takes their own.</summary>
    public async Task<PaperAnswer> Reconvert(SlipId slip, BureauId bureau, Notes notes, AccountId account, Amount fee) => await By(await WorksFor(bureau),
        async by => await people.Holds(by, account) ? new(PaperRefusal.SamePerson, Position.None) : await Paper.Reconvert(slip, bureau, notes, account, fee, by));

    /// <summary>What a professional pays to get euro for so much; null: it is none.</summary>
    public async Task<(Amount Amount, Amount Fee)?> Quote(AccountId account, Amount amount) => await requests.KindOf(account) is { } kind ? (amount, (await terms.Now()).ReconversionOf(kind).FeeOf(amount)) : null;

    public Task<PaperAnswer> SetNoteTerms(SlipId slip, bool withdrawals, string reason) => By(caller.Is(Roles.Treasurer), by => Paper.SetNoteTerms(slip, withdrawals, Encoding.UTF8.GetBytes(reason), by));

    public async Task<PaperAnswer> Count(SlipId slip, AccountId place, Notes notes, Amount cash, string? reason) =>
        await By(await Keeps(place), by => Paper.Count(slip, place, notes, cash, reason?.Trim() is { Length: > 0 } words ? Encoding.UTF8.GetBytes(words) : null, by));

    public async Task<PaperAnswer> Confirm(SlipId slip, SlipId count) =>
        await By((await Stock()).Paper.Counts.Values.FirstOrDefault(c => c.Act.Slip == count) is { } waiting ? await CountsAfter(waiting.Act.Place) : caller.Is(Roles.Bureau, Roles.Treasurer, Roles.Approver), by => Paper.Confirm(slip, count, by));

    /// <summary>Enters this person's phone for slips.</summary>
    public Task<PaperAnswer> EnterSlipKey(SlipId slip, byte[] proof) => By(caller.Is(Slippers), by => Paper.EnterSlipKey(slip, proof, by));

    /// <summary>Confirms another person's phone.</summary>
    public Task<PaperAnswer> ConfirmSlipKey(SlipId slip, KeyId key) => By(caller.Is(Roles.Treasurer, Roles.Approver), by => Paper.ConfirmSlipKey(slip, key, by));

    /// <summary>Blocks a phone: one's own, or anybody's.</summary>
    public async Task<PaperAnswer> BlockSlipKey(SlipId slip, KeyId key) =>
        await By(caller.Is(Roles.Treasurer, Roles.Approver) || (await Stock()).Paper.Keys.GetValueOrDefault(key)?.Person == caller.RequiredPerson, by => Paper.BlockSlipKey(slip, key, by));

    public Task<byte[]> SlipChallenge() => Paper.SlipChallenge(caller.RequiredPerson);

    /// <summary>Records a slip that two phones signed; whoever brings it, the signatures are the authority.</summary>
    public async Task<SlipAnswer> Bring(SlipPair pair)
    {
        var keys = (await Stock()).Paper.Keys;
        // Nothing is looked up for strangers.
        var theirs = keys.GetValueOrDefault(pair.Sent.Key) is { } sender && keys.GetValueOrDefault(pair.Received.Key) is { } receiver
            && await Hands(sender.Person, pair.Sent.Slip.From, receives: false) && await Hands(receiver.Person, pair.Sent.Slip.To, receives: true);
        return await Paper.RecordSlip(pair.Encode(), theirs);
    }

    public Task<PaperAnswer> SettleSlip(SlipId slip, SlipId of, bool moved, string words) => By(caller.Is(Roles.Treasurer), by => Paper.SettleSlip(slip, of, moved, Encoding.UTF8.GetBytes(words), by));

    /// <summary>Whether a person hands notes out at a place, or receives them there, as the caller would.</summary>
    private async Task<bool> Hands(PersonId person, AccountId place, bool receives)
    {
        var held = await people.RolesOf(person);
        if (NotePlaces.BureauOf(place) is not { } bureau) return held.Contains(Roles.Treasurer) || (receives && held.Contains(Roles.Approver));
        return held.Contains(Roles.Bureau) && (await people.CountersOf(person) is not { } own || own.Any(c => BureauId.Of(c.Id) == bureau));
    }

    private async Task<bool> WorksFor(BureauId bureau)
    {
        if (!caller.Is(Roles.Bureau)) return false;
        _counters ??= new(() => people.CountersOf(caller.RequiredPerson));
        // Whoever works for no certain bureau works for the association's office.
        return await _counters.Value is not { } mine || mine.Any(c => BureauId.Of(c.Id) == bureau);
    }

    private async Task<PaperAnswer> By(bool allowed, Func<PersonId, Task<PaperAnswer>> act) => allowed ? await act(caller.RequiredPerson) : throw new ProblemException("forbidden");
}
