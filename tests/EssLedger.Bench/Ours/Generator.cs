using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EssLedger.Ours;

/// <summary>The clients of the HTTP path, in a process of their own: every client has a socket of its own and speaks just enough HTTP/1.1, so that
/// on a machine with few processors the server is measured and not the client.</summary>
internal static class Generator
{
    /// <summary>Said on standard output when the measured part begins, and when it ends.</summary>
    public const string Begins = "begins", Ends = "ends";

    public static async Task<int> Run(Uri url, string orders, int clients, int perSecond, int warmUp, TimeSpan warmTime, TimeSpan time)
    {
        var requests = ReadOrders(orders).Select(order => Request(url, order)).ToArray();
        var wires = new Wire[clients];
        for (var i = 0; i < clients; i++) wires[i] = await Wire.Connect(url);

        var next = -1;
        var warm = await Loops.Closed(Math.Min(clients, 256), warmTime, client => Ask(client, Interlocked.Increment(ref next), warmUp));
        await Console.Out.WriteLineAsync(Begins);
        next = warmUp - 1;
        var seen = perSecond == 0
            ? await Loops.Closed(clients, time, client => Ask(client, Interlocked.Increment(ref next), requests.Length))
            : await Loops.Open(clients, perSecond, requests.Length - warmUp, (client, call) => Ask(client, warmUp + call, requests.Length));
        await Console.Out.WriteLineAsync(Ends);
        WriteSeen(orders + ".seen", warm.Payments, seen);
        foreach (var wire in wires) wire.Dispose();
        return 0;

        async Task<Answer> Ask(int client, int call, int end) => call >= end ? new(0, IsLast: true) : await wires[client].Post(requests[call]) switch
        {
            201 => new(1),
            503 or 429 => new(0),
            var status => throw new InvalidOperationException($"The server answered {status}."),
        };
    }

    private static byte[] Request(Uri url, byte[] order) =>
        [.. Encoding.ASCII.GetBytes($"POST /v1/payments HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/cose\r\nContent-Length: {order.Length}\r\n\r\n"), .. order];

    public static void WriteOrders(string path, byte[][] orders)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(orders.Length);
        foreach (var order in orders)
        {
            writer.Write(order.Length);
            writer.Write(order);
        }
    }

    private static byte[][] ReadOrders(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var orders = new byte[reader.ReadInt32()][];
        for (var i = 0; i < orders.Length; i++) orders[i] = reader.ReadBytes(reader.ReadInt32());
        return orders;
    }

    private static void WriteSeen(string path, long warmed, Seen seen)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(warmed);
        writer.Write(seen.Payments);
        writer.Write(seen.Elapsed.Ticks);
        foreach (var latencies in new[] { seen.Latencies, seen.Refusals })
        {
            writer.Write(latencies.Length);
            foreach (var latency in latencies) writer.Write(latency);
        }
    }

    public static (long Warmed, Seen Seen) ReadSeen(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        return (reader.ReadInt64(), new(reader.ReadInt64(), TimeSpan.FromTicks(reader.ReadInt64()), Latencies(), Latencies()));

        long[] Latencies()
        {
            var latencies = new long[reader.ReadInt32()];
            for (var i = 0; i < latencies.Length; i++) latencies[i] = reader.ReadInt64();
            return latencies;
        }
    }

    /// <summary>One client's connection: one request under way at a time.</summary>
    private sealed class Wire(Socket socket) : IDisposable
    {
        private readonly byte[] _answer = new byte[16_384];

        public static async Task<Wire> Connect(Uri url)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, url.Port);
            return new(socket);
        }

        /// <summary>Sends a request, reads its whole answer, returns its status.</summary>
        public async ValueTask<int> Post(ReadOnlyMemory<byte> request)
        {
            await socket.SendAsync(request);
            for (var length = 0; ;)
            {
                var received = await socket.ReceiveAsync(_answer.AsMemory(length));
                if (received == 0) throw new InvalidOperationException("The server closed a connection.");
                length += received;
                if (IsWhole(_answer.AsSpan(0, length))) break;
            }
            // "HTTP/1.1 201 …"
            return Utf8Parser.TryParse(_answer.AsSpan(9, 3), out int status, out _) ? status : throw new InvalidOperationException("The answer is not HTTP.");
        }

        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0) return false;
            var length = answer[..head].IndexOf("\r\nContent-Length: "u8);
            if (length < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8); // chunked
            return Utf8Parser.TryParse(answer[(length + 18)..], out int body, out _) && answer.Length == head + 4 + body;
        }

        public void Dispose() => socket.Dispose();
    }
}
