using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace EssLedger.Web.Pages;

/// <summary>How far the site keeps the RGAA's criteria, in the three words that its statement may use (arrêté du 20 septembre 2019).</summary>
public enum Conformity { None, Partial, Total }

/// <summary>A person's audit of the RGAA's 106 criteria.</summary>
/// <param name="On">The day.</param>
/// <param name="By">Who made it.</param>
/// <param name="Rate">How many of the criteria that apply are kept, in per cent, 0 … 100.</param>
public sealed record AccessibilityAudit(DateOnly On, string By, int Rate);

/// <summary>What the operator says in the statement of accessibility.</summary>
/// <param name="Contact">Where somebody who is kept out writes (mailto:, https: or tel:); null: not said.</param>
/// <param name="Plan">The plan of several years and its yearly actions; null: not published.</param>
/// <param name="Audit">The last audit; null: there was none.</param>
public sealed record AccessibilityStatement(Uri? Contact, Uri? Plan, AccessibilityAudit? Audit)
{
    /// <summary>An audit counts for three years (décret n° 2019-768, art. 5).</summary>
    public bool IsAudited(DateOnly today) => Audit is { } audit && audit.On <= today && today < audit.On.AddYears(3);

    /// <summary>The state on a day (Europe/Paris): none without an audit that counts, whatever programs found; total only if they, too, found nothing.</summary>
    public Conformity On(DateOnly today, AccessibilityWalk walk) =>
        !IsAudited(today) || Audit!.Rate < 50 ? Conformity.None : Audit.Rate == 100 && walk.Failures.IsEmpty ? Conformity.Total : Conformity.Partial;

    /// <summary>Reads <c>EssLedger:Accessibility:Contact</c>, <c>Plan</c>, <c>AuditOn</c> (YYYY-MM-DD), <c>AuditBy</c> and <c>Rate</c>.</summary>
    /// <exception cref="StartRefusedException">They do not make sense.</exception>
    internal static AccessibilityStatement From(IConfigurationSection section)
    {
        Uri? Address(string name, params string[] schemes) => section[name] is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) ? address
            : throw new StartRefusedException($"EssLedger:Accessibility:{name} is an address that begins with {string.Join(": or ", schemes)}:, not \"{text}\".");
        var (on, by, rate) = (section["AuditOn"], section["AuditBy"], section["Rate"]);
        var audit = (on ?? by ?? rate) is null ? null
            : DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && !string.IsNullOrWhiteSpace(by) && int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? new AccessibilityAudit(day, by, percent)
            : throw new StartRefusedException("EssLedger:Accessibility:AuditOn (YYYY-MM-DD), AuditBy and Rate (0 to 100 per cent of the criteria) go together.");
        return new(Address("Contact", "mailto", "https", "tel"), Address("Plan", "https"), audit);
    }
}

/// <summary>What <c>ops/accessibility</c> measured on every screen; the figures are kept with the program that they are of.</summary>
/// <param name="On">The day of the walk (Europe/Paris).</param>
/// <param name="Axe">The version of axe-core.</param>
/// <param name="Browser">The browser, with its version.</param>
/// <param name="States">How many looks it took at the screens, each in another state.</param>
/// <param name="Checks">By name of a check, how many states it was made on and in how many it found a fault.</param>
/// <param name="Failures">The faults.</param>
/// <param name="Screens">The addresses, with {} for what differs from one person, file or code to another.</param>
public sealed record AccessibilityWalk(
    DateOnly On, string Axe, string Browser, int States, IReadOnlyDictionary<string, AccessibilityCount> Checks, ImmutableArray<AccessibilityFault> Failures, ImmutableArray<string> Screens)
{
    /// <summary>The walk over this program.</summary>
    public static AccessibilityWalk Last { get; } = Load();

    private static AccessibilityWalk Load()
    {
        using var file = typeof(AccessibilityWalk).Assembly.GetManifestResourceStream("EssLedger.Web.Resources.accessibility.json")!;
        return JsonSerializer.Deserialize<AccessibilityWalk>(file, JsonSerializerOptions.Web)!;
    }
}

/// <summary>How often a check was made, and in how many states it found a fault.</summary>
public sealed record AccessibilityCount(int States, int Failed);

/// <summary>A fault that the walk found.</summary>
/// <param name="Screen">Where.</param>
/// <param name="State">In whose place, and in which state.</param>
/// <param name="Check">By which check.</param>
/// <param name="What">What is wrong, in the words of the walk.</param>
public sealed record AccessibilityFault(string Screen, string State, string Check, string What);
