using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>
/// What a view means: a code, a sentence, the evidence, and which primary to keep where that is a question.
/// </summary>
public sealed record Verdict
{
    readonly Deferred<EquatableArray<Evidence>> _evidence;

    public required VerdictCode Code { get; init; }

    public Severity Severity => Code.Severity;

    /// <summary>How it came about; null where there are no kinds of it, or nothing tells.</summary>
    public SubKind? SubKind { get; init; }

    /// <summary>The verdict in one sentence for a tired person.</summary>
    public required string Summary { get; init; }

    /// <summary>The instances that answer as primaries.</summary>
    public EquatableArray<InstanceId> Primaries { get; init; }

    /// <summary>The instances the verdict is about: the claimants, the missing, the broken.</summary>
    public EquatableArray<InstanceId> Subjects { get; init; }

    /// <summary>Which primary to keep; null where there is nothing to choose.</summary>
    public Survivor? Survivor { get; init; }

    /// <summary>Every pair of claimants and how far they have grown apart.</summary>
    public EquatableArray<Divergence> Divergences { get; init; }

    /// <summary>The harm done on each side and who votes for whom; null where there is no split.</summary>
    public Split? Split { get; init; }

    /// <summary>The facts it stands on.</summary>
    public EquatableArray<Evidence> Evidence
    {
        get => _evidence.Value;
        init => _evidence = new(new(value));
    }

    /// <summary>
    /// The same, told when somebody asks for it: most verdicts are replaced by the next look before anybody does.
    /// </summary>
    internal Func<EquatableArray<Evidence>> EvidenceIfAsked
    {
        init => _evidence = new(new(value));
    }
}
