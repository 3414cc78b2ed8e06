using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Grains.Signatures;

namespace EssLedger.Outside;

/// <summary>Things of which any will do.</summary>
public static class Any
{
    public static OrderId OrderId() => new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10)));
    public static DeviceSigner Device() => new(RandomNumberGenerator.GetBytes(32));
    public static string Reference() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
    public static AccountId Account() => AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
}
