using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Pages;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.AspNetCore.DataProtection;
using MimeKit;
using MimeKit.Text;

namespace EssLedger.Web.Papers;

/// <summary>The mail server that takes our mail.</summary>
/// <param name="Host">Its name: <c>EssLedger:Smtp:Host</c>. Without it no mail is sent.</param>
/// <param name="Port">587 unless <c>EssLedger:Smtp:Port</c> says otherwise; on 465 TLS begins at once.</param>
/// <param name="User">As whom we sign in; null: as nobody.</param>
/// <param name="Password">With what.</param>
/// <param name="From">Whose mail it is: <c>EssLedger:Smtp:From</c>, for instance <c>Le label &lt;label@example.org&gt;</c>.</param>
/// <param name="StartTls">Whether the line must be encrypted before anything is said. Only a server on this machine may do without.</param>
public sealed record SmtpSettings(string Host, int Port, string? User, string? Password, MailboxAddress From, bool StartTls)
{
    /// <exception cref="StartRefusedException">They do not make sense.</exception>
    public static SmtpSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("EssLedger:Smtp");
        if (section["Host"] is not { Length: > 0 } host) return null;
        if (!MailboxAddress.TryParse(section["From"], out var from) || from.Domain is "") throw new StartRefusedException("EssLedger:Smtp:From is the e-mail address from which mail is sent.");
        var settings = new SmtpSettings(host, section.GetValue("Port", 587), section["User"], section["Password"], from, section.GetValue("StartTls", true));
        return settings.StartTls || settings.Port == 465 || host is "localhost" or "127.0.0.1" or "::1"
            ? settings : throw new StartRefusedException("EssLedger:Smtp:StartTls can be false only where the mail server is on this machine: names and addresses do not travel in the open.");
    }

    internal SecureSocketOptions Security => Port == 465 ? SecureSocketOptions.SslOnConnect : StartTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None;
}

/// <summary>To whom a mail is written.</summary>
/// <param name="Id">The pseudonymous id of a person or participant.</param>
/// <param name="Name">Their name.</param>
/// <param name="Address">Their e-mail address.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
public sealed record Addressee(string Id, string Name, string Address, string Language = "fr");

/// <summary>Takes mail for people. It goes to the outbox first and is shown on their screens from there; where there is a mail server, <see cref="MailRound"/> sends it.</summary>
public sealed class Postbox(IOutboxStore outbox, Settings settings, TimeProvider clock, SmtpSettings? smtp = null) : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);

    /// <summary>Whether mail leaves this server.</summary>
    public bool Sends => smtp is not null;

    /// <summary>Writes to somebody, once for an occasion whoever asks and how often.</summary>
    /// <returns>False when they have been written to for this occasion.</returns>
    public async Task<bool> Post(string occasion, Addressee addressee, string subject, string text, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        // What is no address would be tried for days.
        var sends = Sends && MailboxAddress.TryParse(addressee.Address, out var address) && address.Domain is not "";
        var posted = await outbox.PostAsync(new(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10)), occasion, addressee.Id, addressee.Name, addressee.Address, addressee.Language, subject, text, now)
        {
            State = sends ? MailState.Waiting : MailState.Shown,
            NextAttempt = sends ? now : null,
        }, cancellationToken);
        if (posted && _bell.CurrentCount == 0) _bell.Release();
        return posted;
    }

    /// <summary>Waits until something is posted at this server, and no longer than so.</summary>
    internal Task Wait(TimeSpan most, CancellationToken cancellationToken) => _bell.WaitAsync(most, cancellationToken);

    public void Dispose() => _bell.Dispose();

    /// <summary>Reminds somebody of what is due, once.</summary>
    /// <returns>False when they have been reminded of it.</returns>
    public Task<bool> Remind(Reminder reminder, Addressee addressee, CancellationToken cancellationToken = default)
    {
        var reader = new Reader(Reader.Languages.Contains(addressee.Language) ? addressee.Language : Reader.Languages[0]);
        ReadOnlySpan<(string, string)> values = [("name", addressee.Name), ("what", reminder.What), ("day", reader.Day(reminder.Day)), ("address", settings.Origin), ("owner", settings.Name)];
        return Post(reminder.Occasion, addressee, reader.Say($"remindSubject.{reminder.Kind}", values), reader.Say($"remindText.{reminder.Kind}", values), cancellationToken);
    }
}

/// <summary>Of what people are reminded.</summary>
public enum ReminderKind
{
    /// <summary>A commitment is due within 30 days.</summary>
    CommitmentDue,
    /// <summary>The day of a commitment has passed.</summary>
    CommitmentOverdue,
    /// <summary>A file proves nothing after this day.</summary>
    EvidenceExpires,
    /// <summary>The label ends within 90 days, and can be renewed.</summary>
    RenewalOpens,
    /// <summary>The label ends within days.</summary>
    LastDayNear,
    /// <summary>A suspension ends.</summary>
    SuspensionEnds,
    /// <summary>The report on an event is due.</summary>
    ReportDue,
    /// <summary>A visit is agreed within the week.</summary>
    VisitPlanned,
    /// <summary>A membership of the association ends within 30 days.</summary>
    MembershipEnds,
    /// <summary>It has ended.</summary>
    MembershipOver,
    /// <summary>The yearly update of a declaration to the authority is due within 60 days.</summary>
    DeclarationDue,
}

/// <summary>Something of which somebody is reminded.</summary>
/// <param name="Kind">Of what sort it is.</param>
/// <param name="About">The id of the commitment, the file, the grant or the event.</param>
/// <param name="What">The same in words that its holder knows.</param>
/// <param name="Day">The day (Europe/Paris) of which it speaks.</param>
public sealed record Reminder(ReminderKind Kind, string About, string What, DateOnly Day)
{
    /// <summary>A day put off is a reminder of its own.</summary>
    public string Occasion => $"{Kind}:{About}:{Day:yyyy-MM-dd}";
}

