using Primacy.Notifications.Alertmanager;
using Primacy.Notifications.Command;
using Primacy.Notifications.Email;
using Primacy.Notifications.Opsgenie;
using Primacy.Notifications.PagerDuty;
using Primacy.Notifications.Slack;
using Primacy.Notifications.Teams;

namespace Primacy.Notifications;

/// <summary>Every kind of receiver there is. A new one is a notifier, its options, and a line here.</summary>
internal static class ReceiverKinds
{
    public static IReadOnlyList<ReceiverKind> All { get; } =
    [
        new("webhook", WebhookOptions.Read, "url") { IsForPrograms = true },
        new("alertmanager", AlertmanagerOptions.Read, "urls")
        {
            IsForPrograms = true,
            WhyOneByOne = "an Alertmanager groups itself, by its own 'group_by'",
        },
        new("slack", SlackOptions.Read, "url"),
        new("teams", TeamsOptions.Read, "url"),
        new("pagerDuty", PagerDutyOptions.Read) { WhyOneByOne = "PagerDuty keeps and ends an alert for each incident" },
        new("opsgenie", OpsgenieOptions.Read) { WhyOneByOne = "Opsgenie keeps and ends an alert for each incident" },
        new("email", EmailOptions.Read),
        new("command", CommandOptions.Read, "run"),
    ];
}
