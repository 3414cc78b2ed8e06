using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;

namespace EssLedger.Simulation;

/// <summary>A device: a key and what signs with it.</summary>
internal sealed record Device(PublicKey Key, Func<string, ReadOnlyMemory<byte>, byte[]> Sign)
{
    /// <summary>ES256K as on a phone, RFC 6979.</summary>
    public static Device Real(Dice dice)
    {
        var secret = dice.Bytes(32);
        secret[0] &= 0x7F;
        secret[31] |= 1;
        var signer = new DeviceSigner(secret);
        return new(signer.Key, signer.Sign);
    }

    /// <summary>A signature that only <see cref="Sealed"/> believes.</summary>
    public static Device Cheap(Dice dice)
    {
        byte[] bytes = [2, .. dice.Bytes(32)];
        var key = PublicKey.TryFromBytes(bytes, out var made) ? made : throw new InvalidOperationException();
        return new(key, (type, payload) => SignedPayload.Sign(type, SignedPayload.Es256k, key.Id, payload, message => Sealed.Seal(key, Digest.Of(message).ToBytes())).Encode());
    }
}

/// <summary>Stands in for ECDSA where only its promise counts: it binds exactly these bytes to exactly this key. Whoever knows the key can forge it, which
/// nobody in the simulation does; a hundred times cheaper, so that a hundred times as many runs fit the same time. Some runs use the real curve.</summary>
internal sealed class Sealed : IEs256kVerifier
{
    public bool Verify(PublicKey key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => signature.SequenceEqual(Seal(key, digest));

    public static byte[] Seal(PublicKey key, ReadOnlySpan<byte> digest)
    {
        Span<byte> both = stackalloc byte[PublicKey.Size + Digest.Size];
        key.Bytes.CopyTo(both);
        digest.CopyTo(both[PublicKey.Size..]);
        var signature = new byte[Es256k.SignatureSize];
        SHA256.HashData(both, signature);
        SHA256.HashData(signature.AsSpan(0, 32), signature.AsSpan(32));
        // Small enough to be canonical.
        signature[0] &= 0x7F;
        signature[32] &= 0x3F;
        return signature;
    }
}

/// <summary>A P-256 key that signs the same bytes differently each time, as ECDSA does, but from the die of the simulation.</summary>
internal sealed class SimulatedEcdsa : ECDsa
{
    private readonly Dice _dice;

    public SimulatedEcdsa(Dice dice) => (_dice, KeySizeValue) = (dice, 256);

    public override byte[] SignHash(byte[] hash) => _dice.Bytes(64);
    public override bool VerifyHash(byte[] hash, byte[] signature) => throw new NotSupportedException();
    public override byte[] ExportSubjectPublicKeyInfo() => [1, 2, 3];
}

/// <summary>Somebody with an account.</summary>
internal sealed class Member(AccountId account, AccountKind kind)
{
    public AccountId Account => account;
    public AccountKind Kind => kind;
    public List<Device> Devices { get; } = [];
    public List<Device> BlockedDevices { get; } = [];

    /// <summary>Devices that a bureau entered, and that still wait for their day.</summary>
    public List<Device> Coming { get; } = [];

    /// <summary>Devices that can only give back.</summary>
    public List<Device> Tills { get; } = [];

    public List<CardId> Cards { get; } = [];
    public List<(Mandate Mandate, AccountId? Delegate)> Mandates { get; } = [];
    public bool Leaving { get; set; }

    /// <summary>Their consent to be debited, once somebody asked for it.</summary>
    public EssLedger.Core.Debits.DebitMandateId? DebitMandate { get; set; }
}

/// <summary>The answer to something that can be refused.</summary>
internal sealed record Heard<T>(T? Refusal) where T : struct;

/// <summary>The clients: residents, shops and the office. They keep what they were told, send again what they were not told about, and do all that people do.</summary>
internal sealed partial class Town
{
    public static readonly Terms Terms = new(LedgerId.Parse("SIM"), Unit.Parse("MLC"), Amount.FromMinor(50_000),
        new Dictionary<AccountKind, Ceilings> { [AccountKind.Resident] = new(In30Days: Amount.FromMinor(120_000)), [AccountKind.Ess] = new(In30Days: Amount.FromMinor(6_000)) });
    private static readonly PersonId Bureau = PersonId.Parse("BUREAU"), OtherBureau = PersonId.Parse("BUREAU2"), Cashier = PersonId.Parse("CASHIER"), Treasurer = PersonId.Parse("TREASURER"), Approver = PersonId.Parse("APPROVER");
    private const long Patience = 600 * World.Millisecond, LongPatience = 3 * World.Second;

