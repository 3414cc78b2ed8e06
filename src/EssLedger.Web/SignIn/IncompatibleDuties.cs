namespace EssLedger.Web.SignIn;

/// <summary>Two duties that one person does not have together.</summary>
/// <param name="Because">The last part of the name of the sentence that says why.</param>
/// <param name="AtOnePlace">Whether they collide only where both are held for the same thing.</param>
public sealed record Collision(string One, string Other, string Because, bool AtOnePlace = false);

/// <summary>
/// Which duties collide: the one table, asked wherever a role is given. Who asks never approves, who visits never decides, who audits acts on nothing that is audited
/// (design §6); an appeal is heard by others than those who decided (CCP R.2111-14); whoever watches over personal data has no duty in which they work with it
/// (GDPR, art. 38(6)). That nobody judges a certain file in which they have a part is the book's own rule and stands beside this.
/// </summary>
public static class IncompatibleDuties
{
    private static readonly string[] Acting = [Roles.Bureau, Roles.Treasurer, Roles.Approver, Roles.LabelManager, Roles.LabelVisitor, Roles.LabelCommittee, Roles.Appeal, Roles.Dpo, Roles.Admin];

    public static IReadOnlyList<Collision> All { get; } =
    [
        new(Roles.Treasurer, Roles.Approver, "asksAndApproves"),
        new(Roles.Admin, Roles.Treasurer, "givesRightsAndMoney"),
        new(Roles.Admin, Roles.Approver, "givesRightsAndMoney"),
        new(Roles.LabelVisitor, Roles.LabelManager, "visitsAndDecides"),
        new(Roles.LabelVisitor, Roles.LabelCommittee, "visitsAndDecides"),
        new(Roles.LabelVisitor, Roles.Appeal, "visitsAndDecides"),
        new(Roles.LabelCommittee, Roles.Appeal, "decidesAndHears"),
        new(Roles.LabelManager, Roles.Appeal, "decidesAndHears"),
        .. Acting.Select(role => new Collision(Roles.Auditor, role, "auditsAndActs")),
        .. Acting.Where(role => role is Roles.Bureau or Roles.LabelManager or Roles.Admin).Select(role => new Collision(Roles.Dpo, role, "watchesAndProcesses")),
        new(Roles.Merchant, Roles.Cashier, "worksTwice", AtOnePlace: true),
    ];

    /// <summary>Which of these collide. What is held for two different committees does not; what is held for all collides with either.</summary>
    public static IReadOnlyList<Collision> Among(IReadOnlyCollection<Assignment> held) =>
        [.. All.Where(c => held.Any(one => one.Role == c.One && held.Any(other => other.Role == c.Other && (one.Scope == other.Scope || (!c.AtOnePlace && (one.Scope.Length == 0 || other.Scope.Length == 0))))))];

    /// <summary>Which of these collide if they were held for all that they are for.</summary>
    public static IReadOnlyList<Collision> Among(IEnumerable<string> roles) => Among([.. roles.Where(role => role != Roles.Cashier).Select(role => new Assignment(default, role))]);
}
