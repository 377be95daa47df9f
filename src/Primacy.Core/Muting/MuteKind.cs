namespace Primacy.Muting;

/// <summary>What may keep an incident from being told.</summary>
public enum MuteKind
{
    Silence,
    Acknowledgement,
    Maintenance,
}
