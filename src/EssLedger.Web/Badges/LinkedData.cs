using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EssLedger.Web.Badges;

/// <summary>A word of a JSON-LD context and what it means there.</summary>
/// <param name="Name">The member's name in JSON.</param>
/// <param name="Iri">What it stands for.</param>
/// <param name="Datatype">The datatype of its texts; null: plain strings.</param>
public sealed record Term(string Name, string Iri, string? Datatype = null);

/// <summary>
/// A thing that linked data speaks of, written in two ways that say the same: as JSON under the contexts that it was made for, and as canonical N-Quads
/// (RDF Dataset Canonicalization, RDFC-1.0). Every thing has an address, so there is no blank node to be given a name, and canonical means sorted.
/// </summary>
/// <remarks>No context is ever read here. That the words mean what <see cref="Vocabulary"/> says is held by tests that let the <c>jsonld</c> library expand the very same JSON.</remarks>
public sealed class Thing
{
    private readonly string _id;
    private readonly Term[] _types;
    private readonly bool _oneType;
    private readonly List<(Term Term, object Value)> _says = [];

    private Thing(string id, Term[] types, bool oneType) => (_id, _types, _oneType) = (id, types, oneType);

    /// <summary>A thing whose <c>type</c> is an array in JSON.</summary>
    public static Thing Of(string id, params Term[] types) => new(id, types, oneType: false);

    /// <summary>A thing whose <c>type</c> is one text in JSON: readers of status lists and proofs compare it as such.</summary>
    public static Thing OfOne(string id, Term type) => new(id, [type], oneType: true);

    /// <summary>Only an address; nothing is said of what is there.</summary>
    public static Thing At(string id) => new(id, [], oneType: false);

    /// <summary>What JSON of ours says under our words.</summary>
    /// <param name="json">The object.</param>
    /// <param name="without">Members of it that are not said of the thing: its contexts, its proof.</param>
    /// <exception cref="FormatException">It has a word or a form that ours never has.</exception>
    internal static Thing Read(JsonElement json, params string[] without)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("id", out var id)) throw new FormatException("A thing has an id.");
        var (types, oneType) = !json.TryGetProperty("type", out var type) ? ([], false)
            : type.ValueKind == JsonValueKind.Array ? (type.EnumerateArray().Select(one => Vocabulary.Find(one.GetString())).ToArray(), false)
            : (new[] { Vocabulary.Find(type.GetString()) }, true);
        var thing = new Thing(Address(id.GetString()), types, oneType);
        foreach (var member in json.EnumerateObject().Where(member => member.Name is not ("id" or "type") && !without.Contains(member.Name)))
        {
            var term = Vocabulary.Find(member.Name);
            thing.Saying(term, member.Value.ValueKind switch
            {
                JsonValueKind.String when term == Vocabulary.ProofPurpose && member.Value.ValueEquals(Vocabulary.AssertionMethod) => (Vocabulary.AssertionMethod, Vocabulary.AssertionMethodIri),
                JsonValueKind.String when Vocabulary.IsReference(term) => (member.Value.GetString()!, Address(member.Value.GetString())),
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Object => Read(member.Value),
                JsonValueKind.Array => member.Value.EnumerateArray().Select(one => Read(one)).ToArray(),
                _ => throw new FormatException($"{member.Name} is no text and no thing."),
            });
        }
        return thing;

        // What N-Quads could not hold between < and > would make one statement look like another.
        static string Address(string? text) => text is { Length: > 0 } && !text.Any(c => c is <= ' ' or '<' or '>' or '"' or '{' or '}' or '|' or '^' or '`' or '\\')
            ? text : throw new FormatException("An address has a character that none has.");
    }

    /// <summary>Says a text of it.</summary>
    public Thing With(Term term, string text) => Saying(term, text);

    /// <summary>Says that it has to do with another thing.</summary>
    public Thing With(Term term, Thing thing) => Saying(term, thing);

    /// <summary>Says that it has to do with several things, a JSON array.</summary>
    public Thing With(Term term, params Thing[] things) => Saying(term, things);

    /// <summary>Says that it has to do with another thing, which JSON names by its address (or by a word of the context) as a bare text.</summary>
    public Thing With(Term term, string word, string iri) => Saying(term, (word, iri));

    /// <summary>The JSON object, <c>id</c> and <c>type</c> first.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = _id };
        if (_types.Length > 0) json["type"] = _oneType ? _types[0].Name : new JsonArray([.. _types.Select(type => JsonValue.Create(type.Name))]);
        foreach (var (term, value) in _says)
        {
            json[term.Name] = value switch
            {
                string text => text,
                Thing thing => thing.ToJson(),
                Thing[] things => new JsonArray([.. things.Select(thing => thing.ToJson())]),
                _ => (((string Word, string Iri))value).Word,
            };
        }
        return json;
    }

    /// <summary>The canonical N-Quads: one statement a line, in order of code points, UTF-8.</summary>
    public byte[] ToNQuads()
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        AddTo(lines);
        return Encoding.UTF8.GetBytes(string.Concat(lines));
    }

    private Thing Saying(Term term, object value)
    {
        _says.Add((term, value));
        return this;
    }

    private void AddTo(SortedSet<string> lines)
    {
        foreach (var type in _types) Add(Vocabulary.Type, $"<{type.Iri}>");
        foreach (var (term, value) in _says)
        {
            switch (value)
            {
                case string text:
                    Add(term.Iri, term.Datatype is null ? Quoted(text) : $"{Quoted(text)}^^<{term.Datatype}>");
                    break;
                case Thing thing:
                    Refer(term, thing);
                    break;
                case Thing[] things:
                    foreach (var thing in things) Refer(term, thing);
                    break;
                default:
                    Add(term.Iri, $"<{(((string Word, string Iri))value).Iri}>");
                    break;
            }
        }

        void Refer(Term term, Thing thing)
        {
            Add(term.Iri, $"<{thing._id}>");
            thing.AddTo(lines);
        }

        void Add(string predicate, string value) => lines.Add($"<{_id}> <{predicate}> {value} .\n");
    }

    // Canonical N-Quads write as they are all characters but these (RDFC-1.0 §5).
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\b' => quoted.Append("\\b"),
                '\t' => quoted.Append("\\t"),
                '\n' => quoted.Append("\\n"),
                '\f' => quoted.Append("\\f"),
                '\r' => quoted.Append("\\r"),
                < ' ' or '\u007F' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }
}
