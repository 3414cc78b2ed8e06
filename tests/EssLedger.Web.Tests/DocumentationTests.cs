using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EssLedger.Web.Api;
using EssLedger.Web.Banking;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Pages;
using EssLedger.Web.Papers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace EssLedger.Web;

/// <summary>What the project's pages say of the program is what the program is.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../.."));

    private static string Here([CallerFilePath] string file = "") => file;

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    [Fact]
    public void Every_link_between_pages_leads_to_a_file_and_to_a_heading_that_is_there()
    {
        var broken = from page in Written(Root, "*.md")
                     from Match match in Link().Matches(Fenced().Replace(File.ReadAllText(page), ""))
                     let link = match.Groups[1].Value
                     where !Scheme().IsMatch(link)
                     let parts = link.Split('#', 2)
                     let target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])))
                     where !Path.Exists(target) || (parts.Length == 2 && target.EndsWith(".md", StringComparison.Ordinal) && !Headings(target).Contains(parts[1]))
                     select $"{Path.GetRelativePath(Root, page)}: {link}";
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void The_handbook_names_every_setting_with_the_default_that_the_program_has(string language)
    {
        var told = SettingRow().Matches(Read($"ops/handbook/settings.{language}.md")).ToDictionary(row => row.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal), row => row.Groups[2].Value);
        Assert.True(told.Remove("ASPNETCORE_URLS", out var urls) && urls == Server.DefaultUrl);
        var asked = new Asked([]);
        var usual = Describe(asked);
        var inLists = new (string Name, Type Type)[] { ("GuaranteeAccounts", typeof(GuaranteeAccount)), ("Providers", typeof(Provider)), ("Issuers", typeof(Issuer)) }
            .SelectMany(list => list.Type.GetProperties().Where(p => p.Name != nameof(GuaranteeAccount.Account)).Select(p => $"EssLedger:{list.Name}:0:{p.Name}"))
            .Concat(["EssLedger:Proxies:0", "EssLedger:Ceilings:Resident:In30Days", .. new[] { "Meter", "Most", "Source", "Declared" }.Select(name => $"EssLedger:Thresholds:0:{name}")]);
        Assert.Equal(
            asked.Keys.Where(key => !asked.Sections.Contains(key)).Concat(inLists).Concat(["ConnectionStrings:Ledger", "EssLedger:SiloInTheClear"]).Distinct().Order(StringComparer.Ordinal),
            told.Keys.Order(StringComparer.Ordinal));
        // To say the default is to say nothing.
        Assert.All(told.Where(row => row.Value.Length > 0), row => Assert.Equal(usual, Describe(new([new(row.Key, row.Value)]))));
    }

    [Fact]
    public void Settings_are_read_where_the_handbooks_test_looks() =>
        Assert.Equal(
            ["DebitDesk.cs", "DecisionLetter.cs", "EvidenceDesk.cs", "GuaranteeAccounts.cs", "HelloAsso.cs", "InvoiceDesk.cs", "Postbox.cs", "Settings.cs"],
            Written(Path.Combine(Root, "src"), "*.cs").Where(file => ReadsSettings().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_drawing_of_the_architecture_has_the_projects_their_references_and_their_folders()
    {
        var page = Read("ops/architecture.md");
        var projects = Directory.GetDirectories(Path.Combine(Root, "src"), "EssLedger.*").Select(folder => Path.GetFileName(folder)).ToList();
        var references = projects.SelectMany(project => XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => (Short(project), Short(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)))));
        Assert.Equal(references.Order(), Arrow().Matches(page).Select(arrow => (arrow.Groups[1].Value, arrow.Groups[2].Value)).Order());
        foreach (var project in projects)
        {
            var drawn = Regex.Match(page, $"""^ *{Short(project)}\["<b>{Regex.Escape(project)}</b>(?<rest>[^"]*)"\]""", RegexOptions.Multiline);
            Assert.True(drawn.Success, $"{project} is not drawn");
            var folders = Directory.GetDirectories(Path.Combine(Root, "src", project)).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal);
            Assert.Equal(folders, drawn.Groups["rest"].Value.Split("<br/>", StringSplitOptions.RemoveEmptyEntries).SelectMany(line => line.Split(" · ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Order(StringComparer.Ordinal));
        }

        static string Short(string project) => project["EssLedger.".Length..];
    }

    [Fact]
    public void The_files_through_which_a_payment_and_a_decision_are_followed_have_the_names_that_the_page_gives()
    {
        var rows = Followed().Matches(Read("ops/architecture.md"));
        Assert.True(rows.Count >= 10);
        Assert.All(rows, row => Assert.Contains(row.Groups[2].Value, Read(Path.Combine("ops", row.Groups[1].Value)), StringComparison.Ordinal));
    }

    [Fact]
    public void The_architecture_says_what_every_table_is_for()
    {
        var made = Directory.GetFiles(Path.Combine(Root, "src/EssLedger.Store"), "*.sql", SearchOption.AllDirectories)
            .SelectMany(file => CreateTable().Matches(File.ReadAllText(file)).Select(match => OfABook().Replace(match.Groups[1].Value, "BOOK_"))).Distinct().Order(StringComparer.Ordinal);
        var page = Read("ops/architecture.md");
        var told = TableName().Matches(page[page.IndexOf("## Tables", StringComparison.Ordinal)..page.IndexOf("## Where personal data lie", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(made, told);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void What_a_guide_has_in_bold_stands_on_the_screen_in_these_words(string language)
    {
        var words = new[] { $"src/EssLedger.Web/Resources/{language}.json", $"src/wallet/src/locales/{language}.json" }
            .SelectMany(file => JsonDocument.Parse(Read(file)).RootElement.EnumerateObject().Select(sentence => Plain(sentence.Value.GetString()!.Split('{')[0]))).Where(sentence => sentence.Length > 0).ToHashSet();
        var guides = Directory.GetFiles(Path.Combine(Root, "ops/guides", language), "*.md");
        Assert.Equal(4, guides.Length);
        var shown = guides.SelectMany(guide => Bold().Matches(File.ReadAllText(guide)).Select(match => (Guide: Path.GetFileName(guide), Words: Plain(match.Groups[1].Value)))).ToList();
        Assert.True(shown.Count > 40);
        Assert.DoesNotContain(shown, one => !words.Contains(one.Words));
        // And no picture lies idle.
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Root, "ops/pictures", language)).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            guides.SelectMany(guide => Picture().Matches(File.ReadAllText(guide)).Select(match => Path.GetFileName(match.Groups[1].Value))).Order(StringComparer.Ordinal));

        static string Plain(string text) => Blank().Replace(text, " ").Trim();
    }

    [Fact]
    public void The_list_of_codes_for_writers_of_apps_is_that_of_the_program() =>
        Assert.Equal(
            Problems.Codes.Select(code => (Code: code, Is: Problems.For(code).ProblemDetails)).Select(problem => $"| `{problem.Code}` | {problem.Is.Status} | {problem.Is.Title} |"),
            Read("mobile-api-spec/errors.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)));

    /// <summary>What every reader of settings makes of a configuration, in words.</summary>
    private static string Describe(Asked asked)
    {
        IConfiguration configuration = new ConfigurationRoot([asked]);
        var settings = Settings.From(configuration);
        // A mail server and HelloAsso are read only where they are named, invoices where there is a seat.
        IConfiguration named = new ConfigurationRoot([new Asked([new("EssLedger:Smtp:Host", "localhost"), new("EssLedger:Smtp:From", "a@example.org"), new("EssLedger:HelloAsso:Organisation", "a"), new("EssLedger:HelloAsso:ClientId", "a"), new("EssLedger:HelloAsso:ClientSecretFile", Here()), .. asked.Given], asked)]);
        IConfiguration seated = new ConfigurationRoot([new Asked([new("EssLedger:Siren", "000000018"), new("EssLedger:Invoices:Street", "a"), new("EssLedger:Invoices:PostCode", "a"), new("EssLedger:Invoices:City", "a"), .. asked.Given], asked)]);
        if (asked.Given.Count == 0)
        {
            InvoiceHead.Read(configuration, settings);
            SmtpSettings.Read(configuration);
            HelloAssoSettings.From(configuration);
            GuaranteeAccounts.From(configuration);
        }
        return string.Join('\n', settings, EvidenceLimits.From(configuration), LetterHead.From(configuration, settings) with { Address = [] }, DebitSettings.From(configuration), SmtpSettings.Read(named), HelloAssoSettings.From(named), InvoiceHead.Read(seated, Settings.From(seated)));
    }

    /// <summary>The files below a folder that somebody wrote: what was built or fetched is not gone into.</summary>
    private static IEnumerable<string> Written(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is not ("artifacts" or "data" or ".git" or "bin" or "obj" or "node_modules" or "dist")).SelectMany(inner => Written(inner, pattern)));

    /// <summary>The anchors that GitHub gives a page's headings.</summary>
    private static HashSet<string> Headings(string page) =>
        [.. Heading().Matches(Fenced().Replace(File.ReadAllText(page), "")).Select(match => NotInAnchors().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    /// <summary>A configuration that remembers what it, or the one that it is asked with, was asked for.</summary>
    private sealed class Asked(IReadOnlyList<KeyValuePair<string, string>> given, Asked? with = null) : IConfigurationProvider
    {
        public IReadOnlyList<KeyValuePair<string, string>> Given => given;
        public HashSet<string> Keys { get; } = with?.Keys ?? new(StringComparer.Ordinal);
        public HashSet<string> Sections { get; } = with?.Sections ?? new(StringComparer.Ordinal);

        public bool TryGet(string key, out string? value)
        {
            if (key.StartsWith("EssLedger:", StringComparison.Ordinal)) Keys.Add(key);
            value = given.Where(pair => pair.Key == key).Select(pair => pair.Value).LastOrDefault();
            return value is not null;
        }

        public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath)
        {
            if (parentPath is not null) Sections.Add(parentPath);
            return given.Where(pair => parentPath is not null && pair.Key.StartsWith(parentPath + ':', StringComparison.Ordinal)).Select(pair => pair.Key[(parentPath!.Length + 1)..].Split(':')[0]).Concat(earlierKeys);
        }

        public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);
        public void Load() { }
        public void Set(string key, string? value) => throw new NotSupportedException();
    }

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}\p{Pc} -]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"^\| `([A-Za-z0-9_]+)` \| (?:`([^`]*)`|–) \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex("""(GetSection\(|configuration\[|GetValue<[a-z]+>\()"EssLedger[":]""")]
    private static partial Regex ReadsSettings();

    [GeneratedRegex(@"^ +(\w+) --> (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"^\d+\. \[`[^`]+`\]\(([^)]+)\): `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Followed();

    [GeneratedRegex(@"^\s*create table (?:if not exists )?([A-Za-z_$]+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    // Each book has its own; PostgreSQL makes both from one text.
    [GeneratedRegex(@"^(\$book\$|currency|label)_(?!projection)")]
    private static partial Regex OfABook();

    [GeneratedRegex(@"`([A-Za-z_]+)`")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)]+)\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
