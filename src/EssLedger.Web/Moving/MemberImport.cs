using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Moving;

/// <summary>What becomes of a line.</summary>
public enum LineState
{
    /// <summary>They are here now; in a dry run: they would be.</summary>
    Created = 1,
    /// <summary>They came before.</summary>
    Exists,
    /// <summary>Somebody here, or on a line before, looks like the same person: it is taken only when that is said to be right.</summary>
    Doubtful,
    /// <summary>It cannot be taken.</summary>
    Refused,
}

/// <summary>A line and what became of it.</summary>
public sealed record ImportedLine(long Number, string Reference, LineState State, string Code, string Column, string Expected);

/// <summary>Where an import stands.</summary>
public enum ImportStage
{
    /// <summary>Every line is read and compared.</summary>
    Reading = 1,
    /// <summary>Members are entered.</summary>
    Entering,
    Done,
    /// <summary>Somebody stopped it. What was entered is here with all that belongs to it; the same file again goes on.</summary>
    Cancelled,
    /// <summary>Nothing of the file could be read, or the server could not go on.</summary>
    Failed,
}

/// <summary>An import, while it goes on and after.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Source">Which system.</param>
/// <param name="IsDry">Whether nothing is entered.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Done">Of the lines to be read, or the members to be entered, so many are.</param>
/// <param name="Total">How many there are; while lines are read: bytes of the file, estimated by lines. 0: not known.</param>
/// <param name="Created">Lines of members that are here now, or would be.</param>
/// <param name="Exists">Lines of members that came before.</param>
/// <param name="Doubtful">Lines that look like somebody who is here.</param>
/// <param name="Refused">Lines that cannot be taken.</param>
/// <param name="Minor">What the created and those that came before had, in hundredths.</param>
/// <param name="Columns">What was found in which column.</param>
/// <param name="Refusal">Why nothing of it can be read; null: it can.</param>
public sealed record ImportProgress(string Id, string Source, bool IsDry, ImportStage Stage, long Done, long Total, long Created, long Exists, long Doubtful, long Refused, long Minor,
    IReadOnlyDictionary<string, string> Columns, MemberFileRefusal? Refusal)
{
    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => Stage is ImportStage.Reading or ImportStage.Entering;
}

