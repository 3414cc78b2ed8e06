using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Records;
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
    /// <returns>Its id, and why it was not taken.</returns>
    public async Task<(string? Id, RecordFaults Faults)> Keep(string? id, int version, Sheet sheet)
    {
        var before = id is null ? null : await book.Find(sheet.Kind, id);
        if ((before?.Version ?? 0) != version) return (id, RecordRefusal.Changed);
        var known = await register.Read();
        var groups = sheet.Kind is SheetKind.Minutes ? (await book.All(SheetKind.Group)).Select(g => g.Id).ToHashSet() : [];
        bool IsThere(Field field, string named) => field.Of switch
        {
            Sheets.OfParticipants => ParticipantId.TryParse(named, out var participant) && known.Participants.ContainsKey(participant),
            Sheets.OfEvents => GrantNumber.TryParse(named, out var number) && known.Grants.GetValueOrDefault(number) is { Kind: Core.Labels.GrantKind.Event },
            _ => groups.Contains(named),
        };
        if (SheetRules.Refuse(before?.Sheet, sheet, await Writer(), Today, IsThere) is { AreNone: false } faults) return (id, faults);
        id ??= NewId();
        if (!await Put(sheet.Kind, id, version + 1, TerritoryBook.Write(sheet))) return (id, RecordRefusal.Changed);
        if (sheet.Kind is SheetKind.Meeting && before is not null && sheet.Values.Day("day") is { } day) await registrations.MoveAsync(id, day, default);
        return (id, RecordFaults.None);
    }

    /// <summary>Publishes what was proposed.</summary>
    public async Task<RecordFaults> Publish(KeptSheet kept) => (await Keep(kept.Id, kept.Version, kept.Sheet with { Published = true })).Faults;

    /// <summary>Takes a sheet back: nobody is shown it any more, and its history stays.</summary>
    public async Task<RecordFaults> TakeBack(KeptSheet kept)
    {
        if (!SheetRules.MayKeepUp(kept.Sheet, await Writer())) return RecordRefusal.NotYours;
        if (!await Put(kept.Sheet.Kind, kept.Id, kept.Version + 1, null)) return RecordRefusal.Changed;
        foreach (var file in await records.FilesAsync(TerritoryBook.RecordsOf(kept.Sheet.Kind), kept.Id, default)) await records.DetachAsync(file.File, default);
        if (kept.Sheet.Kind is SheetKind.Meeting)
            foreach (var registration in await registrations.OfAsync(kept.Id, default)) await MeetingDesk.Remove(registration, registrations, outbox);
        return RecordFaults.None;
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

    private Task<bool> Put(SheetKind kind, string id, int version, string? body) =>
        records.PutAsync(new(TerritoryBook.RecordsOf(kind), id, version, body, caller.RequiredPerson, clock.GetUtcNow()), default);

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
