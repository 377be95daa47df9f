namespace Primacy.Notifications;

/// <summary>
/// What nobody else may know: a token, a key, a URL with a token in it. It is no record, whose words would tell it.
/// </summary>
internal sealed class Secret
{
    const int LengthMax = 8192;

    readonly string? _file;

    Secret(string? value, string? file) => (Fixed, _file) = (value, file);

    /// <summary>It, where it stands in the configuration; null where it is read from a file.</summary>
    public string? Fixed { get; }

    public static Secret Of(string value) => new(value, null);

    /// <summary>Read at every use, so that a new one needs no reload.</summary>
    public static Secret InFile(string path) => new(null, path);

    /// <summary>The secret, or what keeps it from being read as the end of a sentence about the receiver.</summary>
    public bool TryRead(out string value, out string fault)
    {
        (value, fault) = (Fixed ?? "", "");
        try
        {
            if (_file is not null)
                value = File.ReadAllText(_file).Trim();
            if (value.Length is 0 or > LengthMax || value.Any(char.IsControl))
                fault = $"cannot be told: {_file ?? "its secret"} is empty, or more than one line";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be told: {_file} cannot be read ({e.Message})";
        }
        return fault.Length == 0;
    }

    public override bool Equals(object? obj) => obj is Secret other && other.Fixed == Fixed && other._file == _file;

    public override int GetHashCode() => HashCode.Combine(Fixed, _file);

    public override string ToString() => "***";
}
