using DbUp.Engine;

namespace EssLedger.Store;

/// <summary>Brings a database to this version's schema, or says which version it has.</summary>
internal static class Migration
{
    /// <summary>Whether the database has the schema of this program, neither an older nor a newer one.</summary>
    public static bool IsCurrent(UpgradeEngine engine) => engine.GetDiscoveredScripts().Select(s => s.Name).ToHashSet().SetEquals(engine.GetExecutedScripts());

    /// <param name="engine">The scripts of this version and the database's journal of those that ran.</param>
    /// <param name="mayChange">Whether we have the right to change the schema.</param>
    /// <exception cref="WrongSchemaException">The database is newer than the program, or older and may not be changed.</exception>
    /// <exception cref="StoreUnavailableException">A script failed; the message names it.</exception>
    public static void Run(UpgradeEngine engine, bool mayChange)
    {
        var known = engine.GetDiscoveredScripts().Select(s => s.Name).ToHashSet();
        var ran = engine.GetExecutedScripts();
        if (ran.FirstOrDefault(name => !known.Contains(name)) is { } newer)
            throw new WrongSchemaException($"The database is newer than this program: it has {ran.Count} schema scripts, among them {newer}, and this version knows {known.Count}. Start the version that made it.");
        if (ran.Count == known.Count) return;
        if (!mayChange)
            throw new WrongSchemaException($"The database is older than this program: it has {ran.Count} of {known.Count} schema scripts, and this login may not change the schema. Start once with its owner's connection string.");
        var result = engine.PerformUpgrade();
        if (!result.Successful) throw new StoreUnavailableException($"The schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }
}

/// <summary>The database's schema is not that of this program; the message says which was found and what to do.</summary>
public sealed class WrongSchemaException : Exception
{
    /// <inheritdoc/>
    public WrongSchemaException(string message, Exception innerException) : base(message, innerException) { }
    /// <inheritdoc/>
    public WrongSchemaException(string message) : base(message) { }
    /// <inheritdoc/>
    public WrongSchemaException() { }
}
