// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Trait;
import io.meshkit.plan.DesiredResource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells what became of the settings of traits. A setting is carried over when a value of an object has its place, or when it is the name of
 * an object or of a field; it is spoken of when a verdict or a finding is about it. A verdict of native on a setting alone says that it is
 * told by other settings, as the action of a rule is told by the policy that the rule stands in.
 */
final class CarriedOver {

    private final Pattern pattern;
    private final List<CapabilityReport.Line> lines;
    private final Set<Place> places = new HashSet<>();
    private final Set<Place> scalars = new HashSet<>();
    private final Map<Place, Set<String>> joined = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<Place> findings = new HashSet<>();
    private final Set<Place> errors = new HashSet<>();

    CarriedOver(Pattern pattern, RenderedPattern rendered) {
        this.pattern = pattern;
        this.lines = rendered.capabilities().lines();
        for (DesiredResource desired : rendered.desired().resources()) {
            name(desired.key().name());
            name(desired.key().namespace());
            collect(desired.resource().body());
        }
        for (Finding finding : rendered.report().findings()) {
            finding.place().ifPresent(findings::add);
            finding.place()
                    .filter(place -> finding.severity() == Severity.ERROR)
                    .ifPresent(errors::add);
        }
    }

    private void name(String name) {
        names.add(name.toLowerCase(Locale.ROOT));
    }

    private void collect(MapValue body) {
        Deque<Value> open = new ArrayDeque<>(List.of(body));
        while (!open.isEmpty()) {
            Value value = open.pop();
            value.place().ifPresent(places::add);
            if (value instanceof MapValue map) {
                map.forEach(entry -> {
                    name(entry.key());
                    open.push(entry.value());
                });
            } else if (value instanceof ListValue list) {
                list.forEach(open::push);
            } else {
                value.place().ifPresent(place -> {
                    scalars.add(place);
                    joined.computeIfAbsent(place, any -> new HashSet<>()).add(value.toString());
                });
            }
        }
    }

    /** The settings that are neither carried over nor spoken of, as {@code component.trait/way: value}. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        for (Component component : pattern.components()) {
            for (Trait trait : component.traits()) {
                List<Leaf> leaves = leaves(trait);
                boolean refused =
                        isRefused(component, trait) && leaves.stream().noneMatch(leaf -> isAt(scalars, leaf.value()));
                for (Leaf leaf : leaves) {
                    if (!refused && !isCarried(leaf) && !isSpokenOf(component, trait, leaf)) {
                        lost.add(component.key() + "." + trait.name() + leaf.way() + ": " + leaf.value());
                    }
                }
            }
        }
        return lost;
    }

    /** How many settings of each trait have a value at their place. */
    Map<String, Integer> carried() {
        Map<String, Integer> carried = new TreeMap<>();
        for (Component component : pattern.components()) {
            for (Trait trait : component.traits()) {
                leaves(trait).stream()
                        .filter(leaf -> isAt(scalars, leaf.value()))
                        .forEach(leaf -> carried.merge(trait.name(), 1, Integer::sum));
            }
        }
        return carried;
    }

    /**
     * A setting without parts.
     *
     * @param way where it stands in the settings
     * @param value what it is
     * @param around the values it stands in, the innermost last
     */
    private record Leaf(JsonPointer way, Value value, List<Value> around) {}

    private static List<Leaf> leaves(Trait trait) {
        List<Leaf> leaves = new ArrayList<>();
        Deque<Leaf> open = new ArrayDeque<>();
        open.push(new Leaf(JsonPointer.ROOT, trait.settings(), List.of()));
        while (!open.isEmpty()) {
            Leaf leaf = open.pop();
            List<Value> around = new ArrayList<>(leaf.around());
            around.add(leaf.value());
            if (leaf.value() instanceof MapValue map) {
                map.forEach(entry -> open.push(new Leaf(leaf.way().child(entry.key()), entry.value(), around)));
            } else if (leaf.value() instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    open.push(new Leaf(leaf.way().child(i), list.get(i), around));
                }
            } else {
                leaves.add(leaf);
            }
        }
        return leaves;
    }

    /** Whether some of a trait cannot be done, for which all of it may be left out. */
    private boolean isRefused(Component component, Trait trait) {
        return lines.stream()
                .anyMatch(line -> line.component().equals(component.key())
                        && line.trait().equals(trait.name())
                        && !line.support().verdict().isRendered());
    }

    /** Items of a list may be joined to one text at the list's place; a switch shows in how its map is rendered. */
    private boolean isCarried(Leaf leaf) {
        Value inner = leaf.around().get(leaf.around().size() - 1);
        return isAt(scalars, leaf.value())
                || names.contains(leaf.value().toString().toLowerCase(Locale.ROOT))
                || (inner instanceof ListValue && isJoined(plain(leaf.value()), inner))
                || (leaf.value() instanceof BooleanValue && isAt(places, inner));
    }

    /**
     * A refusal or an error speaks of all that is inside of where it stands; what is rendered in spite of its limits, or told by other
     * settings, is a word about the setting itself or the items of its list or map, and not about whatever may lie deeper.
     */
    private boolean isSpokenOf(Component component, Trait trait, Leaf leaf) {
        Value inner = leaf.around().get(leaf.around().size() - 1);
        if (isAt(findings, leaf.value())
                || (leaf.around().size() > 1 && isAt(findings, inner))
                || leaf.around().stream().skip(1).anyMatch(value -> isAt(errors, value))) {
            return true;
        }
        return lines.stream()
                .filter(line ->
                        line.component().equals(component.key()) && line.trait().equals(trait.name()))
                .map(CapabilityReport.Line::support)
                .anyMatch(support -> support.field().isPrefixOf(leaf.way())
                        && (!support.verdict().isRendered()
                                || !support.field().isRoot()
                                        && leaf.way().segments().size()
                                                        - support.field()
                                                                .segments()
                                                                .size()
                                                < 2));
    }

    /** Whether a text at the place of a list has a word of an item: 503 of 503, 500 of 500-504, unavailable of grpc:unavailable. */
    private boolean isJoined(String item, Value list) {
        return list.place().map(joined::get).stream()
                .flatMap(Set::stream)
                .anyMatch(text -> Stream.of(item.split("[:-]")).anyMatch(text::contains));
    }

    private static String plain(Value item) {
        return item instanceof NumberValue number
                ? number.decimal()
                        .map(decimal -> decimal.stripTrailingZeros().toPlainString())
                        .orElse(number.text())
                : item.toString();
    }

    private static boolean isAt(Set<Place> places, Value value) {
        return value.place().filter(places::contains).isPresent();
    }
}
