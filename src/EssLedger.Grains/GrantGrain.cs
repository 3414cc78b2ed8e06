using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;

namespace EssLedger.Grains;

/// <summary>One grant of the label: the facts recorded about its number, in the label book.</summary>
public interface IGrantGrain : IGrainWithStringKey
{
    /// <summary>The facts, in book order; empty: nobody ever had this number.</summary>
    [SafeToRepeat]
    Task<IReadOnlyList<RecordedFact>> Read();

    /// <summary>Records an act, unless a rule forbids it. The reason is kept apart from the book.</summary>
    /// <param name="fact">The act; its digest of a reason is put there by the grain.</param>
    /// <param name="reason">Why, in words.</param>
    Task<GrantRefusal?> Record(GrantFact fact, string reason);
}

/// <inheritdoc cref="IGrantGrain"/>
public sealed class GrantGrain(LabelBook book) : Grain, IGrantGrain
{
    private const int PageSize = 500, Attempts = 64, SaltSize = 16;
    private readonly List<RecordedFact> _facts = [];

    private GrantNumber Number => GrantNumber.Parse(this.GetPrimaryKeyString());

    public async Task<IReadOnlyList<RecordedFact>> Read()
    {
        await CatchUp();
        return [.. _facts];
    }

    public async Task<GrantRefusal?> Record(GrantFact fact, string reason)
    {
        if (fact.Number != Number) throw new ArgumentException($"The grain of {Number} records nothing about {fact.Number}.", nameof(fact));
        // The salt stands before the text: whoever has the digest alone cannot try reasons until one fits.
        var original = new byte[][] { RandomNumberGenerator.GetBytes(SaltSize), Encoding.UTF8.GetBytes(reason) }.SelectMany(b => b).ToArray();
        fact = fact with { Reason = Digest.Of(original) };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            if (GrantRules.Decide(_facts.Count == 0 ? null : Grant.Fold(_facts), fact) is { } refusal) return refusal;
            if (await book.AppendAsync(fact.ToDraft(_facts.Count + 1) with { Originals = [new(fact.Reason, original)] }) is Appended.Placed) return null;
        }
        throw new BusyException("Another server decides at the same time.");
    }

    private async Task CatchUp()
    {
        while (true)
        {
            var after = _facts.Count == 0 ? Position.None : _facts[^1].Position;
            var page = await book.Store.ReadSubjectAsync(Number.Value, after, PageSize, default);
            foreach (var entry in page)
                if (LabelFact.Decode(entry.Body) is GrantFact fact) _facts.Add(new(fact, entry.Position, ParisCalendar.DayOf(entry.CommittedAt)));
            if (page.Count < PageSize) return;
        }
    }
}
