using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using EssLedger.Grains;
using EssLedger.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace EssLedger.Web.Commands;

/// <summary>Makes the rows of the label book anew. Servers may run meanwhile: whoever is quicker does the next step.</summary>
internal static class RebuildVerb
{
    public static Command Make()
    {
        var (data, store, connection) = (Verbs.Data(), Verbs.Store(), Verbs.Connection());
        var verb = new Command("rebuild", "Makes the tables grant_standing and participant_profile, which plain SQL can list and count, anew from the label book.") { data, store, connection };
        verb.SetAction(async (asked, stop) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
            new ServeOptions { Data = asked.GetValue(data), Store = asked.GetValue(store), Connection = asked.GetValue(connection) }.AddTo(configuration);
            var settings = Settings.From(configuration.Build());
            if (settings.Store == "sqlite" && !File.Exists(Books.FileIn(settings.Data))) throw new StartRefusedException($"There is no ledger at {Books.FileIn(settings.Data)}.");
            try
            {
                await using var books = await Books.Open(settings, TimeProvider.System, stop);
                await using var book = new LabelBook(books.Label, new(), NullLogger<LabelBook>.Instance);
                using var register = new LabelRegister(book);
                var watch = Stopwatch.StartNew();
                var act = await MachineAct.Begin(books.Trail, "label.rebuild", "", [], stop);
                await register.Read(new Bar("reading").Show, stop);
                await new LabelFollower(book, register, books.Projection).Rebuild(new Bar("writing").Show, stop);
                Bar.Clear();
                var at = await books.Projection.AtAsync(stop);
                await act.Done(at.Position.ToString());
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"label: rebuilt up to position {at.Position}, {watch.Elapsed.TotalSeconds:0.0} s"));
                return 0;
            }
            catch (Exception e) when (e is DbException or StoreUnavailableException)
            {
                throw new StartRefusedException($"The store cannot be read or written: {e.Message}");
            }
        });
        return verb;
    }
}
