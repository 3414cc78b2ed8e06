using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Ours;

/// <summary>A town with a past: a hundred thousand accounts that paid one another for years. Their entries go straight to the store, as the appender would
/// give them to it, without grains and signatures; the residents that are measured pay them.</summary>
internal sealed class OldTown(LedgerUnderTest ledger)
{
    private const int Accounts = 100_000, Batch = 1_000, OrderSize = 270;
    private readonly AccountId[] _accounts = [.. Enumerable.Range(0, Accounts).Select(_ => LedgerUnderTest.NewAccount())];
    private readonly CurrencyBook _book = ledger.App.Services.GetRequiredService<CurrencyBook>();

    /// <summary>Opens the accounts, so that whoever is measured before and after pays the same.</summary>
    public async Task Settle()
    {
        var by = PersonId.Parse("BUREAU");
        foreach (var page in _accounts.Chunk(Batch))
        {
            await _book.Store.AppendAsync([.. page.Select(account => new Act.AccountOpened(account, AccountKind.Resident, SubjectStatus.Open, by).ToDraft() with
            {
                Claims = [new(ClaimKind.Beginning, account.Value)],
                Sets = (account.Value, SubjectStatus.Open),
            })], default);
        }
        ledger.Payees = _accounts;
    }

    public async Task Fill(int entries, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var key = KeyId.FromBytes(new byte[KeyId.Size]);
        var store = _book.Store;
        // The next batch is made while one is written.
        var writing = Task.CompletedTask;
        for (var n = 0; n < entries; n += Batch)
        {
            var drafts = new Draft[Math.Min(Batch, entries - n)];
            Parallel.For(0, drafts.Length, i => drafts[i] = Draft(n + i));
            await writing;
            writing = store.AppendAsync(drafts, default);
            if (n % 1_000_000 == 0 && n > 0) await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{ledger.Store}: {n} entries after {watch.Elapsed.TotalSeconds:0} s"));
        }
        await writing;
        ledger.Acknowledged += entries;

        Draft Draft(int n)
        {
            // Round after round each pays one and is paid by one, so that nobody owes more than one payment; their money came before the book.
            var (payer, payee) = (_accounts[n % Accounts], _accounts[(n + 1 + n / Accounts % (Accounts - 1)) % Accounts]);
            var order = RandomNumberGenerator.GetBytes(OrderSize);
            var received = Digest.Of(order);
            var id = new OrderId(LedgerUnderTest.NewUuid());
            return new Act.Paid(new(payer.Value, 2 + n / Accounts), id, payer, payee, received, received, key, null, null,
                [new(payer, null, payee, null, Amount.FromMinor(1), ledger.Terms.Unit)]).ToDraft() with
            {
                MustBeOpen = [payee.Value],
                Originals = [new(received, order)],
            };
        }
    }
}
