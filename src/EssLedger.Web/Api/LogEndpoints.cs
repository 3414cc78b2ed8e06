using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The transparency logs of the two books: what anyone may watch (C2SP tlog-tiles), and the proof of one payment for whom it concerns.</summary>
public static class LogEndpoints
{
    // What has an address here never changes: a tile is named by its level, its index and how many hashes it has.
    private const string ForEver = "public, max-age=31536000, immutable";

    /// <summary>Joins the logs to the server: one for each book, each with its own signing key, for the books belong to two legal persons.</summary>
    /// <param name="services">Where.</param>
    /// <param name="currency">The currency book's logs.</param>
    /// <param name="label">The label book's logs.</param>
    /// <param name="storeOf">Where the log of a book is kept.</param>
    /// <param name="outside">The folder where its newest checkpoint is kept too.</param>
    public static void AddLogs(this IServiceCollection services, LogHistory currency, LogHistory label, Func<string, ILogStore> storeOf, string outside)
    {
        Add<CurrencyBook>(currency);
        Add<LabelBook>(label);

        void Add<TBook>(LogHistory logs) where TBook : Book =>
            services.AddSingleton(s => new BookLog(logs.Book, logs.Origin, s.GetRequiredService<TBook>(), storeOf(logs.Book), () => s.GetRequiredService<ServerKeys>().Checkpoints(logs), CheckpointFile.In(outside, logs.Book)));
    }

    public static void MapLogs(this IEndpointRouteBuilder app)
    {
        var logs = app.MapGroup("/log/{book}").WithTags("Transparency").AddEndpointFilter(ForAnyPage);
        logs.MapGet("/checkpoint", ShowCheckpoint).Produces<string>(200, "text/plain")
            .WithSummary("The newest checkpoint of a book's log: a signed note (C2SP tlog-checkpoint). Books are currency and label.");
        logs.MapGet("/tile/{**tile}", ShowTile).Produces<byte[]>(200, "application/octet-stream")
            .WithSummary("Up to 256 hashes of the log's Merkle tree (C2SP tlog-tiles): L/N, or L/N.p/W for a tile that still grows; N in elements of three digits, all but the last with an x before them.");
        logs.MapGet("/consistency", ShowConsistency).WithSummary("The proof (RFC 9162 §2.1.4) that the tree of `to` entries begins with the tree of `from` entries.");
        app.MapGet("/v1/payments/{payment}/proof", ShowProof).RequireAuthorization().WithTags("Payments")
            .WithSummary("The proof that a payment stands in the book that everybody sees, for its payer, its payee and auditors. 404 `not_yet_sealed` in the first seconds.");
    }

    /// <summary>Logs and directories are made to be read by others, from their pages too.</summary>
    internal static ValueTask<object?> ForAnyPage(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return next(context);
    }

    private static async Task<Results<Utf8ContentHttpResult, ProblemHttpResult>> ShowCheckpoint(string book, IEnumerable<BookLog> logs, HttpContext context)
    {
        if (Find(logs, book) is not { } log) return Problems.For("not_found");
        if (await log.LatestAsync(context.RequestAborted) is not { } latest) return Problems.For("not_yet_sealed");
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(latest.Note.Span, "text/plain; charset=utf-8");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ShowTile(string book, string tile, IEnumerable<BookLog> logs, HttpContext context)
    {
        if (Find(logs, book) is not { } log) return Problems.For("not_found");
        if (tile.StartsWith("entries/", StringComparison.Ordinal)) return Problems.For("not_found", "Entries are not published: only who may see a payment gets the salt of its leaf.");
        if (!PublishedTile.TryParse(tile, out var asked)) return Problems.For("malformed_tile");
        var size = (await log.LatestAsync(context.RequestAborted))?.Size ?? 0;
        if (!asked.IsWithin(size)) return Problems.For("not_yet_sealed", $"The newest checkpoint covers {size} entries; this tile lies beyond.");
        var hashes = await log.Log.TileAsync(asked, size, context.RequestAborted);
        context.Response.Headers.CacheControl = ForEver;
        return TypedResults.Bytes(hashes, "application/octet-stream");
    }

    private static async Task<Results<Ok<ConsistencyView>, ProblemHttpResult>> ShowConsistency(string book, long from, long to, IEnumerable<BookLog> logs, HttpContext context)
    {
        if (Find(logs, book) is not { } log) return Problems.For("not_found");
        if (from < 1) return Problems.InvalidField("from", "at least 1");
        if (to < from) return Problems.InvalidField("to", "at least from");
        var size = (await log.LatestAsync(context.RequestAborted))?.Size ?? 0;
        if (to > size) return Problems.For("not_yet_sealed", $"The newest checkpoint covers {size} entries.");
        var path = await log.Log.ConsistencyAsync(from, to, size, context.RequestAborted);
        context.Response.Headers.CacheControl = ForEver;
        return TypedResults.Ok(new ConsistencyView(from, to, path));
    }

    private static async Task<Results<Ok<ProofView>, ProblemHttpResult>> ShowProof(OrderId payment, Caller caller, CurrencyBook book, IEnumerable<BookLog> logs)
    {
        if (await PaymentEndpoints.Find(payment, caller, book) is not { Entry: { } entry }) return Problems.For("not_found");
        return await Find(logs, "currency")!.ProveAsync(entry, default) is not { } proof ? Problems.For("not_yet_sealed")
            : TypedResults.Ok(new ProofView(entry.Position, proof.Leaf.Salt.ToArray(), proof.Leaf.EntryHash, proof.TreeSize, proof.Path, proof.Checkpoint));
    }

    private static BookLog? Find(IEnumerable<BookLog> logs, string book) => logs.FirstOrDefault(log => log.Name == book);

    /// <summary>That one tree begins with another.</summary>
    /// <param name="From">How many entries the smaller tree covers.</param>
    /// <param name="To">How many entries the larger tree covers.</param>
    /// <param name="Path">The hashes, 32 bytes each; none when both are the same tree.</param>
    public sealed record ConsistencyView(long From, long To, IReadOnlyList<Digest> Path);

    /// <summary>That an entry stands in the tree of a checkpoint.</summary>
    /// <param name="Position">Position 1 is leaf 0.</param>
    /// <param name="Salt">32 bytes. Leaf data is HMAC-SHA-256(salt, entry hash); the leaf's hash SHA-256(0x00, data).</param>
    /// <param name="EntryHash">The same as in the receipt.</param>
    /// <param name="TreeSize">How many entries the checkpoint covers.</param>
    /// <param name="Path">The hashes from the leaf up (RFC 9162 §2.1.3), 32 bytes each.</param>
    /// <param name="Checkpoint">The whole signed note.</param>
    public sealed record ProofView(Position Position, byte[] Salt, Digest EntryHash, long TreeSize, IReadOnlyList<Digest> Path, string Checkpoint);
}

/// <summary>A key that signs the checkpoints of a book.</summary>
/// <param name="Book"><c>currency</c> or <c>label</c>.</param>
/// <param name="Origin">The log's name: the first line of its checkpoints.</param>
/// <param name="Vkey">The verifier key (C2SP signed-note).</param>
public sealed record LogKeyView(string Book, string Origin, string Vkey);
