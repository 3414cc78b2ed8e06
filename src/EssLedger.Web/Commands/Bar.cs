using System.Diagnostics;
using System.Globalization;

namespace EssLedger.Web.Commands;

/// <summary>A bar on a terminal's error stream; nothing where nobody looks.</summary>
/// <param name="what">What goes on, in a word.</param>
internal sealed class Bar(string what)
{
    private const int Width = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static bool s_shown;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private long _shown, _first = -1;

    public void Show(long position, long total)
    {
        if (_first < 0) _first = position;
        if (Console.IsErrorRedirected || total is 0 or long.MaxValue || Stopwatch.GetElapsedTime(_shown) < Pause) return;
        _shown = Stopwatch.GetTimestamp();
        var filled = (int)(position * Width / total);
        var left = position == _first ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_begun) / (position - _first) * (total - position);
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what,-9} [{new string('#', filled)}{new string('.', Width - filled)}] {position}/{total}  {left:h\\:mm\\:ss} left "));
        s_shown = true;
    }

    public static void Clear()
    {
        if (s_shown) Console.Error.Write($"\r{new string(' ', 100)}\r");
        s_shown = false;
    }
}
