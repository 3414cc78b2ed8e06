using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Verification;

/// <summary>What was found in the trail of privileged acts.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Hash">Of the last row: kept elsewhere, it shows whether rows were cut off at the end.</param>
/// <param name="Fault">What is wrong first, and at which row; null: nothing.</param>
public sealed record TrailVerdict(long Rows, Digest Hash, (long Number, string What)? Fault);

/// <summary>Reads the trail again: no row is missing, none was changed, and each end belongs to a beginning.</summary>
public static class TrailVerification
{
    private const int Page = 1000;

    public static async Task<TrailVerdict> RunAsync(IAuditTrail trail, CancellationToken stop)
    {
        TrailRow? last = null;
        var open = new Dictionary<long, (string Person, string Action)>();
        while (true)
        {
            var rows = await trail.ReadAsync(last?.Number ?? 0, Page, stop);
            foreach (var row in rows)
            {
                var expected = (last?.Number ?? 0) + 1;
                if (row.Number != expected) return Wrong(expected, $"It is missing; the next one is {row.Number}.");
                if (row.Hash != TrailRow.HashOf(last?.Hash ?? Digest.Zero, row.Number, row.At, row.Entry)) return Wrong(row.Number, "Its hash is not over what it says and the row before.");
                if (row.At < last?.At) return Wrong(row.Number, "It is older than the row before.");
                if (row.Entry.Begun is not { } begun)
                {
                    if (row.Entry.Stage is TrailStage.Begun) open[row.Number] = (row.Entry.Person, row.Entry.Action);
                }
                else if (!open.Remove(begun, out var first) || first != (row.Entry.Person, row.Entry.Action)) return Wrong(row.Number, $"It says how {begun} ended, which is no act of this person that waits for its end.");
                last = row;
            }
            if (rows.Count < Page) return new(last?.Number ?? 0, last?.Hash ?? Digest.Zero, null);
        }

        TrailVerdict Wrong(long number, string what) => new(last?.Number ?? 0, last?.Hash ?? Digest.Zero, (number, what));
    }
}
