using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Ours;

namespace EssLedger.Year;

/// <summary>A member with a device (its key is of the run; all else is of the seed). What they hold is followed here too, so that most orders are ones that can be paid.</summary>
internal sealed class Member(string name, bool isProfessional)
{
    private readonly Pen _device = new();

    public string Name => name;
    public bool IsProfessional => isProfessional;
    public AccountId Account { get; set; }
    /// <summary>What they can spend, in hundredths; what is under way to them is not counted yet.</summary>
    public long Holds { get; set; }
    /// <summary>What they exchange each month, in cents; 0: nothing.</summary>
    public long Monthly { get; init; }
    /// <summary>The day of the month on which they do.</summary>
    public int ExchangeDay { get; init; }
    /// <summary>The day of the year on which they pay their dues.</summary>
    public int DuesDay { get; init; }
    /// <summary>Whether this professional ever reconverts.</summary>
    public bool Reconverts { get; init; }
    /// <summary>A purse of the year's campaign, and what is in it.</summary>
    public (PurseId Id, long Holds)? Purse { get; set; }

    public PublicKey Key => _device.Key;

    public byte[] Prove(LedgerId ledger, string challenge) =>
        _device.Sign(DeviceProof.Type, new DeviceProof(ledger, Account, Base64Url.DecodeFromChars(challenge), Key).Encode());

    public byte[] Order(PaymentOrder order) => _device.Sign(PaymentOrder.Type, order.Encode());
}

/// <summary>An order that is to be paid, what it takes, and what came of it.</summary>
/// <param name="Payee">Null: the office, for a reconversion.</param>
/// <param name="Refunds">The sale that it gives back.</param>
internal sealed record Purchase(Member Payer, Member? Payee, long Amount, OrderId? Refunds = null, long Fee = 0, bool FromPurse = false)
{
    public OrderId Id { get; set; }
    public bool IsPaid { get; set; }
}

/// <summary>All members of a currency of a certain size, made from a seed.</summary>
internal sealed class Town
{
    private static readonly long[] Exchanges = [20_00, 30_00, 50_00, 60_00, 70_00, 80_00, 90_00];

    public Town(Random dice, double scale)
    {
        People = [.. Enumerable.Range(1, Math.Max(12, (int)(4000 * scale))).Select(i => new Member($"Personne {i} (exemple)", false)
        {
            Monthly = i % 20 < 9 ? Exchanges[dice.Next(Exchanges.Length)] : 0, ExchangeDay = dice.Next(1, 29), DuesDay = dice.Next(5, 360),
        })];
        Professionals = [.. Enumerable.Range(1, Math.Max(6, (int)(1300 * scale))).Select(i => new Member($"Commerce {i} (exemple)", true) { Reconverts = i % 6 == 1, DuesDay = dice.Next(5, 360) })];
        Bureaux = [.. Enumerable.Range(0, Math.Clamp((int)Math.Round(5 * scale), 1, 5)).Select(i => $"BUREAUANNEE{(char)('A' + i)}")];
    }

    public IReadOnlyList<Member> People { get; }
    public IReadOnlyList<Member> Professionals { get; }
    public IEnumerable<Member> Everybody => People.Concat(Professionals);

    /// <summary>The ids of the bureaux de change.</summary>
    public IReadOnlyList<string> Bureaux { get; }

    /// <summary>Opens everybody's account and enrols their device, through the API; whoever reconverts names a bank account, which two persons check.</summary>
    public async Task Join(RealServer server, LedgerId ledger, Caller first, Caller second)
    {
        await Parallel.ForEachAsync(Everybody, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (member, _) =>
        {
            if (member.Account == default)
            {
                var opened = await first.Post("/v1/accounts", new { kind = member.IsProfessional ? "merchant" : "resident", holder = new { name = member.Name } });
                member.Account = AccountId.Parse(opened.GetProperty("account").GetString()!);
            }
            var challenge = (await first.Post($"/v1/accounts/{member.Account}/key-challenge")).GetProperty("challenge").GetString()!;
            await first.PostBytes($"/v1/accounts/{member.Account}/keys", member.Prove(ledger, challenge), "application/cose");
        });
        var number = 0;
        foreach (var member in Professionals.Where(p => p.Reconverts))
        {
            var entered = await first.Put($"/v1/accounts/{member.Account}/iban", new { iban = IbanOf(++number) });
            await second.Post($"/v1/accounts/{member.Account}/iban/{entered.GetProperty("waiting").GetProperty("entry").GetInt64()}/confirm");
        }
    }

    /// <summary>A bank account with right check digits (ISO 13616): D is 13, E is 14.</summary>
    private static string IbanOf(int number)
    {
        var account = $"{37040044:00000000}{number:0000000000}";
        var rest = 0;
        foreach (var digit in account + "131400") rest = (rest * 10 + digit - '0') % 97;
        return $"DE{98 - rest:00}{account}";
    }
}

/// <summary>Pays: signs orders and sends them, as wallets do.</summary>
internal sealed class Wallets(RealServer server, LedgerId ledger, TimeProvider clock)
{
    private static readonly MediaTypeHeaderValue Cose = new("application/cose");

    public long Sent { get; private set; }
    public long Paid { get; private set; }
    public SortedDictionary<string, int> Refusals { get; } = new(StringComparer.Ordinal);

    /// <summary>Sends orders, several at once; a payer's own balance goes down before, a payee's up once all are done.</summary>
    public async Task Pay(IReadOnlyList<Purchase> purchases)
    {
        await Parallel.ForEachAsync(purchases, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (purchase, _) => await Pay(purchase));
        foreach (var purchase in purchases)
        {
            Sent++;
            if (!purchase.IsPaid)
            {
                if (!purchase.FromPurse) purchase.Payer.Holds += purchase.Amount;
                continue;
            }
            Paid++;
            if (purchase.Payee is { } payee) payee.Holds += purchase.Amount;
        }
    }

    private async Task Pay(Purchase purchase)
    {
        purchase.Id = new(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)));
        var order = new PaymentOrder(ledger, purchase.Id, purchase.Payer.Account, purchase.Payee?.Account ?? AccountId.Parse("RECONVERSION"), Amount.FromMinor(purchase.Amount), Unit.Parse("MLC"),
            clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(), Refunds: purchase.Refunds, Fee: purchase.Payee is null ? Amount.FromMinor(purchase.Fee) : null,
            Purses: purchase.FromPurse ? [new(purchase.Payer.Purse!.Value.Id, Amount.FromMinor(purchase.Amount))] : null);
        using var body = new ByteArrayContent(purchase.Payer.Order(order)) { Headers = { ContentType = Cose } };
        using var answer = await server.Anybody.PostAsync(new Uri("/v1/payments", UriKind.Relative), body);
        purchase.IsPaid = answer.IsSuccessStatusCode;
        if (purchase.IsPaid) return;
        var code = (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())).RootElement.GetProperty("code").GetString()!;
        lock (Refusals) Refusals[code] = Refusals.GetValueOrDefault(code) + 1;
    }
}
