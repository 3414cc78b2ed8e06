using System.Diagnostics;
using System.Security.Cryptography;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;

namespace EssLedger;

/// <summary>What bounds every contender on this machine: how often a second it syncs, verifies and signs, one after another.</summary>
internal static class References
{
    public static IEnumerable<(string What, double PerSecond)> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("essledger-bench-");
        using (var file = new FileStream(Path.Combine(folder.FullName, "sync"), FileMode.Create))
        {
            var block = new byte[4096];
            // In place, as a log that is written again: only data to sync, no length.
            yield return ("fdatasync of 4 kB", Rate(() =>
            {
                file.Position = 0;
                file.Write(block);
                file.Flush(flushToDisk: true);
            }));
        }
        folder.Delete(recursive: true);

        var device = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        var message = RandomNumberGenerator.GetBytes(200);
        var signature = device.SignMessage(message);
        var (verifier, name) = Es256kVerifiers.Best();
        yield return ($"orders verified, {name}", Rate(() =>
        {
            if (!Es256k.Verify(verifier, device.Key, message, signature)) throw new InvalidOperationException("A good signature was refused.");
        }));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new ServerKey(key, "receipt");
        yield return ("receipts signed, P-256", Rate(() => server.Sign(Receipt.Type, message)));
    }

    private static double Rate(Action act)
    {
        for (var i = 0; i < 200; i++) act();
        var watch = Stopwatch.StartNew();
        var done = 0;
        for (; watch.Elapsed.TotalSeconds < 0.7; done++) act();
        return done / watch.Elapsed.TotalSeconds;
    }
}
