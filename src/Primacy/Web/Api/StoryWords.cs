using System.Diagnostics;
using Primacy.Storytelling;

namespace Primacy.Web.Api;

/// <summary>How the API spells what happens in a story.</summary>
internal static class StoryWords
{
    extension(MomentKind kind)
    {
        public string Word =>
            kind switch
            {
                MomentKind.Seen => "seen",
                MomentKind.Harm => "harm",
                MomentKind.Phase => "phase",
                MomentKind.Act => "act",
                MomentKind.Told => "told",
                _ => throw new UnreachableException(),
            };
    }
}
