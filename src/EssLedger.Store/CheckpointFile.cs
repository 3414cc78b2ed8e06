using EssLedger.Core.Transparency;

namespace EssLedger.Store;

/// <summary>The newest checkpoint that was signed of a book, kept outside of the database: one that is restored from a copy has forgotten its newest checkpoints together
/// with its newest entries. Servers that share a folder share the file.</summary>
/// <param name="path">Where.</param>
public sealed class CheckpointFile(string path)
{
    private const UnixFileMode OurEyesOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>The file of a book in a folder.</summary>
    public static CheckpointFile In(string folder, string book) => new(System.IO.Path.Combine(folder, $"{book}.checkpoint"));

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>What was signed last; null: nothing, as far as one knows here.</summary>
    /// <exception cref="BrokenLogException">It is no checkpoint.</exception>
    public (SignedNote Note, Checkpoint Checkpoint)? Read()
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        if (!SignedNote.TryParse(text, out var note, out var why)) throw new BrokenLogException($"{path} is no checkpoint: {why}");
        return Checkpoint.TryParse(note.Text, out var checkpoint) ? (note, checkpoint) : throw new BrokenLogException($"{path} is a signed note and no checkpoint.");
    }

    /// <summary>Keeps a checkpoint, on the disk when this returns, unless a larger one of the same log is kept already: it never goes back.</summary>
    /// <exception cref="BrokenLogException">Another tree of this size was signed, or a later log was begun, or it is the file of another ledger.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task KeepAsync(SignedNote note, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await using var turn = await TurnAsync(cancellationToken);
        if (Read() is { } kept)
        {
            AssertMayFollow(kept.Checkpoint, checkpoint);
            if (kept.Checkpoint.Origin == checkpoint.Origin && kept.Checkpoint.Size >= checkpoint.Size) return;
        }
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await using (var stream = Open(draft, FileMode.CreateNew))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(note.ToString()));
                stream.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private void AssertMayFollow(Checkpoint kept, Checkpoint next)
    {
        var ((first, log), (nextFirst, nextLog)) = (Checkpoint.Split(kept.Origin), Checkpoint.Split(next.Origin));
        if (first != nextFirst) throw new BrokenLogException($"{path} is of {kept.Origin}, not of {next.Origin}.");
        if (log > nextLog) throw new BrokenLogException($"{next.Origin} has ended: {path} is of {kept.Origin}. This server must be started again.");
        if (log == nextLog && kept.Size == next.Size && kept.Root != next.Root) throw new BrokenLogException($"{path} covers {kept.Size} entries too, and not these.");
    }

    /// <summary>One process at a time; the lock goes with the process that holds it.</summary>
    private async Task<FileStream> TurnAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return Open($"{path}.lock", FileMode.OpenOrCreate);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException) && waited < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OurEyesOnly;
        return new(path, options);
    }
}
