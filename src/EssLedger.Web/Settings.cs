using System.Globalization;
using System.Net;
using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Web;

/// <summary>What the command line says; what it leaves out comes from the configuration.</summary>
public sealed record ServeOptions
{
    public bool Demo { get; init; }
    public string? Data { get; init; }
    public string? Urls { get; init; }
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string? Store { get; init; }
    public string? Connection { get; init; }

    /// <summary>After a restore that lost entries: the last position of each such book.</summary>
    public string? RestoredFrom { get; init; }

    /// <summary>Further settings by their names in the configuration, for instance <c>EssLedger:PublicUrl</c>.</summary>
    public IReadOnlyDictionary<string, string?> Further { get; init; } = new Dictionary<string, string?>();

    /// <summary>Put together but never started, for what only opens the tables of people: also while a server is at work on the same directory.</summary>
    internal bool Beside { get; init; }

    /// <summary>Where a test puts a clock of its own, which dates the entries of an SQLite book, too; null: the machine's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Where tests put other services in place of the usual ones.</summary>
    public Action<WebApplicationBuilder>? Adjust { get; init; }

    internal void AddTo(IConfigurationBuilder configuration)
    {
        // Passwords in the environment can be read by whoever may list processes or describe a container; a file has permissions.
        if (Environment.GetEnvironmentVariable("EssLedger__Secrets") is { Length: > 0 } folder)
        {
            if (!Directory.Exists(folder)) throw new StartRefusedException($"EssLedger__Secrets names a folder of files, each called as the setting that it holds (ConnectionStrings__Ledger, EssLedger__Smtp__Password…); there is no folder {folder}.");
            configuration.AddKeyPerFile(Path.GetFullPath(folder));
        }
        var given = new Dictionary<string, string?>
        {
            ["EssLedger:Demo"] = Demo ? "true" : null,
            ["EssLedger:Data"] = Data,
            ["urls"] = Urls,
            ["EssLedger:Store"] = Store,
            ["ConnectionStrings:Ledger"] = Connection,
            ["EssLedger:RestoredFrom"] = RestoredFrom,
        };
        configuration.AddInMemoryCollection(given.Where(pair => pair.Value is not null).Concat(Further));
    }
}

/// <summary>The server's settings, from the command line, the folder of files that the environment names in <c>EssLedger__Secrets</c>, the environment (<c>EssLedger__PublicUrl</c>…) and appsettings.json, in this order.</summary>
public sealed record Settings
{
    public bool Demo { get; private init; }

    /// <summary>So far the demonstration's clock is ahead of the machine's (<c>EssLedger__ClockAhead=25:00:00</c>), so that a wait of a day can be shown and tested; a real ledger has no such clock.</summary>
    public TimeSpan ClockAhead { get; private init; }

    /// <summary>The clock of everything that decides and dates.</summary>
    internal TimeProvider Clock { get => field ?? (ClockAhead == TimeSpan.Zero ? TimeProvider.System : new Demo.DemoClock(ClockAhead)); init; }

    /// <summary>The directory of everything that this server keeps in files.</summary>
    public string Data { get; internal init; } = "";

    /// <summary>The key directory; servers of one cluster share it.</summary>
    public string Keys { get; private init; } = "";

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Store { get; private init; } = "";

    /// <summary>The connection string of the ledger, if the store needs one.</summary>
    public string? Connection { get; private init; }

    /// <summary>How long a start waits for a database that does not answer yet.</summary>
    public TimeSpan StorePatience { get; private init; }

    /// <summary>The name under which servers of one database find each other; null: the ledger's, with the number of what
    /// servers say to each other (<see cref="Grains.GrainSerialization.Version"/>). Two names over one database are two clusters, the old and
    /// the new program side by side while one replaces the other; the book itself sees to it that they do not act against each other.</summary>
    public string? Cluster { get; private init; }

    /// <summary>By book, the last position of a copy from which it was restored though entries are lost thereby.</summary>
    public IReadOnlyDictionary<string, long> RestoredFrom { get; private init; } = new Dictionary<string, long>();

    /// <summary>Where the other servers of the cluster reach this one.</summary>
    public IPAddress SiloAddress { get; private init; } = IPAddress.Loopback;

    /// <summary>The port on which they do; null: a free one.</summary>
    public int? SiloPort { get; private init; }

