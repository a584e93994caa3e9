// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one object of what its writers want. A value that is set holds; {@code each} fills items that do not say otherwise, fallbacks fill
 * what is left, overlays are laid over all of it. Keys are sorted, so that the same wishes give the same bytes.
 */
final class DraftAssembly {

    private final DraftObject object;
    private final FindingSink findings;

    DraftAssembly(DraftObject object, FindingSink findings) {
        this.object = object;
        this.findings = findings;
    }

    Resource assemble() {
        boolean untouched = !object.isDrafted()
                && object.sets().isEmpty()
                && object.lists().isEmpty()
                && object.overlays().sets().isEmpty();
        if (untouched) {
            return Resource.of(object.key(), whole());
        }
        if (!object.wholes().isEmpty()) {
            object.sets()
                    .computeIfAbsent(JsonPointer.ROOT, at -> new ArrayList<>())
                    .add(new Write(whole(), object.wholes().get(0).writer()));
        }
        if (object.isDrafted() && object.wholes().isEmpty()) {
            identify();
        }
        Branch branch = branch(object, new DraftTree(object.board()));
        Branch overlays = branch(object.overlays(), new DraftTree(object.board()));
        branch.overlay(overlays);
        return Resource.of(object.key(), branch.map());
    }

    /** The body that was added; a second one with other content is refused. */
    private MapValue whole() {
        List<Write> sorted = object.wholes().stream()
                .sorted(Comparator.comparing(Write::writer))
                .toList();
        Write first = sorted.get(0);
        for (Write other : sorted) {
            if (!other.value().equals(first.value())) {
                findings.report(Conflict.of(object.key(), JsonPointer.ROOT, first, other));
            }
        }
        return (MapValue) first.value();
    }

    private void identify() {
        Writer first = object.writers().iterator().next();
        fix("/apiVersion", object.apiVersion(), first);
        fix("/kind", TextValue.of(object.key().groupKind().kind()), first);
        fix("/metadata/name", TextValue.of(object.key().name()), first);
        if (!object.key().namespace().isEmpty()) {
            fix("/metadata/namespace", TextValue.of(object.key().namespace()), first);
        }
    }

    /** Identity is what the key says; whoever writes the same has a nearer place for it. */
    private void fix(String pointer, TextValue value, Writer writer) {
        JsonPointer at = JsonPointer.parse(pointer);
        List<Write> written = object.sets().getOrDefault(at, List.of());
        boolean said = !written.isEmpty()
                && written.stream().allMatch(write -> write.value().equals(value));
        if (!said) {
            object.sets().put(at, new ArrayList<>(List.of(new Write(writer.located(value), writer))));
        }
    }

    /** Items of lists are nested as deep as renderers nest them, so this ends. */
    private Branch branch(DraftTree tree, DraftTree each) {
        Branch branch = new Branch(object.key(), findings);
        tree.sets().forEach((pointer, writes) -> branch.set(pointer, writes));
        Set<JsonPointer> taken = new TreeSet<>(tree.sets().keySet());
        taken.addAll(tree.lists().keySet());

        Map<JsonPointer, DraftItems> lists = new TreeMap<>(tree.lists());
        each.sets().forEach((pointer, writes) -> {
            if (isFree(pointer, taken)) {
                branch.set(pointer, writes);
            }
        });
        each.lists().forEach((pointer, items) -> {
            if (isFree(pointer, taken)) {
                lists.put(pointer, items);
            }
        });
        taken.addAll(each.sets().keySet());
        taken.addAll(lists.keySet());

        fallBack(tree, taken, branch);
        taken.addAll(tree.fallbacks().keySet());
        fallBack(each, taken, branch);
        lists.forEach((pointer, items) -> {
            ListValue list = list(items);
            if (list.size() > 0) {
                branch.set(pointer, List.of(new Write(list, firstWriter())));
            }
        });
        return branch;
    }

    private Writer firstWriter() {
        return object.writers().iterator().next();
    }

    private static void fallBack(DraftTree tree, Set<JsonPointer> taken, Branch branch) {
        tree.fallbacks().forEach((pointer, writes) -> {
            if (isFree(pointer, taken)) {
                branch.set(pointer, writes);
            }
        });
    }

    /** Whether nobody writes at the pointer, around it or inside it. */
    private static boolean isFree(JsonPointer pointer, Set<JsonPointer> taken) {
        return taken.stream().noneMatch(other -> other.isPrefixOf(pointer) || pointer.isPrefixOf(other));
    }

    private ListValue list(DraftItems items) {
        List<Value> values = new ArrayList<>();
        for (DraftTree item : items.inOrder()) {
            MapValue value = branch(item, items.forEach()).map();
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values.isEmpty() ? ListValue.EMPTY : ListValue.of(values).at(values.get(0));
    }
}
