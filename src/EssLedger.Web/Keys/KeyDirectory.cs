using System.Globalization;
using System.Runtime.InteropServices;
using EssLedger.Core.Identifiers;
using Microsoft.Extensions.Primitives;

namespace EssLedger.Web.Keys;

/// <summary>
/// The server's own keys, in a directory that only its user can read: <c>PURPOSE.NUMBER.pem</c>. Files are made once and never changed,
/// so several servers may share the directory: the name is the lock, and the highest number signs.
/// </summary>
public sealed class KeyDirectory : IDisposable
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private volatile KeyFile[] _all = [];
    private CancellationTokenSource _changed = new();

    private KeyDirectory(string path, TimeProvider clock)
    {
        (Path, _clock) = (path, clock);
        LookAgain();
        _timer = clock.CreateTimer(_ => LookAgainOrKeep(), null, LookAgainAfter, LookAgainAfter);
    }

    public string Path { get; }

    /// <summary>Every key, by purpose and number, the retired ones too.</summary>
    public IReadOnlyList<KeyFile> All => _all;

    /// <summary>Opens the directory, makes it and the missing keys if need be.</summary>
    /// <exception cref="StartRefusedException">Somebody else can read it.</exception>
    public static KeyDirectory Open(string path, TimeProvider clock)
    {
        path = System.IO.Path.GetFullPath(path);
        MakeFolder(path);
        foreach (var purpose in Purposes.All)
            if (!File.Exists(FileOf(path, purpose, 1))) Make(path, purpose, 1, clock);
        return new(path, clock);
    }

    /// <summary>A folder of the same privacy, for keys that a library keeps in its own format.</summary>
    public string Folder(string name)
    {
        var folder = System.IO.Path.Combine(Path, name);
        MakeFolder(folder);
        return folder;
    }

    /// <summary>The key that signs now.</summary>
    public KeyFile Current(string purpose) => _all.Last(k => k.Purpose == purpose);

    /// <summary>The key of that id, current or retired; another server may have made it a moment ago.</summary>
    public KeyFile? Find(KeyId id)
    {
        if (_all.FirstOrDefault(k => k.Id == id) is { } known) return known;
        LookAgain();
        return _all.FirstOrDefault(k => k.Id == id);
    }

    /// <summary>Makes the next key of a purpose. Servers that share the directory sign with it within seconds.</summary>
    public KeyFile Rotate(string purpose)
    {
        Make(Path, purpose, Current(purpose).Number + 1, _clock);
        LookAgain();
        return Current(purpose);
    }

    /// <summary>Fires once when a key is added.</summary>
    public IChangeToken Watch() => new CancellationChangeToken(_changed.Token);

    public void Dispose()
    {
        _timer.Dispose();
        _changed.Dispose();
    }

    private void LookAgain()
    {
        CancellationTokenSource changed;
        lock (_gate)
        {
            var files = (from file in Directory.GetFiles(Path, "*.pem")
                         let parts = System.IO.Path.GetFileName(file).Split('.')
                         where parts.Length == 3 && Purposes.All.Contains(parts[0])
                         let number = int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture)
                         orderby parts[0], number
                         select (file, purpose: parts[0], number)).ToList();
            if (files.Count == _all.Length) return;

            foreach (var (file, _, _) in files) RefuseIfOthersCanRead(file);
            var keys = files.Select(f => KeyFile.Read(f.file, f.purpose, f.number)).ToArray();
            foreach (var (key, next) in keys.Zip(keys.Skip(1)))
                if (key.Purpose == next.Purpose) key.Retired = next.Created;
            _all = keys;
            changed = Interlocked.Exchange(ref _changed, new());
        }
        changed.Cancel();
    }

    // A server at work does not stop because somebody spoiled the directory: it goes on with the keys it has, and refuses its next start.
    private void LookAgainOrKeep()
    {
        try { LookAgain(); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StartRefusedException) { }
    }

    private static string FileOf(string path, string purpose, int number) =>
        System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{purpose}.{number}.pem"));

    /// <summary>Writes a whole file beside, then links it to its name: whoever comes second finds the first one's key and keeps it.</summary>
    private static void Make(string path, string purpose, int number, TimeProvider clock)
    {
        var target = FileOf(path, purpose, number);
        var draft = System.IO.Path.Combine(path, $".{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(KeyFile.NewText(purpose, clock.GetUtcNow())));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            // Where files have one name only, the window is small.
            if (OperatingSystem.IsWindows() || (Link(PathOf(draft), PathOf(target)) != 0 && !File.Exists(target))) File.Move(draft, target, overwrite: false);
        }
        catch (IOException) when (File.Exists(target)) { }
        finally { File.Delete(draft); }
    }

    /// <summary>link(2), which leaves what is there: the framework looks whether a name is free and then renames, and of two who looked the second takes the first one's key away.</summary>
    /// <returns>0, or -1 if it was not done.</returns>
    [DllImport("libc", EntryPoint = "link"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] from, byte[] to);

    private static byte[] PathOf(string file) => [.. System.Text.Encoding.UTF8.GetBytes(file), 0];

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else
        {
            Directory.CreateDirectory(path, FolderMode);
            RefuseIfOthersCanRead(path);
        }
    }

    private static void RefuseIfOthersCanRead(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0) return;
        var octal = Convert.ToString((int)File.GetUnixFileMode(path), 8);
        var right = Directory.Exists(path) ? "700" : "600";
        throw new StartRefusedException($"Keys must be readable by the server's user only, and {path} has mode {octal}. Put it right with: chmod {right} {path}");
    }
}
