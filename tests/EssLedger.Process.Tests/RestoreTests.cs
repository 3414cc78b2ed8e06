using System.Diagnostics;
using System.Net;
using System.Text.Json;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using Microsoft.Data.Sqlite;

namespace EssLedger.Outside;

/// <summary>The database is lost, and all there is is a copy from before some payments that were acknowledged.</summary>
public sealed class RestoreTests(SqliteTown town) : IClassFixture<SqliteTown>
{
    private static readonly TimeSpan SealsWithin = TimeSpan.FromSeconds(60);

    private string File(string name) => Path.Combine(town.Data, name);

    [Fact]
    public async Task A_restore_that_loses_payments_is_refused_until_it_is_named_and_then_stands_in_the_book()
    {
        var (payer, shop) = (await town.NewMember(10_000), await town.NewMember(kind: "merchant"));
        var kept = payer.Sign(payer.Order(shop.Account, 100));
        var keptAnswer = await (await town.Pay(kept)).Is(201);
        var (_, before) = await Sealed(keptAnswer);
        var end = Read(before).Size;
        Copy();

        var lost = new List<byte[]>();
        var lostAnswers = new List<JsonElement>();
        for (var i = 0; i < 5; i++)
        {
            lost.Add(payer.Sign(payer.Order(shop.Account, 200)));
            lostAnswers.Add(await (await town.Pay(lost[^1])).Is(201));
        }
        var (_, gone) = await Sealed(lostAnswers[^1]);
        var signed = Read(gone).Size;
        Assert.True(signed >= end + 5);
        Assert.Equal(100 + (5 * 200), await shop.Balance());

        await town.Server.Kill();
        foreach (var file in Directory.GetFiles(town.Data, "ledger.db*")) System.IO.File.Delete(file);
        System.IO.File.Move(File("copy.db"), File("ledger.db"));

        // It is noticed by whoever verifies, and by the server.
        var (code, said) = await Verb("verify", "--data", town.Data);
        Assert.True(code == 1 && said.Contains($"currency: WRONG at position {end + 1}: There were {signed} entries", StringComparison.Ordinal), said);
        foreach (var words in new[] { Array.Empty<string>(), ["--restored-from", $"currency={signed}"], ["--restored-from", $"currency={end},label=1"] })
        {
            (code, said) = await Verb(["serve", "--demo", "--data", town.Data, "--urls", town.Server.Url.GetLeftPart(UriPartial.Authority), .. words]);
            Assert.Equal(1, code);
            Assert.Contains($"--restored-from currency={end}:", said, StringComparison.Ordinal);
            if (words.Length == 0) Assert.Contains($"ends at position {end}, and {signed} entries of it were signed", said, StringComparison.Ordinal);
        }

        await town.Server.Run("--restored-from", $"currency={end}");
        var keys = (await (await town.Anyone.GetAsync("/v1/ledger")).Is(200)).GetProperty("logKeys").EnumerateArray().Where(k => k.GetProperty("book").GetString() == "currency").ToList();
        var origin = $"essledger/{town.Ledger}/currency";
        Assert.Equal([$"{origin}/2", origin], keys.Select(k => k.GetProperty("origin").GetString()));

        // What the copy has is answered as before. What it has not was acknowledged and is lost: the same bytes are paid anew.
        Assert.Equal(keptAnswer.GetRawText(), (await (await town.Pay(kept)).Is(200)).GetRawText());
        Assert.Equal(100, await shop.Balance());
        var again = await (await town.Pay(lost[0])).Is(201);
        Assert.NotEqual(lostAnswers[0].GetProperty("receipt").GetString(), again.GetProperty("receipt").GetString());
        Assert.Equal(end + 2, again.GetProperty("position").GetInt64());
        Assert.Equal(300, await shop.Balance());

        // The new log, by programs that share nothing with the server's.
        var (proof, after) = await Sealed(again);
        Assert.Equal($"{origin}/2", Read(after).Origin);
        Assert.Equal($"{origin}/2 holds", await LogExample(proof, keys[0].GetProperty("vkey").GetString()!));
        Assert.Equal("does not hold", await LogExample(proof, keys[1].GetProperty("vkey").GetString()!));
        var served = await town.Anyone.GetStringAsync(new Uri("/log/currency/checkpoint", UriKind.Relative));
        Assert.StartsWith($"{origin}/2\n", served, StringComparison.Ordinal);
        var path = await (await town.Anyone.GetAsync($"/log/currency/consistency?from={end}&to={Read(after).Size}")).Is(200);
        Assert.True(MerkleTree.VerifyConsistency(end, Read(before).Root, Read(after).Size, Read(after).Root,
            [.. path.GetProperty("path").EnumerateArray().Select(p => Core.Identifiers.Digest.FromBytes(p.GetBytes()))]));

        // The word may stay on the command line, and may go.
        await town.Server.Kill();
        await town.Server.Run("--restored-from", $"currency={end}");
        Assert.Contains("take --restored-from", town.Server.Output, StringComparison.Ordinal);
        await town.Server.Kill();
        foreach (var (name, note) in new[] { ("before", before), ("gone", gone), ("after", after) }) await System.IO.File.WriteAllTextAsync(File(name), note);
        (code, said) = await Verb("verify", "--data", town.Data, "--checkpoint", File("before"), "--checkpoint", File("gone"), "--checkpoint", File("after"));
        Assert.True(code == 0, said);
        Assert.Contains("currency: clean", said, StringComparison.Ordinal);
        Assert.Contains($"currency: position {end + 1} records a loss: the book was restored from a copy that ended at {end}, and {signed} entries of {origin} had been signed; since then its log is {origin}/2", said, StringComparison.Ordinal);
        Assert.Contains($"currency: the checkpoint of {signed} entries of {origin} covers what is recorded as lost at position {end + 1}", said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n'), line => line.Contains("covers what is recorded as lost", StringComparison.Ordinal));

        // Whoever says that more was sealed than the book admits is believed, if our key says so too.
        var more = new Checkpoint(origin, signed + 1, Read(gone).Root);
        var seed = Convert.FromBase64String(string.Concat((await System.IO.File.ReadAllLinesAsync(Path.Combine(town.Data, "keys", "checkpoint-currency.1.pem"))).SkipWhile(l => !l.StartsWith("-----", StringComparison.Ordinal)).Where(l => !l.StartsWith('-'))))[^32..];
        await System.IO.File.WriteAllTextAsync(File("more"), new NoteSigner(origin, seed).Sign(more.ToString()).ToString());
        (code, said) = await Verb("verify", "--data", town.Data, "--checkpoint", File("more"));
        Assert.True(code == 1 && said.Contains($"Position {end + 1} says that the last checkpoint of log 1 covered {signed} entries", StringComparison.Ordinal), said);
    }

    private static Checkpoint Read(string text) =>
        SignedNote.TryParse(text, out var note, out var why) && Checkpoint.TryParse(note.Text, out var checkpoint) ? checkpoint : throw new FormatException(why);

    /// <summary>Waits until a payment is sealed; its proof and the checkpoint in it.</summary>
    private async Task<(string Proof, string Checkpoint)> Sealed(JsonElement payment)
    {
        var auditor = await town.As("auditor");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < SealsWithin; await Task.Delay(100))
        {
            using var answer = await auditor.GetAsync($"/v1/payments/{payment.GetProperty("payment").GetString()}/proof");
            if (answer.StatusCode == HttpStatusCode.OK) return (await answer.Content.ReadAsStringAsync(), (await answer.Json()).GetProperty("checkpoint").GetString()!);
            await answer.Refused(404, "not_yet_sealed");
        }
        throw new InvalidOperationException($"Nothing was sealed within {SealsWithin}.");
    }

    /// <summary>A copy of the database while the server works on it, as an operator makes one.</summary>
    private void Copy()
    {
        using var connection = new SqliteConnection($"Data Source={File("ledger.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "vacuum into $copy";
        command.Parameters.AddWithValue("$copy", File("copy.db"));
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a verb, and gives what it alone said.</summary>
    private async Task<(int Code, string Said)> Verb(params string[] arguments)
    {
        var heard = town.Server.Output.Length;
        var (code, output) = await town.Server.Verb(arguments);
        return (code, output[heard..]);
    }

    /// <summary>What the example in JavaScript says of a proof under a key.</summary>
    private static async Task<string> LogExample(string proof, string vkey)
    {
        var example = new Uri(Path.Combine(Repository.Root, "mobile-api-spec", "examples", "log.mjs"));
        var script = $"import {{ readVkey, verifyProof }} from '{example}'; const [proof, vkey] = process.argv.slice(1); "
            + "const opened = verifyProof(JSON.parse(proof), readVkey(vkey)); console.log(opened ? `${opened.origin} holds` : 'does not hold')";
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", script, "--", proof, vkey]) { RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return said.Trim();
    }
}
