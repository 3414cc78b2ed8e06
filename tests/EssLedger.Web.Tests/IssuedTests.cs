using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Badges;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Keys;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using Microsoft.Extensions.Configuration;

namespace EssLedger.Web;

/// <summary>What a release gave out is out there for good: on stickers, in wallets, in archives, with auditors. It is still believed, and the same still comes out to the byte as far as a
/// signature leaves it to us: those of P-256 are random, and of what they sign every byte is compared.</summary>
public sealed class IssuedTests : IClassFixture<TwoClosedYears>, IDisposable
{
    private static readonly string Released = Path.Combine(Repository.Root, "tests", "released", "issued.1");
    private static readonly LedgerId Label = LedgerId.Parse("LABEL");
    private static readonly DateTimeOffset Made = new(2026, 11, 27, 9, 30, 0, TimeSpan.Zero);
    private static readonly BadgeFacts Facts = new(GrantNumber.Parse("LIL-2026-0042"), GrantKind.Shop, "Épicerie « L’Œuf » & filles, à Lille", HolderId.Of(Siret.Parse("73282932000074")), "59350", 2,
        new(2026, 3, 1), new(2029, 2, 28), 3, 41, new(7), Made);

    private readonly DirectoryInfo _mine = Directory.CreateTempSubdirectory("essledger-issued-");
    private readonly KeyDirectory _directory;
    private readonly ServerKeys _keys;
    private readonly LabelOwner _owner;
    private readonly Settings _settings;

