using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Words;

namespace Primacy.Kubernetes.Events;

/// <summary>What <c>kubectl describe</c> shows of an incident on a pod that it is about.</summary>
/// <param name="Reason">One word in CamelCase, by which people and programs select.</param>
/// <param name="Type">Warning or Normal.</param>
/// <param name="Message">One line.</param>
internal sealed record EventWords(string Reason, string Type, string Message)
{
    /// <summary>The API takes 1,024 bytes of an Event's newer form, and more than a screen reads nobody.</summary>
    const int MessageMost = 900;

    /// <summary>What pods are marked with: that writes may be lost here.</summary>
    public static IReadOnlyList<VerdictCode> Codes { get; } =
    [VerdictCode.MultiplePrimaries, VerdictCode.IsolatedPrimarySuspected, VerdictCode.StandbyOnLosingBranch];

    public static EventWords Of(Delivery delivery, NotifierContext context)
    {
        var notice = Notice.Of(delivery, context);
        var (reason, head) = Head(notice.Incident.Code);
        var keep = notice.IsOver ? null : notice.Facts.FirstOrDefault(fact => fact.Name == "Keep");
        string[] parts =
        [
            $"{head}: {notice.Summary}",
            .. keep is null ? [] : new[] { $"Keep {keep.Text}." },
            .. notice.Link is { } link ? new[] { link.AbsoluteUri } : [],
        ];
        var message = PlainText.Line(string.Join(' ', parts), MessageMost);
        return notice.IsOver
            ? new EventWords($"{reason}Resolved", "Normal", message)
            : new EventWords(reason, "Warning", message);
    }

    static (string Reason, string Head) Head(VerdictCode code) =>
        code switch
        {
            VerdictCode.MultiplePrimaries => ("MultiplePrimaries", "second primary"),
            VerdictCode.IsolatedPrimarySuspected => ("IsolatedPrimarySuspected", "isolated primary suspected"),
            VerdictCode.StandbyOnLosingBranch => ("StandbyOnLosingBranch", "standby on the losing branch"),
            _ => ("Incident", code.Slug),
        };
}
