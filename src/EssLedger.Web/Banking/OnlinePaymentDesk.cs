using System.Security.Cryptography;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Banking;

/// <summary>What becomes of a payment by card.</summary>
public enum OnlinePaymentState
{
    /// <summary>HelloAsso does not say that it is paid.</summary>
    NotPaid = 1,
    /// <summary>Paid, and nobody knows for whom.</summary>
    Unknown,
    /// <summary>Paid, and it is known for whom: units can be proposed.</summary>
    Ready,
    /// <summary>Proposed; another person approves.</summary>
    Proposed,
    /// <summary>The units are made.</summary>
    Issued,
    /// <summary>They were, and that was undone by two persons: the euro wait among the lines to explain.</summary>
    Undone,
}

/// <summary>A payment by card as the office sees it.</summary>
/// <param name="Kept">The payment.</param>
/// <param name="State">What becomes of it.</param>
/// <param name="Name">In whose name the account stands.</param>
/// <param name="Owner">The name of who took the case.</param>
public sealed record SeenOnlinePayment(KeptOnlinePayment Kept, OnlinePaymentState State, string? Name, string? Owner);

/// <summary>Payments by card through HelloAsso: what is paid there becomes units by two persons like every other euro, and what went back becomes somebody's case.</summary>
public sealed class OnlinePaymentDesk(IOnlinePaymentStore store, CurrencyBook book, IGrainFactory grains, People people, Terms terms, TimeProvider clock, HelloAsso? helloAsso = null)
{
    /// <summary>How far back to look at HelloAsso for what no notification told.</summary>
    public static readonly TimeSpan LookedBack = TimeSpan.FromDays(30);

    private const int Listed = 200;

    /// <summary>Whether the association takes payments by card.</summary>
    public bool IsOpen => helloAsso is not null;

    /// <summary>Asks HelloAsso about a payment and keeps what it says. Once or a hundred times is the same.</summary>
    /// <returns>False: it is no payment to the association.</returns>
    /// <exception cref="HelloAssoUnavailableException">It cannot be told now.</exception>
    public async Task<bool> Read(long number, CancellationToken stop)
    {
        if (helloAsso is null || await helloAsso.Payment(number, stop) is not { } read) return false;
        await store.KeepAsync(read.Payment, stop);
        if (await store.FindAsync(number, stop) is { Account: null } && await PayerOf(read) is ({ } account, var ground)) await store.AssignAsync(number, account, ground, stop);
        return true;
    }

    /// <summary>Asks for all of the last weeks: what a lost notification would have told, and what changed since.</summary>
    /// <exception cref="HelloAssoUnavailableException">It cannot be told now.</exception>
    public async Task ReadRecent(CancellationToken stop)
    {
        if (helloAsso is null) return;
        foreach (var number in await helloAsso.PaymentsSince(clock.GetUtcNow() - LookedBack, stop)) await Read(number, stop);
    }

    /// <summary>Cases first, then the newest.</summary>
    public async Task<IReadOnlyList<SeenOnlinePayment>> All()
    {
        var pending = (await grains.Treasury().Read()).Treasury.Pending;
        var seen = new List<SeenOnlinePayment>();
        foreach (var kept in await store.ListAsync(Listed, default))
        {
            var name = kept.Account is { } account ? (await people.HolderOf(account))?.Name : null;
            seen.Add(new(kept, await StateOf(kept, pending.ContainsKey), name, kept.Owner is { } owner ? (await people.Find(owner))?.DisplayName : null));
        }
        return seen;
    }

    /// <summary>Says for whom a payment is.</summary>
    /// <returns>False: there is no such payment or account.</returns>
    public async Task<bool> Assign(long number, AccountId account)
    {
        if (await store.FindAsync(number, default) is null || await people.HolderOf(account) is null) return false;
        await store.AssignAsync(number, account, PayerGround.Person, default);
        return true;
    }

    /// <summary>Proposes units against a payment, after asking HelloAsso once more whether it is still paid.</summary>
    /// <returns>Why not; null: it waits for a second person.</returns>
    /// <exception cref="HelloAssoUnavailableException">It cannot be told now.</exception>
    public async Task<TreasuryRefusal?> Propose(long number, PersonId by, CancellationToken stop)
    {
        if (!await Read(number, stop) || await store.FindAsync(number, stop) is not { Account: { } account, Payment: { MayCredit: true } payment }) return TreasuryRefusal.LineUnknown;
        var issuance = new IssuanceId(Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)));
        var receipt = new EuroReceipt(OnlinePayment.Kind, number.ToString(System.Globalization.CultureInfo.InvariantCulture), payment.Amount);
        if ((await grains.Treasury().ProposeCard(issuance, account, payment.Amount, terms.Unit, receipt, by)).Refusal is { } refusal) return refusal;
        await store.IssueAsync(number, issuance, stop);
        return null;
    }

    /// <summary>Takes a case up.</summary>
    public Task Take(long number, PersonId by) => store.TakeAsync(number, by, default);

    /// <summary>Closes a case of one's own, with words.</summary>
    /// <returns>False: it is none, or another's.</returns>
    public Task<bool> Close(long number, PersonId by, string words) => store.CloseAsync(number, by, words, default);

    private async Task<OnlinePaymentState> StateOf(KeptOnlinePayment kept, Func<IssuanceId, bool> isPending)
    {
        if (kept.Issuance is { } issuance)
        {
            if (isPending(issuance)) return OnlinePaymentState.Proposed;
            // What was rejected can be proposed again, once it is put right.
            if (await book.Store.FindAsync(Claim.EndOf(issuance), default) is { } end && Codec.Decode(end.Body) is Act.Issued)
                return await book.Store.FindAsync(Claim.CorrectionOf(end.Position), default) is null ? OnlinePaymentState.Issued : OnlinePaymentState.Undone;
        }
        return !kept.Payment.MayCredit ? OnlinePaymentState.NotPaid : kept.Account is null ? OnlinePaymentState.Unknown : OnlinePaymentState.Ready;
    }

    /// <summary>Whose payment it may be: the one account that is named in it, or the one that a member of this e-mail has.</summary>
    private async Task<(AccountId? Account, PayerGround Ground)> PayerOf(ReadPayment read)
    {
        var named = new HashSet<AccountId>();
        foreach (var account in read.Texts.SelectMany(text => Matching.NamedIn(new() { Booked = default, Cents = 1, Remittance = text })))
            if (await people.HolderOf(account) is not null) named.Add(account);
        if (named.Count > 0) return named.Count == 1 ? (named.Single(), PayerGround.Reference) : (null, PayerGround.None);
        return read.Payment.PayerEmail is { Length: > 0 } email && await people.ByEmail(email) is { } person && await people.AccountsOf(person.PersonId) is [var only] ? (only, PayerGround.Email) : (null, PayerGround.None);
    }
}

/// <summary>Asks HelloAsso every hour, for notifications get lost.</summary>
internal sealed partial class AskingHelloAsso(OnlinePaymentDesk desk, TimeProvider clock, ILogger<AskingHelloAsso> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await desk.ReadRecent(stoppingToken);
            }
            catch (Exception e) when (e is HelloAssoUnavailableException or StoreUnavailableException)
            {
                LogFault(logger, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 230, Level = LogLevel.Warning, Message = "HelloAsso could not be asked for payments; trying again in an hour.")]
    private static partial void LogFault(ILogger logger, Exception e);
}
