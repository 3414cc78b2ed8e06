using System.Buffers.Binary;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Store;

/// <summary>What a row of the trail says of an act. The numbers are stored: never reuse one.</summary>
public enum TrailStage
{
    /// <summary>Somebody is about to do it. Written first: no privileged act without a row, whatever breaks after.</summary>
    Begun = 0,
    /// <summary>It was done.</summary>
    Done = 1,
    /// <summary>It was not taken.</summary>
    Refused = 2,
    /// <summary>Somebody read it; written before they see it.</summary>
    Read = 3,
}

/// <summary>What somebody did with a privilege. It holds no name, no address, no free text: ids, codes, numbers, and of personal fields their names only.</summary>
/// <param name="Person">The pseudonymous id of who acts; empty: an operator at the machine itself.</param>
/// <param name="Roles">The roles in force, sorted, with a space between.</param>
/// <param name="Client">The client of their token; empty: a page, by its cookie; <c>command-line</c>: at the machine.</param>
/// <param name="Network">From where, as a prefix (IPv4 /24, IPv6 /48); empty: not over a network. A prefix tells whether an act came from elsewhere than usual,
/// and keeps no list of the places where staff sit.</param>
/// <param name="Action">A stable word, for instance <c>account.approve</c>.</param>
/// <param name="Kind">Of what kind the thing is that it is done to, for instance <c>account</c>; empty: none.</param>
/// <param name="Subject">Its id; empty: not known yet.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Refusal">Why it was not taken: a code of the API; empty otherwise.</param>
/// <param name="Begun">The number of the row in which the act began; null in that row itself and where something is read.</param>
/// <param name="Details">JSON: what was asked, and what changed from what to what.</param>
public sealed record TrailEntry(
    string Person, string Roles, string Client, string Network, string Action, string Kind, string Subject, TrailStage Stage, string Refusal, long? Begun, string Details);

/// <summary>A row of the trail.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="At">UTC, to the millisecond; never before the row before.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Hash">Over the hash of the row before and all of this one.</param>
public sealed record TrailRow(long Number, DateTimeOffset At, TrailEntry Entry, Digest Hash)
{
    /// <summary>The row that follows another (null: the first), at an instant or, where that lies before it, at its own.</summary>
    public static TrailRow After(TrailRow? last, DateTimeOffset at, TrailEntry entry)
    {
        at = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(at.ToUnixTimeMilliseconds(), last?.At.ToUnixTimeMilliseconds() ?? 0));
        var number = (last?.Number ?? 0) + 1;
        return new(number, at, entry, HashOf(last?.Hash ?? Digest.Zero, number, at, entry));
    }

    /// <summary>SHA-256 over the previous hash, number and milliseconds (8 bytes each, big-endian), and the fields as deterministic CBOR.</summary>
    public static Digest HashOf(Digest previous, long number, DateTimeOffset at, TrailEntry entry)
    {
        var fields = new CborWriter();
        fields.WriteArray(11);
        foreach (var text in (ReadOnlySpan<string>)[entry.Person, entry.Roles, entry.Client, entry.Network, entry.Action, entry.Kind, entry.Subject]) fields.WriteText(text);
        fields.WriteInteger((int)entry.Stage);
        fields.WriteText(entry.Refusal);
        fields.WriteInteger(entry.Begun ?? 0);
        fields.WriteText(entry.Details);
        Span<byte> head = stackalloc byte[Digest.Size + 16];
        previous.CopyTo(head);
        BinaryPrimitives.WriteInt64BigEndian(head[Digest.Size..], number);
        BinaryPrimitives.WriteInt64BigEndian(head[(Digest.Size + 8)..], at.ToUnixTimeMilliseconds());
        return Digest.Of([.. head, .. fields.ToArray()]);
    }
}

/// <summary>An act as the trail tells it: the row in which it began (or in which something was read), and the one that says how it ended.</summary>
/// <param name="Row">The first row.</param>
/// <param name="End">How it ended; null: it is under way, or its server died over it and the books tell what came of it; null too where something was read.</param>
public sealed record TrailAct(TrailRow Row, TrailRow? End)
{
    /// <summary>The thing's id, which an act that makes one knows at its end.</summary>
    public string Subject => Row.Entry.Subject.Length > 0 ? Row.Entry.Subject : End?.Entry.Subject ?? "";
}

/// <summary>Which acts are looked for; what is null is not asked for.</summary>
/// <param name="Person">Who did it.</param>
/// <param name="Action">What they did.</param>
/// <param name="Subject">The id of the thing they did it to.</param>
/// <param name="From">Not before this instant.</param>
/// <param name="Until">Before this instant.</param>
/// <param name="Among">Only these actions.</param>
public sealed record TrailQuestion(string? Person = null, string? Action = null, string? Subject = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, IReadOnlyList<string>? Among = null);

/// <summary>The trail of privileged acts. There is no update and no delete, and the database itself refuses both.</summary>
public interface IAuditTrail
{
    /// <summary>Adds a row.</summary>
    /// <exception cref="StoreUnavailableException">Whether it was added is unknown; nothing may rest on it.</exception>
    Task<TrailRow> AppendAsync(DateTimeOffset at, TrailEntry entry, CancellationToken cancellationToken);

    /// <summary>Acts, newest first.</summary>
    /// <param name="question">Which.</param>
    /// <param name="before">Only those whose first row has a smaller number; null: from the end.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<TrailAct>> FindAsync(TrailQuestion question, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>The rows after a number, in their order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<TrailRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken);
}
