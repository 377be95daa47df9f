namespace Primacy.Fencing;

/// <summary>A database, as far as it can be closed.</summary>
/// <param name="Quoted">Its name as SQL has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsOpen">Whether it takes connections.</param>
/// <param name="IsMine">Whether our role counts as its owner.</param>
/// <param name="Owner">Whose it is, as SQL has it.</param>
/// <param name="Oid">Its number in the server.</param>
internal sealed record Door(string Quoted, string Name, bool IsOpen, bool IsMine, string Owner, uint Oid);
