using System.Globalization;

namespace EssLedger.Core.Money;

/// <summary>A sum of one unit in its smallest part (a hundredth): whole, never negative.</summary>
/// <remarks>What an account holds is a <see cref="Balance"/>, which may be below zero. The two never convert silently.</remarks>
public readonly record struct Amount : IComparable<Amount>
{
    private Amount(long minor) => Minor = minor;

    /// <summary>Nothing.</summary>
    public static Amount Zero => default;

    /// <summary>The number of hundredths, 0 … 2^63−1.</summary>
    public long Minor { get; }

    /// <summary>A sum of so many hundredths.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Amount FromMinor(long minor) =>
        minor >= 0 ? new(minor) : throw new ArgumentOutOfRangeException(nameof(minor), minor, "A sum is never negative.");

    /// <inheritdoc/>
    public int CompareTo(Amount other) => Minor.CompareTo(other.Minor);

    /// <summary>For people who read logs: 12.50. Screens format in the reader's language.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minor / 100}.{Minor % 100:00}");

    /// <summary>Their sum.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static Amount operator +(Amount left, Amount right) => new(checked(left.Minor + right.Minor));
    /// <summary>Their difference.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It would be negative.</exception>
    public static Amount operator -(Amount left, Amount right) => FromMinor(left.Minor - right.Minor);
    /// <summary>Order by size.</summary>
    public static bool operator <(Amount left, Amount right) => left.Minor < right.Minor;
    /// <summary>Order by size.</summary>
    public static bool operator >(Amount left, Amount right) => left.Minor > right.Minor;
    /// <summary>Order by size.</summary>
    public static bool operator <=(Amount left, Amount right) => left.Minor <= right.Minor;
    /// <summary>Order by size.</summary>
    public static bool operator >=(Amount left, Amount right) => left.Minor >= right.Minor;
}

/// <summary>What an account holds of one unit, in hundredths; below zero only where the account's floor allows it (an issuance account's always is).</summary>
/// <param name="Minor">The number of hundredths.</param>
public readonly record struct Balance(long Minor) : IComparable<Balance>
{
    /// <summary>Nothing held, nothing owed.</summary>
    public static Balance Zero => default;

    /// <inheritdoc/>
    public int CompareTo(Balance other) => Minor.CompareTo(other.Minor);
    /// <inheritdoc/>
    public override string ToString() => (Minor < 0 ? "-" : "") + string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(Minor / 100)}.{Math.Abs(Minor % 100):00}");

    /// <summary>After a credit.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static Balance operator +(Balance balance, Amount credit) => new(checked(balance.Minor + credit.Minor));
    /// <summary>After a debit.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static Balance operator -(Balance balance, Amount debit) => new(checked(balance.Minor - debit.Minor));
    /// <summary>Whether the balance covers a debit down to a floor of zero.</summary>
    public bool Covers(Amount debit) => Minor >= debit.Minor;
    /// <summary>Order by size.</summary>
    public static bool operator <(Balance left, Balance right) => left.Minor < right.Minor;
    /// <summary>Order by size.</summary>
    public static bool operator >(Balance left, Balance right) => left.Minor > right.Minor;
    /// <summary>Order by size.</summary>
    public static bool operator <=(Balance left, Balance right) => left.Minor <= right.Minor;
    /// <summary>Order by size.</summary>
    public static bool operator >=(Balance left, Balance right) => left.Minor >= right.Minor;
}
