using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text.Json;

namespace EssLedger.Outside;

/// <summary>How tests ask, and what they ask of an answer.</summary>
public static class Answers
{
    public static Task<HttpResponseMessage> PostCose(this HttpClient client, string path, byte[] body) =>
        client.PostAsync(path, new ByteArrayContent(body) { Headers = { ContentType = new("application/cose") } });

    public static Task<HttpResponseMessage> PostJson(this HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    public static Task<HttpResponseMessage> PostText(this HttpClient client, string path, string json, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return client.SendAsync(request);
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    public static byte[] GetBytes(this JsonElement text) => Base64Url.DecodeFromChars(text.GetString());

    /// <summary>Holds that the answer has this status, and gives its body.</summary>
    public static async Task<JsonElement> Is(this HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Holds that the answer is a problem of this status and code as protocol and catalogue have it, and gives its body.</summary>
    public static async Task<JsonElement> Refused(this HttpResponseMessage answer, int status, string code)
    {
        var problem = await answer.Is(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Contains(code, await Codes(answer.RequestMessage!.RequestUri!));
        if (status is 429 or 503) Assert.NotNull(answer.Headers.RetryAfter);
        return problem;
    }

    public static async Task<JsonElement> Refused(this Task<HttpResponseMessage> asked, int status, string code)
    {
        using var answer = await asked;
        return await answer.Refused(status, code);
    }

    public static async Task<JsonElement> Is(this Task<HttpResponseMessage> asked, int status)
    {
        using var answer = await asked;
        return await answer.Is(status);
    }

    private static HashSet<string>? _codes;

    /// <summary>The codes that the published description of the API lists.</summary>
    private static async Task<HashSet<string>> Codes(Uri server)
    {
        if (_codes is not null) return _codes;
        using var http = new HttpClient();
        var description = await http.GetFromJsonAsync<JsonElement>(new Uri(server, "/openapi/v1.json"));
        return _codes = [.. description.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("code")
            .GetProperty("enum").EnumerateArray().Select(c => c.GetString()!)];
    }
}
