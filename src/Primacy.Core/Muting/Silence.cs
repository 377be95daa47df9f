namespace Primacy.Muting;

/// <summary>
/// Somebody's wish to hear nothing of what matches for a time. It mutes and hides nothing: page, metrics and journal
/// show the incident as ever.
/// </summary>
public sealed record Silence
{
    public required string Id { get; init; }

    /// <summary>What is muted: incidents whose labels fit all of these.</summary>
    public required EquatableArray<Matcher> Matchers { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it ends; what is expired ended when that was done.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public required string CreatedBy { get; init; }

    public required string Comment { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public MutePhase PhaseAt(DateTimeOffset now) => MutePhases.At(now, StartsAt, EndsAt);

    public bool Covers(EquatableArray<Label> labels)
    {
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(labels))
                return false;
        }
        return Matchers.Count > 0;
    }

    /// <summary>The same, ended now; one that has not begun never does.</summary>
    public Silence Expired(DateTimeOffset now) =>
        PhaseAt(now) is MutePhase.Expired
            ? this
            : this with
            {
                StartsAt = StartsAt < now ? StartsAt : now,
                EndsAt = now,
            };

    /// <summary>What is wrong with a new one, a sentence each.</summary>
    public EquatableArray<string> Objections(DateTimeOffset now)
    {
        List<string> wrong = [.. MuteTexts.Objections("comment", Comment)];
        wrong.AddRange(
            from matcher in Matchers
            let objection = matcher.Objection()
            where objection is not null
            select $"The matcher {matcher} {objection}."
        );
        if (Matchers.Count == 0)
            wrong.Add("A silence needs 'matchers', at least one, such as cluster=\"orders\".");
        else if (wrong.Count == 0 && Matchers.All(matcher => matcher.MatchesValue("")))
            wrong.Add("These matchers fit whatever has no such label, and so everything: name a value in one of them.");
        wrong.AddRange(MuteTexts.Objections(StartsAt, EndsAt, now));
        return wrong.ToEquatableArray();
    }
}