    private readonly World _world;
    private readonly Dice _dice;
    private readonly Machine _people;
    private readonly Network _network;
    private readonly Auditor _auditor;
    private readonly Bank _bank;
    private readonly Func<Silo?> _anySilo;
    private readonly Func<Dice, Device> _newDevice;
    private readonly List<Member> _residents = [], _shops = [];
    private readonly List<Ticket> _settled = [], _sales = [];
    private readonly List<RequestId> _requests = [];
    private readonly List<Task> _lives = [];
    private int _waiting, _euroReceipts, _asleep;

    public Town(World world, Network network, Auditor auditor, Bank bank, Func<Silo?> anySilo, Func<Dice, Device> newDevice)
    {
        (_world, _dice, _network, _auditor, _bank, _anySilo, _newDevice) = (world, world.Dice, network, auditor, bank, anySilo, newDevice);
        _people = new(world, "people");
    }

    /// <summary>Nobody begins anything new.</summary>
    public bool Closing { get; set; }

    /// <summary>Whoever ends what they are at begins nothing new until morning.</summary>
    public bool Asleep { get; set; }

    /// <summary>Everybody sleeps.</summary>
    public bool IsAtRest => _lives.Count(l => !l.IsCompleted) == _asleep;

    /// <summary>Morning.</summary>
    public void Wake()
    {
        Asleep = false;
        foreach (var member in Members)
        {
            member.Devices.AddRange(member.Coming);
            member.Coming.Clear();
        }
    }

    /// <summary>Everybody has heard everything.</summary>
    public bool Done => _lives.All(l => l.IsCompleted);

    /// <summary>How many calls are still to be answered.</summary>
    public int Waiting => _waiting;

    public IEnumerable<Member> Members => _residents.Concat(_shops);

    public void Begin()
    {
        for (var i = 0; i < 8; i++) Settle(_residents, i == 7 ? AccountKind.Ess : AccountKind.Resident);
        for (var i = 0; i < 4; i++) Settle(_shops, AccountKind.Merchant);
        // Two at the office desk, who know nothing of each other.
        Live(TopUps);
        Live(TopUps);
        Live(ChangeTerms);
        Live(Comings);
        BeginOffice();
    }

    private void Settle(List<Member> among, AccountKind kind)
    {
        var member = new Member(NewAccount(), kind);
        Live(async () =>
        {
            await Open(member, SubjectStatus.Open);
            await AddKey(member);
            among.Add(member);
            Live(() => Life(member));
            if (kind != AccountKind.Merchant) Live(() => Life(member));
        });
    }

    private AccountId NewAccount() => AccountId.FromRandom(_dice.Bytes(13));

    private void Live(Func<Task> life) => _lives.Add(_people.Start(async () =>
    {
        try
        {
            await life();
        }
        catch (Violation e)
        {
            _world.Break(e.Message);
        }
        catch (Exception e)
        {
            _world.Break($"Somebody's life broke: {e}");
        }
    }));

    private Task Think(int milliseconds) => _people.Delay(_dice.Between(1, milliseconds * 1000));

    /// <summary>The time between two things that one does; at night until morning.</summary>
    private async Task Pause(int milliseconds)
    {
        await Think(milliseconds);
        if (!Asleep) return;
        _asleep++;
        while (Asleep) await _people.Delay(100 * World.Millisecond);
        _asleep--;
    }

    private async Task Life(Member me)
    {
        while (!Closing && !me.Leaving)
        {
            await Pause(90);
            await (_dice.Below(100) switch
            {
                < 6 => ReadAccount(me.Account),
                < 11 => RepeatOld(),
                < 14 => ChangeKeys(me),
                < 17 => LookAtRequest(),
                < 21 when me.Kind != AccountKind.Resident => Reconvert(me),
                < 25 when me.Kind == AccountKind.Merchant => Refund(me),
                < 19 => ChangeCard(me),
                < 25 => PayByCard(me),
                < 27 => ChangeMandates(me),
                < 35 => PayByMandate(me),
                35 when me.Kind == AccountKind.Resident => LoseAllDevices(me),
                36 => SetCeilings(me),
                37 => Reconvert(me),
                < 48 => PayFromPurse(me),
                _ => PaySomebody(me),
            });
        }
    }

    // ---- calls ----

