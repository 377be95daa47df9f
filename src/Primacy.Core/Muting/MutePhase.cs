namespace Primacy.Muting;

/// <summary>Where a silence, an acknowledgement or a window stands, in Alertmanager's words.</summary>
public enum MutePhase
{
    /// <summary>It has not begun.</summary>
    Pending,

    Active,

    /// <summary>It has ended, or was ended.</summary>
    Expired,
}
