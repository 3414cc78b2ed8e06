using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>Payment requests in the same file as the books.</summary>
public sealed class SqlitePaymentRequestStore(SqliteDatabase database) : IPaymentRequestStore
{
    public async Task<StoredRequest> KeepAsync(StoredRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = database.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                insert into payment_request (id, payee, amount, unit, reference, expires_at, created_at, code)
                values ($id, $payee, $amount, $unit, $reference, $expires, $created, $code) on conflict do nothing
                """;
            command.Parameters.AddWithValue("$id", request.Terms.Id.Uuid.ToBytes());
            command.Parameters.AddWithValue("$payee", request.Terms.Payee.Value);
            command.Parameters.AddWithValue("$amount", (object?)request.Terms.Amount?.Minor ?? DBNull.Value);
            command.Parameters.AddWithValue("$unit", request.Terms.Unit.Code);
            command.Parameters.AddWithValue("$reference", (object?)request.Reference ?? DBNull.Value);
            command.Parameters.AddWithValue("$expires", (object?)request.Terms.ExpiresAt?.ToUnixTimeMilliseconds() ?? DBNull.Value);
            command.Parameters.AddWithValue("$created", request.CreatedAt.ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("$code", request.Code.ToArray());
            if (command.ExecuteNonQuery() == 1) return request;
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException("A payment request cannot be kept.", e);
        }
        return await FindAsync(request.Terms.Id, cancellationToken) ?? throw new StoreUnavailableException("A payment request was kept and is not there.");
    }

    public Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select payee, amount, unit, reference, expires_at, created_at, code from payment_request where id = $id";
        command.Parameters.AddWithValue("$id", id.Uuid.ToBytes());
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return Task.FromResult<StoredRequest?>(null);
        DateTimeOffset? expires = reader.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4));
        return Task.FromResult<StoredRequest?>(new(
            new(id, AccountId.Parse(reader.GetString(0)), reader.IsDBNull(1) ? null : Amount.FromMinor(reader.GetInt64(1)),
                Unit.Parse(reader.GetString(2)), expires, Standing: expires is null),
            reader.IsDBNull(3) ? null : reader.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)), (byte[])reader[6]));
    }
}
