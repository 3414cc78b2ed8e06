using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class PersonalDataStore : IPersonalDataStore
{
    private const string Rule = "kind, days, first_day, set_by, set_at, reason";
    private const string Agreement = "id, first_day, last_day, giver, receiver, what_fr, purpose_fr, basis_fr, what_en, purpose_en, basis_en, recorded_by, recorded_at";
    private const string Request = "id, person, asked_at, why, granted, ground, reasons, decided_by, decided_at";

    /// <inheritdoc/>
    public Task SetAsync(RetentionRule rule, CancellationToken cancellationToken) => Execute(
        $"insert into retention_rule ({Rule}) values ($1, $2, $3, $4, $5, $6)", [rule.Kind, rule.Days, rule.From.DayNumber, rule.By, rule.At.ToUnixTimeMilliseconds(), rule.Reason], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RetentionRule>> RulesAsync(CancellationToken cancellationToken) => Query($"select {Rule} from retention_rule order by number", [],
        row => new RetentionRule(row.GetString(0), row.GetInt32(1), DateOnly.FromDayNumber(row.GetInt32(2)), row.GetString(3), At(row, 4), row.GetString(5)), cancellationToken);

    /// <inheritdoc/>
    public Task RecordAsync(SharingAgreement agreement, CancellationToken cancellationToken) => Execute(
        $"insert into sharing_agreement ({Agreement}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        [
            agreement.Id.ToBytes(), agreement.From.DayNumber, (object?)agreement.Until?.DayNumber ?? DBNull.Value, agreement.Giver, agreement.Receiver,
            agreement.French.What, agreement.French.Purpose, agreement.French.Basis, agreement.English.What, agreement.English.Purpose, agreement.English.Basis, agreement.By, agreement.At.ToUnixTimeMilliseconds(),
        ], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SharingAgreement>> AgreementsAsync(CancellationToken cancellationToken) => Query($"select {Agreement} from sharing_agreement order by number", [],
        row => new SharingAgreement(Id(row, 0), DateOnly.FromDayNumber(row.GetInt32(1)), row.IsDBNull(2) ? null : DateOnly.FromDayNumber(row.GetInt32(2)), row.GetString(3), row.GetString(4),
            new(row.GetString(5), row.GetString(6), row.GetString(7)), new(row.GetString(8), row.GetString(9), row.GetString(10)), row.GetString(11), At(row, 12)), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> AskAsync(ErasureRequest request, CancellationToken cancellationToken) => await Execute(
        "insert into erasure_request (id, person, asked_at, why) values ($1, $2, $3, $4) on conflict do nothing",
        [request.Id.ToBytes(), request.Person.Value, request.AskedAt.ToUnixTimeMilliseconds(), (object?)request.Why ?? DBNull.Value], cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<bool> DecideAsync(Uuid id, ErasureDecision decision, CancellationToken cancellationToken) => await Execute(
        "update erasure_request set granted = $2, ground = $3, reasons = $4, decided_by = $5, decided_at = $6 where id = $1 and decided_at is null",
        [id.ToBytes(), decision.Granted ? 1 : 0, decision.Ground, (object?)decision.Reasons ?? DBNull.Value, decision.By, decision.At.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ErasureRequest>> RequestsAsync(PersonId? person, CancellationToken cancellationToken) => Query(
        $"select {Request} from erasure_request where $1 = '' or person = $1 order by id desc", [person?.Value ?? ""],
        row => new ErasureRequest(Id(row, 0), PersonId.Parse(row.GetString(1)), At(row, 2), row.IsDBNull(3) ? null : row.GetString(3))
        {
            Decision = row.IsDBNull(8) ? null : new(row.GetInt32(4) == 1, row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetString(7), At(row, 8)),
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseOriginalsAsync(string book, Position position, CancellationToken cancellationToken) => EraseOriginals(Named(book), position, through: false, cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseOriginalsThroughAsync(string book, Position position, CancellationToken cancellationToken) => EraseOriginals(Named(book), position, through: true, cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(ParticipantId participant, CancellationToken cancellationToken) => Execute("delete from participant where id = $1", [participant.Value], cancellationToken);

    /// <inheritdoc/>
    public Task ForgetWordsAsync(PersonId person, CancellationToken cancellationToken) => Execute("update erasure_request set why = null, reasons = null where person = $1", [person.Value], cancellationToken);

    /// <inheritdoc/>
    public Task ForgetFileNamesAsync(PersonId person, CancellationToken cancellationToken) => Execute("update evidence set name = 'piece' where brought_by = $1", [person.Value], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EvidenceFile>> FilesOfAsync(PersonId person, CancellationToken cancellationToken) =>
        Query($"select {EvidenceRows.All} from evidence where brought_by = $1 order by id", [person.Value], EvidenceRows.Read, cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseMailsAsync(DateTimeOffset before, CancellationToken cancellationToken) => Execute("delete from outbox where written_at < $1 and state <> 1", [before.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseRequestsAsync(DateTimeOffset before, CancellationToken cancellationToken) => Execute("delete from erasure_request where decided_at < $1", [before.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public abstract Task ScrubAsync(CancellationToken cancellationToken);

    /// <summary>Removes the originals of an entry, or of all up to it.</summary>
    private protected virtual Task<int> EraseOriginals(string book, Position position, bool through, CancellationToken cancellationToken) =>
        Execute($"delete from {book}_original where position {(through ? "<=" : "=")} $1", [position.Value], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static string Named(string book) => book is "currency" or "label" ? book : throw new ArgumentException($"There is no book \"{book}\".", nameof(book));

    private static Uuid Id(DbDataReader row, int column) => Uuid.FromBytes(row.GetFieldValue<byte[]>(column));

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