    /// <summary>One try; null result and an exception mean: unknown, or nothing was done.</summary>
    private async Task<(T? Answer, Exception? Trouble)> Try<T>(Func<Silo, Task<T>> ask, bool mayDouble = false, long patience = Patience) where T : class
    {
        _waiting++;
        try
        {
            return (await _network.Call(_people, _anySilo, ask, patience, mayDouble), null);
        }
        catch (Exception e) when (e is TimeoutException or NothingDoneException or BusyException or StoreUnavailableException or OutcomeUnknownException)
        {
            return (null, e);
        }
        catch (Exception e)
        {
            throw new Violation($"A silo answers with a fault of its own: {e}");
        }
        finally
        {
            _waiting--;
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    private async Task<T> Insist<T>(Func<Silo, Task<T>> ask, bool mayDouble = false) where T : class
    {
        while (true)
        {
            var (answer, _) = await Try(ask, mayDouble);
            if (answer is not null) return answer;
            await Think(60);
        }
    }

    // ---- accounts and keys ----

    private async Task Open(Member member, SubjectStatus status) =>
        _auditor.Opened(await Insist(s => s.Account(member.Account, g => g.Open(member.Kind, status, Bureau)), mayDouble: true));

    private async Task ReadAccount(AccountId account)
    {
        var head = _auditor.Head;
        if ((await Try(s => s.Account(account, g => g.Read()))).Answer is { } read) _auditor.Read(read, head);
    }

    private async Task AddKey(Member member, long? refundsUpTo = null)
    {
        var device = _newDevice(_dice);
        for (var tries = 0; ; tries++)
        {
            // Who lost all devices (or whom nobody vouches for any more) cannot register another.
            var signer = member.Devices.Count == 0 ? device : _dice.Pick(member.Devices);
            var challenge = await Insist(s => s.Account(member.Account, g => g.Challenge(Bureau)));
            var bytes = signer.Sign(DeviceProof.Type, new DeviceProof(Terms.Ledger, member.Account, challenge, device.Key).Encode());
            if (!SignedProof.TryDecode(bytes, out var proof, out var why)) throw new Violation(why);
            var (answer, _) = await Try(s => s.Account(member.Account, g => g.AddKey(proof, Bureau, refundsUpTo is { } most ? Amount.FromMinor(most) : null), safeToRepeat: false));
            if (answer is { Refusal: null })
            {
                _auditor.KeyAdded(member.Account, device.Key.Id);
                break;
            }
            if (answer is { Refusal: { } refusal })
            {
                _auditor.KeyRefused(member.Account, device.Key.Id, refusal);
                if (tries == 0) _auditor.KeyRefusedAtOnce(member.Account, device.Key.Id, refusal);
                if (refusal is KeyRefusal.AccountClosed or KeyRefusal.EndorsementRequired && member.Devices.Count + member.BlockedDevices.Count > 0) return;
            }
            // Nobody knows: the account itself does.
            var head = _auditor.Head;
            var account = await Insist(s => s.Account(member.Account, g => g.Read()));
            _auditor.Read(account, head);
            if (account.Keys.TryGetValue(device.Key.Id, out var known) && !known.Blocked) break;
            await Think(20);
        }
        (refundsUpTo is null ? member.Devices : member.Tills).Add(device);
    }

    private async Task ChangeKeys(Member me)
    {
        if (me.Devices.Count == 0) return;
        if (me is { Kind: AccountKind.Merchant, Tills.Count: 0 }) await AddKey(me, refundsUpTo: 900);
        if (me.Devices.Count < 3) await AddKey(me);
        if (me.Devices.Count < 2 || _dice.Chance(0.3)) return;
        var device = _dice.Pick(me.Devices);
        me.Devices.Remove(device);
        // While the block is under way the stolen device goes on paying, wherever it can.
        var thief = _dice.Chance(0.7) && _shops.Count > 0 ? Send(NewOrder(me, _dice.Pick(_shops).Account, _dice.Between(10, 400), device)) : Task.CompletedTask;
        var found = await Insist(async s => (object)await s.Account(me.Account, g => g.BlockKey(device.Key.Id, Bureau)), mayDouble: true);
        _auditor.KeyBlocked(me.Account, device.Key.Id, (bool)found);
        me.BlockedDevices.Add(device);
        await thief;
    }

    /// <summary>All phones are gone: a bureau enters a new one, another person confirms it, and it waits for its day, whatever it tries until then.</summary>
    private async Task LoseAllDevices(Member me)
    {
        if (me.Devices.Count == 0 || me.Coming.Count > 0 || _residents.Count(r => r.Devices.Count == 0) > 1) return;
        foreach (var lost in me.Devices.ToList())
        {
            me.Devices.Remove(lost);
            me.BlockedDevices.Add(lost);
            _auditor.KeyBlocked(me.Account, lost.Key.Id, (bool)await Insist(async s => (object)await s.Account(me.Account, g => g.BlockKey(lost.Key.Id, Bureau)), mayDouble: true));
        }
        var device = _newDevice(_dice);
        while (true)
        {
            var challenge = await Insist(s => s.Account(me.Account, g => g.Challenge(Bureau)));
            if (!SignedProof.TryDecode(device.Sign(DeviceProof.Type, new DeviceProof(Terms.Ledger, me.Account, challenge, device.Key).Encode()), out var proof, out var why)) throw new Violation(why);
            var entered = (await Try(s => s.Account(me.Account, g => g.EnterKey(proof, Bureau), safeToRepeat: false))).Answer;
            if (entered is { Refusal: KeyRefusal.AccountClosed }) return;
            if (entered is { Refusal: null or KeyRefusal.KeyExists }) break;
            await Think(20);
        }
        foreach (var by in new[] { Bureau, OtherBureau })
        {
            var (answer, _) = await Try(s => s.Account(me.Account, g => g.ConfirmKey(device.Key.Id, by), safeToRepeat: false));
            if (by == Bureau && answer is { Refusal: null }) throw new Violation("Who entered a key also confirmed it.");
        }
        if (_shops.Count > 0) await Send(NewOrder(me, _shops[0].Account, 10, device));
        me.Coming.Add(device);
    }

    // ---- cards and mandates ----

    private async Task ChangeCard(Member me)
    {
        if (me.Cards.Count > 0 && _dice.Chance(0.3))
        {
            var old = _dice.Pick(me.Cards);
            await Insist(async s => (object)await s.Account(me.Account, g => g.BlockCard(old, Bureau)), mayDouble: true);
            _auditor.CardTakenBack(me.Account, old);
            return;
        }
        var card = CardId.Of(_dice.Bytes(CardId.NumberSize));
        var pin = _dice.Bytes(16);
        var entered = await Insist(async s => new Heard<CardRefusal>(await s.Account(me.Account, g => g.EnterCard(card, pin, Bureau), safeToRepeat: false)));
        if (entered.Refusal is CardRefusal.AccountClosed) return;
        // Who is impatient confirms twice; who entered it cannot.
        foreach (var by in _dice.Chance(0.3) ? new[] { Bureau, OtherBureau, OtherBureau } : [OtherBureau])
        {
            var confirmed = await Insist(async s => new Heard<CardRefusal>(await s.Account(me.Account, g => g.ConfirmCard(card, by), safeToRepeat: false)));
            if (by == Bureau && confirmed.Refusal is null) throw new Violation("Who entered a card also confirmed it.");
            if (confirmed.Refusal is null) _auditor.CardConfirmed(me.Account, card);
            if (confirmed.Refusal is CardRefusal.AccountClosed) return;
        }
        me.Cards.Add(card);
    }

    private async Task PayByCard(Member me)
    {
        if (me.Cards.Count == 0 || _shops.Count == 0) return;
        var (shop, card) = (_dice.Pick(_shops), me.Cards[^(_dice.Chance(0.9) ? 1 : _dice.Between(1, me.Cards.Count))]);
        var amount = Amount.FromMinor(_dice.Chance(0.1) ? _dice.Between(2_900, 3_200) : _dice.Between(1, 1_500));
        var request = new StoredRequest(new(new(NewUuid()), shop.Account, amount, Terms.Unit, _world.UtcNow.AddMinutes(10), Standing: false), null, _world.UtcNow, Array.Empty<byte>());
        _auditor.Asked(request);
        await Insist(s => s.Keep(request), mayDouble: true);
        _requests.Add(request.Terms.Id);
        // Somebody forgot the PIN; somebody else holds a phone to the same code; the cashier presses twice.
        var wrong = _dice.Chance(0.2) ? _dice.Between(1, 4) : 0;
        for (var i = 0; i < wrong; i++) await Show(pinHolds: false);
        List<Task> all = [Show(pinHolds: true)];
        if (_dice.Chance(0.2)) all.Add(Show(pinHolds: true));
        if (_dice.Chance(0.1) && me.Devices.Count > 0) all.Add(Send(NewOrder(me, shop.Account, amount.Minor, request: request.Terms.Id)));
        if (_dice.Chance(0.1)) all.Add(Cancel(request.Terms.Id));
        await Task.WhenAll(all);

        async Task Show(bool pinHolds)
        {
            var use = new Use(new PaymentOrder(Terms.Ledger, new(NewUuid()), me.Account, shop.Account, amount, Terms.Unit, 0, request.Terms.Id), Means.Card, card.Uuid, pinHolds);
            await Ask(use, s => s.PayByCard(me.Account, card, request.Terms, pinHolds, Cashier));
        }
    }

    private async Task ChangeMandates(Member me)
    {
        if (me.Mandates.Count > 0 && _dice.Chance(0.4))
        {
            var id = _dice.Pick(me.Mandates).Mandate.Id;
            // While it is taken back, whoever has it uses it.
            var use = PayByMandate(me);
            await Insist(async s => (object)await s.Account(me.Account, g => g.RevokeMandate(id, Bureau)), mayDouble: true);
            _auditor.MandateTakenBack(me.Account, id);
            await use;
            return;
        }
        if (me.Devices.Count == 0 || _shops.Count == 0) return;
        AccountId? payee = _dice.Chance(0.7) && _dice.Pick(_shops) is var shop && shop != me ? shop.Account : null;
        var mandate = new Mandate(Terms.Ledger, new(NewUuid()), me.Account, payee, Amount.FromMinor(_dice.Between(200, 1_500)), Terms.Unit,
            Amount.FromMinor(_dice.Between(1_000, 4_000)), _dice.Pick([1, 7, 30]), ParisCalendar.DayOf(_world.UtcNow).AddDays(_dice.Pick([0, 1, 1, 300])));
        AccountId? @delegate = _dice.Chance(0.5) && _residents.Count > 0 && _dice.Pick(_residents) is var friend && friend != me ? friend.Account : null;
        if (!SignedMandate.TryDecode(_dice.Pick(me.Devices).Sign(Mandate.Type, mandate.Encode()), out var signed, out var why)) throw new Violation(why);
        var given = await Insist(async s => new Heard<MandateRefusal>(await s.Account(me.Account, g => g.GiveMandate(signed, @delegate, Bureau), safeToRepeat: false)), mayDouble: true);
        if (given.Refusal is MandateRefusal.MandateExists or MandateRefusal.BadSignature or MandateRefusal.WrongLedger or MandateRefusal.WrongUnit or MandateRefusal.SameAccount)
            throw new Violation($"A mandate was given well and hears {given.Refusal}.");
        if (given.Refusal is not null) return;
        _auditor.MandateTaken(mandate);
        me.Mandates.Add((mandate, @delegate));
    }

    private async Task PayByMandate(Member me)
    {
        if (me.Mandates.Count == 0 || _shops.Count == 0) return;
        var (mandate, @delegate) = _dice.Pick(me.Mandates);
        var payee = mandate.Payee is { } only && _dice.Chance(0.95) ? only : _dice.Pick(_shops).Account;
        var amount = Amount.FromMinor(_dice.Chance(0.1) ? mandate.PerPayment.Minor + 1 : _dice.Between(1, (int)mandate.PerPayment.Minor));
        var use = new Use(new PaymentOrder(Terms.Ledger, new(NewUuid()), me.Account, payee, amount, Terms.Unit, 0), Means.Mandate, mandate.Id.Uuid);
        List<Task> all = [Pay(use)];
        // The calendar of two servers; or other content under the same id.
        if (_dice.Chance(0.4)) all.Add(Pay(use with { }));
        if (_dice.Chance(0.05)) all.Add(Pay(use with { Order = use.Order with { Amount = Amount.FromMinor(amount.Minor + 1) } }));
        await Task.WhenAll(all);

        Task Pay(Use asked) => Ask(asked, s => s.PayByMandate(me.Account, mandate.Id, asked.Order.Id, asked.Order.Payee, asked.Order.Amount, @delegate, @delegate is null ? null : Cashier));
    }

    /// <summary>Asks for a payment by card or mandate until there is an answer.</summary>
    private async Task Ask(Use use, Func<Silo, Task<PaymentReply>> ask)
    {
        while (true)
        {
            _auditor.Asked(use);
            var head = _auditor.Head;
            if ((await Try(ask)).Answer is { } reply)
            {
                _auditor.Heard(use, reply, head);
                return;
            }
            await Think(40);
        }
    }

    private async Task SetCeilings(Member me)
    {
        var ceilings = _dice.Pick<Ceilings>([Ceilings.None, Ceilings.None, new(Payment: Amount.FromMinor(30_000)), new(Day: Amount.FromMinor(50_000), Card: Amount.FromMinor(1_000), CardDay: Amount.FromMinor(2_500))]);
        await Insist(s => s.Account(me.Account, g => g.SetCeilings(ceilings, "why"u8.ToArray(), Treasurer), safeToRepeat: false));
    }

    // ---- payments ----

    private Ticket NewOrder(Member payer, AccountId payee, long amount, Device? device = null, OrderId? id = null, RequestId? request = null, OrderId? refunds = null, long? notAfter = null, bool spoiled = false, Amount? fee = null, IReadOnlyList<PursePart>? purses = null)
    {
        var order = new PaymentOrder(Terms.Ledger, id ?? new(NewUuid()), payer.Account, payee, Amount.FromMinor(amount), Terms.Unit,
            notAfter ?? _world.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), request, Purses: purses, Refunds: refunds, Fee: fee);
        // Where the last phone was lost a moment ago, whoever found it goes on.
        var bytes = (device ?? _dice.Pick(payer.Devices.Count > 0 ? payer.Devices : payer.BlockedDevices)).Sign(PaymentOrder.Type, order.Encode());
        if (spoiled) bytes[^1] ^= 1;
        if (!SignedOrder.TryDecode(bytes, out var signed, out var why)) throw new Violation($"An order of ours cannot be read: {why}");
        var ticket = new Ticket(signed, bytes, spoiled);
        _auditor.Made(ticket);
        return ticket;
    }

    private Uuid NewUuid() => Uuid.Version7(_world.UtcNow, _dice.Bytes(10));

    /// <summary>Sends an order until its end is known; the same bytes each time.</summary>
    /// <param name="ticket">The order.</param>
    /// <param name="gives">The sender gives up when the first try is answered "nothing was done": that must be true then.</param>
    private async Task Send(Ticket ticket, bool gives = false)
    {
        while (true)
        {
            var (sentAt, head) = (_world.Now, _auditor.Head);
            ticket.FirstSent ??= head;
            var (reply, trouble) = await Try(s => s.Pay(ticket.Bytes), mayDouble: !gives, gives ? LongPatience : Patience);
            if (reply is not null)
            {
                _auditor.Heard(ticket, reply, sentAt, head);
                if (ticket.IsSettled) return;
                ticket.IsSettled = true;
                _settled.Add(ticket);
                if (reply.Refusal is null && ticket.Order is { Refunds: null, Fee: null }) _sales.Add(ticket);
                return;
            }
            if (gives && trouble is NothingDoneException)
            {
                _auditor.GaveUp(ticket);
                return;
            }
            gives = false;
            await Think(40);
        }
    }

    private async Task PaySomebody(Member me)
    {
        if (_shops.Count == 0 || me.Devices.Count == 0) return;
        // Half of the town buys at one shop.
        var payee = _dice.Chance(0.5) ? _shops[0] : _dice.Chance(0.8) ? _dice.Pick(_shops) : _dice.Pick(_residents.Count > 0 ? _residents : _shops);
        var amount = _dice.Chance(0.05) ? _dice.Between(2_000, 60_000) : _dice.Between(1, 900);
        switch (_dice.Below(100))
        {
            case < 62:
                await Send(NewOrder(me, payee.Account, amount), gives: _dice.Chance(0.35));
                break;
            case < 72: // impatient: the same bytes on several ways at once
                var order = NewOrder(me, payee.Account, amount);
                await Task.WhenAll(Send(order), Send(order), Send(order));
                break;
            case < 77: // a broken wallet: other content under the same id
                var id = new OrderId(NewUuid());
                await Task.WhenAll(Send(NewOrder(me, payee.Account, amount, id: id)), Send(NewOrder(me, payee.Account, amount + 1, id: id)));
                break;
            case < 90:
                await PayRequest(me, payee, amount);
                break;
            case < 92:
                await Send(NewOrder(me, payee.Account, amount, spoiled: true));
                break;
            case < 95 when me.BlockedDevices.Count > 0:
                await Send(NewOrder(me, payee.Account, amount, _dice.Pick(me.BlockedDevices)));
                break;
            case < 96:
                await Send(NewOrder(me, payee.Account, amount, notAfter: _world.UtcNow.AddSeconds(_dice.Pick([-500, -60, 30, 700, 900])).ToUnixTimeSeconds()));
                break;
            case < 97:
                await Send(NewOrder(me, _dice.Chance(0.5) ? me.Account : NewAccount(), amount));
                break;
            default: // everything at once
                await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send(NewOrder(me, payee.Account, _dice.Between(1, 900)))));
                break;
        }
    }