    public IssuedTests(TwoClosedYears book)
    {
        var keys = Directory.CreateDirectory(Path.Combine(_mine.FullName, "keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // The repository keeps no modes, and keys that others can read are refused.
        foreach (var key in Directory.GetFiles(Path.Combine(Released, "keys")))
        {
            var copy = Path.Combine(keys.FullName, Path.GetFileName(key));
            File.Copy(key, copy);
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        _directory = KeyDirectory.Open(keys.FullName, TimeProvider.System);
        _keys = new(_directory);
        var configuration = new ConfigurationBuilder();
        new ServeOptions
        {
            Data = book.Data,
            Further = new Dictionary<string, string?> { ["EssLedger:PublicUrl"] = "https://label.example.org", ["EssLedger:Name"] = "Le Beffroi", ["EssLedger:Keys"] = keys.FullName },
        }.AddTo(configuration);
        _settings = Settings.From(configuration.Build());
        _owner = new(_keys, _directory, _settings);
    }

    public void Dispose()
    {
        _directory.Dispose();
        _mine.Delete(recursive: true);
    }

    [Fact]
    public void Badges_in_all_their_forms()
    {
        var says = LabelDesk.CodeOf(Facts, Label).Encode();
        var code = Kept("badge.txt", () => QrText.Of('B', _keys.Badge.Sign(Badge.Type, says), _settings));
        Assert.True(Badge.TryDecode(QrText.Read('B', code, _settings), out var badge, out var envelope, out var why), why);
        Assert.True(_keys.Badge.Verify(envelope));
        Assert.Equal(Convert.ToHexStringLower(says), Convert.ToHexStringLower(envelope.Payload.Span));
        Assert.Equal(Convert.ToHexStringLower(SignedPayload.Decode(_keys.Badge.Sign(Badge.Type, says)).ProtectedHeader.Span), Convert.ToHexStringLower(envelope.ProtectedHeader.Span));
        Assert.Equal((Facts.Number, "Épicerie « L’Œuf » & fille", 41), (badge.Number, badge.Holder, badge.StatusIndex));

        var credential = BadgeCredential.Of(Facts, _owner);
        var view = new BadgeView(Facts.Number, Facts.Holder, "73282932000074", 2, Facts.From, Facts.Until);
        var jwt = Kept("badge.jwt", () => _owner.ToJwt(credential, Made));
        Assert.Equal(new PresentedBadge(BadgeSigner.Issuer, view), PresentedBadge.TryRead(jwt, _owner));
        Assert.Equal(Unsigned(jwt), Unsigned(_owner.ToJwt(credential, Made)));
        var json = Kept("badge.json", () => Encoding.UTF8.GetString(_owner.ToJson(credential, Made)));
        Assert.Equal(new PresentedBadge(BadgeSigner.Issuer, view), PresentedBadge.TryRead(json, _owner));
        Assert.Equal(json, Encoding.UTF8.GetString(_owner.ToJson(credential, Made)));
    }

    [Theory]
    [InlineData(StatusPurpose.Revocation, "0200")]
    [InlineData(StatusPurpose.Suspension, "4000")]
    public void Status_lists(StatusPurpose purpose, string bits)
    {
        var list = StatusLists.BitsOf(purpose, [Standing.Active, Standing.Suspended, .. Enumerable.Repeat(Standing.Active, 4), Standing.Withdrawn]);
        Assert.Equal(bits + new string('0', (StatusLists.FewestEntries / 4) - 4), Convert.ToHexString(list));
        var json = Kept($"{purpose}.json", () => Encoding.UTF8.GetString(_owner.ToJson(StatusLists.Of(purpose, list, Made, _owner), Made)));
        var document = JsonNode.Parse(json)!;
        var packed = (string)document["credentialSubject"]!["encodedList"]!;
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(Base64Url.DecodeFromChars(packed.AsSpan(1))), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        Assert.Equal(list, unpacked.ToArray());
        // Another release of zlib may pack the same bits into other bytes; with the bytes of then all is as it was, the signature, too.
        var again = StatusLists.Of(purpose, list, Made, _owner);
        var today = again.Says.ToJson();
        today["credentialSubject"]!["encodedList"] = packed;
        using var same = System.Text.Json.JsonDocument.Parse(today.ToJsonString());
        Assert.Equal(json, Encoding.UTF8.GetString(_owner.ToJson(again with { Says = Thing.Read(same.RootElement) }, Made)));
    }

    [Theory]
    [InlineData("currency")]
    [InlineData("label")]
    public void Checkpoints(string book)
    {
        var edge = new TreeEdge();
        // More than a tile has leaves, so that the tree has all that trees have.
        for (byte i = 1; i <= 21; i++) edge.Add(new Leaf(new(i), Enumerable.Repeat(i, Leaf.SaltSize).ToArray(), Digest.Of([i])).Hash, []);
        var logs = new LogHistory(Label, book, []);
        var note = _keys.Checkpoints(logs)[0].Sign(new Checkpoint(logs.Origin, edge.Size, edge.Root).ToString());
        var kept = Kept($"{book}.checkpoint", note.ToString);
        Assert.Equal(kept, note.ToString());
        var (read, checkpoint) = CheckpointFile.In(Released, book).Read()!.Value;
        Assert.Equal(new(logs.Origin, 21, edge.Root), checkpoint);
        Assert.True(_keys.Signed(read, logs.Origin, book));
    }

    [Fact]
    public async Task Archive_of_a_year()
    {
        await using var books = await Books.Open(_settings, TimeProvider.System, default);
        // Salts are random, so that of the seal the form stays, and not the bytes.
        var head = (await books.Currency.HeadAsync(default)).Position.Value;
        var (edge, tiles) = (new TreeEdge(), new List<Tile>());
        foreach (var leaf in await books.Currency.ReadLeavesAsync(Position.None, (int)head, default)) edge.Add(leaf.Hash, tiles);
        var signer = _keys.Checkpoints(new(LedgerId.Parse("LILLE"), "currency", []))[0];
        var note = signer.Sign(new Checkpoint(signer.Key.Name, edge.Size, edge.Root).ToString());
        Assert.True(await books.Log("currency").KeepAsync(new(edge.Size, edge.Root, Encoding.UTF8.GetBytes(note.ToString()), Made), 0, tiles, default));
        using var now = new MemoryStream();
        await Archive.WriteAsync(now, books, [signer.Key.ToString()], new(LedgerId.Parse("LILLE"), Unit.Parse("MLC")), 2025, Siren.TryParse("732829320", out var siren) ? siren : default, Made, (_, _) => { }, default);
        using var kept = new MemoryStream(Kept("archive.zip", now.ToArray));
        Assert.Empty((await Archive.VerifyAsync(kept, (_, _) => { }, default)).Faults);
        var (then, today) = (Files(kept), Files(now));
        Assert.Equal(then.Keys, today.Keys);
        foreach (var (name, content) in then) Assert.True(content.SequenceEqual(today[name]), $"{name} is another.");
    }

    /// <summary>The files of an archive; of its seal, what it is made of.</summary>
    private static SortedDictionary<string, string> Files(Stream archive)
    {
        using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            using var text = new StreamReader(content, Encoding.Latin1);
            files[entry.Name] = text.ReadToEnd();
        }
        var manifest = JsonNode.Parse(files[ArchiveManifest.Name])!;
        manifest["sealed"] = new JsonArray([.. manifest["sealed"]!.AsObject().Select(member => $"{member.Key}: {member.Value!.GetValueKind()}")]);
        files[ArchiveManifest.Name] = manifest.ToJsonString();
        return files;
    }

    private static string Unsigned(string jwt) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(jwt.Split('.')[0])) + Encoding.UTF8.GetString(Base64Url.DecodeFromChars(jwt.Split('.')[1]));

    private static string Kept(string name, Func<string> today) => Encoding.UTF8.GetString(Kept(name, () => Encoding.UTF8.GetBytes(today())));

    /// <summary>What a release gave out; where there is none, what this program would.</summary>
    private static byte[] Kept(string name, Func<byte[]> today)
    {
        var file = Path.Combine(Released, name);
        if (File.Exists(file)) return File.ReadAllBytes(file);
        var found = Path.Combine(Path.GetTempPath(), name);
        File.WriteAllBytes(found, today());
        throw new InvalidOperationException($"{file} is missing; what this program gives out is in {found}.");
    }
}
