using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>Payment requests in the same database as the books.</summary>
public sealed class PostgresPaymentRequestStore(PostgresDatabase database) : IPaymentRequestStore
{
    public async Task<StoredRequest> KeepAsync(StoredRequest request, CancellationToken cancellationToken)
    {
        var terms = request.Terms;
        try
        {
            await using var command = database.Source.CreateCommand("""
                insert into payment_request (id, payee, amount, unit, reference, expires_at, created_at, code) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
                """);
            foreach (var value in new object?[]
            {
                terms.Id.Uuid.ToBytes(), terms.Payee.Value, terms.Amount?.Minor, terms.Unit.Code, request.Reference,
                terms.ExpiresAt?.ToUnixTimeMilliseconds(), request.CreatedAt.ToUnixTimeMilliseconds(), request.Code.ToArray(),
            }) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 1) return request;
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException("A payment request cannot be kept.", e);
        }
        return await FindAsync(terms.Id, cancellationToken) ?? throw new StoreUnavailableException("A payment request was kept and is not there.");
    }

    public async Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.Source.CreateCommand("select payee, amount, unit, reference, expires_at, created_at, code from payment_request where id = $1");
            command.Parameters.Add(new() { Value = id.Uuid.ToBytes() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken)) return null;
            DateTimeOffset? expires = reader.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4));
            return new(
                new(id, AccountId.Parse(reader.GetString(0)), reader.IsDBNull(1) ? null : Amount.FromMinor(reader.GetInt64(1)), Unit.Parse(reader.GetString(2)), expires, Standing: expires is null),
                reader.IsDBNull(3) ? null : reader.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)), reader.GetFieldValue<byte[]>(6));
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException("Payment requests cannot be read.", e);
        }
    }
}
