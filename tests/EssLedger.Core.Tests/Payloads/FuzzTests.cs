using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace EssLedger.Core.Payloads;

/// <summary>Throws spoiled payloads at the decoders. Whatever the bytes, the answer is a reading or a <see cref="FormatException"/>, and what is read
/// is written again to the same bytes: two texts of one meaning would be two orders.</summary>
/// <remarks>The budget is fixed and the dice are seeded, so that a run can be repeated; <c>FUZZ_BUDGET</c> sets another number of inputs and
/// <c>FUZZ_SEED</c> other dice. With <c>FUZZ_SAVE=1</c> each input that gets an answer not heard before is kept in the corpus folder, from which
/// every later run starts too.</remarks>
public sealed class FuzzTests
{
    private static readonly int Budget = int.Parse(Environment.GetEnvironmentVariable("FUZZ_BUDGET") ?? "200000", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("FUZZ_SEED") ?? "47", System.Globalization.CultureInfo.InvariantCulture);

    // Heads and values at which decoders go wrong.
    private static readonly byte[][] Interesting = [.. new[]
    {
        "00", "17", "1800", "1817", "1818", "18FF", "190100", "1A00010000", "1B0000000100000000", "1B7FFFFFFFFFFFFFFF", "1B8000000000000000", "1BFFFFFFFFFFFFFFFF",
        "20", "3BFFFFFFFFFFFFFFFF", "40", "4100", "5B7FFFFFFFFFFFFFFF", "5F", "60", "61FF", "62C080", "63EDA080", "7F", "80", "9A7FFFFFFF", "9BFFFFFFFFFFFFFFFF", "9F",
        "A0", "A10101", "BB7FFFFFFFFFFFFFFF", "BF", "C2", "D2", "D818", "F4", "F5", "F6", "F7", "F97E00", "FB7FF0000000000000", "FF", "E2808F", "F09F9296",
    }.Select(Convert.FromHexString)];

    [Fact]
    public void No_input_breaks_a_decoder_and_what_it_accepts_has_one_form()
    {
        var seeds = Seeds();
        var heard = new HashSet<string>();
        foreach (var (kind, isMessage, bytes) in seeds) heard.Add(Answer(kind, isMessage, bytes));

        var dice = new Random(Seed);
        var accepted = 0;
        for (var i = 0; i < Budget; i++)
        {
            var (kind, isMessage, start) = seeds[dice.Next(seeds.Count)];
            var bytes = Mutate(start, seeds[dice.Next(seeds.Count)].Bytes, dice);
            var answer = Answer(kind, isMessage, bytes);
            if (answer == "accepted") accepted++;
            if (heard.Add(answer) && Environment.GetEnvironmentVariable("FUZZ_SAVE") == "1") Save(kind, isMessage, bytes);
        }
        // Dice that never hit a good payload would test the first check only.
        Assert.True(accepted > Budget / 100, $"{accepted} of {Budget} were accepted.");
    }

    private static string Answer(Vectors.Kind kind, bool isMessage, byte[] bytes)
    {
        byte[] again;
        try
        {
            again = isMessage ? kind.MessageAgain(bytes) : kind.Again(bytes);
        }
        catch (FormatException refused)
        {
            return $"{kind.Type} {isMessage} {refused.Message}";
        }
        Assert.Equal(bytes, again);
        return "accepted";
    }

    private static List<(Vectors.Kind Kind, bool IsMessage, byte[] Bytes)> Seeds()
    {
        var seeds = new List<(Vectors.Kind, bool, byte[])>();
        foreach (var vector in Vectors.All)
        {
            var kind = Vectors.KindOf(vector.Type);
            seeds.Add((kind, true, vector.Message));
            // The payload alone too, where there is one: within a message few changes get past the envelope.
            if (vector.Code is null) seeds.AddRange(Enumerable.Repeat((kind, false, SignedPayload.Decode(vector.Message).Payload.ToArray()), 10));
        }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Payloads", "corpus"), "*.hex"))
        {
            var parts = Path.GetFileName(file).Split('-');
            seeds.Add((Vectors.KindOf($"vnd.essledger.{parts[0]}"), parts[1] == "message", Convert.FromHexString(File.ReadAllText(file).Trim())));
        }
        return seeds;
    }

    private static byte[] Mutate(byte[] start, byte[] other, Random dice)
    {
        var bytes = start.ToList();
        for (var changes = dice.Next(1, 4); changes > 0; changes--)
        {
            var at = dice.Next(bytes.Count + 1);
            var length = Math.Min(dice.Next(1, 9), bytes.Count - at);
            switch (dice.Next(9))
            {
                case 0 when length > 0: bytes[at] ^= (byte)(1 << dice.Next(8)); break;
                case 1 when length > 0: bytes[at] = (byte)dice.Next(256); break;
                case 2 when length > 0: bytes[at] = (byte)((bytes[at] + (dice.Next(2) == 0 ? 1 : 255)) & 0xFF); break;
                case 3: bytes.Insert(at, (byte)dice.Next(256)); break;
                case 4: bytes.RemoveRange(at, length); break;
                case 5: bytes.InsertRange(dice.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
                case 6: bytes.InsertRange(at, Interesting[dice.Next(Interesting.Length)]); break;
                case 7:
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(at, Interesting[dice.Next(Interesting.Length)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(other.Skip(at));
                    break;
            }
        }
        return [.. bytes];
    }

    private static void Save(Vectors.Kind kind, bool isMessage, byte[] bytes, [CallerFilePath] string here = "")
    {
        var name = $"{kind.Type[(kind.Type.LastIndexOf('.') + 1)..]}-{(isMessage ? "message" : "payload")}-{Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}.hex";
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(here)!, "corpus", name), Convert.ToHexStringLower(bytes) + "\n");
    }
}
