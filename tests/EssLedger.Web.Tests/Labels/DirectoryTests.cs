using System.Globalization;
using System.Net;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Labels;

/// <summary>A whole server over members that the tests name.</summary>
public sealed class LabelTown : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 6, 15);
    private readonly Roll _roll = new();

    public TestServer Server { get; private set; } = null!;

    public List<Member> Members => _roll.Members;

    public IParticipantStore Participants => Server.Services.GetRequiredService<IParticipantStore>();

    /// <summary>Who holds the label, each from the first day of their grant on.</summary>
    private sealed class Roll : IMembers
    {
        public List<Member> Members { get; } = [];

        public Task<IReadOnlyList<Member>> On(DateOnly day, DateOnly? asKnownOn) =>
            Task.FromResult<IReadOnlyList<Member>>([.. Members.Where(m => m.From <= day && (asKnownOn is null || m.From <= asKnownOn))]);
    }

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.Start(new() { Adjust = builder => builder.Services.AddSingleton<IMembers>(_roll) });
        await Enter(1, new() { Commune = "59350", Filieres = Filieres.Food | Filieres.Repair, Tags = ProductTags.Local, AcceptsCurrency = true, Qpv = true, Family = LegalFamily.Association }, p => p with
        {
            Name = "Épicerie \"du Canal\", vrac",
            Rna = Rna.Parse("W595000001"),
            Address = "=1+1, rue du Canal",
            Postcode = "59000",
            Place = new(50.6, -3.05),
            Website = new("https://canal.exemple.fr/"),
            Hours = "mar.–sam.",
            Email = "secret@exemple.fr",
        });
        await Enter(2, new() { Commune = "59355", Filieres = Filieres.Cycling }, p => p with { Name = "Cycles de Lomme", Website = new("javascript:alert(1)") }, GrantKind.EssActor);
        await Enter(3, new() { Commune = "59512" }, p => p with { Name = "Jeanne Secrète", Address = "3, rue Privée", Place = new(50.69, 3.17), Website = new("https://jeanne.exemple.fr/"), Description = "Jeanne", PartialDiffusion = true });
        await Enter(4, new() { Commune = "59350", Filieres = Filieres.Food }, p => p with { Name = "Discret", InDirectory = false });
        await Enter(5, new() { Commune = "59350", Filieres = Filieres.Food }, p => p with { Name = "Suspendu" }, standing: Standing.Suspended);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public async Task Enter(int person, Profile profile, Func<Participant, Participant> of, GrantKind kind = GrantKind.Shop, Standing standing = Standing.Active, DateOnly? from = null)
    {
        var id = ParticipantId.Parse($"P{(char)('A' + (person / 26))}{(char)('A' + (person % 26))}");
        var holder = HolderId.TryParse($"E-{person:0000}", out var parsed) ? parsed : throw new FormatException();
        await Participants.KeepAsync(of(new(id, holder, $"Participant {person}", profile.Commune) { InDirectory = true }), default);
        _roll.Members.Add(new(GrantNumber.Parse($"LIL-{person:0000}"), kind, id, standing, 1, from ?? Day.AddYears(-1), Day.AddYears(2), profile));
    }

    /// <summary>One of its own, for a test that changes it.</summary>
    public static async Task<LabelTown> New()
    {
        var town = new LabelTown();
        await town.InitializeAsync();
        return town;
    }
}

/// <summary>The directory and the census as the outside meets them.</summary>
public sealed class DirectoryTests(LabelTown town) : IClassFixture<LabelTown>
{
    private readonly TestServer _server = town.Server;

    private Task<JsonElement> Json(string address, HttpClient? client = null) => Read(client ?? _server.Http, address);

    private static async Task<JsonElement> Read(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Json();
    }

