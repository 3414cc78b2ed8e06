using System.Globalization;

namespace EssLedger.Verification;

/// <summary>Changes one byte of a stored book, looks whether a verification finds it, and puts it back; again and again.</summary>
public static class OneByte
{
    // Each with the column by which its row is found again and the one that is changed. What is not text or bytes is a number of 8 bytes.
    private static readonly (string Table, string Row, string Column)[] Targets =
    [
        ("entry", "position", "body"), ("entry", "position", "hash"), ("entry", "position", "committed_at"), ("entry", "position", "salt"),
        ("original", "position", "content"), ("original", "position", "digest"), ("receipt", "position", "content"),
        ("claim", "position", "key"), ("claim", "key", "position"), ("checkpoint", "size", "root"), ("checkpoint", "size", "note"),
    ];

    /// <returns>How many changes were made, and those that were not found or found elsewhere than in their entry.</returns>
    public static async Task<(int Changed, List<string> Missed)> Run(Forgery book, int seed, int changes)
    {
        var dice = new Random(seed);
        var missed = new List<string>();
        var done = 0;
        while (done < changes)
        {
            var (table, key, column) = Targets[dice.Next(Targets.Length)];
            var rows = Convert.ToInt64(book.Ask($"select count(*) from currency_{table}"), CultureInfo.InvariantCulture);
            var where = $"{key} = (select {key} from currency_{table} order by {key} limit 1 offset {dice.NextInt64(rows)})";
            var row = book.Ask($"select {key} from currency_{table} where {where}")!;
            var before = book.Ask($"select {column} from currency_{table} where {key} = $1", row)!;
            var after = Change(before, dice);
            // Not every byte fits into its column: a text must stay one, a position must be free.
            try
            {
                book.Execute($"update currency_{table} set {column} = $1 where {key} = $2 and {column} = $3", after, row, before);
            }
            catch (System.Data.Common.DbException)
            {
                continue;
            }
            done++;
            var fault = await book.Verify();
            var isEntry = table == "entry" && column != "salt";
            if (fault is null) missed.Add($"{table}.{column} of {row}: not found");
            else if (isEntry && fault.Position.Value != Convert.ToInt64(row, CultureInfo.InvariantCulture)) missed.Add($"{table}.{column} of {row}: found at {fault.Position}: {fault.What}");
            book.Execute($"update currency_{table} set {column} = $1 where {key} = $2 and {column} = $3", before, row, after);
        }
        if (await book.Verify() is { } left) throw new InvalidOperationException($"The book was not put right again: {left}");
        return (done, missed);
    }

    private static object Change(object value, Random dice)
    {
        switch (value)
        {
            case byte[] bytes:
                var changed = (byte[])bytes.Clone();
                changed[dice.Next(changed.Length)] ^= (byte)dice.Next(1, 256);
                return changed;
            case string text:
                var letters = text.ToCharArray();
                letters[dice.Next(letters.Length)] ^= (char)dice.Next(1, 32);
                return new string(letters);
            default:
                return Convert.ToInt64(value, CultureInfo.InvariantCulture) ^ ((long)dice.Next(1, 256) << (8 * dice.Next(7)));
        }
    }
}
