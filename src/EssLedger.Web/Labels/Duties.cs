using EssLedger.Web.SignIn;

namespace EssLedger.Web.Labels;

/// <summary>Which roles may record what: the same for the API and for the screens. That somebody may not judge a certain file is the book's own rule.</summary>
public static class Duties
{
    /// <summary>Those who work on files, and those who look on.</summary>
    public static string[] Office { get; } = [Roles.LabelManager, Roles.LabelVisitor, Roles.LabelCommittee, Roles.Appeal, Roles.Auditor];

    public static string[] SetRules { get; } = [Roles.LabelManager, Roles.Admin];
    public static string[] Examine { get; } = [Roles.LabelManager];
    public static string[] PlanVisit { get; } = [Roles.LabelManager, Roles.LabelVisitor];
    public static string[] Visit { get; } = [Roles.LabelVisitor];
    public static string[] GiveOpinion { get; } = [Roles.LabelCommittee];
    public static string[] Decide { get; } = [Roles.LabelCommittee, Roles.LabelManager];
    public static string[] Settle { get; } = [Roles.LabelManager, Roles.LabelCommittee];
    public static string[] HearAppeal { get; } = [Roles.Appeal];
    public static string[] ActOnGrant { get; } = [Roles.LabelCommittee, Roles.LabelManager];
    public static string[] ReadComplaints { get; } = [Roles.LabelManager, Roles.LabelCommittee, Roles.Auditor];
    public static string[] CloseComplaint { get; } = [Roles.LabelManager, Roles.LabelCommittee];
    public static string[] Verify { get; } = [Roles.LabelManager, Roles.LabelCommittee];
    public static string[] BlockDevice { get; } = [Roles.LabelManager];
    /// <summary>Who sees every number of the census, and what stands behind it.</summary>
    public static string[] Count { get; } = [Roles.City, Roles.Auditor, Roles.LabelManager];
    public static string[] EnterParticipant { get; } = [Roles.LabelManager, Roles.Participant, Roles.Merchant];
}
