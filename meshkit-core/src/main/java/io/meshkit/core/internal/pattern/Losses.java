// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells what of the documents of a pattern and its imports {@link V1Document} does not write. What is empty is no loss. */
final class Losses {

    /** What the model has, what is written beside it, and what only tells the dialect. */
    private static final Set<String> KEPT_OF_ROOT = Set.of(
            "apiVersion",
            "kind",
            "name",
            "description",
            "version",
            "smpId",
            "patternID",
            "mesh",
            "vars",
            "services",
            "components",
            "schemaVersion");

    private static final Set<String> KEPT_OF_SERVICE = Set.of(
            "id",
            "name",
            "type",
            "apiVersion",
            "version",
            "namespace",
            "labels",
            "annotations",
            "dependsOn",
            "when",
            "settings",
            "traits",
            "extensions",
            V1Document.DRAWING,
            "isAnnotation");

    /** Of a component of a design: all that becomes type, apiVersion, name, settings and dependsOn. */
    private static final Set<String> KEPT_OF_COMPONENT = Set.of(
            "id",
            "styles",
            "configuration",
            "component/kind",
            "component/version",
            "metadata/dependsOn",
            "metadata/isAnnotation");

    /** Parts of a component that hold some of what is kept. */
    private static final Set<String> PARTS_OF_COMPONENT = Set.of("component", "metadata");

    /** What an imported pattern says of itself, which the whole cannot say. */
    private static final Set<String> OF_WHOLE = Set.of("description", "version", "smpId", "patternID");

    private final Pattern pattern;
    private final boolean isImported;
    private final Map<String, Optional<Place>> lost = new TreeMap<>();

    private Losses(Pattern pattern, boolean isImported) {
        this.pattern = pattern;
        this.isImported = isImported;
    }

    static List<Finding> of(Pattern pattern) {
        List<Finding> findings = new ArrayList<>();
        Set<SourceId> told = new HashSet<>();
        Deque<Losses> open = new ArrayDeque<>();
        open.add(new Losses(pattern, false));
        while (!open.isEmpty()) {
            Losses next = open.remove();
            // one file may be imported more than once
            if (told.add(next.pattern.source())) {
                findings.addAll(next.find());
            }
            next.pattern.imported().values().forEach(imported -> open.add(new Losses(imported, true)));
        }
        return findings;
    }

    private List<Finding> find() {
        List<Finding> findings = new ArrayList<>();
        MapValue root = pattern.root();
        for (MapValue.Entry entry : root) {
            String key = meant(entry.key());
            boolean kept = KEPT_OF_ROOT.contains(key) && !(isImported && OF_WHOLE.contains(key));
            if (!kept || isOutdone(key, entry.value(), root)) {
                lose(key, root, entry);
            }
        }
        report(isImported ? "the imported pattern" : "the pattern", findings);
        Map<String, MapValue> services = WrittenServices.of(pattern);
        for (Component component : pattern.components()) {
            MapValue written = services.getOrDefault(component.key(), MapValue.EMPTY);
            if (pattern.dialect().equals(Dialects.DESIGN)) {
                lookAtDesigned(component, written);
            } else {
                lookAt(component, written);
            }
        }
        report("its services", findings);
        return findings;
    }

    /** smpId and its older spelling are one part, and only one value of it is written. */
    private static boolean isOutdone(String key, Value value, MapValue root) {
        return key.equals("patternID")
                && Absent.text(root, "smpId").filter(id -> !id.equals(value)).isPresent();
    }

    /** One finding for all keys of a sort: a design has dozens that only its own tool reads. */
    private void report(String whose, List<Finding> findings) {
        if (!lost.isEmpty()) {
            findings.add(PatternCodes.NO_PLACE
                    .finding("these parts of " + whose + " have no place in " + Dialects.V1 + " and are left out: "
                            + String.join(", ", lost.keySet()))
                    .parameter("keys", String.join(",", lost.keySet()))
                    .at(lost.values().stream().flatMap(Optional::stream).min(Comparator.naturalOrder()))
                    .build());
        }
        lost.clear();
    }

    /** Blanks in keys are an older spelling of the same key. */
    private static String meant(String key) {
        return key.replace(" ", "");
    }

    private void lookAt(Component component, MapValue service) {
        for (MapValue.Entry entry : service) {
            String key = meant(entry.key());
            boolean told = key.equals("model") && saysModel(component, entry.value());
            if (!KEPT_OF_SERVICE.contains(key) && !told) {
                lose(key, service, entry);
            }
        }
    }

    private void lookAtDesigned(Component component, MapValue written) {
        for (MapValue.Entry entry : written) {
            String key = entry.key();
            if (PARTS_OF_COMPONENT.contains(key) && entry.value() instanceof MapValue part) {
                for (MapValue.Entry inner : part) {
                    String path = key + "/" + inner.key();
                    if (!KEPT_OF_COMPONENT.contains(path)) {
                        lose(key + "." + inner.key(), part, inner);
                    }
                }
            } else if (!KEPT_OF_COMPONENT.contains(key) && !isName(component, key, entry.value())) {
                lose(key, written, entry);
            }
        }
    }

    private static boolean isName(Component component, String key, Value value) {
        return key.equals("displayName")
                && value instanceof TextValue name
                && (name.equals(component.name()) || name.text().equals(component.key()));
    }

    /** Whether the type tells what the model told. */
    private static boolean saysModel(Component component, Value model) {
        String type = component.type().text();
        boolean suffixed = type.indexOf('.') > 0;
        return component.isDrawing()
                || suffixed
                || component.when().has("mesh")
                || model.toString().isBlank();
    }

    private void lose(String key, MapValue map, MapValue.Entry entry) {
        if (!isEmpty(entry.value())) {
            lost.putIfAbsent(key, map.keyPlace(entry.key()));
        }
    }

    private static boolean isEmpty(Value value) {
        return value instanceof NullValue
                || (value instanceof TextValue text && text.text().isBlank())
                || (value instanceof MapValue map && map.isEmpty())
                || (value instanceof ListValue list && list.size() == 0);
    }
}
