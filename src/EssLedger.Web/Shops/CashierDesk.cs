using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Keys;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Shops;

/// <summary>Somebody's turn at a shared till.</summary>
/// <param name="Cashier">Who takes payment.</param>
/// <param name="Shop">The shop's account.</param>
/// <param name="Till">At which till, and at no other.</param>
/// <param name="Refunds">Whether they may give money back there.</param>
/// <param name="Keeps">Whether they see the takings and close them: the shop's merchants do.</param>
/// <param name="Until">When it is over, UTC.</param>
public sealed record CashierTurn(PersonId Cashier, AccountId Shop, TillId Till, bool Refunds, bool Keeps, DateTimeOffset Until);

/// <summary>Cashiers who take turns at one till by a short code. The till holds a session of the shop; a turn says in whose name it acts, and never opens more than that session does.
/// A turn is kept nowhere: it is a word under a secret of the server, good for two hours, at this till, in the session in which it began, as long as the cashier works there and their code is the same.</summary>
public sealed class CashierDesk(IShopStore shops, People people, Rights rights, CashierPins pins, KeyDirectory keys, TimeProvider clock)
{
    /// <summary>After how many minutes a shared till locks where nobody has said.</summary>
    public const int DefaultMinutes = 5;

    /// <summary>The header that names a turn.</summary>
    public const string Header = "Cashier-Turn";

    private const string Use = "turns of cashiers";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);
    private static readonly string[] Staff = [Roles.Merchant, Roles.Cashier];

    /// <summary>Those who work at a shop and have a code, by name; a merchant before the cashiers.</summary>
    public async Task<IReadOnlyList<(Person Person, CashierCode Code)>> Of(AccountId shop)
    {
        var codes = (await shops.CodesAsync(shop, default)).ToDictionary(c => c.Person);
        return [.. (await rights.StaffOf(shop)).Where(s => Staff.Contains(s.As.Role) && !s.Person.IsBarred).Select(s => s.Person).DistinctBy(p => p.Id).Where(p => codes.ContainsKey(p.PersonId)).Select(p => (p, codes[p.PersonId]))];
    }

    /// <summary>Sets somebody's code. Who begins may give money back if they are a merchant of the shop; for others a merchant says so.</summary>
    /// <returns>The name of the sentence that says why not; null: it is set.</returns>
    public async Task<string?> Set(AccountId shop, PersonId person, string? code, string? again)
    {
        if (!await people.WorksAt(person, shop, Staff)) return "right.unknown";
        if (code is null || !Pins.IsPin(code)) return "codeOf.unfit";
        if (code != again) return "codeOf.differs";
        var before = (await shops.CodesAsync(shop, default)).FirstOrDefault(c => c.Person == person);
        await shops.SetCodeAsync(new(shop, person, pins.Hash(code), before?.Refunds ?? await people.WorksAt(person, shop, Roles.Merchant), clock.GetUtcNow(), default), default);
        return null;
    }

    /// <summary>Somebody's turn begins, if that is their code.</summary>
    /// <param name="till">A till in use.</param>
    /// <param name="cashier">Who says they are.</param>
    /// <param name="code">As typed.</param>
    /// <param name="session">Whose session the till holds.</param>
    /// <exception cref="ProblemException">422 <c>wrong_code</c>, also of whoever has none; 429 <c>code_locked</c> with the time to wait.</exception>
    public async Task<(string Word, CashierTurn Turn, string Name)> Begin(Till till, PersonId cashier, string code, PersonId session)
    {
        var now = clock.GetUtcNow();
        var (person, kept) = (await Of(till.Shop)).FirstOrDefault(c => c.Person.PersonId == cashier);
        if (kept is null)
        {
            // As slow as a wrong code, so that the time does not tell who has one.
            pins.Hash(code);
            throw new ProblemException("wrong_code");
        }
        if (kept.Tries.WaitAt(now) is var wait && wait > TimeSpan.Zero) throw Locked(wait);
        var counted = kept.Tries.With(now);
        if (!await shops.CountTryAsync(kept, counted, default)) throw Locked(TimeSpan.FromSeconds(1));
        if (!pins.Verify(kept.Hash.Span, code)) throw counted.WaitAt(now) is var next && next > TimeSpan.Zero ? Locked(next) : new ProblemException("wrong_code");
        await shops.CountTryAsync(kept with { Tries = counted }, default, default);
        var turn = new CashierTurn(cashier, till.Shop, till.Id, kept.Refunds, await people.WorksAt(cashier, till.Shop, Roles.Merchant), DateTimeOffset.FromUnixTimeSeconds((now + Lifetime).ToUnixTimeSeconds()));
        var key = keys.Current(Purposes.Session);
        var said = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{turn.Cashier} {turn.Shop} {turn.Till} {turn.Until.ToUnixTimeSeconds()} {kept.SetAt.ToUnixTimeMilliseconds()} {session}"));
        return ($"{key.Id}.{Base64Url.EncodeToString(said)}.{Base64Url.EncodeToString(Mac(key, said))}", turn, person.DisplayName);
    }

    /// <summary>The turn that a word names.</summary>
    /// <exception cref="ProblemException">403 <c>turn_over</c>: it is over, or another's.</exception>
    public async Task<CashierTurn> Read(string word, PersonId session)
    {
        if (word.Split('.') is [var kid, var saying, var mac] && KeyId.TryParse(kid, out var id) && keys.Find(id) is { Purpose: Purposes.Session } key && Base64Url.IsValid(saying) && Base64Url.IsValid(mac)
            && Base64Url.DecodeFromChars(saying) is var said && CryptographicOperations.FixedTimeEquals(Mac(key, said), Base64Url.DecodeFromChars(mac))
            && Encoding.UTF8.GetString(said).Split(' ') is [var cashier, var shop, var till, var until, var setAt, var whose] && whose == session.Value
            && DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture)) is var end && end > clock.GetUtcNow()
            && TillId.TryParse(till, out var at) && AccountId.Parse(shop) is var of && (await Of(of)).FirstOrDefault(c => c.Person.Id == cashier) is { Person: { } person, Code: { } kept }
            && kept.SetAt.ToUnixTimeMilliseconds() == long.Parse(setAt, CultureInfo.InvariantCulture))
            return new(person.PersonId, of, at, kept.Refunds, await people.WorksAt(person.PersonId, of, Roles.Merchant), end);
        throw new ProblemException("turn_over");
    }

    /// <summary>Who acts for a shop: whose turn it is, or, without a word, whose session it is.</summary>
    /// <param name="word">The header, if there is one.</param>
    /// <param name="session">Whose session it is.</param>
    /// <param name="shop">For which shop.</param>
    /// <param name="till">At which till, as far as that is said.</param>
    /// <exception cref="ProblemException">403 <c>turn_over</c>: it is over, another's, or for another till.</exception>
    public async Task<PersonId> Acting(string? word, PersonId session, AccountId shop, TillId? till)
    {
        if (word is null) return session;
        var turn = await Read(word, session);
        return turn.Shop == shop && (till is null || till == turn.Till) ? turn.Cashier : throw new ProblemException("turn_over");
    }

    private static byte[] Mac(KeyFile key, byte[] said) => HMACSHA256.HashData(key.DeriveSecret(Use), said);

    private static ProblemException Locked(TimeSpan wait) => new("code_locked", retryAfterSeconds: (int)Math.Ceiling(wait.TotalSeconds));
}
