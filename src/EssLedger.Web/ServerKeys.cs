using System.Collections.Concurrent;
using EssLedger.Core.Identifiers;
using EssLedger.Grains.Signatures;
using EssLedger.Web.Keys;

namespace EssLedger.Web;

/// <summary>The server's payload keys in the form in which they sign and verify.</summary>
public sealed class ServerKeys(KeyDirectory directory)
{
    private readonly ConcurrentDictionary<KeyId, ServerKey> _keys = new();

    public ServerKey Request => Of(directory.Current(Purposes.Request));
    public ServerKey Receipt => Of(directory.Current(Purposes.Receipt));
    public ServerKey Badge => Of(directory.Current(Purposes.Badge));

    /// <summary>A key of ours that signs payloads, current or retired; null: none of ours.</summary>
    public ServerKey? Find(KeyId id) =>
        directory.Find(id) is { Purpose: Purposes.Request or Purposes.Receipt or Purposes.Badge } key ? Of(key) : null;

    private ServerKey Of(KeyFile key) => _keys.GetOrAdd(key.Id, _ => new(key.Key, key.Purpose));
}
