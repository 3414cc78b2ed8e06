using System.Runtime.CompilerServices;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Store;

/// <summary>Reads a subject's whole history.</summary>
public static class SubjectReading
{
    /// <summary>The entries of one subject after a position, oldest first, all of them; read page by page as they are asked for.</summary>
    public static async IAsyncEnumerable<Entry> ReadWholeSubjectAsync(this IJournalStore store, string subject, Position after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var page = await store.ReadSubjectAsync(subject, after, pageSize, cancellationToken);
            foreach (var entry in page) yield return entry;
            if (page.Count < pageSize) yield break;
            after = page[^1].Position;
        }
    }
}
