using System.Text.Json.Nodes;
using EssLedger.Store;

namespace EssLedger.Web.Commands;

/// <summary>An act of an operator at the machine, which stands in the trail before it is done and after: without its row it is not done.</summary>
internal sealed class MachineAct
{
    private readonly IAuditTrail _trail;
    private readonly TrailEntry _entry;
    private readonly long _begun;

    private MachineAct(IAuditTrail trail, TrailEntry entry, long begun) => (_trail, _entry, _begun) = (trail, entry, begun);

    /// <param name="trail">The trail.</param>
    /// <param name="action">The stable word of the act.</param>
    /// <param name="kind">Of what kind the thing is; empty: none.</param>
    /// <param name="asked">What was asked for, as the trail may keep it.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<MachineAct> Begin(IAuditTrail trail, string action, string kind, JsonObject asked, CancellationToken stop)
    {
        var entry = new TrailEntry("", "", "command-line", "", action, kind, "", TrailStage.Begun, "", null, new JsonObject { ["asked"] = asked }.ToJsonString());
        return new(trail, entry, (await trail.AppendAsync(TimeProvider.System.GetUtcNow(), entry, stop)).Number);
    }

    /// <summary>It was done.</summary>
    /// <param name="subject">The id of what it was done to or made.</param>
    public Task Done(string subject) =>
        _trail.AppendAsync(TimeProvider.System.GetUtcNow(), _entry with { Stage = TrailStage.Done, Subject = subject, Begun = _begun, Details = "{}" }, CancellationToken.None);
}
