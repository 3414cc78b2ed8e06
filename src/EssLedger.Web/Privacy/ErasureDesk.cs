using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Privacy;

/// <summary>Why somebody is forgotten, or is not yet (GDPR, art. 17).</summary>
public enum ErasureGround
{
    /// <summary>Art. 17(1)(a): the data is no longer needed.</summary>
    NoLongerNeeded,
    /// <summary>Art. 17(1)(b): they take their consent back.</summary>
    ConsentWithdrawn,
    /// <summary>Art. 17(1)(c): they object.</summary>
    Objection,
    /// <summary>Art. 17(3)(b): a law obliges to keep it.</summary>
    LegalObligation,
    /// <summary>Art. 17(3)(e): it is needed for a dispute.</summary>
    LegalClaims,
    /// <summary>Who asks is not shown to be the person.</summary>
    IdentityNotShown,
}

/// <summary>Forgets people. What the law keeps stays in the books under ids that lead to nobody any more.</summary>
public sealed class ErasureDesk(
    People people, IPersonalDataStore store, IOutboxStore outbox, IEvidenceStore evidence, IParticipantStore participants, IScheduledPaymentStore scheduled, IPayoutStore payouts, IDebitMandateStore debitMandates, IOnlinePaymentStore online, INewcomerStore newcomers, IAlertStore alerts, IShopStore shops, IPushStore push, IAskStore asks, IRecordStore records, Books books,
    LabelRegister register, IGrainFactory grains, TimeProvider clock)
{
    private const int Page = 500;

    /// <summary>The grounds on which somebody is forgotten; the others are grounds not to.</summary>
    public static IReadOnlyList<ErasureGround> Granting { get; } = [ErasureGround.NoLongerNeeded, ErasureGround.ConsentWithdrawn, ErasureGround.Objection];

    /// <summary>Somebody asks to be forgotten.</summary>
    /// <returns>False: they have asked, and wait.</returns>
    public Task<bool> Ask(PersonId person, string? why)
    {
        var now = clock.GetUtcNow();
        return store.AskAsync(new(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10)), person, now, why), default);
    }

    /// <summary>Decides a request; where it is granted the person is forgotten before that is written down, so that a crash between leaves a request that can be decided again.</summary>
    /// <param name="request">Which.</param>
    /// <param name="ground">On what ground; it says whether it is granted.</param>
    /// <param name="reasons">In words, for the person.</param>
    /// <param name="own">The participants that are this person and nobody else: sole traders.</param>
    /// <param name="by">Who decides.</param>
    /// <exception cref="ProblemException">404 <c>not_found</c>, 403 <c>forbidden</c>, 409 <c>account_not_empty</c>.</exception>
    public async Task Decide(ErasureRequest request, ErasureGround ground, string reasons, IReadOnlyList<ParticipantId> own, PersonId by)
    {
        if (request.Decision is not null) throw new ProblemException("not_found");
        if (request.Person == by) throw new ProblemException("forbidden", "Nobody decides on a request of their own.");
        var granted = Granting.Contains(ground);
        if (granted) await Erase(request.Person, own);
        await store.DecideAsync(request.Id, new(granted, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{ground}"), reasons, by.Value, clock.GetUtcNow()), default);
        if (!granted) return;
        await store.ForgetWordsAsync(request.Person, default);
        await store.ScrubAsync(default);
    }

    /// <summary>Forgets a person. Repeated, it does the rest.</summary>
    /// <exception cref="ProblemException">409 <c>account_not_empty</c>: an account that nobody could claim any more would keep their money.</exception>
    public async Task Erase(PersonId person, IReadOnlyList<ParticipantId> own)
    {
        foreach (var second in await people.MergedInto(person)) await Erase(second, []);
        var accounts = await people.AccountsOf(person);
        foreach (var account in accounts)
            if ((await grains.GetGrain<IAccountGrain>(account.Value).Read()).Balances.Values.Any(b => b.Minor != 0)) throw new ProblemException("account_not_empty");
        // What the bank cannot pay comes back to the account.
        if (accounts.Count > 0 && await grains.Treasury().Read() is var office && (office.InProgress.Any(r => accounts.Contains(r.Reconversion.Payer)) || office.Treasury.Debits.Owed.Values.Any(o => accounts.Contains(o.Debit.Account))
            || office.Treasury.Debits.Batches.Values.Any(b => b.Waiting.Exists(d => accounts.Contains(d.Account))))) throw new ProblemException("account_not_empty");
        var known = await register.Read();
        // Only whom they act for can be them.
        var themselves = own.Where(p => known.Participants.GetValueOrDefault(p)?.Representatives.Any(r => r.Person == person) is true).ToList();
        var sirets = new List<string>();
        foreach (var participant in themselves)
            if (await participants.FindAsync(participant, default) is { } named) sirets.Add(named.Holder.Value);

        foreach (var account in accounts)
        {
            await EraseWords(account);
            await scheduled.EraseAsync(account, default);
            await payouts.EraseAsync(account, default);
            await debitMandates.EraseAsync(account, default);
            await online.EraseAsync(account, default);
            await shops.EraseEntryAsync(account, default);
            await alerts.ForgetWordsAsync(account, default);
            await asks.EraseAsync(account, default);
        }
        foreach (var participant in themselves) await EraseParticipant(participant, known);
        // A complaint that is closed has served; who complained wrote it.
        foreach (var complaint in known.Complaints.Values.Where(c => c.Closed is not null && c.Received.Fact.By == person)) await store.EraseOriginalsAsync("label", complaint.Received.Position, default);
        foreach (var file in await store.FilesOfAsync(person, default))
            if (file.State is not EvidenceState.Kept) await evidence.EraseAsync(file.Id, default);
        await store.ForgetFileNamesAsync(person, default);
        await newcomers.EraseAsync(person, default);
        await shops.EraseAsync(person, default);
        foreach (var shop in await people.HoldersWithSiret(sirets)) await shops.EraseEntryAsync(shop.Account, default);
        await push.EraseAsync(person, default);
        await records.EraseAsync(person, default);
        foreach (var registration in await books.Registrations.OfAsync(person, (await people.Find(person))?.Email, default)) await Territory.MeetingDesk.Remove(registration, books.Registrations, outbox);
        await outbox.EraseAsync(person.Value, default);
        // Last: as long as they are known, what is left can be found again.
        await people.Erase(person, sirets);
        await store.ScrubAsync(default);
    }

    // What is said in words of the account, and the hashes of its cards' PINs. An order without a note holds nothing but ids, numbers and a signature, and stays
    // verifiable; the reference of a euro receipt is an accounting paper.
    private async Task EraseWords(AccountId account)
    {
        await foreach (var entry in books.Currency.ReadWholeSubjectAsync(account.Value, Position.None, Page))
            if (Codec.Decode(entry.Body) switch
            {
                Act.Paid paid when paid.Payer == account => await HasNote(entry.Position, paid),
                Act.CeilingsSet or Act.ReversalProposed or Act.PartReversalProposed or Act.CardEntered or Act.PublicMandateEntered or Act.AgreementEnded or Act.AgreementRenewed => true,
                _ => false,
            }) await store.EraseOriginalsAsync("currency", entry.Position, default);
    }

    private async Task<bool> HasNote(Position position, Act.Paid paid) =>
        await books.Currency.FindOriginalAsync(position, paid.Received, default) is { } bytes && AccountEndpoints.NoteOf(paid, bytes) is not null;

    private async Task EraseParticipant(ParticipantId participant, Register known)
    {
        foreach (var id in known.Participants[participant].Applications)
        {
            foreach (var piece in await evidence.ListAsync(id, default)) await evidence.EraseAsync(piece.Id, default);
            foreach (var fact in known.Applications[id].Facts) await store.EraseOriginalsAsync("label", fact.Position, default);
        }
        foreach (var said in known.Participants[participant].Descriptions) await store.EraseOriginalsAsync("label", said.Position, default);
        foreach (var fact in known.Participants[participant].Grants.SelectMany(g => known.Grants[g].Facts)) await store.EraseOriginalsAsync("label", fact.Position, default);
        await outbox.EraseAsync(participant.Value, default);
        await store.EraseAsync(participant, default);
    }
}