    [Fact]
    public async Task Directory_lists_active_grants_of_those_who_agreed_by_name()
    {
        var items = (await Json("/v1/label/participants")).GetProperty("items");
        Assert.Equal(["Cycles de Lomme", "Épicerie \"du Canal\", vrac", null], items.EnumerateArray().Select(i => i.GetProperty("name").GetString()));
        var canal = items[1];
        Assert.Equal(("LIL-0001", "shop", "59350", "Lille", 50.6, true), (canal.GetProperty("number").GetString(), canal.GetProperty("kind").GetString(), canal.GetProperty("commune").GetString(),
            canal.GetProperty("communeName").GetString(), canal.GetProperty("latitude").GetDouble(), canal.GetProperty("acceptsCurrency").GetBoolean()));
        Assert.Equal(["food", "repair"], canal.GetProperty("filieres").EnumerateArray().Select(f => f.GetString()));
    }

    [Theory]
    [InlineData("commune=59350", "LIL-0001")]
    [InlineData("commune=59355", "LIL-0002")]
    [InlineData("commune=lille", "LIL-0002 LIL-0001")]
    [InlineData("commune=mel", "LIL-0002 LIL-0001 LIL-0003")]
    [InlineData("filiere=repair", "LIL-0001")]
    [InlineData("kind=ess", "LIL-0002")]
    [InlineData("tag=local", "LIL-0001")]
    [InlineData("acceptsCurrency=true", "LIL-0001")]
    [InlineData("acceptsCurrency=false", "")]
    [InlineData("on=2020-01-01", "")]
    [InlineData("commune=lille&kind=shop", "LIL-0001")]
    public async Task Filters_narrow_list_table_and_map_alike(string filter, string numbers)
    {
        var wanted = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(wanted, (await Json($"/v1/label/participants?{filter}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()));
        Assert.Equal(wanted, (await Json($"/v1/label/participants.geojson?{filter}")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()));
        Assert.Equal(wanted, Table(await _server.Http.GetStringAsync($"/v1/label/participants.csv?{filter}")).Skip(1).Select(row => row[0]));
    }

    [Theory]
    [InlineData("commune=Lille")]
    [InlineData("filiere=Food")]
    [InlineData("kind=1")]
    [InlineData("tag=organic")]
    [InlineData("acceptsCurrency=maybe")]
    [InlineData("on=15/06/2026")]
    [InlineData("limit=501")]
    [InlineData("after=LIL-9999")]
    public async Task What_no_filter_can_mean_is_refused(string filter) =>
        await (await _server.Http.GetAsync($"/v1/label/participants?{filter}")).Refused(HttpStatusCode.BadRequest, "invalid_field");

    [Fact]
    public async Task List_comes_page_by_page_and_nobody_twice()
    {
        var numbers = new List<string>();
        for (string? after = null; ;)
        {
            var page = await Json($"/v1/label/participants?limit=2{(after is null ? "" : $"&after={after}")}");
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()!));
            if ((after = page.GetProperty("next").GetString()) is null) break;
        }
        Assert.Equal(["LIL-0002", "LIL-0001", "LIL-0003"], numbers);
    }

    [Fact]
    public async Task Sole_trader_with_partial_diffusion_is_published_without_name_and_whatever_leads_to_it()
    {
        foreach (var form in new[] { "", ".json", ".csv", ".geojson" })
        {
            var text = await _server.Http.GetStringAsync($"/v1/label/participants{form}");
            Assert.Contains("LIL-0003", text, StringComparison.Ordinal);
            foreach (var secret in new[] { "Jeanne", "Privée", "jeanne.exemple.fr", "E-0003", "50.69", "Discret", "secret@exemple.fr", "javascript:" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("Jeanne", await _server.Http.GetStringAsync("/annuaire"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_is_rfc_4180_with_the_columns_of_its_schema_and_runs_no_formula()
    {
        var answer = await _server.Http.GetAsync("/v1/label/participants.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var rows = Table(text);
        var schema = await Json("/v1/label/participants.schema.json");
        Assert.Equal(schema.GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()), rows[0]);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        var canal = rows[0].Zip(rows.Single(r => r[0] == "LIL-0001")).ToDictionary(c => c.First, c => c.Second);
        Assert.Equal(("Épicerie \"du Canal\", vrac", "'=1+1, rue du Canal", "-3.05", "food;repair"), (canal["name"], canal["address"], canal["longitude"], canal["filieres"]));
        // Every cell is of the type that the schema says.
        foreach (var field in schema.GetProperty("fields").EnumerateArray())
        {
            var cells = rows.Skip(1).Select(r => r[rows[0].IndexOf(field.GetProperty("name").GetString()!)]).Where(c => c.Length > 0).ToList();
            Assert.All(cells, cell => Assert.True(field.GetProperty("type").GetString() switch
            {
                "integer" => int.TryParse(cell, CultureInfo.InvariantCulture, out _),
                "number" => double.TryParse(cell, CultureInfo.InvariantCulture, out _),
                "date" => DateOnly.TryParseExact(cell, "yyyy-MM-dd", out _),
                "boolean" => cell is "true" or "false",
                _ => true,
            }, cell));
            if (field.TryGetProperty("constraints", out var constraints) && constraints.ValueKind is JsonValueKind.Object && constraints.TryGetProperty("pattern", out var pattern) && pattern.GetString() is { } form)
                Assert.All(cells, cell => Assert.Matches($"^(?:{form})$", cell));
        }
    }

    [Fact]
    public async Task Map_has_longitude_first_and_no_geometry_for_who_has_no_place()
    {
        var answer = await _server.Http.GetAsync("/v1/label/participants.geojson");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        var map = await answer.Json();
        Assert.Equal("FeatureCollection", map.GetProperty("type").GetString());
        var features = map.GetProperty("features").EnumerateArray().ToDictionary(f => f.GetProperty("id").GetString()!);
        Assert.Equal([-3.05, 50.6], features["LIL-0001"].GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => c.GetDouble()));
        Assert.Equal(JsonValueKind.Null, features["LIL-0002"].GetProperty("geometry").ValueKind);
        Assert.Equal(JsonValueKind.Null, features["LIL-0003"].GetProperty("geometry").ValueKind);
    }

    [Fact]
    public async Task Anyone_counts_the_directory_and_the_city_counts_everybody()
    {
        var open = await Json("/v1/census?by=commune,filiere&on=2026-06-15");
        Assert.Equal((3, "2026-06-15"), (open.GetProperty("total").GetInt32(), open.GetProperty("on").GetString()));
        Assert.Equal(["59350 food 1 False", "59350 repair 1 False", "59355 cycling 1 False", "59512 unknown 1 False"], open.GetProperty("rows").EnumerateArray().Select(Row));
        Assert.Contains("total", open.GetProperty("definitions").EnumerateObject().Select(d => d.Name));

        var withheld = await Json("/v1/census?by=qpv,kind");
        Assert.All(withheld.GetProperty("rows").EnumerateArray(), r => Assert.Equal((JsonValueKind.Null, true), (r.GetProperty("count").ValueKind, r.GetProperty("suppressed").GetBoolean())));
        Assert.Equal(4, withheld.GetProperty("rows").GetArrayLength());

        using var city = await _server.As(Roles.City);
        var full = await Json("/v1/census?by=qpv", city);
        Assert.Equal((4, 2), (full.GetProperty("total").GetInt32(), full.GetProperty("rows").GetArrayLength()));
        Assert.Equal(4, (await Json("/v1/census?perimeter=mel", city)).GetProperty("total").GetInt32());
        Assert.Equal(3, (await Json("/v1/census?perimeter=lille", city)).GetProperty("total").GetInt32());

        static string Row(JsonElement row) => $"{row.GetProperty("commune")} {row.GetProperty("filiere")} {row.GetProperty("count")} {row.GetProperty("suppressed")}";
    }

    [Fact]
    public async Task Table_of_the_census_says_the_same() => Assert.Equal(
        "area,count,suppressed\r\nlille,2,false\r\nrest_of_mel,1,false\r\n", await _server.Http.GetStringAsync("/v1/census.csv?by=area"));

    [Theory]
    [InlineData("by=colour")]
    [InlineData("by=kind,kind")]
    [InlineData("perimeter=paris")]
    [InlineData("on=yesterday")]
    public async Task What_no_census_can_mean_is_refused(string question) =>
        await (await _server.Http.GetAsync($"/v1/census?{question}")).Refused(HttpStatusCode.BadRequest, "invalid_field");

    [Fact]
    public async Task Number_opens_the_grants_behind_it_for_those_entitled()
    {
        await (await _server.Http.GetAsync("/v1/census/members?kind=shop")).Refused(HttpStatusCode.Unauthorized, "token_required");
        using var resident = await _server.As(Roles.Resident);
        await (await resident.GetAsync("/v1/census/members?kind=shop")).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var city = await _server.As(Roles.City);
        var page = await Json("/v1/census/members?kind=shop&perimeter=mel&limit=2", city);
        Assert.Equal(["LIL-0001", "LIL-0003"], page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()));
        var rest = await Json($"/v1/census/members?kind=shop&perimeter=mel&after={page.GetProperty("next").GetString()}", city);
        Assert.Equal(["LIL-0004"], rest.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        Assert.Equal(1, (await Json("/v1/census/members?qpv=yes&family=association", city)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Public_is_told_a_quarters_count_once_and_it_stays_told()
    {
        await using var own = await LabelTown.New();
        for (var i = 10; i < 40; i++) await own.Enter(i, new() { Qpv = i < 20 }, p => p, from: new(2020, 1, 1));
        var told = await Read(own.Server.Http, "/v1/census?by=qpv");
        Assert.Equal(["yes 11 False", "no_or_unknown 22 False"], told.GetProperty("rows").EnumerateArray().Select(Row));
        Assert.Equal(33, told.GetProperty("total").GetInt32());
        Assert.NotEqual(told.GetProperty("on").GetString(), told.GetProperty("countedOn").GetString());
        Assert.Contains("countedOn", told.GetProperty("definitions").EnumerateObject().Select(d => d.Name));

        // One who leaves the directory leaves the open tables, and no trace in what was told.
        await own.Participants.KeepAsync((await own.Participants.FindAsync(own.Members[0].Holder, default))! with { InDirectory = false }, default);
        Assert.Equal(told.GetProperty("rows").ToString(), (await Read(own.Server.Http, "/v1/census?by=qpv")).GetProperty("rows").ToString());
        Assert.Equal(32, (await Read(own.Server.Http, "/v1/census")).GetProperty("total").GetInt32());

        static string Row(JsonElement row) => $"{row.GetProperty("qpv")} {row.GetProperty("count")} {row.GetProperty("suppressed")}";
    }

    [Fact]
    public async Task Participant_decides_with_the_office_what_the_directory_shows_of_it()
    {
        await using var own = await LabelTown.New();
        var address = $"/v1/label/participants/{own.Members[1].Holder}/directory";
        using var stranger = await own.Server.As(Roles.Participant);
        await (await stranger.PostAsync(address, "{}".JsonText())).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var office = await own.Server.As(Roles.LabelManager);
        var kept = await (await office.PostAsync(address, """{"address":"1, place Neuve","latitude":50.64,"longitude":3.01,"website":"https://cycles.exemple.fr","hours":"","email":"c@exemple.fr"}""".JsonText())).Json();
        Assert.Equal(("1, place Neuve", JsonValueKind.Null, true), (kept.GetProperty("address").GetString(), kept.GetProperty("hours").ValueKind, kept.GetProperty("inDirectory").GetBoolean()));
        Assert.Equal(kept.ToString(), (await Read(office, address)).ToString());
        Assert.Equal("1, place Neuve", (await Read(own.Server.Http, "/v1/label/participants?kind=ess")).GetProperty("items")[0].GetProperty("address").GetString());
        await office.PostAsync(address, """{"inDirectory":false}""".JsonText());
        Assert.Equal(0, (await Read(own.Server.Http, "/v1/label/participants?kind=ess")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"website":"javascript:alert(1)"}""")]
    [InlineData("""{"latitude":50}""")]
    [InlineData("""{"latitude":91,"longitude":3}""")]
    [InlineData("""{"postcode":"5900"}""")]
    [InlineData("""{"email":"nobody"}""")]
    [InlineData("""{"rna":"595000001"}""")]
    [InlineData("""{"description":"a\u202Eb"}""")]
    public async Task What_no_directory_can_show_is_refused(string fields)
    {
        using var office = await _server.As(Roles.LabelManager);
        await (await office.PostAsync($"/v1/label/participants/{town.Members[1].Holder}/directory", fields.JsonText())).Refused(HttpStatusCode.BadRequest, "invalid_field");
    }

    [Fact]
    public async Task Pages_show_the_directory_its_map_and_the_figures()
    {
        var page = await _server.Http.GetStringAsync("/annuaire?commune=lille&kind=&acceptsCurrency=");
        Assert.Contains("2 labels actifs", page, StringComparison.Ordinal);
        Assert.Contains("Cycles de Lomme", page, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", page, StringComparison.Ordinal);
        Assert.Contains("/v1/label/participants.csv?commune=lille", page, StringComparison.Ordinal);
        Assert.Contains("Le label en chiffres", await _server.Http.GetStringAsync("/chiffres?by=filiere&perimeter=mel"), StringComparison.Ordinal);
        Assert.Contains("masqué", await _server.Http.GetStringAsync("/chiffres?by=qpv"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Http.GetAsync("/annuaire?kind=nothing")).StatusCode);
    }

    [Fact]
    public async Task Only_the_map_made_for_it_may_stand_in_other_sites()
    {
        foreach (var (path, others) in new[] { ("/annuaire", false), ("/annuaire/carte", false), ("/annuaire/carte?embed=1", true), ("/chiffres", false) })
        {
            var policy = (await _server.Http.GetAsync(path)).Headers.GetValues("Content-Security-Policy").Single();
            Assert.Equal(others, policy.Contains("frame-ancestors *", StringComparison.Ordinal));
            Assert.Equal(!others, policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal));
            Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Background_of_the_map_comes_from_the_server_that_the_settings_name_and_no_other()
    {
        await using var server = await TestServer.Start(new() { Further = new Dictionary<string, string?> { ["EssLedger:MapTiles"] = "https://tuiles.exemple.fr/{z}/{x}/{y}.png" } });
        var answer = await server.Http.GetAsync("/annuaire");
        Assert.Contains("img-src 'self' https://tuiles.exemple.fr data:", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("data-tiles=\"https://tuiles.exemple.fr/{z}/{x}/{y}.png\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("tuiles.exemple.fr", (await server.Http.GetAsync("/chiffres")).Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_that_may_not_be_shown_has_no_public_directory_and_no_public_count()
    {
        await using var server = await TestServer.Start(new() { Further = new Dictionary<string, string?> { ["EssLedger:LabelMode"] = "internal-charter" } });
        foreach (var path in new[] { "/v1/label/participants", "/v1/label/participants.csv", "/v1/label/participants.geojson", "/v1/census", "/v1/census.csv" })
            await (await server.Http.GetAsync(path)).Refused(HttpStatusCode.Forbidden, "label_not_public");
        foreach (var path in new[] { "/annuaire", "/annuaire/carte?embed=1", "/chiffres" })
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.GetAsync(path)).StatusCode);
        using var city = await server.As(Roles.City);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync("/v1/census")).StatusCode);
    }

    /// <summary>Reads a table by RFC 4180, by nobody's writer but its own text.</summary>
    private static List<List<string>> Table(string text)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), "", false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"') (cell, i) = (cell + '"', i + 1);
            else if (text[i] == '"') quoted = !quoted;
            else if (quoted) cell += text[i];
            else if (text[i] == ',') (row, cell) = ([.. row, cell], "");
            else if (text[i] == '\r') continue;
            else if (text[i] == '\n') (rows, row, cell) = ([.. rows, [.. row, cell]], [], "");
            else cell += text[i];
        }
        return rows;
    }
}
