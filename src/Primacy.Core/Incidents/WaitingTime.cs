using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>How long a condition of one code must hold before it fires, or be gone before it resolves.</summary>
public sealed record WaitingTime(VerdictCode Code, TimeSpan For);
