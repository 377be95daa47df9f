using Primacy.Kubernetes.Objects;

namespace Primacy.Tests.Kubernetes;

/// <summary>Chooses by a label selector as the API server does, for tests without one.</summary>
static class Selectors
{
    public static bool Matches(string? selector, ObjectMeta meta) =>
        selector is null || Requirements(selector).All(requirement => Holds(requirement, meta));

    /// <summary>The parts between commas, but not those between brackets.</summary>
    static IEnumerable<string> Requirements(string selector)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= selector.Length; i++)
        {
            if (i == selector.Length || (selector[i] == ',' && depth == 0))
            {
                yield return selector[start..i].Trim();
                start = i + 1;
            }
            else
            {
                depth += selector[i] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
            }
        }
    }

    static bool Holds(string requirement, ObjectMeta meta)
    {
        if (requirement.StartsWith('!'))
            return meta.Label(requirement[1..]) is null;
        if (requirement.Split(" in ") is [var key, var values])
            return meta.Label(key) is { } value && Values(values).Contains(value);
        if (requirement.Split(" notin ") is [var other, var unwanted])
            return meta.Label(other) is not { } value || !Values(unwanted).Contains(value);
        return requirement.Split('=') is [var name, var wanted]
            ? meta.Label(name) == wanted
            : meta.Label(requirement) is not null;
    }

    static string[] Values(string list) => list.Trim('(', ')').Split(',');
}
