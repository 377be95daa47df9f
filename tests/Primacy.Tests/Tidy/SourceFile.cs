using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Primacy.Tests.Tidy;

/// <summary>A C# file of the repository, read and parsed.</summary>
sealed class SourceFile(string path, string text)
{
    static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(
        LanguageVersion.Preview
    );

    readonly Lazy<CompilationUnitSyntax> _root = new(() =>
        CSharpSyntaxTree.ParseText(text, Options).GetCompilationUnitRoot()
    );

    /// <summary>The path from the repository's root, with forward slashes.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;

    public string[] Lines { get; } = text.TrimEnd('\n').Split('\n');

    public CompilationUnitSyntax Root => _root.Value;

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    /// <summary>
    /// The numbers of lines that hold text: sentences, SQL, YAML. Text is not cut where it would not be cut elsewhere,
    /// and it is no code.
    /// </summary>
    public HashSet<int> TextLines =>
        Root.DescendantNodes()
            .Where(node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            .Where(node =>
                node.IsKind(SyntaxKind.StringLiteralExpression) || node is InterpolatedStringExpressionSyntax
            )
            .Select(node => node.GetLocation().GetLineSpan())
            .SelectMany(span =>
                Enumerable.Range(
                    span.StartLinePosition.Line,
                    span.EndLinePosition.Line - span.StartLinePosition.Line + 1
                )
            )
            .ToHashSet();

    /// <summary>How many lines a node covers, those of longer texts not counted.</summary>
    public static int CodeLines(SyntaxNode node) =>
        node.ToString().Split('\n').Length
        - node.DescendantNodes()
            .Where(inner => inner is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            .Sum(text => text.ToString().Count(character => character == '\n'));

    /// <summary>Everything that has a body of its own.</summary>
    public IEnumerable<SyntaxNode> Methods =>
        Root.DescendantNodes()
            .Where(node =>
                node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
            );

    /// <summary>Where a node stands, as compilers write it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    public override string ToString() => Path;
}
