using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;

namespace EssLedger.Grains;

/// <summary>The label register as this server has it: all of it, in memory. Whoever asks gets it up to the book's head at that moment.</summary>
public sealed class LabelRegister(LabelBook book) : IDisposable
{
    private const int PageSize = 1000;
    private readonly SemaphoreSlim _reading = new(1);
    private volatile Register _register = Register.Empty;

    /// <summary>The register with everything that was committed before the call, by whichever server.</summary>
    public Task<Register> Read(CancellationToken cancellationToken = default) => Read(null, cancellationToken);

    /// <summary>The same; told now and then, while much is to be read: the position that is reached, and the last one.</summary>
    public async Task<Register> Read(Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var known = _register;
        if (await Next(known, 1, cancellationToken) is []) return known;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var head = progress is null ? 0 : (await book.Store.HeadAsync(cancellationToken)).Position.Value;
            while (true)
            {
                var page = await Next(_register, PageSize, cancellationToken);
                var register = _register;
                foreach (var entry in page) register = register.With(LabelFact.Decode(entry.Body), entry.Position, ParisCalendar.DayOf(entry.CommittedAt));
                _register = register;
                progress?.Invoke(register.Position.Value, head);
                if (page.Count < PageSize) return register;
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private Task<IReadOnlyList<Entry>> Next(Register known, int limit, CancellationToken cancellationToken) =>
        book.Store.ReadSubjectAsync(Register.Decider, known.Position, limit, cancellationToken);

    /// <summary>What was said in words with a fact: the reasons, a text, findings. Null: erased.</summary>
    public async Task<string?> Words(DatedFact fact, Position position, CancellationToken cancellationToken = default) =>
        await book.Store.FindOriginalAsync(position, fact.Reason, cancellationToken) is { } original ? Encoding.UTF8.GetString(original.Span[DatedFact.SaltSize..]) : null;

    /// <summary>The bytes behind another digest of an entry: a charter's text, a proof, a confirmation. Null: erased.</summary>
    public Task<ReadOnlyMemory<byte>?> Original(Position position, Digest digest, CancellationToken cancellationToken = default) =>
        book.Store.FindOriginalAsync(position, digest, cancellationToken);

    public void Dispose() => _reading.Dispose();
}
