using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Transparency;

namespace EssLedger.Store;

public sealed class CheckpointFileTests : IDisposable
{
    private const string Log = "essledger/ABC234/currency";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-checkpoint-");

    public void Dispose() => _folder.Delete(recursive: true);

    private CheckpointFile File => CheckpointFile.In(_folder.FullName, "currency");

    private static Digest Root(long size) => Digest.Of(BitConverter.GetBytes(size));

    private static (SignedNote, Checkpoint) Signed(long size, string origin = Log, Digest? root = null)
    {
        var checkpoint = new Checkpoint(origin, size, root ?? Root(size));
        return (new(checkpoint.ToString(), [new(origin, 1, RandomNumberGenerator.GetBytes(64))]), checkpoint);
    }

    private Task Keep(long size, string origin = Log, Digest? root = null)
    {
        var (note, checkpoint) = Signed(size, origin, root);
        return File.KeepAsync(note, checkpoint, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_was_signed_comes_back_and_only_we_can_read_it()
    {
        Assert.Null(File.Read());
        Assert.Null(CheckpointFile.In(Path.Combine(_folder.FullName, "nowhere"), "currency").Read());
        var (note, checkpoint) = Signed(7);
        await File.KeepAsync(note, checkpoint, TestContext.Current.CancellationToken);
        Assert.Equal(checkpoint, File.Read()!.Value.Checkpoint);
        Assert.Equal(note.ToString(), await System.IO.File.ReadAllTextAsync(Path.Combine(_folder.FullName, "currency.checkpoint"), TestContext.Current.CancellationToken));
        Assert.All(_folder.GetFiles(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        Assert.Equal(["currency.checkpoint", "currency.checkpoint.lock"], _folder.GetFiles().Select(f => f.Name).Order());
    }

    [Fact]
    public async Task It_never_goes_back_within_a_log()
    {
        await Keep(10);
        await Keep(9);
        Assert.Equal(10, File.Read()!.Value.Checkpoint.Size);
        await Keep(11);
        Assert.Equal(11, File.Read()!.Value.Checkpoint.Size);
    }

    [Fact]
    public async Task Many_sealers_at_once_leave_the_largest()
    {
        await Keep(1);
        var sizes = new HashSet<long>();
        using var over = new CancellationTokenSource();
        // On a thread of its own, for those of the pool may all be busy sealing.
        var watching = Task.Factory.StartNew(() =>
        {
            // Whoever reads meanwhile always finds a whole one, and never a smaller one than before.
            for (var seen = 1L; !over.IsCancellationRequested;)
            {
                var now = File.Read()!.Value.Checkpoint.Size;
                Assert.True(now >= seen, $"{now} after {seen}");
                sizes.Add(seen = now);
            }
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(sealer => Task.Run(async () =>
        {
            for (var step = 0; step < 20; step++) await Keep(1 + (((step * 8) + sealer) ^ 5));
        })));
        await over.CancelAsync();
        await watching;
        Assert.Equal(160, File.Read()!.Value.Checkpoint.Size);
        Assert.True(sizes.Count > 1, "Nobody read while it grew: the test shows nothing.");
        Assert.Equal(2, _folder.GetFiles().Length);
    }

    [Fact]
    public async Task A_later_log_begins_at_any_size_and_its_predecessor_is_not_kept_again()
    {
        await Keep(500);
        await Keep(301, $"{Log}/2");
        Assert.Equal(new Checkpoint($"{Log}/2", 301, Root(301)), File.Read()!.Value.Checkpoint);
        await Assert.ThrowsAsync<BrokenLogException>(() => Keep(501));
        await Keep(302, $"{Log}/2");
        Assert.Equal(302, File.Read()!.Value.Checkpoint.Size);
    }

    [Fact]
    public async Task Another_tree_of_the_same_size_and_another_ledger_are_not_kept()
    {
        await Keep(10);
        await Keep(10);
        await Assert.ThrowsAsync<BrokenLogException>(() => Keep(10, root: Root(11)));
        await Assert.ThrowsAsync<BrokenLogException>(() => Keep(11, "essledger/OTHER2/currency"));
        Assert.Equal(new Checkpoint(Log, 10, Root(10)), File.Read()!.Value.Checkpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("essledger/ABC234/currency\n5\n")]
    [InlineData("hello\n\n— essledger/ABC234/currency AAAAAAAA\n")]
    public async Task A_damaged_file_is_not_taken_for_none(string text)
    {
        await System.IO.File.WriteAllTextAsync(File.Path, text, TestContext.Current.CancellationToken);
        Assert.Throws<BrokenLogException>(() => File.Read());
        await Assert.ThrowsAsync<BrokenLogException>(() => Keep(10));
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File.Path, TestContext.Current.CancellationToken));
    }
}