    /// <summary>Where people and their applications find this server; without a slash at the end.</summary>
    public Uri PublicUrl { get; private init; } = null!;

    /// <summary>The public base URL as text, without a slash at the end: the issuer of tokens and the start of every address that we print.</summary>
    public string Origin => PublicUrl.GetLeftPart(UriPartial.Authority);

    public bool IsHttps => PublicUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>So long a server that was told to end goes on with everything but says at <c>/health/ready</c> that it is not to be sent more, so that balancers turn away from it before it stops listening: <c>EssLedger:DrainSeconds</c>, 0 to 300; 0 where nobody else could answer.</summary>
    public TimeSpan Drain { get; private init; }

    /// <summary>The address at which Prometheus may ask for measures (<c>EssLedger:Metrics=http://127.0.0.1:9464</c>), and which serves nothing else; null: nobody may.</summary>
    public Uri? Metrics { get; private init; }

    /// <summary>Whether an administrator who signed in may look at the silos at work (<c>EssLedger:Dashboard=true</c>); every call of a grain is then counted and timed, so it is off unless asked for.</summary>
    public bool Dashboard { get; private init; }

    /// <summary>The currency's name, as people read it.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The code of the currency's unit.</summary>
    public Unit Unit { get; private init; }

    /// <summary>The highest amount of one order.</summary>
    public Amount MaxAmount { get; private init; }

    /// <summary>What each kind of account may hold and pay until the book says otherwise: <c>EssLedger:Ceilings:Resident:In30Days</c>…; a kind that is not named has no ceiling.</summary>
    public IReadOnlyDictionary<AccountKind, Ceilings> Ceilings { get; private init; } = new Dictionary<AccountKind, Ceilings>();

    /// <summary>The association's SIREN, which names the file of its accounting entries; null: whoever downloads it types it.</summary>
    public Siren? Siren { get; private init; }

    /// <summary>What the meters are compared with: <c>EssLedger:Thresholds:0:Meter</c> (Payments, Circulation or Acceptors), <c>Most</c> (hundredths, or a count), <c>Source</c> (which text says
    /// so) and <c>Declared</c> (the day of the declaration, if there was one).</summary>
    public IReadOnlyList<Threshold> Thresholds { get; private init; } = [];

    /// <summary>Whether the legal mode of the label's owner allows public display (a public authority's label, or one with third-party certification).</summary>
    public bool LabelIsPublic { get; private init; }

    /// <summary>With what the numbers of grants begin; the year and a number follow.</summary>
    public string GrantPrefix { get; private init; } = "";

    /// <summary>The smallest number of the census that the public is told where the directory does not tell it anyway.</summary>
    public int CensusThreshold { get; private init; }

    /// <summary>When a figure of the currency may be told the public: <c>EssLedger:Figures:Contributors</c>, <c>Others</c>, <c>LargestPercent</c>, <c>TwoLargestPercent</c>.</summary>
    public Core.Publishing.CellRule FigureRule { get; private init; } = new();

    /// <summary>Under which licence open data is given out: its SPDX identifier, and where it is read.</summary>
    public (string Id, Uri Text) DataLicence { get; private init; }

    /// <summary>Where maps get their background: an address with {z}, {x} and {y}; null: maps have none, and no other server is asked for anything.</summary>
    public string? MapTiles { get; private init; }

    /// <summary>Whose background it is, as the map must say.</summary>
    public string MapAttribution { get; private init; } = "";

    /// <summary>Further OpenID Connect providers whose tokens the API accepts.</summary>
    public IReadOnlyList<Issuer> Issuers { get; private init; } = [];

    /// <summary>OpenID Connect providers with which people may sign in on our pages.</summary>
    public IReadOnlyList<Provider> Providers { get; private init; } = [];

    /// <summary>Networks (CIDR) of reverse proxies whose word on the caller's address counts, besides loopback.</summary>
    public IReadOnlyList<string> Proxies { get; private init; } = [];

    /// <summary>Where who found a weakness tells of it (RFC 9116): mailto:, https: or tel:; null: nowhere, and there is no security.txt.</summary>
    public Uri? SecurityContact { get; private init; }

    /// <summary>What the statement of accessibility says of the operator.</summary>
    public Pages.AccessibilityStatement Accessibility { get; private init; } = new(null, null, null);

    /// <summary>How many requests a second one address, and one signed-in person, may make in the long run; ten times as many at once.</summary>
    public int RequestsPerSecond { get; private init; }

