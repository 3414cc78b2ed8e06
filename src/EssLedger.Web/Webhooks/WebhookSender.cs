using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using EssLedger.Core.Webhooks;
using EssLedger.Store;

namespace EssLedger.Web.Webhooks;

/// <summary>Sends one message to an address that somebody else chose, and so trusts neither its name nor its answer: the machine behind the name is judged when it is connected to
/// (OWASP, server-side request forgery), no redirect is followed, ten seconds are all it has, and of its answer a few kilobytes are read.</summary>
public sealed class WebhookSender : IDisposable
{
    private const int MostRead = 2_048, MostShown = 512;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly WebhookDesk _desk;
    private readonly TimeProvider _clock;

    /// <param name="desk">Which knows the secrets.</param>
    /// <param name="loopbackToo">Whether this very machine may be sent to: in a demonstration.</param>
    /// <param name="clock">The server's.</param>
    public WebhookSender(WebhookDesk desk, bool loopbackToo, TimeProvider clock)
    {
        (_desk, _clock) = (desk, clock);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, stop) => Connect(context.DnsEndPoint, loopbackToo, stop),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends it once.</summary>
    public async Task<WebhookAttempt> Send(Webhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var (at, body) = (_clock.GetUtcNow(), Encoding.UTF8.GetBytes(delivery.Body));
        var start = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.UserAgent.ParseAdd("EssLedger");
            request.Headers.Add("webhook-id", delivery.Message);
            request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", WebhookSignature.Sign(delivery.Message, at, body, _desk.SecretsOf(webhook)));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return Attempt((int)answer.StatusCode, await Beginning(answer, patience.Token), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or NotPublicException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The words of the framework may say what lies in our network; its kind of trouble is enough.
            return Attempt(null, "", e switch
            {
                OperationCanceledException => "timeout",
                _ when e is NotPublicException || e.InnerException is NotPublicException => "not_public",
                HttpRequestException known => known.HttpRequestError.ToString(),
                _ => "connection",
            });
        }

        WebhookAttempt Attempt(int? status, string said, string? trouble) =>
            new(webhook.Id, delivery.Position, at, status, (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds, said, trouble);
    }

    public void Dispose() => _http.Dispose();

    // One that is read no further ends with its connection.
    private static async Task<string> Beginning(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostRead];
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(buffer, 0, Math.Min(read, MostShown));
        return string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' ? ' ' : c)).Trim();
    }

    /// <summary>Connects to the very address that was judged, so that a name which leads elsewhere a moment later leads nowhere.</summary>
    private static async ValueTask<Stream> Connect(DnsEndPoint to, bool loopbackToo, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(to.Host, cancellationToken);
        var allowed = found.Where(a => WebhookRules.IsPublic(a) || (loopbackToo && IPAddress.IsLoopback(a))).ToArray();
        // Of a name that leads to several places, one of them inside, none is believed.
        if (allowed.Length == 0 || allowed.Length < found.Length) throw new NotPublicException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

#pragma warning disable CA1032, CA1064 // Thrown and caught in this class.
    private sealed class NotPublicException() : Exception("The name leads to an address that is not public.");
#pragma warning restore CA1032, CA1064
}
