namespace Primacy.Wal;

/// <summary>What a page's header says of the page, as the server numbers it.</summary>
[Flags]
enum PageFlags : ushort
{
    None = 0,

    /// <summary>The page begins with the rest of a record from the page before.</summary>
    BeginsWithRest = 1,

    /// <summary>The header is the longer one of a segment's first page.</summary>
    IsLong = 2,

    /// <summary>
    /// A crash had cut the last record off, and the server wrote over what was missing: there is no rest of it.
    /// </summary>
    RestWasOverwritten = 8,
}
