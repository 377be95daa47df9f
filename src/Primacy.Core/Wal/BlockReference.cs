namespace Primacy.Wal;

/// <summary>The part of a record that names a block of a relation, and how much it says of it.</summary>
static class BlockReference
{
    const byte HasImage = 0x10;
    const byte HasSameRelation = 0x80;
    const byte ImageHasHole = 1;
    const int BlockNumberBytes = 4;

    public static bool TryRead(ref ByteCursor cursor, int major, out (uint Bytes, uint Relation) block)
    {
        block = default;
        if (!cursor.TryRead(out byte flags) || !cursor.TryRead(out ushort data))
            return false;
        ushort image = 0;
        if ((flags & HasImage) != 0 && !TryReadImage(ref cursor, major, out image))
            return false;
        uint relation = 0;
        // The tablespace and the database come before it.
        var isNamed = (flags & HasSameRelation) != 0 || (cursor.Skip(2 * sizeof(uint)) && cursor.TryRead(out relation));
        block = ((uint)data + image, relation);
        return isNamed && cursor.Skip(BlockNumberBytes);
    }

    static bool TryReadImage(ref ByteCursor cursor, int major, out ushort length)
    {
        if (!cursor.TryRead(out length) || !cursor.Skip(sizeof(ushort)) || !cursor.TryRead(out byte flags))
            return false;
        // Version 15 renumbered these flags when it took in more than one way of compression.
        var compressed = major >= 15 ? 0x1C : 0x02;
        var saysHole = (flags & compressed) != 0 && (flags & ImageHasHole) != 0;
        return !saysHole || cursor.Skip(sizeof(ushort));
    }
}