/// <summary>Brings members of another system here: first every line is read and compared with who is here, then those that are new are entered, some hundred at a time. Each is there
/// with all that belongs to them or, where a server died in between, is finished by the next run of the same file. One import runs at a time.</summary>
public sealed class MemberImport(
    INewcomerStore newcomers, People people, MemberRegister register, IGrainFactory grains, CurrencyBook book, ILogger<MemberImport> log, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>The longest name of a source.</summary>
    public const int LongestSource = 40;

    private readonly Lock _turn = new();
    private CancellationTokenSource? _stop;
    private volatile bool _copying;
    private volatile ImportProgress? _progress;
    private volatile IReadOnlyList<ImportedLine> _lines = [];

    /// <summary>The last import of this server; null: none since it started.</summary>
    public ImportProgress? Progress => _progress;

    /// <summary>The headings of its file, whatever they say.</summary>
    public IReadOnlyList<string> Headings { get; private set; } = [];

    /// <summary>Its lines, once all are read.</summary>
    public IReadOnlyList<ImportedLine> Lines => _lines;

    /// <summary>The lines as a table (RFC 4180).</summary>
    public byte[] Csv() => Encoding.UTF8.GetBytes(Api.Csv.Table(["line", "reference", "state", "code", "column", "expected"],
        _lines.Select(line => (string?[])[line.Number.ToString(CultureInfo.InvariantCulture), line.Reference, line.State.ToString().ToLowerInvariant(), line.Code, line.Column, line.Expected])));

    /// <summary>Begins one.</summary>
    /// <param name="file">Is copied to a temporary file, which goes with the import.</param>
    /// <param name="source">Which system, in a word of the office: the same for files of the same system.</param>
    /// <param name="mapping">Which column says what.</param>
    /// <param name="isDry">To enter nothing, and say what would be.</param>
    /// <param name="takesDoubtful">Whether somebody looked at the doubtful lines, and they are other people.</param>
    /// <param name="by">Who brings it.</param>
    /// <param name="stop">Gives up copying.</param>
    /// <returns>False: another one runs.</returns>
    public async Task<bool> Begin(Stream file, string source, MemberMapping mapping, bool isDry, bool takesDoubtful, PersonId by, CancellationToken stop)
    {
        lock (_turn)
        {
            // Asked before a hundred megabytes are read for nothing.
            if (_copying || _progress is { IsRunning: true }) return false;
            _copying = true;
        }
        string? path = null;
        try
        {
            path = Path.GetTempFileName();
            await using (var copy = File.Create(path)) await file.CopyToAsync(copy, stop);
            CancellationTokenSource own;
            lock (_turn)
            {
                own = _stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
                _lines = [];
                _progress = new(People.NewId(), source, isDry, ImportStage.Reading, 0, 0, 0, 0, 0, 0, 0, new Dictionary<string, string>(), null);
            }
            var kept = path;
            path = null;
            _ = Task.Run(async () =>
            {
                await Run(kept, mapping, takesDoubtful, by, own.Token);
                File.Delete(kept);
            }, CancellationToken.None);
            return true;
        }
        finally
        {
            _copying = false;
            if (path is not null) File.Delete(path);
        }
    }

    /// <summary>Stops it before the next members are entered.</summary>
    public void Cancel() => _stop?.Cancel();

    private async Task Run(string path, MemberMapping mapping, bool takesDoubtful, PersonId by, CancellationToken stop)
    {
        try
        {
            var (refusal, columns) = await MemberFile.Open(path, mapping, stop);
            Headings = refusal is null or { Code: "import_column_missing" or "import_column_twice" } ? await MemberFile.HeadingOf(path, mapping, stop) : [];
            if (columns is null)
            {
                _progress = _progress! with { Stage = ImportStage.Failed, Refusal = refusal };
                return;
            }
            _progress = _progress! with { Columns = columns.Found.OrderBy(c => c.Value.Index).ToDictionary(c => c.Key, c => c.Value.Name), Total = await LinesOf(path, stop) };
            var (unfinished, fresh) = await Compare(path, columns, mapping, takesDoubtful, stop);
            if (!_progress.IsDry) await Enter(unfinished, fresh, by, stop);
            _progress = _progress with { Stage = ImportStage.Done };
        }
        catch (OperationCanceledException)
        {
            _progress = _progress! with { Stage = ImportStage.Cancelled };
        }
        catch (Exception e)
        {
            log.Failed(e);
            _progress = _progress! with { Stage = ImportStage.Failed, Refusal = new("import_failed", 0, "the same file again, which goes on") };
        }
    }

    private static async Task<long> LinesOf(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        var (buffer, lines) = (new byte[1 << 16], 0L);
        for (int read; (read = await file.ReadAsync(buffer, stop)) > 0;) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    /// <summary>Reads every line and says what is to become of it.</summary>
    private async Task<(List<(MemberOfFile, Newcomer)> Unfinished, List<MemberOfFile> Fresh)> Compare(string path, MemberColumns columns, MemberMapping mapping, bool takesDoubtful, CancellationToken stop)
    {
        var known = (await newcomers.AllAsync(_progress!.Source, stop)).ToDictionary(a => a.Reference);
        var (emails, names, sirets) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(), new HashSet<string>());
        foreach (var member in await register.All())
        {
            if (member.Email is { } email) emails.Add(email);
            names.Add(MemberRegister.Plain(member.Name));
            foreach (var account in member.Accounts)
            {
                names.Add(MemberRegister.Plain(account.Name));
                if (account.Siret is { } siret) sirets.Add(siret);
            }
        }
        var (seen, lines) = (new HashSet<string>(), new List<ImportedLine>());
        var (unfinished, fresh) = (new List<(MemberOfFile, Newcomer)>(), new List<MemberOfFile>());
        foreach (var line in MemberFile.Read(path, columns, mapping))
        {
            stop.ThrowIfCancellationRequested();
            var told = Told(line);
            lines.Add(told);
            var now = _progress!;
            _progress = told.State switch
            {
                LineState.Created => now with { Created = now.Created + 1, Minor = now.Minor + line.Member!.Minor },
                LineState.Exists => now with { Exists = now.Exists + 1, Minor = now.Minor + line.Member!.Minor },
                LineState.Doubtful => now with { Doubtful = now.Doubtful + 1 },
                _ => now with { Refused = now.Refused + 1 },
            } with
            { Done = Math.Min(line.Number, now.Total) };
        }
        _lines = lines;
        return (unfinished, fresh);

        ImportedLine Told(MemberLine line)
        {
            ImportedLine Is(LineState state, string code = "", string what = "", string expected = "") => new(line.Number, line.Reference, state, code, columns.Found.TryGetValue(what, out var column) ? column.Name : "", expected);
            if (line.Refusal is { } refusal) return new(line.Number, line.Reference, LineState.Refused, refusal.Code, refusal.Column, refusal.Expected);
            var member = line.Member!;
            if (!seen.Add(member.Reference)) return Is(LineState.Refused, "reference_twice", "reference", "a reference that no line before has");
            if (known.TryGetValue(member.Reference, out var before))
            {
                if (!before.Done) unfinished.Add((member, before));
                return before.Done ? Is(LineState.Exists) : Is(LineState.Created);
            }
            // An address is one person's sign-in, so nobody else ever has it.
            if (member.Email is { } email && !emails.Add(email)) return Is(LineState.Refused, "email_taken", "email", "an address that nobody else has");
            var (newName, newSiret) = (names.Add(MemberRegister.Plain(member.Name)), member.Siret is null || sirets.Add(member.Siret));
            if ((!newName || !newSiret) && !takesDoubtful) return newSiret ? Is(LineState.Doubtful, "name_known", "name", "somebody whose name nobody here has, or a look at who it is") : Is(LineState.Doubtful, "siret_known", "siret", "a SIRET that nobody here has, or a look at who it is");
            fresh.Add(member);
            return Is(LineState.Created);
        }
    }

    private async Task Enter(List<(MemberOfFile, Newcomer)> unfinished, List<MemberOfFile> fresh, PersonId by, CancellationToken stop)
    {
        _progress = _progress! with { Stage = ImportStage.Entering, Done = 0, Total = unfinished.Count + fresh.Count };
        foreach (var some in unfinished.Chunk(AtOnce)) await Finish(some, by, stop);
        foreach (var some in fresh.Chunk(AtOnce))
        {
            stop.ThrowIfCancellationRequested();
            var begun = some.Select(m => (m, new Newcomer(_progress!.Source, m.Reference, PersonId.Parse(People.NewId()), AccountId.FromRandom(RandomNumberGenerator.GetBytes(13)), m.Minor, Done: false))).ToArray();
            await newcomers.BeginAsync([.. begun.Select(b => b.Item2)], CancellationToken.None);
            await Finish(begun, by, CancellationToken.None);
        }
    }

    /// <summary>Opens accounts and enters who they belong to; what of it was done before stays as it is.</summary>
    private async Task Finish((MemberOfFile Member, Newcomer Newcomer)[] some, PersonId by, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        await Task.WhenAll(some.Select(s => grains.GetGrain<IAccountGrain>(s.Newcomer.Account.Value).Open(s.Member.Kind, SubjectStatus.Open, by)));
        await people.EnterAll([.. some.Select(s => new NewMember(s.Newcomer.Person, s.Newcomer.Account, s.Member.Name, s.Member.Email, s.Member.Kind.ToString().ToLowerInvariant(), s.Member.Siret))], by);
        await newcomers.DoneAsync([.. some.Select(s => s.Newcomer.Account)], CancellationToken.None);
        _progress = _progress! with { Done = _progress.Done + some.Length };
    }

    /// <summary>The members who are here and do not have yet what they had before.</summary>
    public async Task<IReadOnlyList<BroughtBalance>> Unbrought(ITreasuryGrain treasury, CancellationToken stop)
    {
        var given = (await treasury.Read()).Treasury.Moving.Pending.Values.OfType<Act.BalancesProposed>().SelectMany(p => p.Items).Select(i => i.Account).ToHashSet();
        // Of the treasury there are some thousand acts, of members fifty thousand.
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(OfficeAccounts.Treasury.Value, Position.None, 500, stop))
            if (Codec.Decode(entry.Body) is Act.BalancesBrought brought) given.UnionWith(brought.Legs.Skip(1).Select(l => l.To));
        var left = new List<BroughtBalance>();
        foreach (var newcomer in await newcomers.AllAsync(null, stop))
            if (newcomer is { Done: true, Minor: > 0 } && !given.Contains(newcomer.Account)) left.Add(new(newcomer.Account, Amount.FromMinor(newcomer.Minor)));
        return left;
    }

    /// <summary>Asks to give members what they had, against a line, as far as its euro reach; a thousand at a time.</summary>
    /// <returns>For how many it was asked, the sum, and why no more; null: for all.</returns>
    public async Task<(int Members, Amount Sum, MovingRefusal? Refusal)> ProposeBalances(ITreasuryGrain treasury, Digest line, PersonId by, CancellationToken stop)
    {
        var (members, sum) = (0, Amount.Zero);
        foreach (var some in (await Unbrought(treasury, stop)).Chunk(MovingRules.MostItems))
        {
            stop.ThrowIfCancellationRequested();
            var id = new ProposalId(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)));
            if ((await treasury.ProposeBalances(id, line, [.. some], by)).Refusal is { } refusal) return (members, sum, refusal);
            members += some.Length;
            sum = some.Aggregate(sum, (all, item) => all + item.Amount);
        }
        return (members, sum, null);
    }
}

internal static partial class ImportLog
{
    [LoggerMessage(EventId = 471, Level = LogLevel.Error, Message = "An import of members could not go on.")]
    public static partial void Failed(this ILogger log, Exception exception);
}
