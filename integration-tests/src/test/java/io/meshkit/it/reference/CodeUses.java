// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds how grave findings are, and what exceptions advise. */
final class CodeUses extends TreeScanner<@Nullable Void, @Nullable Void> {

    private static final Set<String> SEVERITIES = Set.of("error", "warning", "info");
    private static final Set<String> WITHOUT_REMEDY = Set.of("…", "null");

    private final CodeCatalogue catalogue;
    private final Deque<String> classes = new ArrayDeque<>();
    private String method = "";

    CodeUses(CodeCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        classes.push(type.getSimpleName().toString());
        super.visitClass(type, unused);
        classes.pop();
        return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
        method = tree.getName().toString();
        return super.visitMethod(tree, unused);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
        String called = call.getMethodSelect().toString();
        String name = called.substring(called.lastIndexOf('.') + 1);
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (SEVERITIES.contains(name) && !arguments.isEmpty()) {
            codes(arguments.get(0))
                    .forEach(code -> catalogue.entry(code).severities().add(name));
        } else if (called.equals("super") || called.equals("this")) {
            advice(arguments);
        }
        return super.visitMethodInvocation(call, unused);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void unused) {
        advice(made.getArguments());
        return super.visitNewClass(made, unused);
    }

    /** The arm of a switch that gives the remedy for a reason. */
    @Override
    public @Nullable Void visitCase(CaseTree arm, @Nullable Void unused) {
        Tree body = arm.getBody();
        if (method.equals("remedy") && body instanceof ExpressionStatementTree statement) {
            body = statement.getExpression();
        }
        if (method.equals("remedy") && body instanceof ExpressionTree result) {
            for (ExpressionTree label : arm.getExpressions()) {
                Optional.ofNullable(catalogue.codeOf("Reason." + label))
                        .ifPresent(code ->
                                Expressions.choices(result).forEach(text -> remedy(code, Expressions.text(text))));
            }
        }
        return super.visitCase(arm, unused);
    }

    /** Code, message and remedy; a store's failures have the resource in between. */
    private void advice(List<? extends ExpressionTree> arguments) {
        if (arguments.size() < 3) {
            return;
        }
        for (String code : codes(arguments.get(0))) {
            int at = code.startsWith("MK-STORE-") ? 3 : 2;
            if (arguments.size() > at) {
                remedy(code, Expressions.text(arguments.get(at)));
            }
        }
    }

    private void remedy(String code, String text) {
        if (!WITHOUT_REMEDY.contains(text.strip())) {
            catalogue.entry(code).remedies().add(CodeDeclarations.sentence(text));
        }
    }

    private List<String> codes(ExpressionTree expression) {
        List<String> codes = new ArrayList<>();
        for (ExpressionTree choice : Expressions.choices(expression)) {
            String name = choice.toString();
            Optional<String> code = Expressions.newCode(choice)
                    .or(() -> Optional.ofNullable(catalogue.codeOf(lastTwo(name))))
                    .or(() -> Optional.ofNullable(catalogue.codeOf(classes.peek() + "." + name)));
            code.ifPresent(codes::add);
        }
        return codes;
    }

    private static String lastTwo(String name) {
        int last = name.lastIndexOf('.');
        int before = last < 0 ? -1 : name.lastIndexOf('.', last - 1);
        return name.substring(before + 1);
    }
}
