using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace EssLedger.Store.Copying;

/// <summary>A table as a copy has it: rows of numbers, texts and bytes, so that either database writes what the other reads.</summary>
/// <param name="Name">Its name, the same in both.</param>
/// <param name="Columns">Their names.</param>
public sealed record CopiedTable(string Name, IReadOnlyList<string> Columns);

/// <summary>Reads and writes whole tables of a database, of one moment, with all the rights of its owner. Numbers are <see cref="long"/> or <see cref="double"/>, truths are 1 and 0, days
/// are texts (yyyy-MM-dd), bytes are bytes. What a server makes anew by itself is no part of it: rows for plain SQL, snapshots, who is in the cluster, sessions.</summary>
public sealed class CopiedTables : IAsyncDisposable
{
    // Of the ledger: what is made anew, what only the database's own machinery needs, and the partitions that hold a book's pieces. Of people: what ends with the server they signed in to.
    private static readonly HashSet<string> Left = new(StringComparer.OrdinalIgnoreCase)
    {
        "schemaversions", "OrleansQuery", "cluster", "silo", "reminder", "grain_snapshot", "label_projection", "grant_standing", "participant_profile", "currency_turn", "label_turn",
        "__EFMigrationsHistory", "__EFMigrationsLock", "OpenIddictTokens", "OpenIddictAuthorizations", "OpenIddictScopes", "Sessions", "Tries", "SpentCodes", "IdempotentRequests", "Withdrawals",
    };

    private readonly DbConnection _connection;
    private readonly string _schema;
    private DbTransaction? _transaction;

    private CopiedTables(DbConnection connection, string schema) => (_connection, _schema) = (connection, schema);

    private bool IsSqlite => _connection is SqliteConnection;

    /// <summary>Opens a file; what is read is of the moment of the first reading.</summary>
    public static async Task<CopiedTables> OpenSqliteAsync(string file, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync(cancellationToken);
        return await Begun(new(connection, ""), cancellationToken);
    }

    /// <summary>Opens a schema of a PostgreSQL database with the login's own rights.</summary>
    public static async Task<CopiedTables> OpenPostgresAsync(string connectionString, string schema, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = schema, Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return await Begun(new(connection, schema), cancellationToken);
    }

    private static async Task<CopiedTables> Begun(CopiedTables tables, CancellationToken cancellationToken)
    {
        tables._transaction = tables._connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await tables._connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        return tables;
    }

    /// <summary>The tables that a copy has, each after those that it refers to.</summary>
    public async Task<IReadOnlyList<CopiedTable>> AllAsync(CancellationToken cancellationToken)
    {
        var names = await Texts(IsSqlite ? "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name"
            : $"select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '{_schema}' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname", cancellationToken);
        var (tables, after) = (new List<CopiedTable>(), new Dictionary<string, List<string>>());
        foreach (var name in names.Where(n => !Left.Contains(n)))
        {
            after[name] = [.. (await Texts(IsSqlite ? $"select \"table\" from pragma_foreign_key_list('{name}')"
                : $"select f.relname from pg_constraint c join pg_class f on f.oid = c.confrelid where c.contype = 'f' and c.conrelid = '\"{name}\"'::regclass", cancellationToken)).Where(t => t != name)];
            tables.Add(new(name, await Columns(name, cancellationToken)));
        }
        var (placed, ordered) = (new HashSet<string>(), new List<CopiedTable>());
        while (ordered.Count < tables.Count)
        {
            var next = tables.Where(t => !placed.Contains(t.Name) && after[t.Name].All(a => placed.Contains(a) || !after.ContainsKey(a))).ToList();
            if (next.Count == 0) throw new InvalidOperationException("Tables refer to each other in a circle.");
            foreach (var table in next) placed.Add(table.Name);
            ordered.AddRange(next);
        }
        return ordered;
    }

