namespace EssLedger;

/// <summary>The repository that a test was built in.</summary>
internal static class Repository
{
    /// <summary>Its folder, in which <c>EssLedger.sln</c> lies.</summary>
    /// <exception cref="InvalidOperationException">The test does not run inside it.</exception>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EssLedger.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The test does not run inside the repository.");
        return folder.FullName;
    }
}
