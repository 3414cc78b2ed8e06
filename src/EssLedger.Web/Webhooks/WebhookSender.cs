using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using EssLedger.Core.Webhooks;
using EssLedger.Store;

namespace EssLedger.Web.Webhooks;

/// <summary>Sends one message to the address of a web shop (see <see cref="ChosenAddress"/>); of its answer a few kilobytes are read.</summary>
public sealed class WebhookSender : IDisposable
{
    private const int MostRead = 2_048, MostShown = 512;

    private readonly HttpClient _http;
    private readonly WebhookDesk _desk;
    private readonly TimeProvider _clock;

    /// <param name="desk">Which knows the secrets.</param>
    /// <param name="loopbackToo">Whether this very machine may be sent to: in a demonstration.</param>
    /// <param name="clock">The server's.</param>
    public WebhookSender(WebhookDesk desk, bool loopbackToo, TimeProvider clock)
    {
        (_desk, _clock) = (desk, clock);
        _http = new(ChosenAddress.Handler(loopbackToo)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends it once.</summary>
    public async Task<WebhookAttempt> Send(Webhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var (at, body) = (_clock.GetUtcNow(), Encoding.UTF8.GetBytes(delivery.Body));
        var start = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ChosenAddress.Patience);
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
        catch (Exception e) when (ChosenAddress.IsTrouble(e, cancellationToken))
        {
            return Attempt(null, "", ChosenAddress.TroubleOf(e));
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
}
