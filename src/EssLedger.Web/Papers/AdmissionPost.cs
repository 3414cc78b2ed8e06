using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Tells somebody who asked for an account what the association said.</summary>
public sealed class AdmissionPost(Postbox postbox, People people, Settings settings)
{
    /// <summary>Writes once, whatever was decided.</summary>
    public async Task Tell(Admission admission)
    {
        if (await people.Find(admission.Person) is not { } person) return;
        var reader = new Reader(Reader.Languages[0]);
        ReadOnlySpan<(string, string)> values = [("name", person.DisplayName), ("owner", settings.Name), ("address", settings.Origin), ("reason", admission.Refusal ?? "")];
        var (subject, text) = admission.Refusal is null ? (reader.Say("mail.admittedSubject", values), reader.Say("mail.admittedText", values)) : (reader.Say("mail.refusedSubject", values), reader.Say("mail.refusedText", values));
        await postbox.Post($"admission:{admission.Account}", new(person.Id, person.DisplayName, person.Email ?? ""), subject, text);
    }
}
