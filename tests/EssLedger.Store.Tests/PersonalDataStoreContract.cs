using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of what is kept about personal data promises; each store is a short subclass.</summary>
public abstract class PersonalDataStoreContract
{
    protected abstract IPersonalDataStore Store { get; }
    protected abstract IOutboxStore Outbox { get; }
    protected abstract IEvidenceStore Evidence { get; }
    protected abstract IParticipantStore Participants { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);

    // Tests share a database: each has names of its own.
    private readonly string _mine = string.Concat(Guid.NewGuid().ToString("N").Take(16).Select(c => (char)('A' + (char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10))));

    private static Uuid NewId() => Uuid.Version7(Noon, Guid.NewGuid().ToByteArray());

    private ErasureRequest Asks() => new(NewId(), PersonId.Parse(_mine), Noon, "je pars");

    [Fact]
    public async Task Rules_and_agreements_come_back_in_the_order_in_which_they_were_recorded()
    {
        RetentionRule first = new(_mine, 30, new(2026, 11, 26), "DPO", Noon, "assez"), second = first with { Days = 20, From = new(2027, 1, 1) };
        await Store.SetAsync(first, Stop);
        await Store.SetAsync(second, Stop);
        Assert.Equal([first, second], (await Store.RulesAsync(Stop)).Where(r => r.Kind == _mine));

        var agreed = new SharingAgreement(NewId(), new(2026, 1, 1), null, _mine, "la Ville", new("le SIRET", "le label", "art. 6-1-e"), new("the SIRET", "the label", "art. 6(1)(e)"), "DPO", Noon);
        var ended = agreed with { Until = new(2026, 12, 31) };
        await Store.RecordAsync(agreed, Stop);
        await Store.RecordAsync(ended, Stop);
        Assert.Equal([agreed, ended], (await Store.AgreementsAsync(Stop)).Where(a => a.Giver == _mine));
    }

    [Fact]
    public async Task Somebody_asks_once_at_a_time_and_is_answered_once()
    {
        var request = Asks();
        Assert.True(await Store.AskAsync(request, Stop));
        Assert.False(await Store.AskAsync(Asks(), Stop));
        Assert.Equal([request], await Store.RequestsAsync(request.Person, Stop));
        Assert.Contains(request, await Store.RequestsAsync(null, Stop));

        var decision = new ErasureDecision(false, "legal_claims", "un litige court", "DPO", Noon.AddDays(1));
        Assert.True(await Store.DecideAsync(request.Id, decision, Stop));
        Assert.False(await Store.DecideAsync(request.Id, decision with { Granted = true }, Stop));
        Assert.Equal(decision, Assert.Single(await Store.RequestsAsync(request.Person, Stop)).Decision);
        Assert.True(await Store.AskAsync(Asks(), Stop));

        await Store.ForgetWordsAsync(request.Person, Stop);
        Assert.All(await Store.RequestsAsync(request.Person, Stop), r => Assert.True(r.Why is null && r.Decision?.Reasons is null));
        await Store.EraseRequestsAsync(Noon.AddDays(2), Stop);
        Assert.Null(Assert.Single(await Store.RequestsAsync(request.Person, Stop)).Decision);
    }

    [Fact]
    public async Task What_lies_beside_the_books_is_removed_and_the_rest_stays()
    {
        Mail Written(MailState state, int days) => new(NewId(), $"{days} {state}", _mine, "Nom", "nom@example.org", "fr", "Objet", "Texte", Noon.AddDays(-days)) { State = state, NextAttempt = state is MailState.Waiting ? Noon.AddYears(50) : null };
        foreach (var mail in (Mail[])[Written(MailState.Sent, 10), Written(MailState.Waiting, 10), Written(MailState.Shown, 1)]) await Outbox.PostAsync(mail, Stop);
        await Store.EraseMailsAsync(Noon.AddDays(-5), Stop);
        Assert.Equal(["1 Shown", "10 Waiting"], (await Outbox.ReadAsync(_mine, 10, Stop)).Select(m => m.Occasion).Order());

        var person = PersonId.Parse(_mine);
        var file = (await Evidence.BeginAsync(new(new(NewId()), new(NewId()), person, "Jeanne à la caisse.jpg", "image/jpeg", 3, null, null, null, Visibility.Office, Noon), 1000, 10, Stop))!;
        Assert.Equal([file], await Store.FilesOfAsync(person, Stop));
        await Store.ForgetFileNamesAsync(person, Stop);
        Assert.Equal(file with { Name = "piece" }, await Evidence.FindAsync(file.Id, Stop));

        var participant = new Participant(ParticipantId.Parse(_mine), HolderId.TryParse("E-" + _mine[..14], out var holder) ? holder : default, "Jeanne Rémouleuse", null);
        await Participants.KeepAsync(participant, Stop);
        await Store.EraseAsync(participant.Id, Stop);
        Assert.Null(await Participants.FindAsync(participant.Id, Stop));
    }
}

public sealed class SqlitePersonalDataStoreTests : PersonalDataStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-personal-");

    public SqlitePersonalDataStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        (Store, Outbox, Evidence, Participants) = (new SqlitePersonalDataStore(database), new SqliteOutboxStore(database), new SqliteEvidenceStore(database), new SqliteParticipantStore(database));
    }

    protected override IPersonalDataStore Store { get; }
    protected override IOutboxStore Outbox { get; }
    protected override IEvidenceStore Evidence { get; }
    protected override IParticipantStore Participants { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresPersonalDataStoreTests(PostgresFixture postgres) : PersonalDataStoreContract
{
    protected override IPersonalDataStore Store { get; } = new PostgresPersonalDataStore(postgres.Shared);
    protected override IOutboxStore Outbox { get; } = new PostgresOutboxStore(postgres.Shared);
    protected override IEvidenceStore Evidence { get; } = new PostgresEvidenceStore(postgres.Shared);
    protected override IParticipantStore Participants { get; } = new PostgresParticipantStore(postgres.Shared);
}
