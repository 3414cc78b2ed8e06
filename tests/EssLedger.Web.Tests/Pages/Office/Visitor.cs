using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Office;

/// <summary>Somebody with a browser: opens pages, reads them, fills in forms with the token that the page gave.</summary>
internal sealed partial class Visitor(HttpClient http)
{
    public HttpClient Http => http;

    /// <summary>In by a door of the demonstration.</summary>
    public static async Task<Visitor> Enter(TestServer server, string door)
    {
        var http = server.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await http.GetAsync($"/demo/{door}")).StatusCode);
        return new(http);
    }

    /// <summary>A person who signed in by the form.</summary>
    public static async Task<(Visitor Visitor, Person Person)> SignIn(TestServer server, params string[] roles)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        var person = await server.People.Create($"Test {string.Join(' ', roles)}", roles, email, "a very long password");
        var visitor = new Visitor(server.Browser());
        var answer = await visitor.Send("/sign-in", new() { ["email"] = email, ["password"] = "a very long password" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        if (answer.Headers.Location!.OriginalString.StartsWith("/mon-compte/securite", StringComparison.Ordinal))
            Assert.Equal(HttpStatusCode.OK, (await visitor.Send("/mon-compte/securite", new() { ["act"] = "app", ["code"] = Authenticator.CodeOf(await visitor.AppKey()) })).StatusCode);
        return (visitor, person);
    }

    public async Task<(HttpStatusCode Status, string Page)> Open(string path)
    {
        var answer = await http.GetAsync(path);
        return (answer.StatusCode, Readable(await answer.Content.ReadAsStringAsync()));
    }

    public async Task<string> Read(string path)
    {
        var (status, page) = await Open(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return page;
    }

    /// <summary>The key that one's security page offers an authenticator app.</summary>
    public async Task<string> AppKey() => AppKeyIn().Match(await Read("/mon-compte/securite")).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    public Task<HttpResponseMessage> Get(string path) => http.GetAsync(path);

    public async Task<string> Token(string page) => TokenIn().Match(await (await http.GetAsync(page)).Content.ReadAsStringAsync()) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : "";

    public Task<HttpResponseMessage> Send(string page, Dictionary<string, string> fields) => Send(page, fields, page);

    /// <summary>Sends a form, with the token of another page or with none. Several boxes ticked of one field are separated by bars.</summary>
    public async Task<HttpResponseMessage> Send(string page, Dictionary<string, string> fields, string? tokenFrom)
    {
        if (tokenFrom is not null) fields["__RequestVerificationToken"] = await Token(tokenFrom);
        return await http.PostAsync(page.Split('?')[0], new FormUrlEncodedContent(fields.SelectMany(f => f.Value.Split('|').Select(value => KeyValuePair.Create(f.Key, value)))));
    }

    /// <summary>Sends a form of one page to another address, and reads the answer.</summary>
    public async Task<string> Answer(string path, string page, Dictionary<string, string> fields)
    {
        var answer = await Send(path, fields, page);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form with a file.</summary>
    public async Task<HttpResponseMessage> SendFile(string page, Dictionary<string, string> fields, string name, string type, byte[] content)
    {
        fields["__RequestVerificationToken"] = await Token(page);
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields) form.Add(new StringContent(value), field);
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new(type);
        form.Add(file, "file", name);
        return await http.PostAsync(page, form);
    }

    /// <summary>Sends a form that is recorded.</summary>
    public async Task<string> Record(string page, Dictionary<string, string> fields)
    {
        var answer = await Send(page, fields);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{(int)answer.StatusCode}: {Regex.Match(Readable(await answer.Content.ReadAsStringAsync()), "class=\"error.*?</p>", RegexOptions.Singleline)}");
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Sends a form that is not recorded, and gives the page that says why.</summary>
    public async Task<string> Refused(string page, Dictionary<string, string> fields, HttpStatusCode status)
    {
        var answer = await Send(page, fields);
        Assert.Equal(status, answer.StatusCode);
        return Readable(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What the page's script sends: with the page's token or without, and where it begins of several pieces.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, string? token, long? offset = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Add("RequestVerificationToken", token);
        if (offset is not null) request.Headers.Add("Upload-Offset", $"{offset}");
        return await http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendJson(string path, object body, string? token, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (token is not null) request.Headers.Add("RequestVerificationToken", token);
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    // The renderer writes characters beyond ASCII as references; readers see the characters.
    private static string Readable(string html) => Reference().Replace(html, reference => WebUtility.HtmlDecode(reference.Value));

    [GeneratedRegex("<code>((?:[A-Z2-7]{4} ?){8})</code>")]
    private static partial Regex AppKeyIn();

    [GeneratedRegex("&#x[0-9A-Fa-f]+;")]
    private static partial Regex Reference();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenIn();
}
