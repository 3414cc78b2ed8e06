using System.IO.Compression;
using System.Text.Json;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.PublicPayments;
using EssLedger.Core.Transparency;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Banking;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.PublicPayments;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>The proof of one public payment, as data. Digests and bytes are in hex.</summary>
/// <param name="Format">Names this form of proof.</param>
/// <param name="Ledger">Whose book.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Mandate">What the beneficiary asked for.</param>
/// <param name="Line">What the bank showed.</param>
/// <param name="Payment">What the beneficiary got.</param>
/// <param name="Checkpoint">The signed note of the transparency log in whose tree both entries stand.</param>
/// <param name="Keys">The verifier keys (C2SP signed-note) of the log. Compare them with what was kept elsewhere.</param>
public sealed record PublicProofData(string Format, string Ledger, string Unit, ProvenMandate Mandate, ProvenLine Line, ProvenPayment Payment, string Checkpoint, IReadOnlyList<string> Keys)
{
    public const string Current = "essledger-public-payment/1";
}

/// <param name="Paper">SHA-256 of the signed paper.</param>
/// <param name="Words">Salt and words, whose SHA-256 the entry names; empty: erased.</param>
public sealed record ProvenMandate(string Id, string Reference, string Beneficiary, string? Name, string Siret, string? Body, string? Object, decimal Most, DateOnly First, DateOnly Last, string Paper, string Words, ProvenEntry Entry);

/// <summary>A line of a statement, without what does not concern this payment.</summary>
/// <param name="Key">Its identity in the book.</param>
/// <param name="Statement">The position at which its statement was recorded.</param>
/// <param name="Payer">The name of whoever paid, as the bank writes it; null: erased.</param>
/// <param name="Euro">What came.</param>
public sealed record ProvenLine(string Key, long Statement, DateOnly Day, string? Payer, decimal Euro);

public sealed record ProvenPayment(string Issuance, string Account, decimal Amount, ProvenEntry Entry);

/// <summary>An entry of the book with all that shows that it stands there.</summary>
/// <param name="CommittedAt">Unix milliseconds.</param>
/// <param name="Previous">The hash of the entry before it; with position, time and body it makes this entry's hash.</param>
/// <param name="Salt">Of its leaf in the log.</param>
/// <param name="Path">The inclusion path (RFC 9162 §2.1.3).</param>
public sealed record ProvenEntry(long Position, long CommittedAt, string Previous, string Body, string Salt, IReadOnlyList<string> Path);

