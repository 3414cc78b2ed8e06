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
    public async Task<IReadOnlyList<Member>> On(DateOnly day, DateOnly? asKnownOn) => (await OnEach([day], asKnownOn))[0];

    /// <summary>The same for each of several days: the participants are read once.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Member>>> OnEach(IReadOnlyList<DateOnly> days, DateOnly? asKnownOn)
    {
        var (known, places) = (await register.Read(), await Places());
        var counted = new List<IReadOnlyList<Member>>();
        foreach (var day in days)
        {
            var where = await Where(places, day, asKnownOn);
            counted.Add([.. known.MembersOn(day, asKnownOn).Select(m => m with { Whereabouts = where(m.Holder) })]);
        }
        return counted;
    }

    /// <summary>Where participants lie on a day.</summary>
    /// <param name="day">The day (Europe/Paris).</param>
    /// <param name="asKnownOn">Leave out what was imported after this day.</param>
    public async Task<Func<ParticipantId, Whereabouts>> Where(DateOnly day, DateOnly? asKnownOn) => await Where(await Places(), day, asKnownOn);

    // Without areas nobody's place matters.
    private async Task<Dictionary<ParticipantId, Place?>?> Places() =>
        (await areas.Sets()).Count == 0 ? null : (await participants.ListAsync(default)).ToDictionary(p => p.Id, p => p.Place);

    private async Task<Func<ParticipantId, Whereabouts>> Where(Dictionary<ParticipantId, Place?>? places, DateOnly day, DateOnly? asKnownOn)
    {
        if (places is null) return _ => Whereabouts.Unknown;
        var find = await areas.On(day, asKnownOn);
        return id => find(places.GetValueOrDefault(id));
    }
}
