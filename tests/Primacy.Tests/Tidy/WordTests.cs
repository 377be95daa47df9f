using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Primacy.Tests.Tidy;

/// <summary>Names say what a thing is, and nothing is put off or switched off.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void No_type_or_file_is_named_for_being_a_heap_of_things() =>
        Repository.AssertNone(
            Repository
                .Sources.SelectMany(file =>
                    file.All<BaseTypeDeclarationSyntax>()
                        .Select(type => type.Identifier.Text)
                        .Append(Path.GetFileNameWithoutExtension(file.Path))
                        .Where(name => Heap().IsMatch(name))
                        .Select(name => $"{file}: {name}")
                )
                .Distinct()
        );

    [Fact]
    public void Nothing_is_folded_away_or_suppressed_or_put_off() =>
        Repository.AssertNone(
            from file in Repository.Sources
            where !file.Path.EndsWith("/Tidy/WordTests.cs", StringComparison.Ordinal)
            from line in file.Lines.Index()
            where Evasion().IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}"
        );

    [Fact]
    public void Namespaces_are_file_scoped() =>
        Repository.AssertNone(
            Repository.Sources.Where(file => file.All<NamespaceDeclarationSyntax>().Any()).Select(file => file.Path)
        );

    /// <summary>BenchmarkDotNet inherits from benchmarks, so that bench/ is left out.</summary>
    [Fact]
    public void Classes_are_sealed_unless_they_are_meant_to_be_inherited() =>
        Repository.AssertNone(
            from file in Repository.In("src").Concat(Repository.In("tests"))
            from type in file.All<TypeDeclarationSyntax>()
            where type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.Text: not "struct" }
            where !type.Modifiers.Any(word => word.Text is "sealed" or "static" or "abstract" or "partial")
            select $"{file.At(type)}: {type.Identifier.Text}"
        );

    [GeneratedRegex("Utils?$|Helpers?$|Common$|Manager$|Misc$")]
    private static partial Regex Heap();

    [GeneratedRegex(@"^\s*#(region|pragma)|\bTODO\b|\bFIXME\b|\bSuppressMessage\b")]
    private static partial Regex Evasion();
}
