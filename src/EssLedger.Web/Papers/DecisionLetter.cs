using EssLedger.Core.Identifiers;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Papers;

/// <summary>What a letter says was decided.</summary>
public enum LetterOutcome
{
    /// <summary>Irrecevable: the file is out of scope or not complete, and was not examined.</summary>
    Inadmissible,
    Granted, GrantedWithReserve, Renewed, Adjourned, Refused, RenewalRefused, Suspended, Reinstated, Withdrawn,
    /// <summary>An act on the grant never was: an error is corrected.</summary>
    Annulled,
    /// <summary>The suspension or withdrawal that was contested never was.</summary>
    AppealUpheld,
    /// <summary>What was refused is granted.</summary>
    AppealGranted,
    /// <summary>The file is looked at again.</summary>
    AppealReopened,
    AppealDismissed,
}

/// <summary>What outcomes have in common.</summary>
public static class LetterOutcomes
{
    /// <summary>Whether it gives out a number, or a further term of it.</summary>
    public static bool Awards(this LetterOutcome outcome) => outcome is LetterOutcome.Granted or LetterOutcome.GrantedWithReserve or LetterOutcome.Renewed or LetterOutcome.AppealGranted;

    /// <summary>Whether another panel can be asked for, as the rules of the label have it: of what was refused in whole or part, and not twice.</summary>
    public static bool MayBeAppealed(this LetterOutcome outcome) => outcome is LetterOutcome.Inadmissible or LetterOutcome.GrantedWithReserve or LetterOutcome.Adjourned
        or LetterOutcome.Refused or LetterOutcome.RenewalRefused or LetterOutcome.Suspended or LetterOutcome.Withdrawn;
}

