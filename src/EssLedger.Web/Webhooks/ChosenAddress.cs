using System.Net;
using System.Net.Sockets;
using EssLedger.Core.Webhooks;

namespace EssLedger.Web.Webhooks;

/// <summary>Calls to an address that somebody else chose, and so trusts neither its name nor its answer: the machine behind the name is judged when it is connected to
/// (OWASP, server-side request forgery), no redirect is followed, and no proxy asked.</summary>
internal static class ChosenAddress
{
    /// <summary>How long one call may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="loopbackToo">Whether this very machine may be called: in a demonstration.</param>
    public static SocketsHttpHandler Handler(bool loopbackToo) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = Patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
        ConnectCallback = (context, stop) => Connect(context.DnsEndPoint, loopbackToo, stop),
    };

    /// <summary>Whether a call failed by what lies outside, and not by a fault of ours or because we stop.</summary>
    public static bool IsTrouble(Exception e, CancellationToken stopping) =>
        e is HttpRequestException or IOException or SocketException or NotPublicException || (e is OperationCanceledException && !stopping.IsCancellationRequested);

    /// <summary>In a word. The words of the framework may say what lies in our network; its kind of trouble is enough.</summary>
    public static string TroubleOf(Exception e) => e switch
    {
        OperationCanceledException => "timeout",
        _ when e is NotPublicException || e.InnerException is NotPublicException => "not_public",
        HttpRequestException known => known.HttpRequestError.ToString(),
        _ => "connection",
    };

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

#pragma warning disable CA1032, CA1064 // Thrown and caught in this folder.
    private sealed class NotPublicException() : Exception("The name leads to an address that is not public.");
#pragma warning restore CA1032, CA1064
}
