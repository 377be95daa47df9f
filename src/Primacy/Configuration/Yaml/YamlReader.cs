using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Primacy.Configuration.Yaml;

/// <summary>
/// Composes a YAML file from the parser's events. The library's own node model stops at the first key that appears
/// twice; this one keeps both, so that all of a file's errors can be told at once.
/// </summary>
internal sealed class YamlReader
{
    const int DepthMax = 50;

    readonly string _source;
    readonly Parser _parser;
    readonly Dictionary<AnchorName, YamlItem> _anchors = [];
    int _depth;

    YamlReader(string source, TextReader text)
    {
        _source = source;
        _parser = new Parser(text);
    }

    /// <summary>The document, or null when there is none or it is no YAML.</summary>
    public static YamlItem? Read(string source, TextReader text, Problems problems)
    {
        var file = text.ReadToEnd();
        var reader = new YamlReader(source, new StringReader(file));
        try
        {
            return reader.ReadDocument(problems);
        }
        catch (YamlException e) when (ReadIndented(source, file, e, problems) is { } indented)
        {
            return indented;
        }
        catch (YamlException e) when (e.Message.Contains("tab character", StringComparison.Ordinal))
        {
            problems.Add(
                reader.At(e.End, isExact: false),
                "this is no YAML: a tab begins the line; indent with spaces"
            );
        }
        catch (YamlException e)
        {
            problems.Add(reader.At(e.Start, isExact: false), $"this is no YAML: {Plain(e.Message)}");
        }
        // The scanner gives up like this on flow sequences that are never closed.
        catch (InvalidOperationException)
        {
            var at = reader._parser.Current?.End ?? Mark.Empty;
            problems.Add(
                reader.At(at, isExact: false),
                "this is no YAML: a bracket or brace may be open before this point"
            );
        }
        return null;
    }

    /// <summary>
    /// The document as it is with quoted lines indented; null when that does not help, so that the first fault is told.
    /// </summary>
    static YamlItem? ReadIndented(string source, string file, YamlException fault, Problems problems)
    {
        while (QuotedLines.Indented(file, fault) is { } indented)
        {
            file = indented;
            try
            {
                return new YamlReader(source, new StringReader(file)).ReadDocument(problems);
            }
            catch (YamlException next)
            {
                fault = next;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
        return null;
    }

    YamlItem? ReadDocument(Problems problems)
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;
        _parser.Consume<DocumentStart>();
        var root = ReadItem();
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            problems.Add(At(second.Start, isExact: false), "a second document begins here; the file holds one");
        return root;
    }

    YamlItem ReadItem()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.GetValueOrDefault(alias.Value)
                ?? throw new YamlException(alias.Start, alias.End, $"there is no anchor '{alias.Value}' above");
        }
        // Real files are five levels deep; this keeps a hostile one from exhausting the stack.
        if (++_depth > DepthMax)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "it is nested too deeply");
        var (item, anchor) = ReadNode();
        _depth--;
        if (!anchor.IsEmpty)
            _anchors[anchor] = item;
        return item;
    }

    (YamlItem, AnchorName) ReadNode()
    {
        if (_parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<YamlItem>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadItem());
            return (new YamlItem.Sequence(items, At(sequence.Start, isExact: false)), sequence.Anchor);
        }
        if (_parser.TryConsume<MappingStart>(out var mapping))
        {
            var entries = new List<KeyValuePair<YamlItem.Text, YamlItem>>();
            while (!_parser.TryConsume<MappingEnd>(out _))
                entries.Add(new(ReadKey(), ReadItem()));
            return (new YamlItem.Mapping(entries, At(mapping.Start, isExact: false)), mapping.Anchor);
        }
        var scalar = _parser.Consume<Scalar>();
        return (ToText(scalar), scalar.Anchor);
    }

    YamlItem.Text ReadKey() =>
        _parser.TryConsume<Scalar>(out var key)
            ? ToText(key)
            : throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key must be a single word");

    /// <summary>
    /// Offsets within a value can be told where every character stands for itself: on one line, and without escapes.
    /// </summary>
    YamlItem.Text ToText(Scalar scalar)
    {
        var quotes = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 2 : 0;
        var isExact =
            scalar.Start.Line == scalar.End.Line
            && scalar.End.Index - scalar.Start.Index == scalar.Value.Length + quotes;
        var value = scalar is { Style: ScalarStyle.Plain, Value: "~" or "null" } ? "" : scalar.Value;
        var start = At(scalar.Start, isExact);
        return new YamlItem.Text(value, isExact ? start.Plus(quotes / 2) : start);
    }

    Location At(Mark mark, bool isExact) => new(_source, (int)mark.Line, (int)mark.Column, isExact);

    /// <summary>The library's sentences, begun in the middle of ours.</summary>
    static string Plain(string message) =>
        message.Length > 0 ? char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.') : message;
}
