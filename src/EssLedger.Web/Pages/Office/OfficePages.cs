using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Pages.Office;

/// <summary>The screens of the label office and those of a participant: pages for people who have signed in. What a form says goes through <see cref="LabelClerk"/>,
/// as what the API is told; a refusal comes back beside the form.</summary>
public static class OfficePages
{
    private const string Desk = "/bureau/label", Mine = "/mon-label";
    private const string Calendars = "/agenda";
    private const string Letters = "/lettres/{position:long}.{language:regex(^(fr|en)$)}.pdf";
    // A charter of 40 000 characters with accents, written as a form writes them.
    private const long LongestForm = 1024 * 1024;
    // A file of the usual limit with the form around it; where there is a script it comes in pieces.
    private const long LargestFile = 21_000_000;

    public static void MapOfficePages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup(Desk).LetIn(Duties.Office);
        office.MapGet("/", (string? q, string? etat, string? apres) => Page<DeskPage>(new { Query = q, State = etat, After = apres }));
        office.MapGet("/dossiers/{id}", File);
        office.MapPost("/dossiers/{id}", WriteFile);
        office.MapGet("/dossiers/{id}/visite", VisitSheet);
        office.MapPost("/dossiers/{id}/visite", SendVisit).WithMetadata(new RepeatableAttribute());
        office.MapGet("/dossiers/{id}/pieces/{evidence}", EvidenceEndpoints.Download);
        office.MapGet("/dossiers/{id}" + Letters, FileLetter);
        office.MapGet("/titulaires/{number}", Grant);
        office.MapGet("/titulaires/{number}" + Letters, GrantLetter);
        office.MapPost("/titulaires/{number}", WriteGrant);
        office.MapGet("/participants/{participant}", Participant);
        office.MapPost("/participants/{participant}", WriteParticipant);

        var rules = app.MapGroup(Desk).LetIn([.. Duties.Office, Roles.Admin]);
        rules.MapGet("/charte", (int? version) => Page<CharterPage>(new { Version = version }));
        rules.MapPost("/charte", WriteCharter).WithMetadata(new RequestSizeLimitAttribute(LongestForm));
        rules.MapGet("/regles", () => Page<SchemePage>());
        rules.MapPost("/regles", WriteScheme);

        var agenda = app.MapGroup(Calendars).LetIn([.. Duties.Office, Roles.Participant, Roles.Merchant]);
        agenda.MapGet("/", () => Page<AgendaPage>());
        agenda.MapPost("/", WriteAgenda);
        agenda.MapGet("/agenda.ics", Download);
        app.MapMethods(Calendars + "/{address}.{language:regex(^(fr|en)$)}.ics", ["GET", "HEAD"], Subscribed).ExcludeFromDescription();

