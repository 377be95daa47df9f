using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Primacy.Tests.Tidy;

/// <summary>
/// Counts the decisions of a method, as McCabe does, with one difference: a switch is one decision however many arms it
/// has, because a table that is read at a glance is what the house asks for. Conditions inside the arms count.
/// </summary>
static class Complexity
{
    public static int Of(SyntaxNode method) =>
        1
        + method.DescendantNodes(node => node == method || node is not LocalFunctionStatementSyntax).Count(IsDecision);

    static bool IsDecision(SyntaxNode node) =>
        node.Kind()
            is SyntaxKind.IfStatement
                or SyntaxKind.ForStatement
                or SyntaxKind.ForEachStatement
                or SyntaxKind.ForEachVariableStatement
                or SyntaxKind.WhileStatement
                or SyntaxKind.DoStatement
                or SyntaxKind.CatchClause
                or SyntaxKind.ConditionalExpression
                or SyntaxKind.CoalesceExpression
                or SyntaxKind.LogicalAndExpression
                or SyntaxKind.LogicalOrExpression
                or SyntaxKind.SwitchStatement
                or SyntaxKind.SwitchExpression
                or SyntaxKind.WhenClause;
}