    /// <summary>How many schema scripts ran: what says whether two databases are of one version of the program.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        var scripts = IsSqlite || _schema == "public" ? await TryTexts("select scriptname from schemaversions", cancellationToken) : [];
        // Of a script's name the number is the same in both databases.
        if (scripts.Count > 0) return scripts.Select(s => s.Split('.')[^2].Split('_')[0]).Max(StringComparer.Ordinal)!;
        return (await Texts("select cast(count(*) as text) from \"__EFMigrationsHistory\"", cancellationToken))[0];
    }

    /// <summary>How many rows a table has.</summary>
    public async Task<long> CountAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = Command($"select count(*) from \"{table}\"");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Every row of a table.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync(CopiedTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Command(Select(table));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Plain(reader.GetValue(i));
            yield return row;
        }
    }

    /// <summary>Writes rows into a table that is empty; what its making put there goes first.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="FormatException">The table has no such column.</exception>
    public async Task<long> WriteAsync(CopiedTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var there = await Columns(table.Name, cancellationToken);
        if (table.Columns.FirstOrDefault(c => !there.Contains(c)) is { } missing) throw new FormatException($"The table {table.Name} has no column {missing}.");
        if (await CountAsync(table.Name, cancellationToken) > 0) await Execute($"delete from \"{table.Name}\"", cancellationToken);
        return IsSqlite ? await WriteSqlite(table, rows, cancellationToken) : await WritePostgres(table, rows, cancellationToken);
    }

    /// <summary>Makes all that was written durable; without it nothing was.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (!IsSqlite)
            foreach (var sequence in await Texts($"select quote_ident(table_name) || ' ' || quote_ident(column_name) || ' ' || table_name || ' ' || column_name from information_schema.columns where table_schema = '{_schema}' and is_identity = 'YES'", cancellationToken))
                if (sequence.Split(' ') is [var table, var column, var plainTable, var plainColumn])
                    await Execute($"select setval(pg_get_serial_sequence('{(table.StartsWith('"') ? table : plainTable)}', '{plainColumn}'), max({column})) from {table} having max({column}) is not null", cancellationToken);
        await _transaction!.CommitAsync(cancellationToken);
        _transaction = null;
    }

    private async Task<long> WriteSqlite(CopiedTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var book = BookOfTurns(table.Name);
        var kept = table.Columns.Select((c, i) => (c, i)).Where(c => book is null || c.c != "turn").ToList();
        await using var insert = Insert(table.Name, [.. kept.Select(c => c.c)]);
        await using var turn = book is null ? null : Insert($"{book}_turn", ["subject", "number", "position"]);
        int At(string column) => table.Columns.ToList().IndexOf(column);
        var (subject, number, position) = (At("subject"), At("turn"), At("position"));
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < kept.Count; i++) insert.Parameters[i].Value = row[kept[i].i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
            if (turn is not null && row[number] is { } decided)
            {
                (turn.Parameters[0].Value, turn.Parameters[1].Value, turn.Parameters[2].Value) = (row[subject], decided, row[position]);
                turn.ExecuteNonQuery();
            }
            count++;
        }
        return count;
    }

    private SqliteCommand Insert(string table, IReadOnlyList<string> columns)
    {
        var command = (SqliteCommand)Command($"insert into \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) values ({string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"$p{i}")))})");
        for (var i = 0; i < columns.Count; i++) command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"$p{i}"), null));
        return command;
    }

    private async Task<long> WritePostgres(CopiedTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var types = (await Texts($"select column_name || ' ' || data_type from information_schema.columns where table_schema = '{_schema}' and table_name = '{table.Name}'", cancellationToken))
            .Select(t => t.Split(' ', 2)).ToDictionary(t => t[0], t => t[1]);
        var kinds = table.Columns.Select(c => types[c]).ToList();
        var (count, pieces, position) = (0L, 0L, table.Name.EndsWith("_entry", StringComparison.Ordinal) && !table.Name.EndsWith("_subject_entry", StringComparison.Ordinal) ? table.Columns.ToList().IndexOf("position") : -1);
        await using var enumerator = rows.GetAsyncEnumerator(cancellationToken);
        var more = await enumerator.MoveNextAsync();
        while (more)
        {
            // A book's entries lie in pieces, which are made as they are needed.
            if (position >= 0 && (long)enumerator.Current[position]! / 10_000_000 > pieces) await Execute(string.Create(CultureInfo.InvariantCulture, $"select {table.Name[..^"_entry".Length]}_add_piece({++pieces})"), cancellationToken);
            await using var copy = await ((NpgsqlConnection)_connection).BeginBinaryImportAsync($"copy \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) from stdin (format binary)", cancellationToken);
            do
            {
                await copy.StartRowAsync(cancellationToken);
                for (var i = 0; i < kinds.Count; i++) await Put(copy, enumerator.Current[i], kinds[i], cancellationToken);
                count++;
                more = await enumerator.MoveNextAsync();
            }
            while (more && (position < 0 || (long)enumerator.Current[position]! / 10_000_000 <= pieces));
            await copy.CompleteAsync(cancellationToken);
        }
        return count;
    }

    private static Task Put(NpgsqlBinaryImporter copy, object? value, string type, CancellationToken cancellationToken) => (value, type) switch
    {
        (null, _) => copy.WriteNullAsync(cancellationToken),
        (long truth, "boolean") => copy.WriteAsync(truth != 0, NpgsqlDbType.Boolean, cancellationToken),
        (long number, "bigint") => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
        (long number, "integer") => copy.WriteAsync(checked((int)number), NpgsqlDbType.Integer, cancellationToken),
        (long number, "smallint") => copy.WriteAsync(checked((short)number), NpgsqlDbType.Smallint, cancellationToken),
        (long number, "double precision") => copy.WriteAsync((double)number, NpgsqlDbType.Double, cancellationToken),
        (double number, "double precision") => copy.WriteAsync(number, NpgsqlDbType.Double, cancellationToken),
        (string day, "date") => copy.WriteAsync(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), NpgsqlDbType.Date, cancellationToken),
        (string text, "jsonb") => copy.WriteAsync(text, NpgsqlDbType.Jsonb, cancellationToken),
        (string text, _) when type.StartsWith("timestamp", StringComparison.Ordinal) => copy.WriteAsync(DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), DateTimeKind.Utc), NpgsqlDbType.TimestampTz, cancellationToken),
        (string text, _) => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        (byte[] bytes, _) => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken),
        _ => throw new FormatException($"A {value.GetType().Name} is no {type}."),
    };

    private string Select(CopiedTable table) => IsSqlite && BookOfTurns(table.Name) is { } book
        ? $"select e.position, t.number as turn, e.subject from {table.Name} e left join {book}_turn t on t.subject = e.subject and t.position = e.position order by e.position"
        : $"select {string.Join(", ", table.Columns.Select(c => $"\"{c}\""))} from \"{table.Name}\" order by 1";

    /// <summary>SQLite has a decider's numbers in a table of their own, PostgreSQL beside the subjects; a copy has them as PostgreSQL.</summary>
    private static string? BookOfTurns(string table) => table is "currency_subject_entry" or "label_subject_entry" ? table[..table.IndexOf('_', StringComparison.Ordinal)] : null;

    private async Task<IReadOnlyList<string>> Columns(string table, CancellationToken cancellationToken) => BookOfTurns(table) is not null ? ["position", "turn", "subject"]
        : await Texts(IsSqlite ? $"select name from pragma_table_info('{table}') order by cid" : $"select column_name from information_schema.columns where table_schema = '{_schema}' and table_name = '{table}' order by ordinal_position", cancellationToken);

    private static object Plain(object value) => value switch
    {
        bool truth => truth ? 1L : 0L,
        short or int => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float single => (double)single,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime { TimeOfDay.Ticks: 0, Kind: DateTimeKind.Unspecified } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        _ => value,
    };

    private async Task<IReadOnlyList<string>> TryTexts(string sql, CancellationToken cancellationToken)
    {
        var there = IsSqlite ? "select name from sqlite_master where name = 'schemaversions' collate nocase" : "select 'yes' where to_regclass('schemaversions') is not null";
        return (await Texts(there, cancellationToken)).Count == 0 ? [] : await Texts(sql, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> Texts(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) texts.Add(reader.GetString(0));
        return texts;
    }

    private async Task Execute(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Our own text, and names that the database itself gave.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = _transaction;
        return command;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
