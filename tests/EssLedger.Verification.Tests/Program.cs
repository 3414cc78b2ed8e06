using System.Diagnostics;
using System.Globalization;
using EssLedger.Core.Accounts;
using EssLedger.Store.Sqlite;
using EssLedger.Verification;

// Without a verb: the tests. Figures for people:
//   book FILE COUNT [receipts]   makes a book of so many payments
//   bytes COUNT [SEED]           changes so many single bytes of a stored book and tells how many were found
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["book", var file, var count, .. var rest]:
        await MakeBook(file, int.Parse(count, CultureInfo.InvariantCulture), rest is ["receipts"]);
        return 0;
    case ["bytes", var changes, .. var rest]:
        var seed = rest is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount;
        await using (var forged = await Forgery.InSqlite())
        {
            var (changed, missed) = await OneByte.Run(forged, seed, int.Parse(changes, CultureInfo.InvariantCulture));
            foreach (var miss in missed) Console.WriteLine(miss);
            Console.WriteLine($"seed {seed}: {changed} changes of one byte, {changed - missed.Count} found where they were made");
            return missed.Count == 0 ? 0 : 1;
        }
    default:
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

static async Task MakeBook(string file, int count, bool receipts)
{
    // It is made anew each time, so it need not survive a power cut.
    var database = new SqliteDatabase(file, "pragma synchronous=off; pragma cache_size=-200000;");
    database.Migrate();
    using var currency = new SqliteJournalStore(database, "currency", TimeProvider.System);
    using var label = new SqliteJournalStore(database, "label", TimeProvider.System);
    using var keys = new ServerSide();
    var writer = new BookWriter(currency, label, keys);
    var watch = Stopwatch.StartNew();
    await writer.Open();
    var shops = new List<BookWriter.Member>();
    for (var i = 0; i < 50; i++) shops.Add(await writer.Join(AccountKind.Merchant));
    var residents = new List<BookWriter.Member>();
    for (var i = 0; i < 1000; i++) residents.Add(await writer.Join(AccountKind.Resident, 1_000_000));
    await writer.PayMany(residents, shops, count, receipts, done => { if (done % 100_000 == 0) Console.Error.WriteLine($"{done} payments, {watch.Elapsed.TotalSeconds:0} s"); });
    await BookWriter.Seal(currency, new SqliteLogStore(database, "currency"), keys.Currency);
    await BookWriter.Seal(label, new SqliteLogStore(database, "label"), keys.Labels);
    Console.WriteLine($"{file}: {count} payments in {watch.Elapsed.TotalSeconds:0.0} s, {new FileInfo(file).Length / 1_000_000} MB");
}
