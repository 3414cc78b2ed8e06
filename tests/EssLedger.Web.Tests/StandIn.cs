using System.Net;

namespace EssLedger.Web;

/// <summary>Somebody else's server on this machine, as far as a test needs it: it answers one call after the other.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _running;

    /// <param name="path">Under which it answers, with a slash at its end.</param>
    /// <param name="answer">Reads a call and closes its response.</param>
    public StandIn(string path, Func<HttpListenerContext, Task> answer)
    {
        Address = $"http://127.0.0.1:{TestServer.FreePort()}/{path}";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _running = Run(answer);
    }

    public string Address { get; }

    private async Task Run(Func<HttpListenerContext, Task> answer)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
            await answer(context);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _running;
    }
}
