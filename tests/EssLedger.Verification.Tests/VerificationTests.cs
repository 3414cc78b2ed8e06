using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Store.Verification;

[assembly: AssemblyFixture(typeof(EssLedger.Verification.PostgresFixture))]

namespace EssLedger.Verification;

/// <summary>One PostgreSQL for all tests of this assembly.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;
    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync("fsync=off");
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class SqliteVerificationTests : VerificationTests
{
    protected override Task<Forgery> Make() => Forgery.InSqlite();
}

public sealed class PostgresVerificationTests(PostgresFixture postgres) : VerificationTests
{
    protected override Task<Forgery> Make() => Forgery.InPostgres(postgres.Server);
}

/// <summary>What somebody does to a stored book, and where a verification finds it.</summary>
public abstract class VerificationTests : IAsyncLifetime
{
    private Forgery _book = null!;

    protected abstract Task<Forgery> Make();

    public async ValueTask InitializeAsync()
    {
        _book = await Make();
        Assert.Null(await _book.Verify());
    }

    public async ValueTask DisposeAsync()
    {
        await _book.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task FoundAt(Position position, params Witness[] witnesses) => Assert.Equal(position, (await _book.Verify(witnesses))?.Position);

    private static Act.Paid WithAmount(Act.Paid paid, long minor) => paid with { Legs = [paid.Legs[0] with { Amount = Amount.FromMinor(minor) }] };

    [Fact]
    public async Task A_changed_amount()
    {
        var (entry, paid) = await _book.First<Act.Paid>();
        _book.Execute("update currency_entry set body = $1 where position = $2", Codec.Encode(WithAmount(paid, 1)), entry.Position.Value);
        await FoundAt(entry.Position);
    }

    [Fact]
    public async Task A_changed_amount_whose_chain_was_mended()
    {
        var (entry, paid) = await _book.First<Act.Paid>();
        await _book.Rewrite((entry.Position, Codec.Encode(WithAmount(paid, 1))));
        _book.DropWitnesses();
        var fault = await _book.Verify();
        Assert.Equal(entry.Position, fault?.Position);
        Assert.Contains("order", fault!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_fee_whose_order_was_erased()
    {
        // Nothing signed says it any more; the terms of the time do.
        var (entry, paid) = await _book.First<Act.Paid>(paid => paid.Reconverts);
        Assert.Equal(20, paid.Fee?.Minor);
        _book.Execute("delete from currency_original where position = $1", entry.Position.Value);
        await _book.Rewrite((entry.Position, Codec.Encode(paid with { Fee = Amount.FromMinor(19) })));
        _book.DropWitnesses();
        var fault = await _book.Verify();
        Assert.Equal(entry.Position, fault?.Position);
        Assert.Contains("fee", fault!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sale_that_is_no_longer_readable_is_found_there_and_not_at_its_refund()
    {
        var (_, refund) = await _book.First<Act.Paid>(paid => paid.Refunds is not null);
        var (sale, _) = await _book.First<Act.Paid>(paid => paid.Order == refund.Refunds);
        _book.Execute("update currency_entry set body = $1 where position = $2", new byte[] { 0 }, sale.Position.Value);
        await FoundAt(sale.Position);
    }

    [Fact]
    public async Task A_record_of_a_loss_that_does_not_follow_the_one_before()
    {
        var (entry, lost) = await _book.First<Act.EntriesLost>();
        await _book.Rewrite((entry.Position, Codec.Encode(new Act.EntriesLost(lost.Loss with { Number = 2 }))));
        _book.DropWitnesses();
        await FoundAt(entry.Position);
    }

    [Fact]
    public async Task A_removed_entry()
    {
        _book.Execute("delete from currency_entry where position = 9");
        await FoundAt(new(9));
    }

    [Fact]
    public async Task The_last_entry_removed()
    {
        var last = (await _book.Entries())[^1].Position;
        _book.Execute("delete from currency_entry where position = $1", last.Value);
        await FoundAt(last);
    }

    [Fact]
    public async Task Two_swapped_entries()
    {
        var (entry, _) = await _book.First<Act.Paid>();
        var (one, other) = (entry.Position.Value, entry.Position.Value + 1);
        const long aside = 9_999;
        foreach (var (from, to) in new[] { (one, aside), (other, one), (aside, other) }) _book.Execute("update currency_entry set position = $1 where position = $2", to, from);
        await FoundAt(entry.Position);
    }

    [Fact]
    public async Task A_forged_signature()
    {
        // Everything fits together, down to the digest of the order in the entry; only the device never signed.
        var (entry, paid) = await _book.First<Act.Paid>();
        var order = (byte[])_book.Ask("select content from currency_original where position = $1", entry.Position.Value)!;
        order[^10] ^= 1;
        var received = Digest.Of(order);
        _book.Execute("update currency_original set content = $1, digest = $2 where position = $3", order, received.ToBytes(), entry.Position.Value);
        await _book.Rewrite((entry.Position, Codec.Encode(paid with { Received = received })));
        _book.DropWitnesses();
        var fault = await _book.Verify();
        Assert.Equal(entry.Position, fault?.Position);
        Assert.Contains("signature", fault!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_sum()
    {
        // More units than the euro that came in.
        var (entry, issued) = await _book.First<Act.Issued>();
        await _book.Rewrite((entry.Position, Codec.Encode(issued with { Legs = [.. issued.Legs.Select(l => l.Unit == BookWriter.Unit ? l with { Amount = l.Amount + Amount.FromMinor(1) } : l)] })));
        _book.DropWitnesses();
        await FoundAt(entry.Position);
    }

    [Fact]
    public async Task A_rewritten_end_with_an_older_checkpoint_in_hand()
    {
        // The last two payments never were: cut off with all that was kept of them, and the chain is whole.
        var kept = (await _book.Log.LatestAsync(default))!;
        var entries = await _book.Entries();
        var (first, through) = (entries[^2].Position.Value, entries[^3]);
        foreach (var table in new[] { "entry", "original", "subject_entry", "claim", "receipt" }) _book.Execute($"delete from currency_{table} where position >= $1", first);
        if (_book.Currency is Store.Sqlite.SqliteJournalStore) _book.Execute("delete from currency_turn where position >= $1", first);
        _book.Execute("delete from currency_checkpoint where size >= $1", first);
        Assert.Null(await _book.Verify());
        await FoundAt(through.Position.Next, new Witness(kept.Size, kept.Root, null));
        await FoundAt(through.Position.Next, new Witness(kept.Size, null, entries[^1].Hash));
        Assert.Null(await _book.Verify(new Witness(through.Position.Value, null, through.Hash)));
    }

    [Fact]
    public async Task A_rewritten_entry_that_needs_no_signature_with_an_older_checkpoint_in_hand()
    {
        var kept = (await _book.Log.LatestAsync(default))!;
        var (entry, ended) = await _book.First<Act.RequestEnded>();
        await _book.Rewrite((entry.Position, Codec.Encode(ended with { Cancelled = false })));
        _book.DropWitnesses();
        Assert.Null(await _book.Verify());
        Assert.NotNull(await _book.Verify(new Witness(kept.Size, kept.Root, null)));
    }

    [Fact]
    public async Task A_salt_under_a_checkpoint()
    {
        _book.Execute("update currency_entry set salt = $1 where position = 5", new byte[32]);
        Assert.NotNull(await _book.Verify());
    }

    [Theory]
    [InlineData("delete from currency_claim where position = $1")]
    [InlineData("update currency_claim set key = key || 'x' where position = $1")]
    [InlineData("delete from currency_subject_entry where position = $1")]
    [InlineData("update currency_receipt set content = $2 where position = $1")]
    [InlineData("update currency_original set content = $2 where position = $1")]
    [InlineData("update currency_claim set position = position - 1 where position = $1", -1)]
    public async Task What_is_kept_beside_an_entry(string sql, int shift = 0)
    {
        var (entry, _) = await _book.First<Act.Paid>();
        Assert.NotEqual(0, sql.Contains("$2", StringComparison.Ordinal) ? _book.Execute(sql, entry.Position.Value, new byte[] { 1, 2, 3 }) : _book.Execute(sql, entry.Position.Value));
        await FoundAt(new(entry.Position.Value + shift));
    }

    [Fact]
    public async Task A_status_that_the_book_does_not_give()
    {
        _book.Execute("update currency_status set status = 2");
        Assert.NotNull(await _book.Verify());
    }

    [Fact]
    public async Task An_erased_original_is_counted_and_no_fault()
    {
        var (entry, _) = await _book.First<Act.Paid>();
        _book.Execute("delete from currency_original where position = $1", entry.Position.Value);
        var verdict = await new CurrencyVerification(_book.Currency, _book.Log, Es256kVerifiers.Best().Verifier).RunAsync(default);
        Assert.Null(verdict.Fault);
        Assert.Contains(verdict.Counts, c => c is { What: "originals erased", Count: 1 });
    }

    [Fact]
    public async Task A_verification_goes_on_where_the_last_one_ended()
    {
        var first = new CurrencyVerification(_book.Currency, _book.Log, Es256kVerifiers.Best().Verifier);
        Assert.Null((await first.RunAsync(default)).Fault);
        var (audit, tree) = CurrencyAudit.Load(first.Save());
        var again = await new CurrencyVerification(_book.Currency, _book.Log, Es256kVerifiers.Best().Verifier, audit, tree).RunAsync(default);
        Assert.Null(again.Fault);
        Assert.Equal((await _book.Entries())[^1].Position, again.From);
        var damaged = first.Save();
        damaged[damaged.Length / 2] ^= 1;
        Assert.ThrowsAny<Exception>(() => CurrencyAudit.Load(damaged));
    }

    [Fact]
    public async Task Random_changes_of_one_byte_are_all_found()
    {
        var (changed, missed) = await OneByte.Run(_book, seed: Environment.TickCount, changes: 60);
        Assert.True(missed.Count == 0, $"{missed.Count} of {changed} changes were not found: {string.Join("; ", missed.Take(5))}");
    }
}
