using EssLedger.Core.Payments;
using EssLedger.Grains;

namespace EssLedger.Ours;

/// <summary>From the account's grain to the store, in this process: an order is decided, durable and answered.</summary>
/// <param name="ledger">The server.</param>
/// <param name="verifies">Whether reading the order's bytes and checking its signature is part of it; otherwise both were done before.</param>
internal sealed class GrainPath(LedgerUnderTest ledger, bool verifies) : Contender
{
    private SignedOrder[] _read = [];
    private byte[][] _bytes = [];
    private int[] _next = [];
    private int _clients;

    public bool Verifies => verifies;

    public override string Name => $"EssLedger, {ledger.Store}, grains{(verifies ? " and signatures" : "")}";

    public override Task Start() => ledger.Start();

    protected override void Prepare(Load load, int calls)
    {
        _bytes = ledger.Sign(load, calls);
        _read = verifies ? [] : Array.ConvertAll(_bytes, Read);
        _clients = load.Clients;
        _next = [.. Enumerable.Range(0, load.Clients)];
        ledger.Verifier.Believes = !verifies;
    }

    protected override async Task<Answer> Pay(int client)
    {
        var turn = _next[client];
        _next[client] += _clients;
        return turn < _bytes.Length ? await PayTurn(turn) : new(0, IsLast: true);
    }

    private async Task<Answer> PayTurn(int turn)
    {
        var order = verifies ? Read(_bytes[turn]) : _read[turn];
        try
        {
            return await ledger.Grains.GetGrain<IAccountGrain>(order.Order.Payer.Value).Pay(order) is { Outcome: not null, First: true }
                ? new(1)
                : throw new InvalidOperationException("A good order was refused.");
        }
        catch (BusyException)
        {
            return new(0);
        }
    }

    public override async Task<Run> Measure(Load load, Meter meter)
    {
        var before = Made;
        var run = load.PerSecond == 0 ? await base.Measure(load, meter) : await MeasureOpen(load, meter);
        ledger.Acknowledged += Made - before;
        ledger.Verifier.Believes = false;
        return run;
    }

    private async Task<Run> MeasureOpen(Load load, Meter meter)
    {
        var calls = (int)(load.PerSecond * load.Time.TotalSeconds);
        Prepare(load, calls);
        GC.Collect();
        meter.Start();
        var seen = await Loops.Open(load.Clients, load.PerSecond, calls, (_, call) => PayTurn(call));
        var usage = meter.Stop();
        Made += seen.Payments;
        return new(seen.Payments, seen.Elapsed, seen.Latencies, seen.Refusals, usage);
    }

    private static SignedOrder Read(byte[] bytes) => SignedOrder.TryDecode(bytes, out var order, out var why) ? order : throw new InvalidOperationException(why);

    public override Task Check() => ledger.Check();

    public override Task<Disk> Disk() => ledger.Disk();
}
