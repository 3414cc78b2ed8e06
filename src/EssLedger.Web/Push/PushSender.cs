using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Push;
using EssLedger.Store;
using EssLedger.Web.Keys;
using EssLedger.Web.Webhooks;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;

namespace EssLedger.Web.Push;

/// <summary>Hands one message to the push service of a device's browser (RFC 8030), encrypted for that device alone (RFC 8291) and signed by our key (RFC 8292). The address is one
/// that somebody else chose (see <see cref="ChosenAddress"/>).</summary>
public sealed class PushSender : IDisposable
{
    private readonly HttpClient _http;
    private readonly PushServiceClient _client;
    private readonly KeyDirectory _keys;
    private readonly string? _subject;

    /// <param name="keys">Ours.</param>
    /// <param name="settings">Who we are, and whether this very machine may be sent to: in a demonstration.</param>
    public PushSender(KeyDirectory keys, Settings settings) : this(keys, settings, settings.Demo)
    {
    }

    internal PushSender(KeyDirectory keys, Settings settings, bool loopbackToo)
    {
        _keys = keys;
        _subject = settings.Origin.StartsWith("https:", StringComparison.Ordinal) ? settings.Origin : null;
        _http = new(new Unread(ChosenAddress.Handler(loopbackToo))) { Timeout = Timeout.InfiniteTimeSpan };
        // When it is tried again is for the round to say: a service that asks us to wait would hold up others.
        _client = new(_http) { AutoRetryAfter = false };
    }

    /// <summary>Sends it once.</summary>
    /// <param name="device">To whom.</param>
    /// <param name="text">What, in as few bytes as may be.</param>
    /// <param name="life">For how long the push service keeps it for a device that is off.</param>
    /// <param name="cancellationToken">To give up.</param>
    /// <returns>What the service answered (HTTP), or what trouble there was instead.</returns>
    public async Task<(int? Status, string? Trouble)> Send(PushDevice device, string text, TimeSpan life, CancellationToken cancellationToken)
    {
        if (_keys.Find(device.Expects) is not { Purpose: Purposes.Push } key) return (null, "key");
        using var authentication = new VapidAuthentication(PublicPoint(key), Base64Url.EncodeToString(key.Key.ExportParameters(includePrivateParameters: true).D)) { Subject = _subject };
        var subscription = new PushSubscription { Endpoint = device.Address };
        subscription.SetKey(PushEncryptionKeyName.P256DH, Base64Url.EncodeToString(device.Key.Span));
        subscription.SetKey(PushEncryptionKeyName.Auth, Base64Url.EncodeToString(device.Secret.Span));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ChosenAddress.Patience);
        try
        {
            await _client.RequestPushMessageDeliveryAsync(subscription, new(Filled(text)) { TimeToLive = (int)Math.Max(0, life.TotalSeconds), Urgency = PushMessageUrgency.Normal }, authentication, VapidAuthenticationScheme.Vapid, patience.Token);
            return (StatusCodes.Status201Created, null);
        }
        catch (PushServiceClientException e)
        {
            return ((int)e.StatusCode, null);
        }
        catch (Exception e) when (ChosenAddress.IsTrouble(e, cancellationToken))
        {
            return (null, ChosenAddress.TroubleOf(e));
        }
    }

    /// <summary>A key's public point, uncompressed, in base64url: what a browser enters its device with.</summary>
    public static string PublicPoint(KeyFile key)
    {
        var point = key.Key.ExportParameters(includePrivateParameters: false).Q;
        return Base64Url.EncodeToString([4, .. point.X!, .. point.Y!]);
    }

    /// <summary>Whether bytes are a device's public key: a point of the curve.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != PushRules.KeySize || bytes[0] != 4) return false;
        try
        {
            using var _ = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = bytes[1..33].ToArray(), Y = bytes[33..].ToArray() } });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // Blanks after JSON say nothing.
    private static string Filled(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        return text + new string(' ', (PushRules.Step - (size % PushRules.Step)) % PushRules.Step);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Nothing that a push service says besides its status is of interest, so no more is read.</summary>
    private sealed class Unread(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            answer.Content.Dispose();
            answer.Content = null;
            return answer;
        }
    }
}
