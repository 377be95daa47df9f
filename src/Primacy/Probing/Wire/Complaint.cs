using System.Text;
using Npgsql;

namespace Primacy.Probing.Wire;

/// <summary>
/// The server's ErrorResponse as the driver would throw it. See
/// https://www.postgresql.org/docs/current/protocol-error-fields.html.
/// </summary>
internal static class Complaint
{
    public static PostgresException Read(ReadOnlySpan<byte> fields)
    {
        var (severity, invariant, state, words) = ("", "", "", "");
        while (!fields.IsEmpty && fields[0] != 0)
        {
            var type = (char)fields[0];
            var end = fields.IndexOf((byte)0);
            var text = Encoding.UTF8.GetString(end < 0 ? fields[1..] : fields[1..end]);
            switch (type)
            {
                case 'S':
                    severity = text;
                    break;
                case 'V':
                    invariant = text;
                    break;
                case 'C':
                    state = text;
                    break;
                case 'M':
                    words = text;
                    break;
            }
            fields = end < 0 ? [] : fields[(end + 1)..];
        }
        return new PostgresException(words, severity, invariant, state);
    }
}
