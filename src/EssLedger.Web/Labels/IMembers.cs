using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Areas;

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
/// <remarks>Where the book says nothing of a participant's commune or priority neighbourhood, their coordinates and the areas in force on the day do. Coordinates have no history: they are today's.</remarks>
public sealed class RegisterMembers(LabelRegister register, IParticipantStore participants, AreaDesk areas) : IMembers
{
    public async Task<IReadOnlyList<Member>> On(DateOnly day, DateOnly? asKnownOn)
    {
        var where = await Where(day, asKnownOn);
        return [.. (await register.Read()).MembersOn(day, asKnownOn).Select(m => m with { Whereabouts = where(m.Holder) })];
    }

    /// <summary>Where participants lie on a day.</summary>
    /// <param name="day">The day (Europe/Paris).</param>
    /// <param name="asKnownOn">Leave out what was imported after this day.</param>
    public async Task<Func<ParticipantId, Whereabouts>> Where(DateOnly day, DateOnly? asKnownOn)
    {
        if ((await areas.Sets()).Count == 0) return _ => Whereabouts.Unknown;
        var (places, find) = ((await participants.ListAsync(default)).ToDictionary(p => p.Id, p => p.Place), await areas.On(day, asKnownOn));
        return id => find(places.GetValueOrDefault(id));
    }
}
