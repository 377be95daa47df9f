using System.Diagnostics;
using Primacy.Muting;

namespace Primacy.Web.Api;

/// <summary>How the API spells what mutes.</summary>
internal static class ActWords
{
    extension(MutePhase phase)
    {
        public string Word =>
            phase switch
            {
                MutePhase.Pending => "pending",
                MutePhase.Active => "active",
                MutePhase.Expired => "expired",
                _ => throw new UnreachableException(),
            };
    }

    extension(MuteKind kind)
    {
        public string Word =>
            kind switch
            {
                MuteKind.Silence => "silence",
                MuteKind.Acknowledgement => "acknowledgement",
                MuteKind.Maintenance => "maintenance",
                MuteKind.Turn => "turn",
                _ => throw new UnreachableException(),
            };
    }
}
