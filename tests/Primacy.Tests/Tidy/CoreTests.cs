using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Primacy.Tests.Tidy;

/// <summary>Core is the vocabulary: everything in it is explained.</summary>
public sealed class CoreTests
{
    [Fact]
    public void Every_public_type_of_core_has_a_summary() =>
        Repository.AssertNone(
            from file in Repository.In("src/Primacy.Core")
            from type in file.All<BaseTypeDeclarationSyntax>()
            where type.Modifiers.Any(word => word.Text == "public")
            where !type.GetLeadingTrivia().ToFullString().Contains("<summary>", StringComparison.Ordinal)
            where !IsPartOfAnother(file, type)
            select $"{file.At(type)}: {type.Identifier.Text}"
        );

    [Fact]
    public void No_comment_is_commented_out_code() =>
        Repository.AssertNone(
            from file in Repository.Sources
            from line in file.Lines.Index()
            let text = line.Item.Trim()
            where text.StartsWith("// ", StringComparison.Ordinal) && text.EndsWith(';')
            select $"{file}:{line.Index + 1}: {text}"
        );

    /// <summary>A partial type is explained once.</summary>
    static bool IsPartOfAnother(SourceFile file, BaseTypeDeclarationSyntax type) =>
        type.Modifiers.Any(word => word.Text == "partial") && Path.GetFileName(file.Path).Split('.').Length > 2;
}
