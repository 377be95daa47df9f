namespace Primacy.Muting;

/// <summary>What may keep an incident from being told.</summary>
public enum MuteKind
{
    Silence,
    Acknowledgement,
    Maintenance,

    /// <summary>Not people but another replica, which tells it.</summary>
    Turn,
}
