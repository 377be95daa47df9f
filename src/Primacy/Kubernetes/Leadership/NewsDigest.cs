using System.Security.Cryptography;
using System.Text;
using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// A few letters that are the same where replicas would tell the same: who claims to be primary, which one to keep,
/// whether data diverges. Numbers that grow are no news.
/// </summary>
internal static class NewsDigest
{
    public static string Of(Incident incident)
    {
        if (incident.Phase is IncidentPhase.Resolved)
            return "over";
        var verdict = incident.Verdict;
        string[] parts =
        [
            string.Join(',', verdict.Subjects.Select(one => one.Name).Order(StringComparer.Ordinal)),
            string.Join(',', verdict.Primaries.Select(one => one.Name).Order(StringComparer.Ordinal)),
            Kept(verdict.Survivor),
            string.Join(',', verdict.Divergences.Select(one => one.State)),
        ];
        // A mostly silent cluster's members come and go, of which nobody is told anew.
        var text = verdict.Code == VerdictCode.Blind ? "" : string.Join('\n', parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
    }

    static string Kept(Survivor? survivor) =>
        survivor switch
        {
            Survivor.Keep keep => keep.Instance.Name,
            Survivor.Undecidable { Leaning: { } leaning } => leaning.Name,
            _ => "",
        };
}