    /// <summary>A shop wants euro for its units; a resident tries to.</summary>
    private async Task Reconvert(Member me)
    {
        if (me.Devices.Count == 0) return;
        var amount = _dice.Between(100, (int)Math.Clamp(_auditor.BalanceOf(me.Account), 101, 6_000));
        var fee = _auditor.FeeOf(me.Kind, Amount.FromMinor(amount));
        await Send(NewOrder(me, OfficeAccounts.Reconversion, amount, fee: _dice.Chance(0.95) ? fee : fee + Amount.FromMinor(1)));
    }

    /// <summary>Who was given a purse spends it, where it is taken or not.</summary>
    private async Task PayFromPurse(Member me)
    {
        var purses = _auditor.PursesOf(me.Account).Where(p => p.Holds > 0).ToList();
        if (purses.Count == 0 || me.Devices.Count == 0 || _shops.Count == 0) return;
        var parts = purses.Where(_ => _dice.Chance(0.7)).Select(p => new PursePart(p.Purse, Amount.FromMinor(_dice.Between(1, (int)Math.Min(p.Holds + 5, 800))))).ToList();
        if (parts.Count == 0) return;
        var payee = _dice.Chance(0.85) ? _dice.Pick(_shops) : _dice.Pick(_residents.Count > 0 ? _residents : _shops);
        var order = NewOrder(me, payee.Account, parts.Sum(p => p.Part.Minor), purses: parts);
        await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.2) ? 2 : 1).Select(_ => Send(order)));
    }

    private async Task PayRequest(Member me, Member payee, long amount)
    {
        var standing = _dice.Chance(0.1);
        var request = new StoredRequest(
            new(new(NewUuid()), payee.Account, _dice.Chance(0.8) ? Amount.FromMinor(amount) : null, Terms.Unit, standing ? null : _world.UtcNow.AddMilliseconds(_dice.Chance(0.7) ? 600_000 : _dice.Between(400, 150_000)), standing),
            null, _world.UtcNow, Array.Empty<byte>());
        _auditor.Asked(request);
        await Insist(s => s.Keep(request), mayDouble: true);
        var id = request.Terms.Id;
        _requests.Add(id);
        List<Task> all = [Send(NewOrder(me, payee.Account, _dice.Chance(0.95) ? amount : amount + 1, request: id))];
        // Two phones at one till, or one impatient person; or the shop takes it back.
        if (_dice.Chance(0.4)) all.Add(Send(NewOrder(me, payee.Account, amount, request: id)));
        if (_dice.Chance(0.2) && _residents.Count > 0 && _dice.Pick(_residents) is { Devices.Count: > 0 } other) all.Add(Send(NewOrder(other, payee.Account, amount, request: id)));
        if (_dice.Chance(0.2)) all.Add(Cancel(id));
        if (_dice.Chance(0.4)) all.Add(LookAtRequest());
        await Task.WhenAll(all);
    }

    private async Task Cancel(RequestId id)
    {
        var head = _auditor.Head;
        _auditor.Shown(id, await Insist(s => s.Request(id, g => g.Cancel()), mayDouble: true), head);
    }

    private async Task LookAtRequest()
    {
        if (_requests.Count == 0) return;
        var id = _requests[Math.Max(0, _requests.Count - 1 - _dice.Below(12))];
        var head = _auditor.Head;
        if ((await Try(s => s.Request(id, g => g.Read()))).Answer is { } shown) _auditor.Shown(id, shown, head);
    }

    private async Task Refund(Member shop)
    {
        var sales = _sales.TakeLast(60).Where(s => s.Order.Payee == shop.Account).ToList();
        if (sales.Count == 0 || shop.Devices.Count == 0) return;
        var sale = _dice.Pick(sales).Order;
        var amount = _dice.Between(1, (int)Math.Min(sale.Amount.Minor, 2_000) + 20);
        var till = shop.Tills.Count > 0 && _dice.Chance(0.4) ? shop.Tills[0] : null;
        List<Task> all = [Send(NewOrder(shop, sale.Payer, amount, till, refunds: sale.Id))];
        if (till is not null && _dice.Chance(0.1)) all.Add(Send(NewOrder(shop, sale.Payer, amount, till)));
        if (_dice.Chance(0.3)) all.Add(Send(NewOrder(shop, sale.Payer, amount, refunds: sale.Id)));
        await Task.WhenAll(all);
    }

    /// <summary>What was settled once is asked again, now or much later.</summary>
    private async Task RepeatOld()
    {
        if (_settled.Count > 0) await Send(_settled[_dice.Chance(0.5) ? _dice.Below(_settled.Count) : Math.Max(0, _settled.Count - 1 - _dice.Below(10))]);
    }

    // ---- the office ----

    private async Task TopUps()
    {
        while (!Closing)
        {
            await Pause(120);
            if (_residents.Count == 0) continue;
            var issuance = new IssuanceId(NewUuid());
            var amount = Amount.FromMinor(_dice.Between(1_000, 20_000));
            // Some receipts are typed in twice.
            var receipt = new EuroReceipt("cash", $"R{(_dice.Chance(0.85) ? ++_euroReceipts : _euroReceipts)}", Amount.FromMinor(amount.Minor + _dice.Pick([0, 0, 0, 0, 0, 0, 50, 50, -1])));
            var card = _dice.Chance(0.2);
            var poorest = _dice.Chance(0.6) ? _residents.MinBy(r => _auditor.BalanceOf(r.Account))! : _dice.Pick(_residents);
            // Who is impatient clicks twice.
            var proposed = await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.3) ? 2 : 1).Select(_ => Propose(issuance, poorest.Account, amount, receipt, card)));
            if (proposed[0].Refusal is not null) continue;
            var approves = _dice.Chance(0.9);
            List<Task> all = [Decide(issuance, approves, Approver)];
            if (_dice.Chance(0.3)) all.Add(Decide(issuance, approves, Approver));
            if (_dice.Chance(0.2)) all.Add(Decide(issuance, !approves, Approver));
            if (_dice.Chance(0.2)) all.Add(Decide(issuance, approves, _dice.Pick([Treasurer, Bureau])));
            await Task.WhenAll(all);
            if (!_auditor.WasMade(issuance)) continue;
            _madeHere.Add((issuance, Treasurer));
            Shows(receipt, card);
        }
    }

    /// <summary>The office changes the terms from some moment on, most often after the next night.</summary>
    private async Task ChangeTerms()
    {
        await SetFees();
        while (!Closing)
        {
            await Pause(4_000);
            if (_dice.Chance(0.5)) await SetFees();
            var terms = new Act.TermsSet(default, _world.UtcNow.AddMinutes(_dice.Pick([7, 20, 600])),
                System.Collections.Immutable.ImmutableSortedDictionary<AccountKind, Ceilings>.Empty
                    .Add(AccountKind.Resident, _dice.Chance(0.5) ? new(In30Days: Amount.FromMinor(120_000), PrintedDay: Amount.FromMinor(1_500)) : new(Payment: Amount.FromMinor(40_000), Day: Amount.FromMinor(60_000)))
                    .Add(AccountKind.Ess, new(In30Days: Amount.FromMinor(9_000), Balance: Amount.FromMinor(25_000))),
                _dice.Chance(0.3) ? [(AccountKind.Resident, AccountKind.Ess), (AccountKind.Ess, AccountKind.Resident)] : [], Digest.Of("why"u8), Treasurer);
            await Try(async s => await s.Treasury(g => g.SetTerms(terms, "why"u8.ToArray())) ?? throw new Violation("Terms for later were called too early."));
        }
    }

    private async Task<TreasuryAnswer> Propose(IssuanceId issuance, AccountId account, Amount amount, EuroReceipt receipt, bool card)
    {
        var answer = await Insist(s => s.Treasury(g => card ? g.ProposeCard(issuance, account, amount, Terms.Unit, receipt, Treasurer) : g.Propose(issuance, account, amount, Terms.Unit, receipt, Treasurer)), mayDouble: true);
        _auditor.Proposed(issuance, receipt.Identity, answer);
        return answer;
    }

    private async Task Decide(IssuanceId issuance, bool approves, PersonId by)
    {
        var head = _auditor.Head;
        _auditor.Decided(issuance, approves, by, await Insist(s => s.Treasury(g => approves ? g.Approve(issuance, by) : g.Reject(issuance, by)), mayDouble: true), head);
    }

    /// <summary>People come, wait for approval, and leave.</summary>
    private async Task Comings()
    {
        while (!Closing)
        {
            await Pause(2_500);
            if (_residents.Count == 0 || _shops.Count < 3) continue;
            var pending = new Member(NewAccount(), AccountKind.Resident);
            await Open(pending, SubjectStatus.Pending);
            await AddKey(pending);
            await Task.WhenAll(
                Send(NewOrder(pending, _shops[0].Account, 100)),
                _residents.Where(r => r.Devices.Count > 0).ToList() is { Count: > 0 } able ? Send(NewOrder(_dice.Pick(able), pending.Account, 5)) : Task.CompletedTask,
                _dice.Chance(0.5) ? Insist(s => s.Account(pending.Account, g => g.Approve(Bureau)), mayDouble: true) : Task.CompletedTask);
            if (_residents.Count < 5 || !_dice.Chance(0.6)) continue;
            var leaving = _dice.Chance(0.7) ? _dice.Pick(_residents) : _shops[^1];
            leaving.Leaving = true;
            _residents.Remove(leaving);
            _shops.Remove(leaving);
            await Close(leaving);
            Settle(leaving.Kind == AccountKind.Merchant ? _shops : _residents, leaving.Kind);
        }
    }

    private async Task Close(Member leaving)
    {
        while (true)
        {
            var account = await Insist(s => s.Account(leaving.Account, g => g.Read()));
            if (account.Status == SubjectStatus.Closed) return;
            await Try(async s => (object)await s.Close(account, Bureau));
            await Think(20);
        }
    }

    /// <summary>When all is quiet, every silo must tell the truth about everybody.</summary>
    public void AskEverywhere(IReadOnlyList<Silo> silos)
    {
        foreach (var silo in silos)
        {
            Live(async () =>
            {
                var head = _auditor.Head;
                _auditor.Read(await _network.Call(_people, () => silo, s => s.Treasury(g => g.Read()), Patience, mayDouble: false), head);
            });
            foreach (var member in Members)
            {
                Live(async () =>
                {
                    var head = _auditor.Head;
                    _auditor.Read(await _network.Call(_people, () => silo, s => s.Account(member.Account, g => g.Read()), Patience, mayDouble: false), head);
                });
            }
        }
        foreach (var ticket in _settled.Where(_ => _dice.Chance(0.15))) Live(() => Send(ticket));
        foreach (var request in _requests.Where(_ => _dice.Chance(0.3))) Live(async () =>
        {
            var head = _auditor.Head;
            _auditor.Shown(request, await Insist(s => s.Request(request, g => g.Read())), head);
        });
    }
}