    /// <summary>How many payments, and how many other calls, may be under way at once on this server at most; one more is told to come again. Fewer are let in while they take long: <see cref="Api.AdmissionControl"/>.</summary>
    public int PaymentsAtOnce { get; private init; }

    /// <summary>While the median call takes longer than this, fewer are let in at once; while a payment waits so long for a thread, or another call half as long, none is: <see cref="Api.LoadShedding"/>.</summary>
    public TimeSpan MedianAnswer { get; private init; }

    /// <summary>How many orders of one device a second are decided in the long run, ten times as many at once; of one account twice as many.</summary>
    public int OrdersPerSecond { get; private init; }

    /// <summary>How many attempts to prove who one is an address may make a second: each costs a slow hash, and an honest person needs one.</summary>
    public int ProofsPerSecond { get; private init; }

    /// <summary>So long after its person proved who they are a session ends, however much it is used.</summary>
    public TimeSpan LongestSession { get; private init; }

    /// <summary>So long after its person proved who they are an application gets no new token from an old one, however often it asked.</summary>
    public TimeSpan LongestRefresh { get; private init; }

    /// <summary>A file of passwords that leaked, as <see cref="SignIn.KnownPasswords"/> reads it; null: none is compared.</summary>
    public string? BreachedPasswords { get; private init; }

    /// <summary>The certificate with which this server proves to the others of its cluster that it is one of them, and its key (PEM); null: they speak in the clear.</summary>
    public string? SiloCertificate { get; private init; }

