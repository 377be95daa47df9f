using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Primacy.Tests.Tidy;

/// <summary>What fits on a screen can be understood at 3 a.m.</summary>
public sealed class SizeTests
{
    const int FileLinesMax = 300;
    const int MedianFileLinesMax = 80;
    const int LineCharactersMax = 120;
    const int MethodLinesMax = 60;
    const int ComplexityMax = 15;
    const int ParametersMax = 6;

    [Fact]
    public void A_file_has_at_most_300_lines() =>
        Repository.AssertNone(
            Repository
                .Sources.Where(file => file.Lines.Length > FileLinesMax)
                .Select(file => $"{file}: {file.Lines.Length} lines")
        );

    [Fact]
    public void Half_of_the_files_are_short()
    {
        var lengths = Repository.In("src").Select(file => file.Lines.Length).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, MedianFileLinesMax);
    }

    [Fact]
    public void A_line_has_at_most_120_characters() =>
        Repository.AssertNone(
            from file in Repository.Sources
            from line in file.Lines.Index()
            where line.Item.Length > LineCharactersMax && !line.Item.Contains("https://", StringComparison.Ordinal)
            where !file.TextLines.Contains(line.Index)
            select $"{file}:{line.Index + 1}: {line.Item.Length} characters"
        );

    [Fact]
    public void A_file_has_one_top_level_type_and_its_name() =>
        Repository.AssertNone(
            from file in Repository.Sources
            let types = file.All<MemberDeclarationSyntax>()
                .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                .Where(node => node.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
                .Select(NameOf)
                .ToArray()
            let name = Path.GetFileName(file.Path).Split('.')[0]
            where types.Length > 1 || (types.Length == 1 && types[0] != name)
            select $"{file}: declares {string.Join(", ", types)}"
        );

    [Fact]
    public void A_method_has_at_most_60_lines() =>
        Repository.AssertNone(
            from file in Repository.Sources
            from method in file.Methods
            let lines = SourceFile.CodeLines(method)
            where lines > MethodLinesMax
            select $"{file.At(method)}: a method has {lines} lines"
        );

    [Fact]
    public void A_method_makes_at_most_15_decisions() =>
        Repository.AssertNone(
            from file in Repository.Sources
            from method in file.Methods
            let complexity = Complexity.Of(method)
            where complexity > ComplexityMax
            select $"{file.At(method)}: a method has a complexity of {complexity}"
        );

    /// <summary>A record's primary constructor is its list of facts, so that its length is not judged here.</summary>
    [Fact]
    public void A_method_takes_at_most_6_parameters() =>
        Repository.AssertNone(
            from file in Repository.Sources
            from list in file.All<ParameterListSyntax>()
            where list.Parameters.Count > ParametersMax
            where list.Parent is not (RecordDeclarationSyntax or ParenthesizedLambdaExpressionSyntax)
            select $"{file.At(list)}: {list.Parameters.Count} parameters"
        );

    static string NameOf(MemberDeclarationSyntax type) =>
        type switch
        {
            BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
            DelegateDeclarationSyntax declared => declared.Identifier.Text,
            _ => "",
        };
}