/// <summary>Who writes letters about the label, and before whom their decisions can be contested. All of it is configuration: which remedies there are depends on who
/// the owner is in law, and this program does not know that.</summary>
/// <param name="Owner">The label's owner: <c>EssLedger:Letters:Owner</c>, else the server's name.</param>
/// <param name="Address">Lines below it: <c>EssLedger:Letters:Address</c>, separated by <c>;</c>.</param>
/// <param name="Label">The label's name: <c>EssLedger:Letters:Label</c>.</param>
/// <param name="Place">Where letters are dated: <c>EssLedger:Letters:Place</c>; null: nowhere.</param>
/// <param name="AppealDays">Days in which another panel can be asked for: <c>EssLedger:Letters:AppealDays</c>, 60 unless set.</param>
/// <param name="Gracious">Whether the owner can be asked to reconsider: where it is a public authority.</param>
/// <param name="Court">Before which court its decisions can be contested, as the sentence goes on after "before": <c>EssLedger:Letters:Court</c>. Without it no court is named.</param>
public sealed record LetterHead(string Owner, IReadOnlyList<string> Address, string Label, string? Place, int AppealDays, bool Gracious, string? Court)
{
    public static LetterHead From(IConfiguration configuration, Settings settings)
    {
        var section = configuration.GetSection("EssLedger:Letters");
        var publicAuthority = (configuration["EssLedger:LabelMode"] ?? "public-authority") == "public-authority";
        return new(
            section["Owner"] ?? settings.Name, section["Address"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [], section["Label"] ?? settings.Name, section["Place"],
            section.GetValue("AppealDays", 60), publicAuthority, publicAuthority ? section["Court"] : null);
    }
}

/// <summary>A decision about the label as its addressee reads it.</summary>
/// <param name="Reference">The number of the application or the case.</param>
/// <param name="Day">The day of the letter (Europe/Paris).</param>
/// <param name="Addressee">Name and address in lines.</param>
/// <param name="Holder">About whom it was decided.</param>
/// <param name="HolderId">Their SIRET or event id.</param>
/// <param name="Body">Who decided, as a sentence begins: "Le comité du label".</param>
/// <param name="Charter">By which version of the charter.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="SignedBy">The name of who signs.</param>
/// <param name="SignedAs">In which office.</param>
public sealed record DecisionLetter(
    string Reference, DateOnly Day, IReadOnlyList<string> Addressee, string Holder, string HolderId, string Body, string Charter, LetterOutcome Outcome, string SignedBy, string SignedAs)
{
    /// <summary>The grant that was given out or acted on.</summary>
    public GrantNumber? Number { get; init; }

    /// <summary>Its level, where one was given.</summary>
    public int? Level { get; init; }

    /// <summary>The first day on which the decision counts; of a label that is given, its first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of the term or of the suspension, included, where one was given.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The first day on which the charter was in force.</summary>
    public DateOnly? CharterSince { get; init; }

    /// <summary>The first day of the rules of the label by which it was decided; null: there were none yet.</summary>
    public DateOnly? RulesSince { get; init; }

    /// <summary>Why, in paragraphs.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What the holder has promised or has to complete, and by when.</summary>
    public IReadOnlyList<(string Text, DateOnly? Due)> Commitments { get; init; } = [];

    /// <summary>Where the grant can be looked up, for the code on the letter; null: nowhere in public.</summary>
    public Uri? Check { get; init; }

    /// <summary>The letter as PDF, its structure tagged so that it can be read aloud.</summary>
    /// <param name="head">Who writes.</param>
    /// <param name="reader">In which language.</param>
    public byte[] ToPdf(LetterHead head, Reader reader)
    {
        var subject = $"{head.Label} : {reader[$"letterSubject.{Outcome}"]}";
        using var document = Paper.New($"{subject} ({Reference})", head.Owner, reader);
        var sheet = new Sheet(document, reader.Language, page => reader.Say("letter.page", ("number", Reference), ("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture))));

        sheet.Block(Sheet.Left, [head.Owner, .. head.Address], firstBold: true);
        sheet.Space(24);
        sheet.Block(Sheet.Middle, Addressee);
        sheet.Space(28);
        sheet.Line(head.Place is { } place ? reader.Say("letter.datedAt", ("place", place), ("day", reader.Day(Day))) : reader.Say("letter.dated", ("day", reader.Day(Day))));
        sheet.Line(reader.Say("letter.reference", ("number", Reference)));
        sheet.Space(10);
        sheet.Title(reader.Say("letter.subject", ("what", subject)));

        sheet.Paragraph(reader["letter.greeting"]);
        sheet.Paragraph(reader.Say("letter.examined", ("body", Body), ("holder", Holder), ("id", Reader.Grouped(HolderId)), ("label", head.Label), ("charter", Charter)));
        sheet.Paragraph(reader.Say($"letterText.{Outcome}", ("number", Number?.Value ?? ""), ("level", $"{Level}"), ("from", Written(From, reader)), ("until", Written(Until, reader))), bold: true);
        if (Outcome is LetterOutcome.Suspended) sheet.Paragraph(Until is { } last ? reader.Say("letter.suspendedThrough", ("day", reader.Day(last))) : reader["letter.suspendedOpen"]);
        if (CharterSince is { } charter && RulesSince is { } rules)
            sheet.Paragraph($"{reader.Say("letter.basis", ("charter", reader.Day(charter)), ("rules", reader.Day(rules)))}{(head.Gracious && Outcome.MayBeAppealed() ? $" {reader["letter.basisLaw"]}" : "")}");
        if (Reasons.Count > 0) sheet.Heading(reader["letter.reasons"]);
        foreach (var reason in Reasons) sheet.Paragraph(reason);
        if (Commitments.Count > 0) sheet.Heading(reader["letter.commitments"]);
        sheet.Items(Commitments.Select(c => c.Due is { } due ? reader.Say("letter.due", ("text", c.Text), ("day", reader.Day(due))) : c.Text));

        if (Outcome.MayBeAppealed() || head.Gracious || head.Court is not null) sheet.Heading(reader["letter.remedies"]);
        if (Outcome.MayBeAppealed())
            sheet.Paragraph(reader.Say("letter.appeal", ("days", $"{head.AppealDays}"), ("until", reader.Day(Day.AddDays(head.AppealDays))), ("owner", head.Owner)));
        if (head.Gracious) sheet.Paragraph(reader.Say("letter.gracious", ("owner", head.Owner)));
        if (head.Court is { } court) sheet.Paragraph(reader.Say("letter.court", ("court", court)));

        sheet.Paragraph(reader["letter.closing"]);
        var address = Check?.AbsoluteUri;
        sheet.Sign(
            [reader.Say("letter.for", ("owner", head.Owner)), SignedAs, "", "", SignedBy], address is null ? null : Qr.Of(address.ToUpperInvariant()),
            address is null ? [] : [reader["letter.check"], address], reader.Say("letter.checkAlt", ("address", address ?? "")));
        sheet.End();
        return Paper.ToBytes(document);
    }

    private static string Written(DateOnly? day, Reader reader) => day is { } known ? reader.Day(known) : "";
}
