using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Transparency;
using EssLedger.Store;
using EssLedger.Web.Keys;

namespace EssLedger.Web;

/// <summary>Compares the books, when a server starts, with the last checkpoints that were signed of them. A book that lacks what was signed was restored from a copy;
/// it goes on only when somebody says that this is known, and then it says so itself, for good.</summary>
internal static class Restoration
{
    /// <summary>What is known of a book when the server starts.</summary>
    /// <param name="Logs">Its logs.</param>
    /// <param name="End">The last position.</param>
    /// <param name="Lost">What it must record before it goes on; null: it has all that was signed, or records already that it has not.</param>
    /// <param name="What">What is wrong with it, in a sentence.</param>
    private sealed record Finding(LogHistory Logs, long End, Loss? Lost, string What)
    {
        public string Book => Logs.Book;
    }

    /// <summary>Records what was lost in the books that the settings name, and refuses whatever else is not as it was signed.</summary>
    /// <exception cref="StartRefusedException">A book lacks entries that were signed, or is said to and does not.</exception>
    public static async Task Settle(Books books, Settings settings, KeyDirectory directory)
    {
        var keys = new ServerKeys(directory);
        var findings = new List<Finding>();
        foreach (var book in Books.Names)
            if (await Look(books, book, CheckpointFile.In(settings.Keys, book), keys) is { } finding) findings.Add(finding);

        var lost = findings.Where(f => f.Lost is not null).ToList();
        var refusals = lost.Where(f => !settings.RestoredFrom.ContainsKey(f.Book)).Select(f => f.What)
            .Concat(settings.RestoredFrom.Select(given => Refusal(given.Key, given.Value, findings)).OfType<string>()).ToList();
        if (refusals.Count > 0)
        {
            if (lost.Count > 0)
                refusals.Add($"If there is a newer copy, restore that one. If what is missing is lost for good, start once with --restored-from {string.Join(',', lost.Select(f => $"{f.Book}={f.End}"))}: "
                    + "the loss is recorded in the book for everybody to see, and its log begins anew. What that means is in ops/restore.md.");
            throw new StartRefusedException(string.Join(Environment.NewLine, refusals));
        }
        foreach (var finding in lost) await Record(books[finding.Book], finding);
    }

    private static async Task<Finding?> Look(Books books, string book, CheckpointFile file, ServerKeys keys)
    {
        try
        {
            var signed = file.Read();
            var end = (await books[book].HeadAsync(default)).Position.Value;
            if (await books[book].ReadLogHistoryAsync(book, default) is not { } logs)
                return signed is null ? null : throw new StartRefusedException(
                    $"The {book} book is empty, and {signed.Value.Checkpoint.Size} entries of {signed.Value.Checkpoint.Origin} were signed ({file.Path}). Restore a copy of its database; a new ledger needs a key directory of its own.");
            var whole = new Finding(logs, end, null, "");
            if (signed is not var (note, checkpoint)) return whole;

            if (logs.LogOf(checkpoint.Origin) is not { } log)
                throw new StartRefusedException($"The keys are those of {checkpoint.Origin} ({file.Path}), and the database holds {logs.Origin}.");
            if (!keys.Signed(note, checkpoint.Origin, book)) throw new StartRefusedException($"{file.Path} is damaged: no key beside it signed it.");
            var loss = new Loss(logs.Losses.Count + 1, log, checkpoint.Size, checkpoint.Root);
            return log < logs.Current ? whole
                : log > logs.Current ? new(logs, end, loss, $"The {book} book ends at position {end} and is {logs.Origin}, and {checkpoint.Size} entries of {checkpoint.Origin} were signed ({file.Path}): its database was restored from an older copy.")
                : checkpoint.Size > end ? new(logs, end, loss, $"The {book} book ends at position {end}, and {checkpoint.Size} entries of it were signed ({file.Path}): its database was restored from an older copy.")
                : await new TransparencyLog(books[book].ReadLeavesAsync, books.Log(book)).RootAsync(checkpoint.Size, default) != checkpoint.Root
                    ? new(logs, end, loss, $"The {book} book ends at position {end}, and its first {checkpoint.Size} entries are not those that were signed ({file.Path}): its database was restored from an older copy and grew on, or was changed (essledger verify tells).")
                : whole;
        }
        catch (BrokenLogException e)
        {
            throw new StartRefusedException($"The {book} book cannot be compared with what was signed of it ({file.Path}): {e.Message}");
        }
    }

    private static string? Refusal(string book, long position, List<Finding> findings)
    {
        var finding = findings.Find(f => f.Book == book);
        if (finding?.Lost is not null)
            return position == finding.End ? null : $"{finding.What} --restored-from says {book}={position}: it must name the position at which the restored book ends, as a sign that this is the copy that was meant.";
        // Whoever starts several servers, or one again, with the same words means the same restore.
        if (finding?.Logs.Losses.FirstOrDefault(l => l.Position.Value == position + 1) is not { } recorded)
            return $"The {book} book lacks nothing that was signed: start without --restored-from {book}={position}.";
        Console.Error.WriteLine($"The loss is recorded already, at position {recorded.Position} of the {book} book: take --restored-from {book}={position} away.");
        return null;
    }

    private static async Task Record(IJournalStore store, Finding finding)
    {
        var loss = finding.Lost!;
        var draft = finding.Book == "currency" ? new Act.EntriesLost(loss).ToDraft() : new LabelEntriesLost(loss).ToDraft();
        if ((await store.AppendAsync([draft], default))[0] is not Appended.Placed { Entry: var entry })
            throw new StartRefusedException($"Another server recorded another loss of the {finding.Book} book at the same moment. Start again.");
        await Console.Error.WriteLineAsync($"The {finding.Book} book records at position {entry.Position} that it was restored, and that {loss.Size} entries had been signed. Its log goes on as {finding.Logs.OriginOf(loss.NextLog)}.");
    }
}
