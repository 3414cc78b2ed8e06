using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EssLedger.Store;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;
using EssLedger.Web.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace EssLedger.Web.Papers;

/// <summary>A real mail server on a free port, which keeps what it takes.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public int Port { get; } = FreePort();
    public ConcurrentQueue<MimeMessage> Taken { get; } = new();
    public ConcurrentQueue<string> SignedIn { get; } = new();

    /// <summary>What it says to a recipient; null: welcome.</summary>
    public Func<string, SmtpResponse?> Recipient { get; set; } = _ => null;

    public MailServer(X509Certificate2? certificate = null, bool signIn = false)
    {
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication(certificate is null).AuthenticationRequired(signIn);
            if (certificate is not null) endpoint.Certificate(certificate);
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Messages(this));
        services.Add((IMailboxFilter)new Recipients(this));
        services.Add(new Visitors(this));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public SmtpSettings Settings(bool startTls = false, string? user = null) => new("localhost", Port, user, user is null ? null : "secret", new("Le label", "label@example.org"), startTls);

    private sealed class Messages(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var stream = new MemoryStream(buffer.ToArray());
            server.Taken.Enqueue(await MimeMessage.LoadAsync(stream, cancellationToken));
            return SmtpResponse.Ok;
        }
    }

    private sealed class Recipients(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.Recipient(to.AsAddress()) is { } no ? throw new SmtpResponseException(no) : Task.FromResult(true);
    }

    private sealed class Visitors(MailServer server) : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
        {
            if (password == "secret") server.SignedIn.Enqueue(user);
            return Task.FromResult(password == "secret");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}