/// <summary>One file for the accountant of the public body: a paper for people, and data that anybody can check without the ledger it came from.</summary>
public sealed class PublicProof(CurrencyBook book, IEnumerable<BookLog> logs, LineDesk lines, Terms terms, Settings settings)
{
    private const string DataName = "public-payment.json", PaperName = "public-payment.pdf";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The zip; null: the newest checkpoint does not reach so far yet.</summary>
    /// <param name="shown">The mandate.</param>
    /// <param name="payment">Which payment under it.</param>
    /// <param name="reader">In whose language the paper is written.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<byte[]?> Make(ShownMandate shown, PublicPayment payment, Reader reader, CancellationToken stop)
    {
        var log = logs.First(l => l.Name == "currency");
        var (entered, issued) = ((await book.Store.FindAsync(shown.Mandate.Position, stop))!, (await book.Store.FindAsync(payment.Position, stop))!);
        if (await log.ProveAsync(issued, stop) is not { } made || await log.ProveAsync(entered, stop) is not { } given) return null;
        // A checkpoint may have come between the two; both are to stand in one tree.
        if (given.Checkpoint != made.Checkpoint && await log.ProveAsync(issued, stop) is { } newer) made = newer;
        if (given.Checkpoint != made.Checkpoint) return null;
        var (statement, recorded, key) = (await book.Store.FindLineAsync(payment.Line, stop))!;
        var line = recorded.Lines.First(l => l.Key == key);
        var said = await lines.Said(payment.Line);
        var words = await book.Store.FindOriginalAsync(shown.Mandate.Position, shown.Mandate.Entered.Words, stop);
        var of = shown.Mandate.Terms;
        var data = new PublicProofData(PublicProofData.Current, terms.Ledger.Value, terms.Unit.Code,
            new($"{shown.Mandate.Id}", shown.Mandate.Id.Reference.Value, of.Beneficiary.Value, shown.Name, of.Body.Value, shown.Words?.Body, shown.Words?.Object, Euro(of.Most.Minor), of.First, of.Last,
                $"{shown.Mandate.Entered.Paper}", words is { } kept ? Convert.ToHexStringLower(kept.Span) : "", await Proven(entered, given, stop)),
            new($"{payment.Line}", statement.Position.Value, line.Day, said?.Counterparty, Euro(line.Minor)),
            new($"{payment.Issuance}", of.Beneficiary.Value, Euro(payment.Amount.Minor), await Proven(issued, made, stop)), made.Checkpoint, [.. log.Keys.Select(k => $"{k}")]);

        using var file = new MemoryStream();
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var described = await zip.CreateEntry(DataName).OpenAsync(stop)) await JsonSerializer.SerializeAsync(described, data, s_json, stop);
            await using var paper = await zip.CreateEntry(PaperName).OpenAsync(stop);
            await paper.WriteAsync(ToPdf(data, shown, said, reader), stop);
        }
        return file.ToArray();
    }

    private async Task<ProvenEntry> Proven(Entry entry, EntryProof proof, CancellationToken stop)
    {
        var previous = entry.Position == Position.None.Next ? Digest.Zero : (await book.Store.FindAsync(new Position(entry.Position.Value - 1), stop))!.Hash;
        return new(entry.Position.Value, entry.CommittedAt.ToUnixTimeMilliseconds(), $"{previous}", Convert.ToHexStringLower(entry.Body.Span), Convert.ToHexStringLower(proof.Leaf.Salt.Span), [.. proof.Path.Select(h => $"{h}")]);
    }

    private static decimal Euro(long minor) => minor / 100m;

    private byte[] ToPdf(PublicProofData data, ShownMandate shown, BankLine? said, Reader reader)
    {
        using var document = Paper.New($"{reader["publicProof.title"]} ({data.Mandate.Reference})", settings.Name, reader);
        var sheet = new Sheet(document, reader.Language, page => reader.Say("letter.page", ("number", data.Mandate.Reference), ("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        var sum = reader.Sum(shown.Mandate.Payments.First(p => $"{p.Issuance}" == data.Payment.Issuance).Amount, terms.Unit);
        var name = shown.Name ?? reader["word.erased"];
        var body = $"{shown.Words?.Body ?? reader["word.erased"]} ({Reader.Grouped(data.Mandate.Siret)})";
        sheet.Block(Sheet.Left, [settings.Name], firstBold: true);
        sheet.Space(20);
        sheet.Title(reader["publicProof.title"]);
        sheet.Paragraph(reader["publicProof.lead"]);
        sheet.Heading(reader["publicProof.mandate"]);
        sheet.Paragraph(reader.Say("publicProof.mandateText", ("name", name), ("account", data.Mandate.Beneficiary), ("body", body), ("object", shown.Words?.Object ?? reader["word.erased"]),
            ("sum", reader.Euros(shown.Mandate.Terms.Most.Minor)), ("first", reader.Day(shown.Mandate.Terms.First)), ("last", reader.Day(shown.Mandate.Terms.Last))));
        sheet.Paragraph(reader.Say("publicProof.paper", ("reference", shown.Mandate.Id.Reference.Grouped), ("digest", data.Mandate.Paper)));
        sheet.Heading(reader["publicProof.line"]);
        sheet.Paragraph(reader.Say("publicProof.lineText", ("day", reader.Day(data.Line.Day)), ("sum", reader.Euros((long)(data.Line.Euro * 100))), ("payer", said is null ? reader["word.erased"] : said.Counterparty ?? reader["publicPayments.unnamed"])));
        sheet.Heading(reader["publicProof.payment"]);
        sheet.Paragraph(reader.Say("publicProof.paymentText", ("name", name), ("sum", sum), ("position", $"{data.Payment.Entry.Position}"), ("day", reader.Day(ParisCalendar.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(data.Payment.Entry.CommittedAt))))));
        sheet.Heading(reader["publicProof.check"]);
        sheet.Paragraph(reader["publicProof.checkText"]);
        sheet.Items(data.Keys);
        sheet.Items(data.Checkpoint.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        sheet.End();
        return Paper.ToBytes(document);
    }

    /// <summary>Reads a proof again, alone.</summary>
    /// <returns>What it says, if it can be read, and everything that is wrong with it; nothing: it holds as far as its keys are the ledger's.</returns>
    public static async Task<(PublicProofData? Data, IReadOnlyList<string> Faults)> VerifyAsync(Stream file, CancellationToken stop)
    {
        try
        {
            await using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            if (zip.GetEntry(DataName) is not { Length: < 1_000_000 } entry) return (null, [$"There is no {DataName} in it."]);
            await using var bytes = await entry.OpenAsync(stop);
            var data = await JsonSerializer.DeserializeAsync<PublicProofData>(bytes, s_json, stop);
            return data?.Format == PublicProofData.Current ? (data, [.. Faults(data)]) : (null, ["It is no proof of this form."]);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException or ArgumentException or BrokenBookException or NullReferenceException or NotSupportedException)
        {
            return (null, [$"It cannot be read: {e.Message}"]);
        }
    }

    private static IEnumerable<string> Faults(PublicProofData data)
    {
        if (!SignedNote.TryParse(data.Checkpoint, out var note, out var why)) yield return $"The checkpoint is no signed note: {why}";
        else
        {
            if (!data.Keys.Any(k => NoteKey.TryParse(k, out var key) && NoteSigner.Verify(key, note))) yield return "No key of the proof signed the checkpoint.";
            if (!Checkpoint.TryParse(note.Text, out var checkpoint)) yield return "The note is no checkpoint.";
            else
            {
                foreach (var (name, entry) in new[] { ("mandate", data.Mandate.Entry), ("payment", data.Payment.Entry) })
                    if (!Stands(entry, checkpoint)) yield return $"The entry of the {name} does not stand in the tree of the checkpoint.";
            }
        }
        if (Codec.Decode(Convert.FromHexString(data.Mandate.Entry.Body)) is not Act.PublicMandateEntered entered || Codec.Decode(Convert.FromHexString(data.Payment.Entry.Body)) is not Act.Issued issued)
        {
            yield return "The entries are not a public mandate and a payment.";
            yield break;
        }
        if ($"{entered.Mandate}" != data.Mandate.Id || entered.Mandate.Reference.Value != data.Mandate.Reference || entered.Terms != new PublicMandateTerms(AccountId.Parse(data.Mandate.Beneficiary), Siret.Parse(data.Mandate.Siret), Minor(data.Mandate.Most), data.Mandate.First, data.Mandate.Last)
            || $"{entered.Paper}" != data.Mandate.Paper) yield return "The mandate is not the one in the book.";
        var words = Convert.FromHexString(data.Mandate.Words);
        if (words.Length > 0 && (Digest.Of(words) != entered.Words || MandateWords.Of(words) is not { } said || said.Body != data.Mandate.Body || said.Object != data.Mandate.Object)) yield return "The words are not those of the mandate.";
        if (issued.Mandate != entered.Mandate || $"{issued.Receipt}" != data.Line.Key || $"{issued.Issuance}" != data.Payment.Issuance) yield return "The payment is not one of this mandate and this line.";
        if (!issued.Legs.Any(l => l.To == entered.Terms.Beneficiary && data.Payment.Account == l.To.Value && l.Amount == Minor(data.Payment.Amount) && l.Unit.Code == data.Unit && l.ToPurse is null)) yield return "The beneficiary was not credited with this sum.";
        if (data.Payment.Amount > data.Line.Euro || data.Line.Day < data.Mandate.First || data.Line.Day > data.Mandate.Last) yield return "The line is too small for the payment, or the mandate did not hold on its day.";
    }

    private static Amount Minor(decimal euro) => Amount.FromMinor(checked((long)(euro * 100)));

    private static bool Stands(ProvenEntry entry, Checkpoint checkpoint)
    {
        var hash = Entry.HashOf(Digest.FromBytes(Convert.FromHexString(entry.Previous)), new(entry.Position), DateTimeOffset.FromUnixTimeMilliseconds(entry.CommittedAt), Convert.FromHexString(entry.Body));
        var leaf = new Leaf(new(entry.Position), Convert.FromHexString(entry.Salt), hash);
        return MerkleTree.VerifyInclusion(leaf.Hash, leaf.Index, checkpoint.Size, checkpoint.Root, [.. entry.Path.Select(h => Digest.FromBytes(Convert.FromHexString(h)))]);
    }
}
