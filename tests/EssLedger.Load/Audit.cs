using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Load;

/// <summary>A payment as it stands in the book.</summary>
internal readonly record struct Stands(OrderId Order, AccountId Payer, AccountId Payee, long Amount, long Position);

/// <summary>Compares what people were told with what the book says.</summary>
internal static class Audit
{
    private const int MostNamed = 5;

    /// <summary>The payments of some payers, and whether all accounts of every unit sum to zero.</summary>
    public static async Task<(IReadOnlyList<Stands> Payments, string? Unbalanced)> Read(Place place)
    {
        var (payers, payments, sums) = (place.Residents.Concat(place.LostPhones).Select(r => r.Account).ToHashSet(), new List<Stands>(), new Dictionary<AccountId, long>());
        await place.Read(async book =>
        {
            await foreach (var entry in book.ReadAsync(Position.None, default))
            {
                var act = Codec.Decode(entry.Body);
                foreach (var leg in act.Transfers.Where(t => t.Unit == place.Unit))
                {
                    sums[leg.From] = sums.GetValueOrDefault(leg.From) - leg.Amount.Minor;
                    sums[leg.To] = sums.GetValueOrDefault(leg.To) + leg.Amount.Minor;
                }
                if (act is Act.Paid paid && payers.Contains(paid.Payer)) payments.Add(new(paid.Order, paid.Payer, paid.Payee, paid.Amount.Minor, entry.Position.Value));
            }
        });
        // What residents hold by the entries is what they got less what they paid.
        var held = payers.Sum(p => sums.GetValueOrDefault(p));
        var expected = payers.Count * Place.Endowment - payments.Sum(p => p.Amount);
        return (payments, held == expected && payers.All(p => sums.GetValueOrDefault(p) >= 0) ? null : $"residents hold {held}, not {expected}, or one is below zero");
    }

    /// <summary>What is wrong: nothing, if everybody was told the truth.</summary>
    public static IReadOnlyList<string> Compare(IReadOnlyCollection<Told> told, IReadOnlyList<Stands> book)
    {
        var faults = new List<string>();
        var standing = new Dictionary<OrderId, Stands>(book.Count);
        Name("stands twice", book.Where(s => !standing.TryAdd(s.Order, s)).Select(s => s.Order));
        var sent = told.ToDictionary(t => t.Order);
        Name("was acknowledged and does not stand in the book", told.Where(t => t.Fate is Fate.Paid && !standing.ContainsKey(t.Order)).Select(t => t.Order));
        Name("stands otherwise than acknowledged", told.Where(t => t.Fate is Fate.Paid && standing.TryGetValue(t.Order, out var s) && s != new Stands(t.Order, t.Payer, t.Payee, t.Amount, t.Position)).Select(t => t.Order));
        Name("was refused for good and stands in the book", told.Where(t => t.Fate is Fate.Refused && standing.ContainsKey(t.Order)).Select(t => t.Order));
        Name("stands and was never sent", book.Where(s => !sent.ContainsKey(s.Order)).Select(s => s.Order));
        return faults;

        void Name(string what, IEnumerable<OrderId> orders)
        {
            var all = orders.ToList();
            if (all.Count > 0) faults.Add($"{all.Count} × an order {what}: {string.Join(", ", all.Take(MostNamed))}");
        }
    }

    /// <summary>The same comparison of what is spoilt on purpose; says what it did not see.</summary>
    public static IEnumerable<string> Blindness(IReadOnlyCollection<Told> told, IReadOnlyList<Stands> book)
    {
        if (told.FirstOrDefault(t => t.Fate is Fate.Paid) is not { Fate: Fate.Paid, Position: > 0 } paid)
        {
            yield return "nothing was paid, so nothing could be spoilt";
            yield break;
        }
        var stands = book.First(s => s.Order == paid.Order);
        (string What, IReadOnlyCollection<Told> Told, IReadOnlyList<Stands> Book)[] spoilt =
        [
            ("an acknowledged payment that the book lost", told, [.. book.Where(s => s != stands)]),
            ("a payment that stands twice", told, [.. book, stands with { Position = stands.Position + 1 }]),
            ("a cent too much", told, [.. book.Select(s => s == stands ? s with { Amount = s.Amount + 1 } : s)]),
            ("money to another payee", told, [.. book.Select(s => s == stands ? s with { Payee = s.Payer } : s)]),
            ("a refusal that paid", [.. told.Select(t => t == paid ? t with { Fate = Fate.Refused } : t)], book),
            ("a payment that nobody ordered", [.. told.Where(t => t != paid)], book),
        ];
        foreach (var (what, said, written) in spoilt)
            if (Compare(said, written).Count == 0) yield return what;
    }
}
