// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds constants that are codes, and what they mean: by an argument that says so, or else by their comment. */
final class CodeDeclarations extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final CodeCatalogue catalogue;
    private final Trees trees;
    private final Deque<String> classes = new ArrayDeque<>();

    CodeDeclarations(CodeCatalogue catalogue, Trees trees) {
        this.catalogue = catalogue;
        this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        classes.push(type.getSimpleName().toString());
        super.visitClass(type, unused);
        classes.pop();
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
        if (variable.getInitializer() != null && !classes.isEmpty()) {
            declared(variable, variable.getInitializer());
        }
        return super.visitVariable(variable, unused);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void unused) {
        Expressions.newCode(made).filter(CodeDeclarations::isCode).ifPresent(catalogue::entry);
        return super.visitNewClass(made, unused);
    }

    private void declared(VariableTree variable, ExpressionTree value) {
        Optional<String> made = Expressions.newCode(value);
        List<? extends ExpressionTree> arguments = value instanceof NewClassTree constant
                ? constant.getArguments()
                : value instanceof MethodInvocationTree call ? call.getArguments() : List.of();
        Optional<String> code = made.or(() -> arguments.stream()
                        .findFirst()
                        .filter(LiteralTree.class::isInstance)
                        .map(Expressions::text))
                .filter(CodeDeclarations::isCode);
        if (code.isEmpty()) {
            return;
        }
        String name = classes.peek() + "." + variable.getName();
        catalogue.declare(name, code.get());
        CodeCatalogue.Entry entry = catalogue.entry(code.get());
        ExpressionTree last = arguments.isEmpty() ? value : arguments.get(arguments.size() - 1);
        if (made.isEmpty()
                && arguments.size() > 1
                && last instanceof LiteralTree text
                && text.getValue() instanceof String) {
            entry.meanings().add(sentence(Expressions.text(last)));
        } else {
            Optional.ofNullable(trees.getDocComment(getCurrentPath()))
                    .ifPresent(comment -> entry.meanings().add(sentence(comment)));
        }
        arguments.stream()
                .map(Object::toString)
                .filter(argument -> argument.startsWith("Severity."))
                .forEach(argument -> entry.severities()
                        .add(argument.substring("Severity.".length()).toLowerCase(Locale.ROOT)));
    }

    private static boolean isCode(String text) {
        return text.matches("MK[A-Z]*-?[A-Z0-9-]+");
    }

    static String sentence(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\{@\\w+ ([^}]*)}", "$1");
        boolean name = line.split(" ")[0].matches("[a-z]+[A-Z].*");
        String begun = name ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