public sealed class MailTests(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>Everything that is logged, to see that it names nobody.</summary>
    private sealed class Lines : ILogger<MailRound>
    {
        public ConcurrentQueue<string> All { get; } = new();
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Enqueue(formatter(state, exception) + exception);
    }

    private static readonly Addressee Halles = new("HALLES", "Café des Halles", "halles@example.org");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-mail-");
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly Lines _log = new();
    private SqliteOutboxStore _outbox = null!;

    public ValueTask InitializeAsync()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        _outbox = new(database);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Settings Settings { get; } = Web.Settings.From(new Microsoft.Extensions.Configuration.ConfigurationManager { ["EssLedger:Name"] = "Le label du Beffroi", ["EssLedger:PublicUrl"] = "https://label.example" });

    private Postbox Box(SmtpSettings? smtp) => new(_outbox, Settings, _clock, smtp);
    private MailRound Round(SmtpSettings? smtp, IOutboxStore? outbox = null) => new(outbox ?? _outbox, Box(smtp), _clock, _log, smtp);

    private async Task<Mail> Only() => Assert.Single(await _outbox.ReadAsync(null, 10, default));

    [Fact]
    public async Task A_mail_arrives_as_it_was_written_and_once()
    {
        await using var server = new MailServer();
        var box = Box(server.Settings());
        Assert.True(await box.Post("welcome", Halles, "Votre label, été", "Bonjour,\n\nÀ bientôt !\n.\nfin"));
        Assert.False(await box.Post("welcome", Halles, "Encore", "Encore"));
        using var round = Round(server.Settings());
        Assert.Equal(1, await round.Send(default));
        Assert.Equal(0, await round.Send(default));
        var message = Assert.Single(server.Taken);
        Assert.Equal(("Votre label, été", "\"Le label\" <label@example.org>", "halles@example.org"), (message.Subject, message.From.ToString(), message.To.Mailboxes.Single().Address));
        Assert.Equal("Café des Halles", message.To.Mailboxes.Single().Name);
        Assert.Equal("Bonjour,\n\nÀ bientôt !\n.\nfin", message.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
        var kept = await Only();
        Assert.Equal((MailState.Sent, _clock.GetUtcNow()), (kept.State, kept.SentAt));
        Assert.Equal($"{kept.Id}@example.org", message.MessageId);
    }

    [Fact]
    public async Task Without_a_mail_server_mail_is_shown_and_stays()
    {
        Assert.True(await Box(null).Post("welcome", Halles, "Votre label", "Bonjour"));
        using var round = Round(null);
        Assert.Equal(0, await round.Send(default));
        Assert.Equal(MailState.Shown, (await Only()).State);
        await using var server = new MailServer();
        using var later = Round(server.Settings());
        Assert.Equal(0, await later.Send(default));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_asked_again_later_and_later_and_not_for_ever()
    {
        var nowhere = new SmtpSettings("localhost", 1, null, null, new("Le label", "label@example.org"), false);
        await Box(nowhere).Post("welcome", Halles, "Votre label", "Bonjour");
        using var round = Round(nowhere);
        var waits = new List<double>();
        for (var tries = 0; tries < 100 && (await Only()).State is MailState.Waiting; tries++)
        {
            Assert.Equal(1, await round.Send(default));
            if ((await Only()).NextAttempt is not { } next) continue;
            waits.Add((next - _clock.GetUtcNow()).TotalMinutes);
            _clock.Advance(next - _clock.GetUtcNow() - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await round.Send(default));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360], waits.Take(11));
        Assert.Equal((MailState.GivenUp, null), ((await Only()).State, (await Only()).NextAttempt));
        Assert.InRange((_clock.GetUtcNow() - (await Only()).WrittenAt).TotalDays, 3, 3.5);
    }

    [Fact]
    public async Task Who_does_not_exist_gets_nothing_more_and_holds_up_nobody()
    {
        await using var server = new MailServer { Recipient = to => to.StartsWith("gone", StringComparison.Ordinal) ? new(SmtpReplyCode.MailboxUnavailable, "gone@example.org has left") : null };
        await Box(server.Settings()).Post("welcome", new("GONE", "Partie", "gone@example.org"), "Votre label", "Bonjour");
        await Box(server.Settings()).Post("welcome", Halles, "Votre label", "Bonjour");
        using var round = Round(server.Settings());
        Assert.Equal(2, await round.Send(default));
        Assert.Equal("halles@example.org", Assert.Single(server.Taken).To.Mailboxes.Single().Address);
        var states = (await _outbox.ReadAsync(null, 10, default)).ToDictionary(m => m.Addressee, m => (m.State, m.Trouble));
        Assert.Equal((MailState.GivenUp, "smtp 550"), states["GONE"]);
        Assert.Equal((MailState.Sent, null), states["HALLES"]);
        Assert.NotEmpty(_log.All);
        Assert.All(_log.All, line => Assert.DoesNotContain("example.org", line, StringComparison.Ordinal));
        Assert.All(_log.All, line => Assert.DoesNotContain("Halles", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_busy_for_the_moment_is_asked_again()
    {
        await using var server = new MailServer { Recipient = _ => new((SmtpReplyCode)451, "later") };
        await Box(server.Settings()).Post("welcome", Halles, "Votre label", "Bonjour");
        using var round = Round(server.Settings());
        await round.Send(default);
        Assert.Equal((MailState.Waiting, "smtp 451", _clock.GetUtcNow().AddMinutes(1)), ((await Only()).State, (await Only()).Trouble, (await Only()).NextAttempt!.Value));
        server.Recipient = _ => null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await round.Send(default);
        Assert.Equal((MailState.Sent, null), ((await Only()).State, (await Only()).Trouble));
    }

    [Fact]
    public async Task Of_several_servers_that_think_of_it_and_send_one_mail_arrives()
    {
        await using var database = await PostgresDatabase.OpenAsync((await postgres.NewLedger()).Connection!, TimeSpan.FromSeconds(10), null, default);
        await using var server = new MailServer();
        var reminder = new Reminder(ReminderKind.RenewalOpens, "LIL-2026-7", "LIL-2026-7", new(2027, 2, 23));
        var outboxes = Enumerable.Range(0, 4).Select(_ => new PostgresOutboxStore(database)).ToList();
        await Task.WhenAll(outboxes.Select(outbox => Task.Run(async () =>
        {
            var box = new Postbox(outbox, Settings, _clock, server.Settings());
            for (var i = 0; i < 10; i++) await box.Remind(reminder with { About = $"LIL-{i}" }, Halles);
            using var round = Round(server.Settings(), outbox);
            while (await round.Send(default) > 0) { }
        })));
        Assert.Equal(10, server.Taken.Count);
        Assert.Equal(10, server.Taken.Select(m => m.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_that_cannot_prove_who_it_is()
    {
        using var key = RSA.Create(2048);
        using var self = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(self.Export(X509ContentType.Pfx), null);
        foreach (var proof in new[] { certificate, null })
        {
            await using var server = new MailServer(proof);
            await Box(server.Settings(startTls: true)).Post($"welcome {proof is null}", Halles, "Votre label", "Bonjour");
            using var round = Round(server.Settings(startTls: true, user: "label"));
            Assert.Equal(1, await round.Send(default));
            Assert.Empty(server.Taken);
            Assert.Empty(server.SignedIn);
        }
        Assert.All(await _outbox.ReadAsync(null, 10, default), mail => Assert.Equal(MailState.Waiting, mail.State));
    }

    [Fact]
    public async Task A_server_that_wants_to_know_who_we_are_is_told()
    {
        await using var server = new MailServer(signIn: true);
        await Box(server.Settings()).Post("welcome", Halles, "Votre label", "Bonjour");
        using var round = Round(server.Settings(user: "label"));
        await round.Send(default);
        Assert.Equal("label", Assert.Single(server.SignedIn));
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task An_address_that_is_none_is_not_tried()
    {
        await using var server = new MailServer();
        await Box(server.Settings()).Post("welcome", Halles with { Address = "call us" }, "Votre label", "Bonjour");
        Assert.Equal(MailState.Shown, (await Only()).State);
    }

    [Fact]
    public async Task A_name_or_a_subject_adds_no_header_and_no_recipient()
    {
        await using var server = new MailServer();
        await Box(server.Settings()).Post("welcome", Halles with { Name = "Eve\r\nBcc: spy@example.org" }, "Label\r\nBcc: spy@example.org", "Bonjour");
        using var round = Round(server.Settings());
        await round.Send(default);
        var message = Assert.Single(server.Taken);
        Assert.Empty(message.Bcc);
        Assert.Equal("halles@example.org", Assert.Single(message.To.Mailboxes).Address);
    }

    public static TheoryData<ReminderKind, string> Reminders() =>
        new(Enum.GetValues<ReminderKind>().SelectMany(kind => Reader.Languages.Select(language => (kind, language))));

    [Theory, MemberData(nameof(Reminders))]
    public async Task A_reminder_says_of_what_and_until_when_in_the_language_of_its_reader(ReminderKind kind, string language)
    {
        var box = Box(null);
        var reminder = new Reminder(kind, "c-1", "trois produits locaux", new(2026, 12, 1));
        Assert.True(await box.Remind(reminder, Halles with { Language = language }));
        Assert.False(await box.Remind(reminder, Halles with { Language = language }));
        Assert.True(await box.Remind(reminder with { Day = new(2026, 12, 2) }, Halles with { Id = "OTHER" }));
        var mail = (await _outbox.ReadAsync("HALLES", 10, default)).Single();
        Assert.Contains(new Reader(language).Day(new(2026, 12, 1)), mail.Text, StringComparison.Ordinal);
        Assert.Equal(kind is not ReminderKind.VisitPlanned, (mail.Subject + mail.Text).Contains("trois produits locaux", StringComparison.Ordinal));
        Assert.Contains("Le label du Beffroi", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://label.example", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('{', mail.Subject + mail.Text);
    }

    [Fact]
    public async Task A_server_with_mail_settings_sends_by_itself()
    {
        await using var mail = new MailServer();
        await using var server = await TestServer.Start(new()
        {
            Further = new Dictionary<string, string?> { ["EssLedger:Smtp:Host"] = "localhost", ["EssLedger:Smtp:Port"] = $"{mail.Port}", ["EssLedger:Smtp:StartTls"] = "false", ["EssLedger:Smtp:From"] = "Le label <label@example.org>" },
            Adjust = builder => builder.Services.AddHostedService(services => new Early(services.GetRequiredService<Postbox>())),
        });
        for (var tries = 0; tries < 100 && mail.Taken.IsEmpty; tries++) await Task.Delay(100);
        Assert.Equal("Votre label", Assert.Single(mail.Taken).Subject);
        // Written later, it does not wait for the next round.
        await server.Services.GetRequiredService<Postbox>().Post("again", Halles, "Encore", "Bonjour");
        for (var tries = 0; tries < 100 && mail.Taken.Count < 2; tries++) await Task.Delay(100);
        Assert.Equal(2, mail.Taken.Count);
    }

    /// <summary>Writes while the server starts, so that its first round finds something.</summary>
    private sealed class Early(Postbox box) : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => box.Post("welcome", Halles, "Votre label", "Bonjour", cancellationToken);
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [Theory]
    [InlineData("mail.example.org", "label@example.org", "false")]
    [InlineData("localhost", "nobody", "true")]
    [InlineData("localhost", null, "true")]
    public async Task Settings_that_make_no_sense_are_refused_at_start(string host, string? from, string startTls) =>
        await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.Start(new()
        {
            Further = new Dictionary<string, string?> { ["EssLedger:Smtp:Host"] = host, ["EssLedger:Smtp:From"] = from, ["EssLedger:Smtp:StartTls"] = startTls },
        }));
}