        var mine = app.MapGroup(Mine).LetIn([Roles.Participant, Roles.Merchant]);
        mine.MapGet("/", (string? pour) => Page<MyLabelPage>(new { For = pour }));
        mine.MapPost("/", WriteMine);
        mine.MapSigning();
        mine.MapGet("/dossiers/{id}", MyFile);
        mine.MapPost("/dossiers/{id}", WriteMyFile).WithMetadata(new RequestSizeLimitAttribute(LargestFile));
        mine.MapGet("/dossiers/{id}/pieces/{evidence}", EvidenceEndpoints.Download);
        mine.MapPut("/dossiers/{id}/pieces/{evidence}", AnnouncePiece);
        mine.MapPatch("/dossiers/{id}/pieces/{evidence}", EvidenceEndpoints.Receive).WithMetadata(EvidenceEndpoints.AsAnnounced);
        mine.MapMethods("/dossiers/{id}/pieces/{evidence}", ["HEAD"], EvidenceEndpoints.Offset);
        mine.MapGet("/dossiers/{id}" + Letters, FileLetter);
        mine.MapGet("/labels/{number}" + Letters, GrantLetter);
    }

    /// <summary>Pages for those who have signed in and have one of these roles; all others are told so.</summary>
    internal static RouteGroupBuilder LetIn(this RouteGroupBuilder pages, string[] roles) => AccountPages.LetIn(pages, roles)
        .AddEndpointFilter(async (invocation, next) =>
        {
            try
            {
                return await next(invocation);
            }
            catch (ProblemException refused) when (refused.Code is "forbidden")
            {
                return Page<DeniedPage>(status: 403);
            }
            catch (ProblemException refused) when (refused.Code.StartsWith("unknown", StringComparison.Ordinal))
            {
                return Page<NotFoundPage>(status: 404);
            }
        });

    internal static RazorComponentResult Page<TPage>(object? parameters = null, int status = 200) where TPage : IComponent =>
        new(typeof(TPage), parameters ?? new { }) { StatusCode = status };

    /// <summary>Lets a form be written into the book; whatever stands in the way, the page comes again with what was typed.</summary>
    /// <param name="context">The request.</param>
    /// <param name="write">Writes it, and says what is wrong.</param>
    /// <param name="back">Where to go when it is written.</param>
    /// <param name="again">The page with the form.</param>
    internal static async Task<IResult> Take(HttpContext context, Func<SentForm, Task<ProblemHttpResult?>> write, Func<string> back, Func<SentForm, int, IResult> again)
    {
        var sent = await SentForm.Read(context);
        try
        {
            if (await write(sent) is { } problem) return again(sent.Refused(problem), problem.StatusCode);
            // So that to load the page again does not send the form again.
            var page = back();
            return Results.Redirect($"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}fait={Uri.EscapeDataString(sent.Act)}");
        }
        catch (UnreadableException unreadable)
        {
            return again(sent.Refused(unreadable.Sentence), StatusCodes.Status422UnprocessableEntity);
        }
        catch (ProblemException refused) when (refused.Code is not "forbidden" && !refused.Code.StartsWith("unknown", StringComparison.Ordinal))
        {
            var problem = Problems.For(refused.Code, errors: refused.Errors);
            return again(sent.Refused(problem), problem.StatusCode);
        }
        catch (Exception busy) when (busy is BusyException or StoreUnavailableException)
        {
            return again(sent.Refused("entry.busy"), StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static ProblemException Unknown => new(LabelRefusal.UnknownApplication.Word());

    private static async Task<Application> FindFile(string id, LabelClerk clerk, params string[] roles) =>
        LabelApplicationId.TryParse(id, out var known) ? await clerk.Find(known, roles) : throw Unknown;

    private static async Task<IResult> File(string id, LabelClerk clerk) => Page<FilePage>(new { (await FindFile(id, clerk, Duties.Office)).Id });

    private static async Task<IResult> WriteFile(string id, HttpContext context, Caller caller, LabelClerk clerk)
    {
        var file = await FindFile(id, clerk, Duties.Office);
        return await Take(context, async sent =>
        {
            var (roles, act) = await ActOf(sent, file, clerk);
            await caller.Require(file.Opened.Kind, roles);
            return await clerk.Record(act, sent, needsReason: act is not RegisterAct.VisitPlanned);
        }, () => $"{Desk}/dossiers/{file.Id}", (sent, status) => Page<FilePage>(new { file.Id, Sent = sent }, status));
    }

    /// <summary>What a form on a file says, and who may say it.</summary>
    private static async Task<(string[] Roles, RegisterAct Act)> ActOf(SentForm sent, Application file, LabelClerk clerk)
    {
        switch (sent.Act)
        {
            case "examine": return (Duties.Examine, new RegisterAct.Examined(file.Id, sent.Yes("admissible")));
            case "plan": return (Duties.PlanVisit, new RegisterAct.VisitPlanned(file.Id, sent["visitor"] is null ? clerk.Person : sent.Id<PersonId>("visitor", PersonId.TryParse)));
            case "visit": return (Duties.Visit, new RegisterAct.Visited(file.Id, sent.Yes("deontology")));
            case "opine": return (Duties.GiveOpinion, new RegisterAct.OpinionGiven(file.Id, sent.Choice<Vote>("vote")));
            case "settle": return (Duties.Settle, new RegisterAct.CommitmentSettled(file.Id, sent.Number("which", 1, 1000) ?? 0, sent.Choice<CommitmentState>("state")));
            case "decide":
                var outcome = sent.Choice<Outcome>("outcome");
                var award = outcome is Outcome.Granted or Outcome.GrantedWithReserve ? await clerk.AwardOf(file, NumberOf(sent), sent.Number("level", 1, 9), sent.Day("until"), sent.Effective) : null;
                return (Duties.Decide, new RegisterAct.Decided(file.Id, outcome, award));
            case "hear":
                return (Duties.HearAppeal, await clerk.AppealDecision(file, sent.Yes("allowed"), NumberOf(sent), sent.Number("level", 1, 9), sent.Day("until"), sent.Effective));
            default: throw Unknown;
        }
    }

    private static GrantNumber? NumberOf(SentForm sent) => sent["number"] switch
    {
        null => null,
        var text => GrantNumber.TryParse(text.Trim().ToUpperInvariant(), out var number) ? number : throw new UnreadableException("grant"),
    };

    private static async Task<IResult> VisitSheet(string id, LabelClerk clerk) => Page<VisitSheetPage>(new { (await FindFile(id, clerk, Duties.Office)).Id });

    /// <summary>A visit sheet that was filled in without a network, sent by the page's script once there is one.</summary>
    private static async Task<IResult> SendVisit(string id, ApplicationEndpoints.VisitSheet sheet, Caller caller, LabelClerk clerk)
    {
        var file = await FindFile(id, clerk, Duties.Office);
        await caller.Require(file.Opened.Kind, Duties.Visit);
        return await clerk.Record(new RegisterAct.Visited(file.Id, sheet.Deontology), sheet) is { } problem ? problem : Results.NoContent();
    }

    private static async Task<Grant> FindGrant(string number, LabelClerk clerk) =>
        GrantNumber.TryParse(number, out var known) && (await clerk.Register()).Grants.GetValueOrDefault(known) is { } grant ? grant : throw new ProblemException(LabelRefusal.UnknownGrant.Word());

    private static async Task<IResult> Grant(string number, LabelClerk clerk) => Page<HolderPage>(new { (await FindGrant(number, clerk)).Number });

    private static async Task<IResult> WriteGrant(string number, HttpContext context, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        var grant = await FindGrant(number, clerk);
        return await Take(context, async sent =>
        {
            switch (sent.Act)
            {
                case "complain":
                    return await clerk.Record(new RegisterAct.ComplaintReceived(sent.Id<ComplaintId>("id", ComplaintId.TryParse), grant.Number), sent);
                case "close":
                    await caller.Require(grant.Kind, Duties.CloseComplaint);
                    return await clerk.Record(new RegisterAct.ComplaintClosed(sent.Id<ComplaintId>("which", ComplaintId.TryParse), sent.Choice<ComplaintOutcome>("outcome")), sent);
                case "block":
                    caller.Require(Duties.BlockDevice);
                    return await clerk.Record(new RegisterAct.KeyBlocked(grant.StateOn(clerk.Today)?.Holder ?? grant.Holder, sent.Id<KeyId>("which", KeyId.TryParse)), sent, needsReason: false);
                case "release":
                    caller.Require(Duties.BlockDevice);
                    return await clerk.Record(new RegisterAct.DevicesReleased(grant.StateOn(clerk.Today)?.Holder ?? grant.Holder), sent);
                default:
                    await caller.Require(grant.Kind, Duties.ActOnGrant);
                    if (sent.Act != "annul") return await clerk.Record(grant.Number, await ActOf(sent, grant, clerk, participants), sent);
                    // An annulment counts from the day of the act that it annuls.
                    var annulled = grant.Facts.FirstOrDefault(f => f.Position.ToString() == sent["position"]) ?? throw new UnreadableException("choice");
                    return await clerk.Record(grant.Number, new GrantAct.Annulled(annulled.Position), new ParticipantEndpoints.Said(sent.Reason, annulled.Fact.Effective));
            }
        }, () => $"{Desk}/titulaires/{grant.Number}", (sent, status) => Page<HolderPage>(new { grant.Number, Sent = sent }, status));
    }

    private static async Task<GrantAct> ActOf(SentForm sent, Grant grant, LabelClerk clerk, IParticipantStore participants) => sent.Act switch
    {
        "suspend" => new GrantAct.Suspended(sent.Day("through")),
        "reinstate" => new GrantAct.Reinstated(),
        "withdraw" => new GrantAct.Withdrawn(),
        "renew" => await clerk.RenewalOf(grant, sent.Number("level", 1, 9), sent.Day("until"), sent.Effective),
        "transfer" => new GrantAct.Transferred(HolderId.TryParse(sent["to"]?.Replace(" ", "", StringComparison.Ordinal), out var holder) && await participants.FindAsync(holder, default) is { } to ? to.Id : throw new UnreadableException("holder")),
        _ => throw Unknown,
    };

    private static async Task<ParticipantHistory> FindParticipant(string participant, LabelClerk clerk) =>
        ParticipantId.TryParse(participant, out var id) && (await clerk.Register()).Participants.GetValueOrDefault(id) is { } known ? known : throw new ProblemException(LabelRefusal.UnknownParticipant.Word());

    private static async Task<IResult> Participant(string participant, LabelClerk clerk) => Page<ParticipantPage>(new { (await FindParticipant(participant, clerk)).Id });

    private static async Task<IResult> WriteParticipant(string participant, HttpContext context, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        var known = await FindParticipant(participant, clerk);
        return await Take(context, sent => sent.Act switch
        {
            "describe" => Describe(sent, known, sent.Choice<Source>("which"), caller, clerk),
            "contact" => DirectoryEndpoints.Keep(known.Id, Contact(sent), clerk, participants),
            _ => throw Unknown,
        }, () => $"{Desk}/participants/{known.Id}", (sent, status) => Page<ParticipantPage>(new { known.Id, Sent = sent }, status));
    }

    /// <summary>One form for all that a source may say; only what it had not said yet, or says otherwise now, is recorded. Who records what others say gives the proof.</summary>
    private static async Task<ProblemHttpResult?> Describe(SentForm sent, ParticipantHistory known, Source source, Caller caller, LabelClerk clerk)
    {
        await ParticipantEndpoints.RequireFor(source, known.Id, caller, clerk);
        var before = known.By(source, sent.Effective ?? clerk.Today);
        var commune = sent["commune"] is "elsewhere" ? sent["communeCode"]?.Trim().ToUpperInvariant() ?? "" : sent["commune"];
        if (commune is not null && !ParticipantEndpoints.IsCommune(commune)) throw new UnreadableException("commune");
        var said = new Profile
        {
            Family = New(sent["family"] is null ? null : sent.Choice<LegalFamily>("family"), before.Family),
            Filieres = New(sent.Flags<Filieres>("filieres"), before.Filieres),
            Commune = commune is null && before.Commune is not null ? throw new UnreadableException("cleared") : commune == before.Commune ? null : commune,
            Qpv = New(sent["qpv"] is null ? null : sent.Yes("qpv"), before.Qpv),
            Networks = New(sent.Flags<Networks>("networks"), before.Networks),
            Statuses = New(sent.Flags<Statuses>("statuses"), before.Statuses),
            Tags = New(sent.Flags<ProductTags>("tags"), before.Tags),
            AcceptsCurrency = New(sent["currency"] is null ? null : sent.Yes("currency"), before.AcceptsCurrency),
        };
        return await clerk.Record(new RegisterAct.ParticipantDescribed(known.Id, source, said), sent, needsReason: source is not Source.Declared);

        // What is known can be corrected; it cannot become unknown.
        static T? New<T>(T? said, T? before) where T : struct =>
            said is null && before is not null ? throw new UnreadableException("cleared") : EqualityComparer<T?>.Default.Equals(said, before) ? null : said;
    }

    private static DirectoryEndpoints.DirectoryEntryFields Contact(SentForm sent) => new(
        sent.Yes("inDirectory"), sent.Yes("partialDiffusion"), null, sent["address"] ?? "", sent["postcode"]?.Trim() ?? "", sent.Degrees("latitude"), sent.Degrees("longitude"),
        sent["website"]?.Trim() ?? "", sent["hours"] ?? "", sent["description"] ?? "", sent["email"]?.Trim() ?? "");

    private static async Task<IResult> WriteCharter(HttpContext context, Caller caller, LabelClerk clerk)
    {
        caller.Require(Duties.SetRules);
        var sent = await SentForm.Read(context);
        // Without a script, more rows come from here.
        if (sent["more"] is not null) return Page<CharterPage>(new { Sent = sent });
        return await Take(context, async sent =>
        {
            var criteria = new List<LabelEndpoints.CriterionFields>();
            for (var row = 1; sent[$"axis-{row}"] is not null; row++)
            {
                if (sent[$"wording-{row}"]?.Trim() is not { Length: > 0 } wording) continue;
                string[] kinds = [.. Enum.GetValues<GrantKind>().Select(LabelEndpoints.WordOf).Where(kind => sent.Yes($"{kind}-{row}"))];
                criteria.Add(new(sent.Number($"number-{row}", 1, 500) ?? row, sent.Choice<Axis>($"axis-{row}"), sent.Choice<CriterionKind>($"kind-{row}"), kinds, sent.Yes($"evidence-{row}"), sent.Number($"points-{row}", 0, 1000) ?? 0, wording));
            }
            var last = (await clerk.Register()).Charters.Keys.LastOrDefault();
            return await LabelEndpoints.Adopt(new(last + 1, sent["title"] ?? "", sent["text"] ?? "", sent["adoptedBy"] ?? "", sent.Day("adoptedOn") ?? clerk.Today, criteria, sent.Reason ?? "", sent.Effective), clerk);
        }, () => $"{Desk}/charte", (sent, status) => Page<CharterPage>(new { Sent = sent }, status));
    }

    private static Task<IResult> WriteScheme(HttpContext context, Caller caller, LabelClerk clerk)
    {
        caller.Require(Duties.SetRules);
        return Take(context, sent =>
        {
            // Which numbers are possible is the rule's to say.
            int Of(string field) => sent.Number(field, 0, 10_000) ?? 0;
            return clerk.Record(new RegisterAct.SchemeSet(sent.Choice<LegalMode>("mode"), Of("months"), Of("graceDays"), Of("quorum"), Of("appealDays"), Of("reportDays"), Of("levels")), sent);
        }, () => $"{Desk}/regles", (sent, status) => Page<SchemePage>(new { Sent = sent }, status));
    }

    private static async Task<IResult> MyFile(string id, LabelClerk clerk) => Page<MyFilePage>(new { (await FindFile(id, clerk)).Id });

    private static async Task<IResult> WriteMyFile(string id, HttpContext context, Caller caller, LabelClerk clerk, EvidenceDesk desk)
    {
        var file = await FindFile(id, clerk);
        return await Take(context, sent => sent.Act switch
        {
            "commit" => Commit(sent, file, clerk),
            "prove" => Prove(sent, file, caller, clerk, desk, context.RequestAborted),
            "submit" => clerk.Record(new RegisterAct.Submitted(file.Id), sent, needsReason: false),
            "drop" => clerk.Record(new RegisterAct.Dropped(file.Id), sent, needsReason: false),
            "appeal" => clerk.Record(new RegisterAct.AppealLodged(file.Id), sent),
            _ => throw Unknown,
        }, () => $"{Mine}/dossiers/{file.Id}", (sent, status) => Page<MyFilePage>(new { file.Id, Sent = sent }, status));
    }

    /// <summary>A piece of evidence that comes whole, with its form.</summary>
    private static async Task<ProblemHttpResult?> Prove(SentForm sent, Application file, Caller caller, LabelClerk clerk, EvidenceDesk desk, CancellationToken cancellationToken)
    {
        if (sent.File is not { } brought) throw new UnreadableException("file");
        var asked = new EvidenceEndpoints.AnnounceEvidence(Path.GetFileName(brought.FileName), brought.ContentType, brought.Length, null, sent.Number("criterion", 1, 500), sent.Day("expires"), sent.Choice<Visibility>("visibility"));
        var (announced, problem) = await EvidenceEndpoints.Announce(sent.Id<EvidenceId>("id", EvidenceId.TryParse), file, asked, caller, clerk, desk, cancellationToken);
        if (announced is null) return problem;
        if (announced.State is EvidenceState.Arriving)
        {
            await using var body = brought.OpenReadStream();
            body.Position = announced.Received;
            announced = await desk.Receive(announced, announced.Received, body, cancellationToken);
        }
        return announced.Refusal is { } refusal ? Problems.For(refusal) : null;
    }

    /// <summary>Announces a piece of evidence under the id that its form had, and says how much of it has arrived: the page's script sends the rest, and after a cut asks again.</summary>
    private static async Task<IResult> AnnouncePiece(
        string id, string evidence, EvidenceEndpoints.AnnounceEvidence asked, HttpContext context, Caller caller, LabelClerk clerk, EvidenceDesk desk)
    {
        var file = await FindFile(id, clerk);
        if (!EvidenceId.TryParse(evidence, out var piece)) throw Unknown;
        var (announced, problem) = await EvidenceEndpoints.Announce(piece, file, asked, caller, clerk, desk, context.RequestAborted);
        return announced is null ? problem! : EvidenceEndpoints.Progress(await desk.Look(announced, context.RequestAborted), context, StatusCodes.Status200OK);
    }

    /// <summary>A letter on a file, for the office and for the applicant.</summary>
    private static async Task<IResult> FileLetter(string id, long position, string language, LabelClerk clerk, LetterDesk letters)
    {
        var file = await FindFile(id, clerk, Duties.Office);
        return Pdf(await letters.Write(file, new(position), new Reader(language)), position);
    }

    /// <summary>A letter on what was done with a grant, for the office and for whoever held it then.</summary>
    private static async Task<IResult> GrantLetter(string number, long position, string language, Caller caller, LabelClerk clerk, LetterDesk letters)
    {
        var grant = await FindGrant(number, clerk);
        if (!caller.Is(Duties.Office) && !(LetterDesk.Of(await clerk.Register(), grant).FirstOrDefault(l => l.Position == new Position(position)) is { } entry && await clerk.ActsFor(entry.To))) throw Unknown;
        return Pdf(await letters.Write(grant, new(position), new Reader(language)), position);
    }

    private static IResult Pdf(byte[]? letter, long position) => letter is null ? throw Unknown : Results.File(letter, "application/pdf", $"decision-{position}.pdf");

    /// <summary>Makes the address of a calendar, which is shown this once, or takes it back.</summary>
    private static async Task<IResult> WriteAgenda(HttpContext context, Caller caller, CalendarAddresses addresses, Settings settings, Reader reader)
    {
        var sent = await SentForm.Read(context);
        if (sent.Act == "make") return Page<AgendaPage>(new { Sent = sent, Address = $"{settings.Origin}{Calendars}/{await addresses.Make(caller.RequiredPerson)}.{reader.Language}.ics" });
        await addresses.Revoke(caller.RequiredPerson);
        return Results.Redirect($"{Calendars}?fait=revoke");
    }

    private static async Task<IResult> Download(Caller caller, AgendaDesk desk, Reader reader) => Ics(await desk.Write(caller.RequiredPerson, reader));

    /// <summary>The calendar for a program that knows its address and nothing else.</summary>
    private static async Task<IResult> Subscribed(string address, string language, HttpContext context, CalendarAddresses addresses, AgendaDesk desk)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return await addresses.OwnerOf(address) is { } owner ? Ics(await desk.Write(owner, new Reader(language.ToLowerInvariant()))) : Results.NotFound();
    }

    private static IResult Ics(string? calendar) => calendar is null ? Results.NotFound() : Results.Text(calendar, Calendar.MediaType, System.Text.Encoding.UTF8);

    /// <summary>One form for all criteria; only what was changed is recorded.</summary>
    private static async Task<ProblemHttpResult?> Commit(SentForm sent, Application file, LabelClerk clerk)
    {
        var known = await clerk.Register();
        var next = file.Commitments.IsEmpty ? 1 : file.Commitments.Keys.Max() + 1;
        foreach (var criterion in known.Charters[file.Opened.Charter].Adopted.Criteria.Where(c => c.For.Contains(file.Opened.Kind)))
        {
            var made = file.Commitments.Values.FirstOrDefault(c => c.Criterion == criterion.Number);
            var text = sent[$"text-{criterion.Number}"]?.Trim() ?? "";
            var due = sent.Day($"due-{criterion.Number}");
            if (text.Length == 0 && made is null) continue;
            if (text.Length is 0 or > 2000) throw new UnreadableException("commitment");
            if (made is not null && made.Due == due && await clerk.Words(made.Made) == text) continue;
            if (await clerk.Record(new RegisterAct.Committed(file.Id, made?.Number ?? next++, criterion.Number, due), new ParticipantEndpoints.Said(text), needsReason: true) is { } problem) return problem;
        }
        return null;
    }

    private static async Task<IResult> WriteMine(HttpContext context, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        var opened = "";
        var owner = "";
        return await Take(context, async sent =>
        {
            owner = sent["participant"] ?? "";
            var participant = sent.Id<ParticipantId>("participant", ParticipantId.TryParse);
            if (sent.Act == "enter") return await ParticipantEndpoints.EnterAs(participant, Fields(sent), caller, clerk, participants);
            await clerk.RequireFor(participant);
            var known = await clerk.Register();
            switch (sent.Act)
            {
                case "open":
                    HolderId? held = sent["event"] is null ? null : HolderId.TryParse(sent["event"]!.Trim().ToUpperInvariant(), out var parsed) && parsed.IsEvent ? parsed : throw new UnreadableException("event");
                    GrantNumber? renews = sent["renews"] is null ? null : sent.Id<GrantNumber>("renews", GrantNumber.TryParse);
                    var opening = await clerk.Opening(sent.Id<LabelApplicationId>("id", LabelApplicationId.TryParse), known.Participants[participant], null, held, renews, null, null);
                    opened = opening.Application.ToString();
                    return await clerk.Record(opening, sent, needsReason: false);
                case "renounce":
                    return await clerk.Record((await Held()).Number, new GrantAct.Renounced(), sent);
                case "report":
                    return await clerk.Record(new RegisterAct.EventReported((await Held()).Number, Count("essActors"), Count("shops"), Count("visitors"), sent.Yes("acceptedCurrency"), sent.Yes("inQpv")), sent, needsReason: false);
                case "describe":
                    return await Describe(sent, known.Participants[participant], Source.Declared, caller, clerk);
                case "contact":
                    return await DirectoryEndpoints.Keep(participant, Contact(sent), clerk, participants);
                default: throw Unknown;
            }

            async Task<Grant> Held() => await FindGrant(sent.Which ?? "", clerk) is var grant && (grant.StateOn(clerk.Today)?.Holder ?? grant.Holder) == participant ? grant : throw Unknown;

            int Count(string field) => sent.Number(field, 0, 10_000_000) ?? throw new UnreadableException("number");
        }, () => opened.Length > 0 ? $"{Mine}/dossiers/{opened}" : $"{Mine}?pour={owner}", (sent, status) => Page<MyLabelPage>(new { For = owner, Sent = sent }, status));
    }

    private static ParticipantEndpoints.ParticipantFields Fields(SentForm sent)
    {
        var holder = sent["holder"]?.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal);
        var rna = holder?.StartsWith('W') is true;
        return new(sent.Choice<ParticipantKind>("kind"), sent["name"] ?? "", rna ? null : holder, rna ? holder : null, sent["commune"]?.Trim(),
            sent["family"] is null ? null : sent.Choice<LegalFamily>("family"), ParticipantEndpoints.List(sent.Flags<Filieres>("filieres")), sent["currency"] is null ? null : sent.Yes("currency"));
    }
}

/// <summary>A form that a script sends, with an <c>Idempotency-Key</c>, until it has an answer.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;
