using System.Collections.Immutable;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Grains;

/// <summary>An account's state as grain storage keeps it: text that this program alone reads, with the hash of the book's entry at its position.
/// It only saves time: when the book does not confirm the hash, it is thrown away.</summary>
[GenerateSerializer]
public sealed class AccountSnapshot
{
    private sealed record Form(
        string Id, AccountKind? Kind, SubjectStatus Status, long Position, long Acts, string Hash, KeyForm[] Keys, BalanceForm[] Balances, RefundForm[] Refunded, long[][] PaidByDay);

    private sealed record KeyForm(byte[] Key, bool Blocked);
    private sealed record BalanceForm(string Unit, string? Purse, long Minor);
    private sealed record RefundForm(string Payer, string Order, long Minor);

    [Id(0)]
    public string Text { get; set; } = "";

    public static AccountSnapshot Of(Account account, Digest hash) => new()
    {
        Text = JsonSerializer.Serialize(new Form(
            account.Id.Value, account.Kind, account.Status, account.Position.Value, account.Acts, hash.ToString(),
            [.. account.Keys.Values.Select(k => new KeyForm(k.Key.Bytes.ToArray(), k.Blocked))],
            [.. account.Balances.Select(b => new BalanceForm(b.Key.Unit.Code, b.Key.Purse?.ToString(), b.Value.Minor))],
            [.. account.Refunded.Select(r => new RefundForm(r.Key.Payer.Value, r.Key.Order.ToString(), r.Value.Minor))],
            [.. account.PaidByDay.Select(d => new[] { d.Day, d.Paid.Minor })])),
    };

    /// <summary>The state and the hash that must stand in the book at its position; null when the text is not one of ours.</summary>
    public (Account Account, Digest Hash)? Read()
    {
        try
        {
            if (Text.Length == 0 || JsonSerializer.Deserialize<Form>(Text) is not { } form) return null;
            var account = new Account(AccountId.Parse(form.Id))
            {
                Kind = form.Kind,
                Status = form.Status,
                Position = new(form.Position),
                Acts = form.Acts,
                Keys = form.Keys.Select(k => new DeviceKey(PublicKey.TryFromBytes(k.Key, out var key) ? key : throw new FormatException("No key."), k.Blocked))
                    .ToImmutableDictionary(k => k.Key.Id),
                Balances = form.Balances.ToImmutableDictionary(b => new Drawer(Unit.Parse(b.Unit), b.Purse is null ? null : new PurseId(ParseUuid(b.Purse))), b => new Balance(b.Minor)),
                Refunded = form.Refunded.ToImmutableDictionary(r => new Sale(AccountId.Parse(r.Payer), new(ParseUuid(r.Order))), r => Amount.FromMinor(r.Minor)),
                PaidByDay = [.. form.PaidByDay.Select(d => (d[0], Amount.FromMinor(d[1])))],
            };
            return (account, Digest.FromBytes(Convert.FromHexString(form.Hash)));
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }

    private static Uuid ParseUuid(string text) => Uuid.TryParse(text, out var uuid) ? uuid : throw new FormatException("No UUID.");
}
