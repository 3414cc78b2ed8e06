using System.Globalization;
using System.Text.Json;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Records;
using EssLedger.Core.Territory;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Territory;

/// <summary>A sheet as it was kept last.</summary>
/// <param name="Id">A version 7 UUID.</param>
/// <param name="Version">From 1 on.</param>
/// <param name="Sheet">What it says.</param>
/// <param name="By">Who wrote this version.</param>
/// <param name="At">When, UTC.</param>
public sealed record KeptSheet(string Id, int Version, Sheet Sheet, PersonId By, DateTimeOffset At);

/// <summary>A version of a sheet; what it says is null where it was taken back.</summary>
public sealed record SheetVersion(int Version, Sheet? Sheet, PersonId By, DateTimeOffset At);

/// <summary>What is kept up about the territory, read from its records.</summary>
public sealed class TerritoryBook(IRecordStore records, PublicDirectory directory, IPublicLabel label, LabelRegister register, TimeProvider clock)
{
    private static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true);

    /// <summary>What the register may bear out of a supplier, and how.</summary>
    public static IReadOnlyList<string> Confirmed { get; } = [.. new[] { "iae", "ess", "cae" }.SelectMany(what => new[] { $"{what}_registered", $"{what}_verified" })];

    // What anyone reads of a supplier beside what they wrote: who they are by the directory, and how far the label's register bears out what they say.
    private static readonly Field[] OfTheDirectory =
        [new("name", FieldKind.Line), new("grant", FieldKind.Reference, Of: Sheets.OfEvents), new("filieres", FieldKind.Choices, Words: DimensionWords.AllFilieres), new("address", FieldKind.Line), new("postcode", FieldKind.Postcode), new("commune", FieldKind.Commune), new("confirmed", FieldKind.Choices, Words: Confirmed)];

    /// <summary>Under which word the records of a kind are kept.</summary>
    public static string RecordsOf(SheetKind kind) => $"territory.{kind.Word()}";

    /// <summary>The fields that anyone may read of a kind, in order.</summary>
    public static IReadOnlyList<Field> PublicFields(SheetKind kind) => kind is SheetKind.Supplier ? [.. OfTheDirectory, .. kind.Fields()] : kind.Fields();

    /// <summary>All sheets of a kind, those that are only proposed too, in the order in which they are shown.</summary>
    public async Task<IReadOnlyList<KeptSheet>> All(SheetKind kind) => InOrder(kind, (await records.ListAsync(RecordsOf(kind), default)).Select(r => Read(kind, r)!));

    /// <summary>What anyone may read of a kind, in the order in which it is shown.</summary>
    public async Task<IReadOnlyList<KeptSheet>> Published(SheetKind kind, SheetFilter? filter = null)
    {
        var published = (await All(kind)).Where(s => s.Sheet.Published);
        if (kind is SheetKind.Supplier) published = await Suppliers(published);
        return [.. published.Where(s => filter?.Takes(s.Sheet) is not false)];
    }

    /// <summary>A sheet as it stands; null: there is none, or it was taken back.</summary>
    public async Task<KeptSheet?> Find(SheetKind kind, string id) => await records.FindAsync(RecordsOf(kind), id, default) is { Body: not null } record ? Read(kind, record) : null;

    /// <summary>All versions of a sheet, the newest first.</summary>
    public async Task<IReadOnlyList<SheetVersion>> History(SheetKind kind, string id) =>
        [.. (await records.HistoryAsync(RecordsOf(kind), id, default)).Select(r => new SheetVersion(r.Version, Read(kind, r)?.Sheet, r.By, r.At))];

    /// <summary>The years in which participants of the label were laureates.</summary>
    public async Task<ILookup<ParticipantId, int>> YearsOfLaureates() =>
        (await Published(SheetKind.Laureate)).Where(s => s.Sheet.Participant is not null).ToLookup(s => s.Sheet.Participant!.Value, s => s.Sheet.Values.Number("year")!.Value);

    /// <summary>Who stands in the public directory today under their name; nobody where the label may not be shown.</summary>
    public async Task<IReadOnlyDictionary<ParticipantId, DirectoryLine>> Listed() => !await label.MayBeShown() ? new Dictionary<ParticipantId, DirectoryLine>()
        : (await directory.On(ParisCalendar.DayOf(clock.GetUtcNow()), new())).Where(l => l.Holder.Name is not null).GroupBy(l => l.Member.Holder).ToDictionary(g => g.Key, g => g.First());

    /// <summary>A sheet as it is kept.</summary>
    public static string Write(Sheet sheet) => JsonSerializer.Serialize(new Body(sheet.Published, sheet.Values.Names.ToDictionary(f => f, sheet.Values.All)));

    // Who is in the directory speaks for themselves there; what the register knows to be otherwise is left out, and who is not in the directory altogether.
    private async Task<IEnumerable<KeptSheet>> Suppliers(IEnumerable<KeptSheet> sheets)
    {
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var listed = await Listed();
        var known = await register.Read();
        return sheets.Where(s => listed.ContainsKey(s.Sheet.Participant!.Value)).Select(s => s with { Sheet = Borne(s.Sheet, listed[s.Sheet.Participant!.Value], known.Participants[s.Sheet.Participant!.Value], today) })
            .OrderBy(s => s.Sheet.Name, ByName).ToList();
    }

    private static Sheet Borne(Sheet said, DirectoryLine line, ParticipantHistory known, DateOnly today)
    {
        var (iae, ess, cae) = (SupplierRules.Iae(known, today), SupplierRules.Ess(known, today), SupplierRules.Cae(known, today));
        return said with
        {
            Values = said.Values
                .With("reserved", said.Values.All("reserved").Where(r => !(r == "iae" && iae is Confirmation.Contradicted) && !(r == "ess" && ess is Confirmation.Contradicted)))
                .With("cae", said.Values.All("cae").Where(_ => cae is not Confirmation.Contradicted))
                .With("name", Some(line.Holder.Name))
                .With("grant", line.Member.Number.Value)
                .With("filieres", line.Member.Profile.Filieres?.Words() ?? [])
                .With("address", Some(line.Holder.Address))
                .With("postcode", Some(line.Holder.Postcode))
                .With("commune", Some(line.Member.Profile.Commune))
                .With("confirmed", Some(Of("iae", iae, said.Values.Has("reserved", "iae")), Of("ess", ess, said.Values.Has("reserved", "ess")), Of("cae", cae, said.Values.Has("cae")))),
        };

        static IEnumerable<string> Some(params IEnumerable<string?> said) => said.OfType<string>();

        // Of what they do not say themselves the register gives nothing away.
        static string? Of(string what, Confirmation confirmation, bool said) => !said ? null : confirmation switch { Confirmation.Registered => $"{what}_registered", Confirmation.Verified => $"{what}_verified", _ => null };
    }

    private static KeptSheet? Read(SheetKind kind, KeptRecord record) => record.Body is { } text && JsonSerializer.Deserialize<Body>(text) is { } body
        ? new(record.Id, record.Version, new(kind, body.Published, new(body.Values)), record.By, record.At) : null;

    private static IReadOnlyList<KeptSheet> InOrder(SheetKind kind, IEnumerable<KeptSheet> sheets) => kind switch
    {
        SheetKind.Laureate => [.. sheets.OrderByDescending(s => s.Sheet.Values.Number("year")).ThenBy(s => s.Sheet.Name, ByName)],
        SheetKind.Meeting => [.. sheets.OrderBy(s => s.Sheet.Values.Day("day")).ThenBy(s => s.Sheet.Values.Time("start"))],
        SheetKind.Minutes => [.. sheets.OrderByDescending(s => s.Sheet.Values.Day("day"))],
        _ => [.. sheets.OrderBy(s => s.Sheet.Name, ByName)],
    };

    private sealed record Body(bool Published, IReadOnlyDictionary<string, IReadOnlyList<string>> Values);
}
