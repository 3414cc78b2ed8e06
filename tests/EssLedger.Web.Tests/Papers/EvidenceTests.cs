using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace EssLedger.Web.Papers;

public sealed class EvidenceTests(EvidenceTests.Place place, PostgresFixture postgres) : IClassFixture<EvidenceTests.Place>
{
    public sealed class Place() : SharedServer(app => app.Use((HttpContext context, RequestDelegate next) =>
    {
        context.Request.Body = new Counted(context.Request.Body, context.Request.Path);
        return next(context);
    }))
    {
        private Office? _office;

        /// <summary>A label with one criterion, on which each test opens applications of its own.</summary>
        public async Task<Office> Office() => _office ??= await EvidenceTests.Office.Open(Server);
    }

    /// <summary>Who keeps the label book of a server.</summary>
    public sealed record Office(TestServer Server, PersonId Manager)
    {
        private IRegisterGrain Book => Server.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegisterGrain>(Register.Decider);

        public static async Task<Office> Open(TestServer server)
        {
            var office = new Office(server, (await server.People.Create("Manager", [Roles.LabelManager])).PersonId);
            await office.Say(new RegisterAct.SchemeSet(LegalMode.PublicAuthority, 36, 90, 1, 60, 30, 3));
            var text = "charter"u8.ToArray();
            await office.Say(new RegisterAct.CharterAdopted(1, Digest.Of(text), [new(3, Axis.Solidarity, CriterionKind.Mandatory, [GrantKind.Shop], true, 0)]), new Original(Digest.Of(text), text));
            return office;
        }

        /// <summary>A shop that applies, and somebody who acts for it.</summary>
        public async Task<(HttpClient Applicant, string Address)> Apply()
        {
            var (participant, id) = (ParticipantId.Parse(People.NewId()), new LabelApplicationId(Uuid.Version7(DateTimeOffset.UtcNow, Guid.NewGuid().ToByteArray())));
            var person = await Server.People.Create("Applicant", [Roles.Participant]);
            await Say(new RegisterAct.ParticipantEntered(participant, ParticipantKind.Merchant));
            await Say(new RegisterAct.RepresentativeNamed(participant, person.PersonId));
            await Say(new RegisterAct.Opened(id, participant, GrantKind.Shop, 1, null, null));
            return (await Server.As(person), $"/v1/label/applications/{id}/evidence");
        }

        public async Task Say(RegisterAct act, params IReadOnlyList<Original> originals) =>
            Assert.Null((await Book.Record(new RegisterFact(act, ParisCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(-1), Manager, Digest.Zero), "test", originals)).Refusal);

        public async Task<Application> Find(string address) => (await Server.Services.GetRequiredService<LabelRegister>().Read()).Applications[ApplicationIn(address)];
    }

    private readonly TestServer _server = place.Server;

    /// <summary>Where the evidence of the test's application lies.</summary>
    private string _address = "";

    private async Task<HttpClient> Applicant()
    {
        (var applicant, _address) = await (await place.Office()).Apply();
        return applicant;
    }

    private static LabelApplicationId ApplicationIn(string address) => LabelApplicationId.TryParse(address.Split('/')[4], out var id) ? id : throw new FormatException(address);

    /// <summary>As a phone writes one: a picture of noise with a place in it.</summary>
    private static byte[] Photo(int kilobytes = 700)
    {
        var noise = new byte[kilobytes * 1024];
        new Random(7).NextBytes(noise);
        for (var i = 0; i < noise.Length; i++) if (noise[i] == 0xFF) noise[i] = 0xFE;
        return
        [
            0xFF, 0xD8, 0xFF, 0xE1, 0, 20, .. "Exif\0\0GPS-50-38..."u8.ToArray()[..18], 0xFF, 0xC0, 0, 11, 8, 0x0B, 0xB8, 0x0F, 0xA0, 1, 1, 0x11, 0,
            0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, .. noise, 0xFF, 0xD9,
        ];
    }

    private static object Announced(byte[] file, string name = "façade.jpg", string mediaType = "image/jpeg", string? visibility = null, int? criterion = null) =>
        new { name, mediaType, size = file.Length, sha256 = Base64(file), criterion, visibility };

    private static string Base64(byte[] file) => System.Buffers.Text.Base64Url.EncodeToString(Digest.Of(file).ToBytes());

