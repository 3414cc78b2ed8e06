using EssLedger.Core.Books;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Bookkeeping;

/// <summary>By what professionals are grouped.</summary>
public enum Grouping
{
    /// <summary>Their lines of business; one may have several.</summary>
    Filiere,
    /// <summary>Where they are.</summary>
    Commune,
}

/// <summary>What accounts did, as the closures do not tell it. The book is read once after a start; after that, only what was added.</summary>
public sealed class ActivityDesk(CurrencyBook book, IParticipantStore participants, LabelRegister register, People people, Terms terms, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Activity _activity = new(terms.Unit);

    /// <summary>The day, in Europe/Paris.</summary>
    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>Reads the book to its head, and then what is asked for: nobody else reads meanwhile.</summary>
    public async Task<T> Read<T>(Func<Activity, T> ask, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await foreach (var entry in book.Store.ReadAsync(_activity.Position, cancellationToken)) _activity.Take(entry, Codec.Decode(entry.Body));
            return ask(_activity);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What professionals were paid in a year, by group, as it may be shown. The label's register says where they are and what they do; who is not in it, or says nothing, is in a group of its own.</summary>
    public async Task<IReadOnlyList<CellRow>> Table(int year, Grouping by, CancellationToken cancellationToken)
    {
        var takes = await Read(a => a.TakesIn(year), cancellationToken);
        var (known, today) = (await register.Read(cancellationToken), Today);
        var named = (await participants.ListAsync(cancellationToken)).ToDictionary(p => p.Holder.Value);
        var sirets = new Dictionary<AccountId, string>();
        foreach (var kind in (string[])["merchant", "ess", "public"])
            foreach (var holder in await people.HoldersOfKind(kind))
                if (holder.Siret is { } siret) sirets[holder.Account] = siret;
        return SmallCells.Table(takes, account =>
        {
            if (!sirets.TryGetValue(account, out var siret) || !named.TryGetValue(siret, out var participant)) return [DimensionWords.Unknown];
            if (by is Grouping.Commune) return [participant.Commune ?? DimensionWords.Unknown];
            return known.Participants.GetValueOrDefault(participant.Id)?.ProfileOn(today).Filieres is { } filieres && filieres.Words() is { Count: > 0 } words ? words : [DimensionWords.Unknown];
        });
    }

    public void Dispose() => _one.Dispose();
}
