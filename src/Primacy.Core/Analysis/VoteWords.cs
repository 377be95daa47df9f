using Primacy.Analysis.Splits;

namespace Primacy.Analysis;

/// <summary>A vote in words that are the same wherever they are told.</summary>
public static class VoteWords
{
    extension(Vote vote)
    {
        /// <summary>"db3 votes for db2: it follows db2."</summary>
        public string Sentence => SplitWords.Vote(vote).Text;
    }
}
