// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import java.util.List;
import java.util.Optional;

/** What expressions in sources say. */
final class Expressions {

    private Expressions() {}

    /** The text of an expression, with an ellipsis for what is only known when it runs. */
    static String text(ExpressionTree expression) {
        if (expression instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        if (expression instanceof BinaryTree sum) {
            return text(sum.getLeftOperand()) + text(sum.getRightOperand());
        }
        return expression instanceof ParenthesizedTree inner ? text(inner.getExpression()) : "…";
    }

    /** The code in {@code new Code("…")} and {@code new ErrorCode("…")}. */
    static Optional<String> newCode(ExpressionTree expression) {
        if (expression instanceof NewClassTree made
                && List.of("Code", "ErrorCode").contains(made.getIdentifier().toString())
                && made.getArguments().size() == 1
                && made.getArguments().get(0) instanceof LiteralTree literal) {
            return Optional.of(String.valueOf(literal.getValue()));
        }
        return Optional.empty();
    }

    /** An expression, or both that it chooses from. */
    static List<ExpressionTree> choices(ExpressionTree expression) {
        return expression instanceof ConditionalExpressionTree choice
                ? List.of(choice.getTrueExpression(), choice.getFalseExpression())
                : List.of(expression);
    }
}
