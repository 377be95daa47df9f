using System.Diagnostics;
using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Incidents;
using Primacy.Notifications.Words;

namespace Primacy.Storytelling;

/// <summary>What became of the incident: pending, firing, changed, over.</summary>
internal static class PhaseMoments
{
    public static IEnumerable<Moment> Of(IReadOnlyList<IncidentEvent> events) => events.Select(Of);

    static Moment Of(IncidentEvent happened)
    {
        var (verdict, code) = (happened.Incident.Verdict, happened.Incident.Code);
        var (text, mark) = happened.Kind switch
        {
            IncidentEventKind.Opened => ($"Pending: {verdict.Summary}", Mark.Doubtful),
            IncidentEventKind.Fired => ($"Firing: {verdict.Summary}", GraveIf(code.Severity)),
            IncidentEventKind.Changed => ($"What is known is different now: {verdict.Summary}", GraveIf(code.Severity)),
            IncidentEventKind.Withdrawn => ("Over before anybody was to be told.", Mark.Good),
            IncidentEventKind.Resolved => ("Resolved: it is seen to be over.", Mark.Good),
            _ => throw new UnreachableException(),
        };
        return new(happened.At, MomentKind.Phase, PlainText.Line(text, SeenMoments.TextMax)) { Mark = mark };
    }

    static Mark GraveIf(Severity severity) => severity is Severity.Critical ? Mark.Grave : Mark.Doubtful;
}
