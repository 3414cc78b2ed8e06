using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using Microsoft.Extensions.Time.Testing;
using Org.BouncyCastle.Crypto.Parameters;

namespace EssLedger.Web.Keys;

public sealed class KeyDirectoryTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("essledger-keys-").FullName, "keys");
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private KeyDirectory Open() => KeyDirectory.Open(_path, _clock);

    [Fact]
    public void There_is_one_key_for_each_purpose_and_none_for_two()
    {
        using var keys = Open();
        Assert.Equal(Purposes.All.Order(), keys.All.Select(k => k.Purpose).Order());
        Assert.Equal(keys.All.Count, keys.All.Select(k => k.Id).Distinct().Count());
    }

    [Fact]
    public void Keys_are_named_by_the_digest_of_their_public_half()
    {
        using var keys = Open();
        var receipt = keys.Current(Purposes.Receipt);
        Assert.Equal(KeyId.Of(receipt.Key.ExportSubjectPublicKeyInfo()), receipt.Id);
        var checkpoint = keys.Current(Purposes.CurrencyCheckpoint);
        var publicKey = new Ed25519PrivateKeyParameters(checkpoint.Seed.ToArray()).GeneratePublicKey().GetEncoded();
        Assert.Equal(publicKey, checkpoint.PublicKey[^32..]);
        Assert.Equal(KeyId.Of(checkpoint.PublicKey), checkpoint.Id);
    }

    [Fact]
    public void Keys_are_the_same_after_a_restart()
    {
        using var first = Open();
        using var second = Open();
        Assert.Equal(first.All.Select(k => k.Id), second.All.Select(k => k.Id));
    }

    [Fact]
    public async Task Servers_that_start_together_agree()
    {
        for (var round = 0; round < 10; round++)
        {
            var path = $"{_path}.{round}";
            var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyDirectory.Open(path, _clock))));
            Assert.Single(servers.Select(s => string.Join(' ', s.All.Select(k => k.Id))).Distinct());
            Assert.Equal(Purposes.All.Count, Directory.GetFiles(path).Length);
            foreach (var server in servers) server.Dispose();
        }
    }

    [Fact]
    public void Retired_key_keeps_its_period_and_the_new_one_signs_on_every_server()
    {
        using var here = Open();
        using var there = Open();
        var old = here.Current(Purposes.Receipt);
        var changed = there.Watch();
        _clock.Advance(TimeSpan.FromDays(1));
        var next = here.Rotate(Purposes.Receipt);

        Assert.NotEqual(old.Id, next.Id);
        Assert.Equal(next.Created, here.Find(old.Id)!.Retired);
        Assert.Null(next.Retired);
        Assert.Equal(next.Id, there.Find(next.Id)!.Id);
        Assert.True(changed.HasChanged);
        Assert.Equal(next.Id, there.Current(Purposes.Receipt).Id);
    }

    [Fact]
    public void Running_server_takes_up_a_new_key_by_itself()
    {
        using var here = Open();
        using var there = Open();
        var next = here.Rotate(Purposes.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(next.Id, there.Current(Purposes.Token).Id);
    }

    [Fact]
    public void Nobody_else_can_read_what_was_made()
    {
        using var keys = Open();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_path));
        Assert.All(Directory.GetFiles(_path), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("receipt.1.pem", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    [InlineData("receipt.1.pem", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead)]
    [InlineData("", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    public void Server_does_not_start_on_keys_that_others_can_read(string name, UnixFileMode mode)
    {
        Open().Dispose();
        File.SetUnixFileMode(Path.Combine(_path, name), mode);
        var refused = Assert.Throws<StartRefusedException>(Open);
        Assert.Contains("chmod", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_files_are_plain_pkcs8_that_other_tools_read()
    {
        using var keys = Open();
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(_path, "badge.1.pem")));
        Assert.Equal(keys.Current(Purposes.Badge).PublicKey, key.ExportSubjectPublicKeyInfo());
    }
}
