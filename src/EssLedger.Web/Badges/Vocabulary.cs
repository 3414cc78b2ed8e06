using System.Collections.Frozen;

namespace EssLedger.Web.Badges;

/// <summary>The words of two contexts that our credentials use: Verifiable Credentials 2.0 (W3C) and Open Badges 3.0.3 (1EdTech).</summary>
internal static class Vocabulary
{
    public const string CredentialsContext = "https://www.w3.org/ns/credentials/v2";
    public const string BadgesContext = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    public const string Type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

    private const string Credentials = "https://www.w3.org/2018/credentials#";
    private const string Status = "https://www.w3.org/ns/credentials/status#";
    private const string Security = "https://w3id.org/security#";
    private const string Badges = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    private const string Schema = "https://schema.org/";
    private const string DateTime = "http://www.w3.org/2001/XMLSchema#dateTime";
    private const string Multibase = Security + "multibase";

    public static readonly Term Name = new("name", Schema + "name");
    public static readonly Term Description = new("description", Schema + "description");

    // A credential.
    public static readonly Term VerifiableCredential = new("VerifiableCredential", Credentials + "VerifiableCredential");
    public static readonly Term Issuer = new("issuer", Credentials + "issuer");
    public static readonly Term ValidFrom = new("validFrom", Credentials + "validFrom", DateTime);
    public static readonly Term ValidUntil = new("validUntil", Credentials + "validUntil", DateTime);
    public static readonly Term Subject = new("credentialSubject", Credentials + "credentialSubject");
    public static readonly Term CredentialStatus = new("credentialStatus", Credentials + "credentialStatus");

    // An open badge.
    public static readonly Term OpenBadge = new("OpenBadgeCredential", Badges + "OpenBadgeCredential");
    public static readonly Term Profile = new("Profile", Badges + "Profile");
    public static readonly Term Url = new("url", Schema + "url", "https://www.w3.org/2001/XMLSchema#anyURI");
    public static readonly Term AchievementSubject = new("AchievementSubject", Badges + "AchievementSubject");
    public static readonly Term LicenseNumber = new("licenseNumber", Badges + "licenseNumber");
    public static readonly Term HasAchievement = new("achievement", Badges + "achievement");
    public static readonly Term Achievement = new("Achievement", Badges + "Achievement");
    public static readonly Term AchievementType = new("achievementType", Badges + "achievementType");
    public static readonly Term HumanCode = new("humanCode", Badges + "humanCode");
    public static readonly Term Criteria = new("criteria", Badges + "Criteria");
    public static readonly Term Narrative = new("narrative", Badges + "narrative");
    public static readonly Term HasImage = new("image", Badges + "image");
    public static readonly Term Image = new("Image", Badges + "Image");

    // A status list, and an entry of one.
    public static readonly Term StatusListCredential = new("BitstringStatusListCredential", Status + "BitstringStatusListCredential");
    public static readonly Term StatusList = new("BitstringStatusList", Status + "BitstringStatusList");
    public static readonly Term EncodedList = new("encodedList", Status + "encodedList", Multibase);
    public static readonly Term StatusEntry = new("BitstringStatusListEntry", Status + "BitstringStatusListEntry");
    public static readonly Term StatusPurpose = new("statusPurpose", Status + "statusPurpose");
    public static readonly Term StatusIndex = new("statusListIndex", Status + "statusListIndex");
    public static readonly Term InStatusList = new("statusListCredential", Status + "statusListCredential");

    // A proof.
    public static readonly Term Proof = new("DataIntegrityProof", Security + "DataIntegrityProof");
    public static readonly Term Created = new("created", "http://purl.org/dc/terms/created", DateTime);
    public static readonly Term Cryptosuite = new("cryptosuite", Security + "cryptosuite", Security + "cryptosuiteString");
    public static readonly Term ProofPurpose = new("proofPurpose", Security + "proofPurpose");
    public const string AssertionMethod = "assertionMethod", AssertionMethodIri = Security + "assertionMethod";
    public static readonly Term VerificationMethod = new("verificationMethod", Security + "verificationMethod");

    private static readonly FrozenDictionary<string, Term> All = typeof(Vocabulary).GetFields().Select(field => field.GetValue(null)).OfType<Term>().ToFrozenDictionary(term => term.Name);

    /// <summary>A word by its name in JSON.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Term Find(string? name) => name is not null && All.TryGetValue(name, out var term) ? term : throw new FormatException($"\"{name}\" is no word of our credentials.");

    /// <summary>Whether a bare text after this word is an address.</summary>
    public static bool IsReference(Term term) => term == Issuer || term == InStatusList || term == VerificationMethod;
}
