namespace Primacy.Analysis;

/// <summary>What every detector says of one view, the gravest first.</summary>
/// <param name="Headline">The gravest verdict that is present; blind when nothing could be proven.</param>
/// <param name="Findings">Each detector's word, in order of gravity.</param>
public sealed record Assessment(Verdict Headline, EquatableArray<Finding> Findings)
{
    public Detection Of(VerdictCode code)
    {
        foreach (var finding in Findings)
        {
            if (finding.Code == code)
                return finding.Detection;
        }
        return Detection.NotThere;
    }
}
