using EssLedger.Core.Labels;
using EssLedger.Grains;

namespace EssLedger.Web.Labels;

/// <summary>Who holds the label: what the directory lists and the census counts.</summary>
public interface IMembers
{
    /// <summary>Every grant known, as it stands on a day.</summary>
    /// <param name="day">The day (Europe/Paris).</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    Task<IReadOnlyList<Member>> On(DateOnly day, DateOnly? asKnownOn);
}

/// <inheritdoc/>
public sealed class RegisterMembers(LabelRegister register) : IMembers
{
    public async Task<IReadOnlyList<Member>> On(DateOnly day, DateOnly? asKnownOn) => [.. (await register.Read()).MembersOn(day, asKnownOn)];
}
