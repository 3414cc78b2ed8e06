using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Office;

/// <summary>An act that the reader's role allows, and what forbids it all the same.</summary>
/// <param name="Act">The name of its form.</param>
/// <param name="Against">The rule's refusal, had it been tried today; null: it may be done.</param>
public sealed record Offer(string Act, LabelRefusal? Against)
{
    /// <summary>Whether the form is shown: the file is at this step, and nobody's interests clash.</summary>
    public bool IsOpen => Against is null;

    /// <summary>Whether the step is due but not for this reader, or not yet: the reason is shown in place of the form.</summary>
    public bool IsBarred => Against is LabelRefusal.ConflictApplicant or LabelRefusal.ConflictPartner or LabelRefusal.ConflictVisitor or LabelRefusal.ConflictPanel or LabelRefusal.QuorumMissing;
}

/// <summary>What the screens of the label ask for: names, words, and what the reader may do now. What may be done is asked of the rules themselves, by trying.</summary>
public sealed class LabelScreens(Caller caller, LabelClerk clerk, LabelRegister register, IParticipantStore participants, People people)
{
    private readonly Dictionary<string, string?> _names = [];
    private ILookup<string, GrantKind>? _heard;

    public DateOnly Today => clerk.Today;

    public PersonId Me => clerk.Person;

    public LabelClerk Clerk => clerk;

    public bool Is(params string[] roles) => caller.Is(roles);

    /// <summary>The book; every page asks for it first, and then knows for which kinds of files the reader has their roles.</summary>
    public async Task<Register> Register()
    {
        _heard ??= await caller.Heard();
        return await register.Read();
    }

    /// <summary>Whether the reader has one of these roles for files of a kind.</summary>
    public bool Is(GrantKind kind, params string[] roles) => roles.Any(role => caller.Is(role) && (Rights.ScopeOf(role) is not ScopeKind.Committee || _heard![role].Contains(kind)));

    public Task<string?> Words(RecordedAct act) => register.Words(act.Fact, act.Position);

    public Task<string?> Words(RecordedFact fact) => register.Words(fact.Fact, fact.Position);

    public Task<Participant?> Find(ParticipantId id) => participants.FindAsync(id, default);

    public Task<IReadOnlyList<Participant>> Participants() => participants.ListAsync(default);

    public Task<IReadOnlyList<Person>> InRole(string role, GrantKind kind) => people.InRole(role, kind);

    /// <summary>A participant's name; null: erased.</summary>
    public async Task<string?> Name(ParticipantId id) => _names.TryGetValue(id.Value, out var known) ? known : _names[id.Value] = (await participants.FindAsync(id, default))?.Name;

    /// <summary>A person's name; null: erased.</summary>
    public async Task<string?> Name(PersonId id) => _names.TryGetValue(id.Value, out var known) ? known : _names[id.Value] = (await people.Find(id))?.DisplayName;

    /// <summary>Who does the next step of a file, if the reader's role allows it.</summary>
    public IReadOnlyList<Offer> Offers(Register known, Application file)
    {
        (string Act, string[] Roles, RegisterAct Tried)[] steps =
        [
            ("examine", Duties.Examine, new RegisterAct.Examined(file.Id, true)),
            ("plan", Duties.PlanVisit, new RegisterAct.VisitPlanned(file.Id, Nobody)),
            ("visit", Duties.Visit, new RegisterAct.Visited(file.Id, true)),
            ("opine", Duties.GiveOpinion, new RegisterAct.OpinionGiven(file.Id, Vote.For)),
            ("decide", Duties.Decide, new RegisterAct.Decided(file.Id, Outcome.Refused, null)),
            ("hear", Duties.HearAppeal, new RegisterAct.AppealDecided(file.Id, false, null, null)),
        ];
        return [.. steps.Where(s => Is(file.Opened.Kind, s.Roles)).Select(s => new Offer(s.Act, Try(known, s.Tried)))];
    }

    /// <summary>What waits for the reader in a file, of all that they could do.</summary>
    public IEnumerable<string> Waiting(Register known, Application file) => Offers(known, file).Where(o => o.IsOpen).Select(o => o.Act).Where(act => act switch
    {
        "plan" => file is { State: ApplicationState.Admissible, Planned.IsEmpty: true, Opened.Kind: not GrantKind.Event },
        "visit" => file is { State: ApplicationState.Admissible, Opened.Kind: not GrantKind.Event } && (file.Planned.IsEmpty || file.Planned.Any(p => p.Visitor == Me)),
        "opine" => !file.Opinions.ContainsKey(Me.Value),
        _ => true,
    });

    // Of a planned visit the rule asks whether the visitor may judge; whoever plans it need not.
    private static PersonId Nobody { get; } = PersonId.Parse("NOBODY");

    /// <summary>What the rules would say today.</summary>
    public LabelRefusal? Try(Register known, RegisterAct act) => LabelRules.Decide(known, new RegisterFact(act, Today, Me, Digest.Zero), Today);

    /// <summary>What the rules would say of an act on a grant.</summary>
    public LabelRefusal? Try(Register known, GrantNumber number, GrantAct act, DateOnly? effective = null) => LabelRules.Decide(known, new GrantFact(number, act, effective ?? Today, Me, Digest.Zero), Today);

    /// <summary>Whom the reader acts for today, by name.</summary>
    public async Task<IReadOnlyList<(ParticipantHistory History, Participant? Named)>> Represented()
    {
        var known = await Register();
        var mine = new List<(ParticipantHistory, Participant?)>();
        foreach (var id in known.Represented.GetValueOrDefault(Me) ?? [])
            if (known.Participants[id].IsRepresentedBy(Me, Today)) mine.Add((known.Participants[id], await Find(id)));
        return [.. mine.OrderBy(m => m.Item2?.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Whether the reader has one of these roles for what falls due.</summary>
    public bool Is(Register known, Deadline due, params string[] roles) =>
        Is(FileOf(known, due) is { } file ? known.Applications[file].Opened.Kind : known.Grants[GrantNumber.Parse(due.About)].Kind, roles);

    /// <summary>The page on which something that falls due can be looked at.</summary>
    public static string PageOf(Register known, Deadline due) => FileOf(known, due) is { } file ? $"/bureau/label/dossiers/{file}" : $"/bureau/label/titulaires/{due.About}";

    // The file that it is about; null: it is about a grant.
    private static LabelApplicationId? FileOf(Register known, Deadline due) => due.Kind switch
    {
        DeadlineKind.CommitmentDue or DeadlineKind.VisitPlanned => known.Participants[due.Participant].Applications.First(id => id.ToString() == due.About.Split('/')[0]),
        DeadlineKind.EvidenceExpires => known.Participants[due.Participant].Applications.First(id => known.Applications[id].Evidence.Any(e => e.Id.ToString() == due.About)),
        _ => null,
    };

    /// <summary>A step of a file as a word, the same as in the API.</summary>
    public static string StepOf(RegisterAct act) => ApplicationEndpoints.StepWord(act);
}
