using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Territory;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Territory;

/// <summary>Writes sheets for whoever calls: the City, or somebody who acts for the organisation whose sheet it is.</summary>
public sealed class TerritoryDesk(Caller caller, TerritoryBook book, IRecordStore records, IRegistrationStore registrations, IOutboxStore outbox, LabelRegister register, TimeProvider clock)
{
    /// <summary>For whom the sheets are the City's.</summary>
    public static string[] City { get; } = [Roles.City, Roles.Admin];

    /// <summary>Who may open the desk: the City, and whoever may act for an organisation.</summary>
    public static string[] Who { get; } = [.. City, Roles.Participant, Roles.Merchant];

    /// <summary>The largest file that minutes may have, in bytes.</summary>
    public const int LargestFile = IRecordStore.LargestFile;

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    public bool IsCity => caller.Is(City);

    /// <summary>Who the caller is, as the rules see it.</summary>
    public async Task<SheetWriter> Writer() =>
        new(IsCity, (await register.Read()).Participants.Values.Where(p => p.IsRepresentedBy(caller.RequiredPerson, Today)).Select(p => p.Id).ToHashSet());

    /// <summary>Keeps a sheet.</summary>
    /// <param name="id">Which; null: a new one.</param>
    /// <param name="version">The version that the caller saw; 0 for a new one.</param>
    /// <param name="sheet">As it is to stand.</param>
    /// <returns>Its id, or what forbids it.</returns>
    public async Task<(string? Id, SheetFault? Fault)> Keep(string? id, int version, Sheet sheet)
    {
        var before = id is null ? null : await book.Find(sheet.Kind, id);
        if ((before?.Version ?? 0) != version) return (null, Changed);
        if ((SheetRules.Refuse(before?.Sheet, sheet, await Writer(), Today) ?? await Unknown(sheet)) is { } fault) return (null, fault);
        id ??= NewId();
        if (!await Put(sheet.Kind, id, version + 1, TerritoryBook.Write(sheet))) return (null, Changed);
        if (sheet.Kind is SheetKind.Meeting && before is not null && sheet.Day("day") is { } day) await registrations.MoveAsync(id, day, default);
        return (id, null);
    }

    /// <summary>Publishes what was proposed.</summary>
    public Task<(string? Id, SheetFault? Fault)> Publish(KeptSheet kept) => Keep(kept.Id, kept.Version, kept.Sheet with { Published = true });

    /// <summary>Takes a sheet back: nobody is shown it any more, and its history stays.</summary>
    public async Task<SheetFault?> TakeBack(KeptSheet kept)
    {
        if (!SheetRules.MayKeepUp(kept.Sheet, await Writer())) return new(SheetRefusal.NotYours, "");
        if (!await Put(kept.Sheet.Kind, kept.Id, kept.Version + 1, null)) return Changed;
        foreach (var file in await records.FilesAsync(TerritoryBook.RecordsOf(kept.Sheet.Kind), kept.Id, default)) await records.DetachAsync(file.File, default);
        if (kept.Sheet.Kind is SheetKind.Meeting)
            foreach (var registration in await registrations.OfAsync(kept.Id, default)) await MeetingDesk.Remove(registration, registrations, outbox);
        return null;
    }

    /// <summary>Adds a file to minutes.</summary>
    /// <returns>False: it is neither a PDF nor a plain text, or too large.</returns>
    public async Task<bool> Attach(KeptSheet minutes, string name, Stream content)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await content.ReadAsync(buffer)) > 0;)
        {
            if (kept.Length + read > LargestFile) return false;
            await kept.WriteAsync(buffer.AsMemory(0, read));
        }
        var bytes = kept.ToArray();
        if (MediaType(bytes) is not { } type) return false;
        var plain = Path.GetFileName(name) is { Length: > 0 and <= 120 } given && Core.Payloads.PlainText.Is(given) ? given : "compte-rendu";
        await records.AttachAsync(new(NewId(), TerritoryBook.RecordsOf(SheetKind.Minutes), minutes.Id, plain, type, caller.RequiredPerson, clock.GetUtcNow()), bytes, default);
        return true;
    }

    private static SheetFault Changed { get; } = new(SheetRefusal.Changed, "");

    private Task<bool> Put(SheetKind kind, string id, int version, string? body) =>
        records.PutAsync(new(TerritoryBook.RecordsOf(kind), id, version, body, caller.RequiredPerson, clock.GetUtcNow()), default);

    // What a sheet names must be there.
    private async Task<SheetFault?> Unknown(Sheet sheet)
    {
        var known = await register.Read();
        return sheet.Participant is { } participant && !known.Participants.ContainsKey(participant) ? new(SheetRefusal.Unreadable, "participant")
            : GrantNumber.TryParse(sheet["grant"], out var number) && known.Grants.GetValueOrDefault(number) is not { Kind: Core.Labels.GrantKind.Event } ? new(SheetRefusal.Unreadable, "grant")
            : sheet["group"] is { } group && await book.Find(SheetKind.Group, group) is null ? new(SheetRefusal.Unreadable, "group")
            : null;
    }

    private static string? MediaType(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith("%PDF-"u8)) return "application/pdf";
        try
        {
            return bytes.Length > 0 && Core.Payloads.PlainText.IsInLines(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF')) ? "text/plain; charset=utf-8" : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private string NewId() => Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)).ToString();
}

/// <summary>A sheet between what people type and what is kept.</summary>
public static class SheetForm
{
    /// <summary>What a form says of a kind. What cannot be read stays as it was typed, and the rules name it.</summary>
    public static Sheet Read(SheetKind kind, bool published, Func<string, IEnumerable<string>> typed)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var field in kind.Fields())
            if (typed(field.Name).SelectMany(text => Parts(field, text.ReplaceLineEndings("\n").Trim())).ToList() is { Count: > 0 } said) values[field.Name] = said;
        return new(kind, published, values);
    }

    /// <summary>What stands in a field of a form.</summary>
    public static string? Typed(Sheet sheet, Field field) => field.Form switch
    {
        FieldForm.Names => string.Join('\n', sheet.All(field.Name)),
        FieldForm.Cents when sheet.Number(field.Name) is { } cents => (cents / 100m).ToString("0.00", CultureInfo.GetCultureInfo("fr-FR")),
        FieldForm.Degrees => sheet[field.Name]?.Replace('.', ','),
        _ => sheet[field.Name],
    };

    private static string[] Parts(Field field, string text) => text.Length == 0 ? [] : field.Form switch
    {
        FieldForm.Names => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        FieldForm.Degrees => [text.Replace(',', '.')],
        FieldForm.Number => [text.Replace(" ", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal)],
        FieldForm.Cents => [Cents(text)],
        FieldForm.Grant => [text.ToUpperInvariant()],
        _ => [text],
    };

    private static string Cents(string euros) =>
        decimal.TryParse(string.Concat(euros.Where(c => !char.IsWhiteSpace(c) && c is not '€')).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var sum) && sum < 1_000_000_000 && decimal.Truncate(sum * 100) == sum * 100
            ? ((long)(sum * 100)).ToString(CultureInfo.InvariantCulture) : euros;
}
