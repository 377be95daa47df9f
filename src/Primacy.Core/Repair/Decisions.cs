using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>Which to keep: by the evidence, or by a person where the evidence leaves it open.</summary>
static class Decisions
{
    public static (Decision? Decision, Refusal? Refusal) Of(ClusterView view, Verdict split, string? keep) =>
        (keep, split.Survivor) switch
        {
            (null, Survivor.Keep byRule) => (new(byRule.Instance, ByRule(byRule), IsByPerson: false), null),
            (null, Survivor.Undecidable open) => (null, Undecidable(view, split, open)),
            ({ } name, _) when !split.Primaries.Any(primary => primary.Name == name) => (null, Unknown(split, name)),
            ({ } name, Survivor.Keep byRule) when byRule.Instance.Name != name => (null, Against(byRule, name)),
            ({ } name, Survivor.Keep byRule) => (
                new(new(name), $"{ByRule(byRule)} A person says so too.", IsByPerson: true),
                null
            ),
            ({ } name, Survivor.Undecidable open) => (
                new(
                    new(name),
                    $"A person keeps {name}; the evidence does not decide: {open.Reason}.",
                    IsByPerson: true
                ),
                null
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static string ByRule(Survivor.Keep keep) => $"Keep {keep.Instance}: {keep.Reason}.";

    static Refusal Undecidable(ClusterView view, Verdict split, Survivor.Undecidable open)
    {
        var leaning = open.Leaning is { } one ? $" What was counted so far points to {one}." : "";
        return new(
            RefusalCode.Undecidable,
            $"Which of {Wording.List(split.Primaries)} to keep is undecidable: {open.Reason}.{leaning}",
            $"Look at what would be lost on each side and decide: primacy plan {view.Cluster} --keep NAME."
        );
    }

    static Refusal Unknown(Verdict split, string name) =>
        new(
            RefusalCode.NotAPrimary,
            $"{name} is none of the primaries, which are {Wording.List(split.Primaries)}.",
            "Name one of them."
        );

    static Refusal Against(Survivor.Keep byRule, string name) =>
        new(
            RefusalCode.AgainstTheEvidence,
            $"{name} is not the one to keep. {ByRule(byRule)} A person decides only what the evidence leaves open.",
            $"Leave --keep away to have the plan that keeps {byRule.Instance}."
        );
}
