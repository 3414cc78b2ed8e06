using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;

namespace EssLedger.Web.Banking;

/// <summary>What becomes of one statement of a file.</summary>
public enum StatementState
{
    /// <summary>It stands in the book.</summary>
    Recorded = 1,
    /// <summary>It stood there before.</summary>
    AlreadyRecorded,
    /// <summary>It would be recorded; this was a dry run.</summary>
    Recordable,
    /// <summary>It cannot be recorded; the others of the file can.</summary>
    Refused,
}

/// <summary>One statement of a file, and what became of it.</summary>
/// <param name="Statement">As it was read.</param>
/// <param name="Account">The guarantee account that it is of; null: none of ours.</param>
/// <param name="Refusal">The stable code why it was refused; null: it was not.</param>
/// <param name="Position">Where it stands in the book.</param>
/// <param name="New">How many lines it brings.</param>
/// <param name="Known">How many of its lines another statement brought before.</param>
/// <param name="Warnings">What people should look at.</param>
public sealed record ImportedStatement(BankStatement Statement, AccountId? Account, StatementState State, string? Refusal, Position? Position, int New, int Known, IReadOnlyList<BankStatementWarning> Warnings);

/// <summary>What became of a file.</summary>
/// <param name="Refusal">Why nothing of it could be read; null: it was read.</param>
/// <param name="Statements">In the order of the file.</param>
public sealed record StatementImport(BankFileRefusal? Refusal, IReadOnlyList<ImportedStatement> Statements);

/// <summary>Takes bank statements into the book: each whole, once, and only from a file that could be read to its end.</summary>
public sealed class StatementDesk(GuaranteeAccounts accounts, IGrainFactory grains, CurrencyBook book)
{
    private const int MostStatements = 1_000;

    /// <summary>Reads a file and records its statements one by one. To give up in between leaves whole statements only, and the same file again goes on.</summary>
    /// <param name="file">A camt.053 file that can be read from its beginning more than once.</param>
    /// <param name="by">Who brings it, and owns what it shows.</param>
    /// <param name="dryRun">To record nothing, and say what would be.</param>
    /// <param name="stop">Gives up before the next statement.</param>
    public async Task<StatementImport> Import(Stream file, PersonId by, bool dryRun, CancellationToken stop)
    {
        using (var whole = new Camt053(file))
        {
            var count = 0;
            while (whole.Next(stop) is not null)
                if (++count > MostStatements) return new(new(BankFileFault.TooLong, 0, $"at most {MostStatements} statements in one file"), []);
            if (whole.Refusal is { } refusal) return new(refusal, []);
        }
        var done = new List<ImportedStatement>();
        using var camt = new Camt053(file);
        while (camt.Next(stop) is { } statement)
        {
            // Of a statement that is told what became of it, the lines need not be remembered.
            done.Add(await Take(statement, by, dryRun) with { Statement = statement.WithoutLines() });
            stop.ThrowIfCancellationRequested();
        }
        return new(camt.Refusal, done);
    }

    private ITreasuryGrain Treasury => grains.Treasury();

    private async Task<ImportedStatement> Take(BankStatement statement, PersonId by, bool dryRun)
    {
        var account = accounts.Find(statement.Iban)?.Account;
        ImportedStatement Became(StatementState state, string? refusal = null, Position? position = null, int brought = 0, int known = 0, BankStatementWarning? joins = null) =>
            new(statement, account, state, refusal, position, brought, known, joins is null ? statement.Warnings : [.. statement.Warnings, joins]);

        if (account is not { } ours) return Became(StatementState.Refused, "statement_account_unknown");
        if (statement.Currency != Unit.Euro) return Became(StatementState.Refused, "statement_other_currency");
        if (statement.Opening is not { } opening) return Became(StatementState.Refused, "statement_opening_missing");
        if (statement.Closing is not { } closing) return Became(StatementState.Refused, "statement_closing_missing");

        if (await book.Store.FindAsync(Claim.OfStatement(statement.Identity), default) is { } before) return Became(StatementState.AlreadyRecorded, position: before.Position, known: statement.Lines.Count);
        var last = (await Treasury.Read()).Treasury.Statements.GetValueOrDefault(ours);
        var joins = last is null || last.Day > closing.Day ? null : statement.After(new(last.Day, last.Closing.Minor));
        if (dryRun)
        {
            var known = last is null ? 0 : await Known(statement);
            return Became(StatementState.Recordable, brought: statement.Lines.Count - known, known: known, joins: joins);
        }
        var details = StatementBytes.Encode(statement);
        var answer = await Treasury.Record(
            new(Turn.OfTreasury, ours, statement.Identity, closing.Day, new(opening.Cents), new(closing.Cents), [.. statement.Lines.Select(line => new StatementLine(line.Identity, line.Booked, line.Cents))], Digest.Of(details), by), details);
        return answer.Refusal switch
        {
            null => Became(StatementState.Recorded, null, answer.Position, answer.New, answer.Known, joins),
            TreasuryRefusal.StatementRecorded => Became(StatementState.AlreadyRecorded, known: statement.Lines.Count),
            { } refusal => Became(StatementState.Refused, Api.Words.Of(refusal), joins: joins),
        };
    }

    private async Task<int> Known(BankStatement statement)
    {
        var known = 0;
        foreach (var line in statement.Lines)
            if (await book.Store.FindAsync(Claim.OfLine(line.Identity), default) is not null) known++;
        return known;
    }
}