/// <summary>Words of a mail that are a secret: the outbox keeps them sealed, and they are opened only when the mail leaves.</summary>
public sealed partial class SealedWords(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("mail");

    public string Seal(string words) => $"⟦{_protector.Protect(words)}⟧";

    /// <summary>A text with its sealed words opened.</summary>
    public string Open(string text) => Sealed().Replace(text, found => _protector.Unprotect(found.Groups[1].Value));

    [GeneratedRegex("⟦([A-Za-z0-9_-]+)⟧")]
    private static partial Regex Sealed();
}

/// <summary>Sends what lies in the outbox. Several servers share the work: each mail has one who tries, until it is sent or its taker is held for dead.</summary>
public sealed partial class MailRound(IOutboxStore outbox, Postbox box, TimeProvider clock, ILogger<MailRound> logger, SmtpSettings? smtp = null, SealedWords? seals = null) : BackgroundService
{
    private const int Batch = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20), Patience = TimeSpan.FromSeconds(30), LongestWait = TimeSpan.FromHours(6), GivesUpAfter = TimeSpan.FromDays(3);

    /// <summary>Longer than a whole batch can take.</summary>
    private static readonly TimeSpan Hold = Patience * (Batch + 2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (smtp is null) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Send(stoppingToken) == Batch) { }
            }
            catch (StoreUnavailableException e)
            {
                Waits(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await box.Wait(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends one batch of what is due.</summary>
    /// <returns>How many mails were tried.</returns>
    public async Task<int> Send(CancellationToken cancellationToken)
    {
        if (smtp is null) return 0;
        var mails = await outbox.TakeAsync(clock.GetUtcNow(), clock.GetUtcNow() + Hold, Batch, cancellationToken);
        if (mails.Count == 0) return 0;
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        foreach (var mail in mails)
        {
            var outcome = await Try(client, mail, cancellationToken);
            if (outcome.State is MailState.Sent) Sent(mail.Id);
            else NotSent(mail.Id, outcome.Trouble!, mail.Attempts, outcome.State);
            await outbox.SettleAsync(outcome, CancellationToken.None);
        }
        if (client.IsConnected) await client.DisconnectAsync(quit: true, CancellationToken.None);
        return mails.Count;
    }

    private async Task<Mail> Try(SmtpClient client, Mail mail, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (!client.IsConnected)
            {
                await client.ConnectAsync(smtp!.Host, smtp.Port, smtp.Security, patience.Token);
                if (smtp.User is not null) await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", patience.Token);
            }
            using var message = Message(mail);
            await client.SendAsync(message, patience.Token);
            return mail with { State = MailState.Sent, NextAttempt = null, SentAt = clock.GetUtcNow(), Trouble = null };
        }
        catch (SmtpCommandException e)
        {
            // The server's own words may name the addressee; its number does not. 5yz means never (RFC 5321 §4.2.1).
            return (int)e.StatusCode >= 500 && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
                ? mail with { State = MailState.GivenUp, NextAttempt = null, Trouble = $"smtp {(int)e.StatusCode}" } : Later(mail, $"smtp {(int)e.StatusCode}");
        }
        catch (Exception e) when (e is IOException or ProtocolException or System.Net.Sockets.SocketException or AuthenticationException or SslHandshakeException or InvalidOperationException
            or NotSupportedException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Later(mail, e.GetType().Name);
        }
    }

    /// <summary>Twice as late each time, and after some days not at all.</summary>
    private Mail Later(Mail mail, string trouble)
    {
        var now = clock.GetUtcNow();
        if (now - mail.WrittenAt > GivesUpAfter) return mail with { State = MailState.GivenUp, NextAttempt = null, Trouble = trouble };
        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, mail.Attempts - 1), LongestWait.TotalMinutes));
        return mail with { NextAttempt = now + wait, Trouble = trouble };
    }

    private MimeMessage Message(Mail mail)
    {
        // The same id each time: whoever gets it twice, after a crash here, sees it once.
        var message = new MimeMessage { MessageId = $"{mail.Id}@{smtp!.From.Domain}", Date = mail.WrittenAt, Subject = mail.Subject, Body = new TextPart(TextFormat.Plain) { Text = seals?.Open(mail.Text) ?? mail.Text } };
        message.From.Add(smtp.From);
        message.To.Add(new MailboxAddress(mail.Name, MailboxAddress.Parse(mail.Address).Address));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        return message;
    }

    [LoggerMessage(EventId = 411, Level = LogLevel.Information, Message = "Mail {Id} is sent.")]
    private partial void Sent(Uuid id);

    [LoggerMessage(EventId = 412, Level = LogLevel.Warning, Message = "Mail {Id} is not sent ({Trouble}, attempt {Attempt}): {State}.")]
    private partial void NotSent(Uuid id, string trouble, int attempt, MailState state);

    [LoggerMessage(EventId = 413, Level = LogLevel.Warning, Message = "No mail is sent for the moment: {Why}")]
    private partial void Waits(string why);
}

/// <summary>Joins the mail to the server.</summary>
public static class Post
{
    public static void AddMail(this WebApplicationBuilder builder, Books books)
    {
        builder.Services.AddSingleton(books.Outbox);
        if (SmtpSettings.Read(builder.Configuration) is { } smtp) builder.Services.AddSingleton(smtp);
        builder.Services.AddSingleton<Postbox>();
        builder.Services.AddSingleton<SealedWords>();
        builder.Services.AddScoped<WaysPost>();
        builder.Services.AddHostedService<MailRound>();
    }
}
