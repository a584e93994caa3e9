// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps, of the errors of all branches of a {@code oneOf} or {@code anyOf}, those of the branch that was meant: not one of another type,
 * not one whose constant contradicts a key of the value, and then the one with fewest errors.
 */
final class BranchChoice {

    /**
     * An error worth telling.
     *
     * @param error the error
     * @param types for a wrong type, all types that some branch would have taken
     */
    record Kept(Error error, Set<String> types) {}

    private static final Set<String> CONSTANTS = Set.of("const", "enum");

    private BranchChoice() {}

    static List<Kept> collapse(List<Error> errors) {
        return collapse(errors, 0);
    }

    /** Goes in one junctor deeper with each call, so no deeper than the schema. */
    private static List<Kept> collapse(List<Error> errors, int position) {
        List<Kept> kept = new ArrayList<>();
        Map<String, Map<Integer, List<Error>>> junctors = new LinkedHashMap<>();
        for (Error error : errors) {
            EvaluationPath path = EvaluationPath.of(error.getEvaluationPath());
            Optional<EvaluationPath.Junctor> junctor = path.junctorFrom(position);
            if (junctor.isPresent()) {
                String key = key(
                        path.prefix(junctor.get().position() + 1),
                        location(error, junctor.get().depth()));
                junctors.computeIfAbsent(key, unused -> new TreeMap<>())
                        .computeIfAbsent(junctor.get().branch(), unused -> new ArrayList<>())
                        .add(error);
            }
        }
        for (Error error : errors) {
            EvaluationPath path = EvaluationPath.of(error.getEvaluationPath());
            if (path.junctorFrom(position).isPresent()) {
                continue;
            }
            String key = key(path.prefix(path.segments().size()), EvaluationPath.strings(error.getInstanceLocation()));
            if (!error.getKeyword().equals("oneOf") || !junctors.containsKey(key)) {
                kept.add(new Kept(error, types(List.of(error))));
            } else if (isAmbiguous(error)) {
                kept.add(new Kept(error, Set.of()));
                junctors.remove(key);
            }
        }
        junctors.values().forEach(branches -> kept.addAll(choose(branches, position)));
        return kept;
    }

    private static String key(String path, List<String> location) {
        return path + '\n' + String.join("/", location);
    }

    private static List<String> location(Error error, int depth) {
        List<String> location = EvaluationPath.strings(error.getInstanceLocation());
        return location.subList(0, Math.min(depth, location.size()));
    }

    /** Whether more than one branch of a {@code oneOf} fits, so that none is to blame. */
    private static boolean isAmbiguous(Error oneOf) {
        Object[] arguments = oneOf.getArguments();
        return arguments != null
                && arguments.length > 0
                && !String.valueOf(arguments[0]).equals("0");
    }

    private static List<Kept> choose(Map<Integer, List<Error>> branches, int position) {
        List<Error> any = branches.values().iterator().next();
        EvaluationPath.Junctor junctor = EvaluationPath.of(any.get(0).getEvaluationPath())
                .junctorFrom(position)
                .orElseThrow();
        int depth = junctor.depth();
        List<List<Error>> open = branches.values().stream()
                .filter(errors -> errors.stream().noneMatch(error -> isTypeOfAll(error, depth)))
                .toList();
        if (open.isEmpty()) {
            List<Error> wrongTypes = branches.values().stream()
                    .flatMap(errors -> errors.stream().filter(error -> isTypeOfAll(error, depth)))
                    .toList();
            return List.of(new Kept(wrongTypes.get(0), types(wrongTypes)));
        }
        List<List<Error>> meant = open.stream()
                .filter(errors -> errors.stream().noneMatch(error -> isDiscriminator(error, depth)))
                .toList();
        if (meant.isEmpty() && allowed(open, depth)) {
            return merged(open, depth);
        }
        List<Error> best = (meant.isEmpty() ? open : meant)
                .stream().min(Comparator.comparingInt(List::size)).orElseThrow();
        return collapse(best, junctor.position() + 2);
    }

    /** A wrong type of the very value that the branches were tried on. */
    private static boolean isTypeOfAll(Error error, int depth) {
        return error.getKeyword().equals("type") && error.getInstanceLocation().getNameCount() == depth;
    }

    /** A constant that a key of that value contradicts. */
    private static boolean isDiscriminator(Error error, int depth) {
        return CONSTANTS.contains(error.getKeyword())
                && error.getInstanceLocation().getNameCount() == depth + 1;
    }

    /** Whether every branch is ruled out by the same key, which then has no value of any branch. */
    private static boolean allowed(List<List<Error>> branches, int depth) {
        Set<String> keys = new LinkedHashSet<>();
        for (List<Error> branch : branches) {
            branch.stream()
                    .filter(error -> isDiscriminator(error, depth))
                    .findFirst()
                    .ifPresent(error -> keys.add(error.getInstanceLocation().toString()));
        }
        return keys.size() == 1;
    }

    private static List<Kept> merged(List<List<Error>> branches, int depth) {
        return branches.stream()
                .flatMap(errors -> errors.stream()
                        .filter(error -> isDiscriminator(error, depth))
                        .limit(1))
                .map(error -> new Kept(error, Set.of()))
                .toList();
    }

    private static Set<String> types(List<Error> errors) {
        Set<String> types = new LinkedHashSet<>();
        for (Error error : errors) {
            if (error.getKeyword().equals("type") && error.getSchemaNode() != null) {
                if (error.getSchemaNode().isArray()) {
                    error.getSchemaNode().forEach(type -> types.add(type.asString()));
                } else {
                    types.add(error.getSchemaNode().asString());
                }
            }
        }
        return types;
    }
}