    /// <summary>The certificate of who signs those of the cluster (PEM).</summary>
    public string? SiloAuthority { get; private init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="StartRefusedException">They do not make sense.</exception>
    public static Settings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("EssLedger");
        var data = Path.GetFullPath(section["Data"] ?? "data");
        var demo = section.GetValue<bool>("Demo");
        var store = section["Store"] ?? "sqlite";
        if (store is not ("sqlite" or "postgres")) throw new StartRefusedException($"The store is sqlite or postgres, not \"{store}\".");
        var (certificate, authority) = (section["SiloCertificate"], section["SiloAuthority"]);
        if (certificate is null != authority is null) throw new StartRefusedException("EssLedger:SiloCertificate and EssLedger:SiloAuthority go together.");
        var silo = IPAddress.TryParse(section["SiloAddress"] ?? "127.0.0.1", out var address) ? address : throw new StartRefusedException("EssLedger:SiloAddress is an IP address of this machine.");
        if (store == "postgres" && !IPAddress.IsLoopback(silo) && certificate is null && !section.GetValue<bool>("SiloInTheClear"))
            throw new StartRefusedException("Servers on several machines would tell each other everything in the clear. Give EssLedger:SiloCertificate and EssLedger:SiloAuthority (ops/security.md), or say EssLedger:SiloInTheClear=true where the network between them is closed.");
        return new()
        {
            Name = section["Name"] ?? (demo ? "Le Beffroi (démonstration)" : "EssLedger"),
            Unit = Unit.TryParse(section["Unit"] ?? "MLC", out var unit) ? unit : throw new StartRefusedException("EssLedger:Unit is 1 to 8 printable ASCII characters."),
            MaxAmount = section.GetValue("MaxAmount", 5_000_00L) is >= 1 and <= Api.CoreJson.MaxExact and var most
                ? Amount.FromMinor(most) : throw new StartRefusedException("EssLedger:MaxAmount is 1 to 2^53-1 hundredths."),
            Ceilings = CeilingsFrom(section.GetSection("Ceilings"), demo),
            Siren = section["Siren"] is not { } siren ? null : Core.Identifiers.Siren.TryParse(siren, out var association) ? association : throw new StartRefusedException($"EssLedger:Siren is nine digits, of which the last is the check digit; not \"{siren}\"."),
            Thresholds = ThresholdsFrom(section.GetSection("Thresholds")),
            LabelIsPublic = (section["LabelMode"] ?? "public-authority") switch
            {
                "public-authority" or "third-party-certified" => true,
                "internal-charter" => false,
                var mode => throw new StartRefusedException($"EssLedger:LabelMode is public-authority, third-party-certified or internal-charter, not \"{mode}\"."),
            },
            GrantPrefix = section["GrantPrefix"] is not { } prefix ? "LIL" : prefix.Length is >= 1 and <= 6 && prefix.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))
                ? prefix : throw new StartRefusedException("EssLedger:GrantPrefix is 1 to 6 characters of A-Z and 0-9."),
            CensusThreshold = section.GetValue("CensusThreshold", 5) is >= 2 and var threshold ? threshold : throw new StartRefusedException("EssLedger:CensusThreshold is at least 2."),
            FigureRule = FigureRuleFrom(section.GetSection("Figures")),
            DataLicence = (section["DataLicence"] ?? "etalab-2.0", Uri.TryCreate(section["DataLicenceText"] ?? "https://spdx.org/licenses/etalab-2.0.html", UriKind.Absolute, out var licence) && licence.Scheme is "https" or "http"
                ? licence : throw new StartRefusedException("EssLedger:DataLicenceText is an http or https address.")),
            MapTiles = MapTilesFrom(section["MapTiles"]),
            MapAttribution = section["MapAttribution"] ?? "",
            Demo = demo,
            ClockAhead = section.GetValue("ClockAhead", TimeSpan.Zero) is var ahead && (ahead == TimeSpan.Zero || (demo && store == "sqlite" && ahead > TimeSpan.Zero))
                ? ahead : throw new StartRefusedException("EssLedger:ClockAhead is for the demonstration alone, over SQLite (PostgreSQL dates entries by its own clock), and a time to come."),
            Data = data,
            Keys = section["Keys"] ?? Path.Combine(data, "keys"),
            Store = store,
            Connection = configuration.GetConnectionString("Ledger"),
            StorePatience = TimeSpan.FromSeconds(section.GetValue("StorePatienceSeconds", 60)),
            Cluster = section["Cluster"],
            RestoredFrom = RestoredFromIn(section["RestoredFrom"] ?? ""),
            SiloAddress = silo,
            SiloCertificate = certificate,
            SiloAuthority = authority,
            BreachedPasswords = section["BreachedPasswords"],
            SiloPort = section.GetValue<int?>("SiloPort") is var port and (null or (>= 1 and <= 65535)) ? port : throw new StartRefusedException("EssLedger:SiloPort is 1 to 65535."),
            PublicUrl = PublicUrlFrom(section["PublicUrl"], configuration["urls"]),
            // The binder adds to a list and does not replace it, so what is usual comes in where nothing is said.
            Issuers = [.. (section.GetSection("Issuers").Get<Issuer[]>() ?? []).Select(issuer => issuer with { Algorithms = Or(issuer.Algorithms, "ES256"), Types = Or(issuer.Types, "at+jwt") })],
            Providers = ProvidersIn(section.GetSection("Providers")),
            Proxies = section.GetSection("Proxies").Get<string[]>() ?? [],
            RequestsPerSecond = section.GetValue("RequestsPerSecond", demo ? 20_000 : 100),
            PaymentsAtOnce = section.GetValue("PaymentsAtOnce", 1_024) is >= 1 and var atOnce ? atOnce : throw new StartRefusedException("EssLedger:PaymentsAtOnce is at least 1."),
            MedianAnswer = TimeSpan.FromMilliseconds(section.GetValue("MedianAnswerMilliseconds", demo ? 60_000 : 100) is >= 10 and <= 60_000 and var median ? median : throw new StartRefusedException("EssLedger:MedianAnswerMilliseconds is 10 to 60000.")),
            OrdersPerSecond = section.GetValue("OrdersPerSecond", demo ? 20_000 : 5),
            SecurityContact = SecurityContactFrom(section["SecurityContact"]),
            Drain = section.GetValue("DrainSeconds", 0) is >= 0 and <= 300 and var drain ? TimeSpan.FromSeconds(drain) : throw new StartRefusedException("EssLedger:DrainSeconds is 0 to 300."),
            Metrics = MetricsFrom(section["Metrics"]),
            Dashboard = section.GetValue("Dashboard", false),
            Accessibility = Pages.AccessibilityStatement.From(section.GetSection("Accessibility")),
            ProofsPerSecond = section.GetValue("ProofsPerSecond", demo ? 1_000 : 5),
            // A day, as NIST SP 800-63B §2.2.3 asks where two factors are.
            LongestSession = section.GetValue("SessionHours", 24) is >= 1 and <= 720 and var hours ? TimeSpan.FromHours(hours) : throw new StartRefusedException("EssLedger:SessionHours is 1 to 720."),
            // A wallet on a telephone is used for months, and what moves money is the telephone's key, not the token.
            LongestRefresh = section.GetValue("RefreshDays", 90) is >= 1 and <= 365 and var days ? TimeSpan.FromDays(days) : throw new StartRefusedException("EssLedger:RefreshDays is 1 to 365."),
        };
    }

    private static Core.Publishing.CellRule FigureRuleFrom(IConfigurationSection section)
    {
        var usual = new Core.Publishing.CellRule();
        int Number(string name, int or, int least, int most) => section.GetValue(name, or) is var given && given >= least && given <= most ? given : throw new StartRefusedException($"EssLedger:Figures:{name} is {least} to {most}.");
        return new(
            Number("Contributors", usual.Contributors, 3, 1_000), Number("Others", usual.Others, 1, 1_000), Number("LargestPercent", usual.LargestPercent, 1, 90), Number("TwoLargestPercent", usual.TwoLargestPercent, 1, 95));
    }

    private static IReadOnlyList<Provider> ProvidersIn(IConfigurationSection section)
    {
        var providers = section.Get<Provider[]>() ?? [];
        foreach (var provider in providers)
        {
            if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == "https" || (authority.Scheme == "http" && IsLoopback(authority))))
                throw new StartRefusedException($"EssLedger:Providers: the authority \"{provider.Authority}\" is no https address.");
            if (!File.Exists(provider.ClientSecretFile)) throw new StartRefusedException($"EssLedger:Providers: there is no file {provider.ClientSecretFile} with the secret for {provider.Authority}.");
        }
        return [.. providers.Select(provider => provider with
        {
            Scopes = Or(provider.Scopes, "openid", "given_name", "usual_name", "email", "siret"),
            Algorithms = Or(provider.Algorithms, "ES256", "RS256"),
            TwoFactors = Or(provider.TwoFactors, "eidas2", "eidas3", "https://proconnect.gouv.fr/assurance/self-asserted-2fa", "https://proconnect.gouv.fr/assurance/consistency-checked-2fa"),
        })];
    }

    private static IReadOnlyList<string> Or(IReadOnlyList<string> given, params string[] usual) => given.Count > 0 ? given : usual;

    private static Dictionary<string, long> RestoredFromIn(string text)
    {
        var restored = new Dictionary<string, long>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [("currency" or "label") and var book, var position] || !long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || !restored.TryAdd(book, last))
                throw new StartRefusedException($"--restored-from names books and the positions at which they end now, for instance currency=1234,label=56; not \"{text}\".");
        }
        return restored;
    }

    private static Dictionary<AccountKind, Ceilings> CeilingsFrom(IConfigurationSection section, bool demo)
    {
        var ceilings = new Dictionary<AccountKind, Ceilings>();
        foreach (var kind in section.GetChildren())
        {
            if (!Enum.TryParse<AccountKind>(kind.Key, ignoreCase: true, out var held)) throw new StartRefusedException($"EssLedger:Ceilings:{kind.Key} is not a kind of account.");
            var of = new Dictionary<string, Amount>(StringComparer.OrdinalIgnoreCase);
            foreach (var ceiling in kind.GetChildren())
            {
                of[ceiling.Key] = typeof(Ceilings).GetProperty(ceiling.Key, System.Reflection.BindingFlags.IgnoreCase | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance) is not null
                    && long.TryParse(ceiling.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) && minor <= Api.CoreJson.MaxExact
                    ? Amount.FromMinor(minor) : throw new StartRefusedException($"EssLedger:Ceilings:{kind.Key}:{ceiling.Key} is Balance, Payment, Day, In30Days, PrintedDay, Card or CardDay, and a number of hundredths.");
            }
            Amount? Of(string name) => of.TryGetValue(name, out var most) ? most : null;
            ceilings[held] = new(Of("Balance"), Of("Payment"), Of("Day"), Of("In30Days"), Of("PrintedDay"), Of("Card"), Of("CardDay"));
        }
        // Enough for a market day of trying, and still a limit that one can meet.
        if (demo) ceilings.TryAdd(AccountKind.Resident, new(In30Days: Amount.FromMinor(5_000_00)));
        return ceilings;
    }

    /// <summary>A law may change its numbers, so they stand here and in the configuration, and nowhere else.</summary>
    private static IReadOnlyList<Threshold> ThresholdsFrom(IConfigurationSection section)
    {
        if (!section.Exists()) return [new(Meter.Payments, 1_000_000_00, "CMF, art. L. 521-3 II"), new(Meter.Circulation, 1_000_000_00, "CMF, art. L. 525-6")];
        return [.. section.GetChildren().Select(t =>
            Enum.TryParse<Meter>(t["Meter"], ignoreCase: true, out var meter) && Enum.IsDefined(meter) && long.TryParse(t["Most"], NumberStyles.None, CultureInfo.InvariantCulture, out var most) && t["Source"] is { Length: > 0 } source
            && (t["Declared"] is null || DateOnly.TryParseExact(t["Declared"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                ? new Threshold(meter, most, source, t["Declared"] is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null)
                : throw new StartRefusedException($"EssLedger:Thresholds:{t.Key} has a Meter (Payments, Circulation or Acceptors), Most (hundredths, or a count), a Source, and perhaps Declared (YYYY-MM-DD)."))];
    }

    private static Uri? SecurityContactFrom(string? text) =>
        text is null ? null : Uri.TryCreate(text, UriKind.Absolute, out var contact) && contact.Scheme is "mailto" or "https" or "tel"
            ? contact : throw new StartRefusedException($"EssLedger:SecurityContact is an address that begins with mailto:, https: or tel:, not \"{text}\".");

    private static Uri? MetricsFrom(string? text) =>
        text is null ? null : Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", PathAndQuery: "/", UserInfo: "" }
            ? address : throw new StartRefusedException($"EssLedger:Metrics is http://ADDRESS:PORT, without a path; not \"{text}\".");

    private static string? MapTilesFrom(string? text) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && text.Contains("{z}", StringComparison.Ordinal) && text.Contains("{x}", StringComparison.Ordinal) && text.Contains("{y}", StringComparison.Ordinal) && !url.Host.Contains('{', StringComparison.Ordinal))
            ? text : throw new StartRefusedException($"EssLedger:MapTiles is the address of tiles with {{z}}, {{x}} and {{y}} in its path, for instance https://tiles.example.org/{{z}}/{{x}}/{{y}}.png; not \"{text}\".");

    private static Uri PublicUrlFrom(string? given, string? urls)
    {
        var text = given ?? NearestOf(urls ?? Server.DefaultUrl);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo != "")
            throw new StartRefusedException($"The public URL is https://HOST or, on loopback, http://HOST:PORT, without a path; not \"{text}\".");
        if (url.Scheme == "http" && !IsLoopback(url))
            throw new StartRefusedException($"Without TLS only a loopback address is served, and {url} is none. Set EssLedger__PublicUrl to the https address that people use.");
        return url;
    }

    /// <summary>Where this machine finds a server that listens there; one that listens everywhere is, for itself, at the loopback address.</summary>
    internal static string NearestOf(string urls) => urls.Split(';')[0].Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//+", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal);

    private static bool IsLoopback(Uri url) =>
        url.IdnHost == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

/// <summary>An OpenID Connect provider; who its tokens' subjects are is in our own tables (external logins).</summary>
public sealed record Issuer
{
    public required string Authority { get; init; }
    public string Audience { get; init; } = Server.Audience;
    /// <summary>The signature algorithms accepted from it: ES256 unless others are named.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];
    /// <summary>The <c>typ</c> of its access tokens: at+jwt (RFC 9068 §2.1) unless others are named; some providers leave it at JWT.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
}

/// <summary>An OpenID Connect provider with which people sign in on our pages, ProConnect for instance. It says who somebody is and never what they may do.</summary>
public sealed record Provider
{
    public required string Authority { get; init; }
    public required string ClientId { get; init; }
    /// <summary>The file that holds our secret there, and nothing else.</summary>
    public required string ClientSecretFile { get; init; }
    /// <summary>As people know it.</summary>
    public required string Name { get; init; }
    /// <summary>What we ask about people: what ProConnect tells, unless others are named.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
    /// <summary>The signature algorithms accepted from it: ES256 and RS256 unless others are named.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];
    /// <summary>The levels of assurance (<c>acr</c>) at which it asked for two factors: those of eIDAS and of ProConnect unless others are named.</summary>
    public IReadOnlyList<string> TwoFactors { get; init; } = [];
}

/// <summary>The server does not start; the message tells the operator why and what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
