using System.Collections.Concurrent;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Web.Keys;

namespace EssLedger.Web;

/// <summary>The server's keys in the form in which they sign and verify.</summary>
public sealed class ServerKeys(KeyDirectory directory)
{
    private readonly ConcurrentDictionary<KeyId, ServerKey> _keys = new();
    private readonly ConcurrentDictionary<(string Origin, KeyId Key), NoteSigner> _signers = new();

    public ServerKey Request => Of(directory.Current(Purposes.Request));
    public ServerKey Receipt => Of(directory.Current(Purposes.Receipt));
    public ServerKey Badge => Of(directory.Current(Purposes.Badge));

    /// <summary>A key of ours that signs payloads, current or retired; null: none of ours.</summary>
    public ServerKey? Find(KeyId id) =>
        directory.Find(id) is { Purpose: Purposes.Request or Purposes.Receipt or Purposes.Badge } key ? Of(key) : null;

    /// <summary>A key of ours that signs payloads or sign-in tokens: for whoever asks what a signature is, not whether to believe it.</summary>
    public ServerKey? FindAny(KeyId id) => directory.Find(id) is { Purpose: Purposes.Token } key ? Of(key) : Find(id);

    /// <summary>The keys that sign or signed the checkpoints of a book: of its newest log first, and there the one of the moment first.</summary>
    public IReadOnlyList<NoteSigner> Checkpoints(LogHistory logs) => [.. Enumerable.Range(1, logs.Current).Reverse().SelectMany(log => Checkpoints(logs.OriginOf(log), logs.Book))];

    private IEnumerable<NoteSigner> Checkpoints(string origin, string book) =>
        directory.All.Where(key => key.Purpose == Purposes.CheckpointOf(book)).Reverse().Select(key => _signers.GetOrAdd((origin, key.Id), _ => new(origin, key.Seed)));

    /// <summary>Whether one of our keys signed a checkpoint of a log.</summary>
    public bool Signed(SignedNote note, string origin, string book) => Checkpoints(origin, book).Any(signer => NoteSigner.Verify(signer.Key, note));

    private ServerKey Of(KeyFile key) => _keys.GetOrAdd(key.Id, _ => new(key.Key, key.Purpose));
}