    private async Task<string> Announce(HttpClient who, byte[] file, string name = "façade.jpg", string? visibility = null, int? criterion = null)
    {
        var answer = await who.PostAsJsonAsync(_address, Announced(file, name, visibility: visibility, criterion: criterion));
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        Assert.Equal(answer.Headers.Location!.ToString(), (await answer.Json()).GetProperty("address").GetString());
        return answer.Headers.Location.ToString();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient who, string address, long offset, HttpContent content)
    {
        content.Headers.ContentType = new("application/offset+octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = content, Headers = { { "Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture) } } };
        return await who.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Send(HttpClient who, string address, long offset, ReadOnlyMemory<byte> piece) => Send(who, address, offset, new ReadOnlyMemoryContent(piece));

    private static async Task<(long Offset, long Length)> Ask(HttpClient who, string address)
    {
        var answer = await who.SendAsync(new(HttpMethod.Head, address));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Resumable").Single());
        return (long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), null), long.Parse(answer.Headers.GetValues("Upload-Length").Single(), null));
    }

    private async Task<string> Bring(HttpClient who, byte[] file, string name = "façade.jpg", string? visibility = null, int? criterion = null)
    {
        var address = await Announce(who, file, name, visibility, criterion);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(who, address, 0, file)).StatusCode);
        return address;
    }

    [Fact]
    public async Task A_photo_is_brought_recorded_and_given_out_as_a_file_without_where_it_was_taken()
    {
        using var applicant = await Applicant();
        var photo = Photo();
        var address = await Bring(applicant, photo, "devant.svg", criterion: 3);

        var listed = (await (await applicant.GetAsync(_address)).Json()).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(("kept", "image/jpeg", "committee"), (listed.GetProperty("state").GetString(), listed.GetProperty("mediaType").GetString(), listed.GetProperty("visibility").GetString()));
        var answer = await applicant.GetAsync(address);
        var kept = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(photo.Length - 22, kept.Length);
        Assert.DoesNotContain("GPS-50-38", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.Equal(Base64(kept), listed.GetProperty("sha256").GetString());
        var recorded = Assert.Single((await (await place.Office()).Find(address)).Evidence);
        Assert.Equal((IdIn(address), Digest.Of(kept), 3, null, Visibility.Committee), (recorded.Id, recorded.Content, recorded.Criterion, recorded.Expires, recorded.Visibility));
        Assert.Equal(kept.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", "devant.jpg"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("bail.pdf", "%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF\n", "application/pdf")]
    [InlineData("reçu.txt", "Reçu du 25 novembre : 12,50 €", "text/plain")]
    public async Task What_is_no_photo_comes_back_as_it_came(string name, string content, string type)
    {
        using var applicant = await Applicant();
        var file = Encoding.UTF8.GetBytes(content);
        var answer = await applicant.GetAsync(await Bring(applicant, file, name, criterion: 3));
        Assert.Equal(file, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((type, name), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileNameStar));
    }

    /// <summary>A body of which one can tell how much the server has read.</summary>
    private sealed class Counted(Stream inner, string path) : Stream
    {
        private static readonly ConcurrentDictionary<string, long> Reads = new();

        public static long ReadAt(string path) => Reads.GetValueOrDefault(path);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Reads.AddOrUpdate(path, read, (_, before) => before + read);
            return read;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>A line that is cut when so many bytes have come: a cut takes away what the server has not read yet.</summary>
    private sealed class CutLine(byte[] content, int after, string path) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(content.AsMemory(0, after));
            await stream.FlushAsync();
            for (var waited = Stopwatch.StartNew(); Counted.ReadAt(path) < after; await Task.Delay(10)) Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "The server does not read.");
            throw new IOException("cut");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }

    [Fact]
    public async Task A_cut_loses_nothing_of_what_had_come()
    {
        using var applicant = await Applicant();
        var photo = Photo(3000);
        var address = await Announce(applicant, photo);
        const int sent = 1_234_567;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Send(applicant, address, 0, new CutLine(photo, sent, address)));
        // The server hears of the cut a moment later.
        var (offset, length) = await Ask(applicant, address);
        for (var tries = 0; tries < 300 && offset < sent; tries++, (offset, length) = await Ask(applicant, address)) await Task.Delay(100);
        Assert.Equal((sent, photo.Length), (offset, length));
        Assert.Equal("evidence_incomplete", (await (await applicant.GetAsync(address)).Refused(HttpStatusCode.Conflict, "evidence_incomplete")).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await Send(applicant, address, offset, photo.AsMemory(sent))).StatusCode);
        Assert.Equal(photo.Length - 22, (await applicant.GetByteArrayAsync(address)).Length);
    }

    [Fact]
    public async Task An_upload_goes_on_at_another_server()
    {
        var options = (await postgres.NewLedger()) with { Data = Directory.CreateTempSubdirectory("essledger-test-").FullName };
        await using (var one = await TestServer.Start(options))
        await using (var other = await TestServer.Start(options))
        {
            (var here, _address) = await (await Office.Open(one)).Apply();
            using var there = other.Browser();
            there.DefaultRequestHeaders.Authorization = here.DefaultRequestHeaders.Authorization;
            var photo = Photo(600);
            var address = await Announce(here, photo);
            Assert.Equal(HttpStatusCode.NoContent, (await Send(here, address, 0, photo.AsMemory(0, 300_000))).StatusCode);
            Assert.Equal((300_000, photo.Length), await Ask(there, address));
            Assert.Equal(HttpStatusCode.NoContent, (await Send(there, address, 300_000, photo.AsMemory(300_000))).StatusCode);
            Assert.Equal(await there.GetByteArrayAsync(address), await here.GetByteArrayAsync(address));
        }
        Directory.Delete(options.Data!, recursive: true);
    }

    [Fact]
    public async Task A_piece_in_the_wrong_place_is_not_taken()
    {
        using var applicant = await Applicant();
        var photo = Photo(10);
        var address = await Announce(applicant, photo);
        await (await Send(applicant, address, 5, photo.AsMemory(5, 10))).Refused(HttpStatusCode.Conflict, "evidence_offset_mismatch");
        await Send(applicant, address, 0, photo.AsMemory(0, 10));
        await (await Send(applicant, address, 0, photo.AsMemory(0, 10))).Refused(HttpStatusCode.Conflict, "evidence_offset_mismatch");
        Assert.Equal(10, (await Ask(applicant, address)).Offset);
        using var nowhere = new ByteArrayContent([1]) { Headers = { ContentType = new("application/offset+octet-stream") } };
        await (await applicant.PatchAsync(address, nowhere)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await applicant.PatchAsync(address, "{}".JsonText())).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await Send(applicant, address, 10, photo.AsMemory(10));
        await (await Send(applicant, address, photo.Length, ReadOnlyMemory<byte>.Empty)).Refused(HttpStatusCode.Conflict, "evidence_offset_mismatch");
    }

    [Fact]
    public async Task Forty_megabytes_are_too_many_however_they_come()
    {
        using var applicant = await Applicant();
        var refused = await (await applicant.PostAsJsonAsync(_address, new { name = "a.pdf", mediaType = "application/pdf", size = 40_000_000 })).Refused(HttpStatusCode.RequestEntityTooLarge, "evidence_too_large");
        Assert.Contains("20000000", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);

        var small = await Announce(applicant, new byte[1000]);
        await (await Send(applicant, small, 0, new byte[40_000_000])).Refused(HttpStatusCode.RequestEntityTooLarge, "evidence_too_large");
        using var unannounced = new StreamContent(new MemoryStream(new byte[2_000_000]));
        unannounced.Headers.ContentType = new("application/offset+octet-stream");
        using var chunked = new HttpRequestMessage(HttpMethod.Patch, small) { Content = unannounced, Headers = { { "Upload-Offset", "0" } } };
        chunked.Headers.TransferEncodingChunked = true;
        var answer = await applicant.SendAsync(chunked);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.InRange((await Ask(applicant, small)).Offset, 0, 1000);
    }

    [Fact]
    public async Task The_files_of_an_application_have_a_limit_together()
    {
        using var applicant = await Applicant();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Created, (await applicant.PostAsJsonAsync(_address, new { name = $"{i}.pdf", mediaType = "application/pdf", size = 20_000_000 })).StatusCode);
        await (await applicant.PostAsJsonAsync(_address, new { name = "a.pdf", mediaType = "application/pdf", size = 1 })).Refused(HttpStatusCode.RequestEntityTooLarge, "evidence_quota_exceeded");
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "logo.svg", "evidence_type")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "IMG_0001.HEIC", "evidence_heic")]
    [InlineData("%PDF-1.7\n1 0 obj <<", "bail.pdf", "evidence_damaged")]
    public async Task What_is_refused_is_refused_again_and_its_content_is_gone(string content, string name, string code)
    {
        using var applicant = await Applicant();
        var file = Encoding.UTF8.GetBytes(content);
        var address = await Announce(applicant, file, name);
        await (await Send(applicant, address, 0, file)).Refused(HttpStatusCode.UnprocessableEntity, code);
        await (await Send(applicant, address, 0, file)).Refused(HttpStatusCode.UnprocessableEntity, code);
        await (await applicant.GetAsync(address)).Refused(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await applicant.SendAsync(new(HttpMethod.Head, address))).StatusCode);
        await foreach (var _ in _server.Services.GetRequiredService<IEvidenceStore>().ReadAsync(IdIn(address), default)) Assert.Fail("Something is left of it.");
    }

    private static EvidenceId IdIn(string address) => EvidenceId.TryParse(address[^36..], out var id) ? id : throw new FormatException(address);

    [Fact]
    public async Task Another_file_than_the_announced_one_is_refused()
    {
        using var applicant = await Applicant();
        var photo = Photo(10);
        var address = await Announce(applicant, photo);
        photo[^10] ^= 1;
        await (await Send(applicant, address, 0, photo)).Refused(HttpStatusCode.UnprocessableEntity, "evidence_digest_mismatch");
    }

    [Fact]
    public async Task A_file_whose_last_piece_was_taken_by_a_server_that_died_is_looked_at_when_somebody_asks()
    {
        using var applicant = await Applicant();
        var photo = Photo(10);
        var address = await Announce(applicant, photo);
        Assert.True(await _server.Services.GetRequiredService<IEvidenceStore>().AppendAsync(IdIn(address), 0, photo, default));
        Assert.Equal((photo.Length, photo.Length), await Ask(applicant, address));
        Assert.Equal(HttpStatusCode.OK, (await applicant.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task What_the_label_book_does_not_record_is_not_kept()
    {
        using var applicant = await Applicant();
        await (await applicant.PostAsJsonAsync(_address, Announced(Photo(1), criterion: 4))).Refused(HttpStatusCode.UnprocessableEntity, "unknown_criterion");
        var photo = Photo(10);
        var address = await Announce(applicant, photo, criterion: 3);
        await (await place.Office()).Say(new RegisterAct.Dropped(ApplicationIn(address)));
        await (await Send(applicant, address, 0, photo)).Refused(HttpStatusCode.UnprocessableEntity, "wrong_state");
        await (await applicant.GetAsync(address)).Refused(HttpStatusCode.UnprocessableEntity, "wrong_state");
    }

    [Fact]
    public async Task A_file_that_was_recorded_by_a_server_that_died_is_recorded_once()
    {
        using var applicant = await Applicant();
        var photo = Photo(10);
        var address = await Announce(applicant, photo, criterion: 3);
        await (await place.Office()).Say(new RegisterAct.EvidenceAdded(ApplicationIn(address), IdIn(address), Digest.Of(photo), 3, null, Visibility.Committee));
        Assert.Equal(HttpStatusCode.NoContent, (await Send(applicant, address, 0, photo)).StatusCode);
        Assert.Single((await (await place.Office()).Find(address)).Evidence);
    }

    [Fact]
    public async Task A_visitor_brings_photos_and_may_still_judge()
    {
        using var applicant = await Applicant();
        using var visitor = await _server.As(Roles.LabelVisitor);
        await (await visitor.PostAsJsonAsync(_address, Announced(Photo(1), criterion: 3))).Refused(HttpStatusCode.BadRequest, "invalid_field");
        var address = await Bring(visitor, Photo(1));
        Assert.Equal(HttpStatusCode.OK, (await applicant.GetAsync(address)).StatusCode);
        var application = await (await place.Office()).Find(address);
        Assert.Empty(application.Evidence);
        Assert.Equal([(await place.Office()).Manager], application.ActedForApplicant);
    }

    [Fact]
    public async Task Whoever_has_no_part_in_an_application_learns_nothing_of_it()
    {
        using var applicant = await Applicant();
        var address = await Bring(applicant, Photo(10));
        await (await _server.Http.GetAsync(address)).Refused(HttpStatusCode.Unauthorized, "token_required");
        var (other, others) = await (await place.Office()).Apply();
        await (await other.GetAsync(address)).Refused(HttpStatusCode.NotFound, "unknown_application");
        await (await other.GetAsync($"{others}/{IdIn(address)}")).Refused(HttpStatusCode.NotFound, "not_found");
        foreach (var role in new[] { Roles.Participant, Roles.Resident, Roles.Merchant, Roles.City, Roles.Admin })
        {
            using var stranger = await _server.As(role);
            foreach (var place in new[] { address, _address }) await (await stranger.GetAsync(place)).Refused(HttpStatusCode.NotFound, "unknown_application");
            await (await stranger.PostAsJsonAsync(_address, Announced(Photo(1)))).Refused(HttpStatusCode.NotFound, "unknown_application");
            await (await stranger.DeleteAsync(address)).Refused(HttpStatusCode.NotFound, "unknown_application");
        }
        foreach (var role in new[] { Roles.LabelManager, Roles.LabelVisitor, Roles.LabelCommittee, Roles.Appeal, Roles.Auditor })
        {
            using var reader = await _server.As(role);
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(address)).StatusCode);
            Assert.Equal(role is Roles.LabelManager or Roles.LabelVisitor ? HttpStatusCode.Created : HttpStatusCode.NotFound, (await reader.PostAsJsonAsync(_address, Announced(Photo(1)))).StatusCode);
            await (await reader.GetAsync($"/v1/label/applications/{IdIn(address)}/evidence")).Refused(HttpStatusCode.NotFound, "unknown_application");
            await (await reader.GetAsync($"{others}/{IdIn(address)}")).Refused(HttpStatusCode.NotFound, "not_found");
        }
    }

    [Fact]
    public async Task What_is_for_the_office_stays_in_the_office()
    {
        using var applicant = await Applicant();
        using var visitor = await _server.As(Roles.LabelVisitor);
        using var manager = await _server.As(Roles.LabelManager);
        using var committee = await _server.As(Roles.LabelCommittee);
        var address = await Bring(visitor, Photo(10), visibility: "office");
        foreach (var reader in new[] { visitor, manager }) Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(address)).StatusCode);
        foreach (var other in new[] { applicant, committee })
        {
            await (await other.GetAsync(address)).Refused(HttpStatusCode.NotFound, "not_found");
            Assert.Empty((await (await other.GetAsync(_address)).Json()).GetProperty("items").EnumerateArray());
        }
    }

    [Fact]
    public async Task An_upload_is_given_up_by_whoever_began_it_and_a_file_is_erased_by_the_office()
    {
        using var applicant = await Applicant();
        var begun = await Announce(applicant, Photo(10));
        Assert.Equal(HttpStatusCode.NoContent, (await applicant.DeleteAsync(begun)).StatusCode);
        var kept = await Bring(applicant, Photo(10));
        await (await applicant.DeleteAsync(kept)).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var dpo = await _server.As(Roles.Dpo);
        Assert.Equal(HttpStatusCode.NoContent, (await dpo.DeleteAsync(kept)).StatusCode);
        await (await applicant.GetAsync(kept)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task An_announcement_repeated_with_its_key_is_one_file()
    {
        using var applicant = await Applicant();
        applicant.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        Assert.Equal(await Announce(applicant, new byte[10]), await Announce(applicant, new byte[10]));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a\u202Egpj.exe")]
    [InlineData("  ")]
    public async Task A_name_is_a_name(string name)
    {
        using var applicant = await Applicant();
        await (await applicant.PostAsJsonAsync(_address, new { name, mediaType = "image/png", size = 10 })).Refused(HttpStatusCode.BadRequest, "invalid_field");
    }

    [Fact]
    public async Task What_has_not_arrived_after_a_day_is_removed()
    {
        var store = _server.Services.GetRequiredService<IEvidenceStore>();
        using var applicant = await Applicant();
        var (begun, kept) = (await Announce(applicant, Photo(10)), await Bring(applicant, Photo(10)));
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(23));
        using var sweep = new EvidenceSweep(store, _server.Services.GetRequiredService<EvidenceLimits>(), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<EvidenceSweep>.Instance);
        await sweep.StartAsync(default);
        Assert.Equal(0, (await Ask(applicant, begun)).Offset);
        for (var tries = 0; tries < 50 && await store.FindAsync(IdIn(begun), default) is not null; tries++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(20);
        }
        await sweep.StopAsync(default);
        Assert.Null(await store.FindAsync(IdIn(begun), default));
        Assert.Equal(HttpStatusCode.OK, (await applicant.GetAsync(kept)).StatusCode);
    }
}
