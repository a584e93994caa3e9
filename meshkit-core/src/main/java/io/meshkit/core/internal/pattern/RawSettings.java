// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.RawKinds.RawKind;
import io.meshkit.core.internal.pattern.RawKinds.Scope;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the settings of a component that is one object say. They are the body of the object when they have a {@code spec}, when they name
 * their own {@code kind} or when the kind has no spec, and the spec itself otherwise, as Meshery wrote it; {@code metadata} are those of the
 * object in both forms.
 */
final class RawSettings {

    /** What says which object it is, or is the server's, and so is no part of its content. */
    private static final Set<String> NOT_CONTENT = Set.of("apiVersion", "kind", "metadata", "status");

    private final RawKind kind;
    private final Component component;
    private final MapValue settings;

    RawSettings(RawKind kind, Component component) {
        this.kind = kind;
        this.component = component;
        this.settings = component.settings();
    }

    /** Whether the content is the spec, not what lies beside it. */
    boolean isSpec() {
        return kind.hasSpec() && !isBody();
    }

    private boolean isBody() {
        return written(settings, "spec").isPresent()
                || settings.text("kind").filter(kind.kind()::equals).isPresent();
    }

    /** What is neither identity nor the server's. */
    MapValue content() {
        MapValue content = settings;
        for (String part : NOT_CONTENT) {
            content = content.without(part);
        }
        for (String part : List.of("name", "namespace")) {
            boolean identity =
                    written(content, part).filter(RawSettings::isScalar).isPresent();
            content = identity ? content.without(part) : content;
        }
        return written(content, "spec").isPresent() ? content : content.without("spec");
    }

    MapValue metadata() {
        return settings.map("metadata").orElse(MapValue.EMPTY);
    }

    /** Name or namespace as Meshery's tools wrote them into the settings. */
    Optional<Value> identity(String part) {
        return metadata()
                .get(part)
                .or(() -> settings.get(part))
                .filter(value -> value instanceof TextValue text && !text.text().isBlank());
    }

    private static Optional<Value> written(MapValue map, String part) {
        return map.get(part).filter(value -> !(value instanceof NullValue));
    }

    private static boolean isScalar(Value value) {
        return value instanceof TextValue || value instanceof NumberValue || value instanceof BooleanValue;
    }

    /**
     * Reports what the settings say that the object cannot be, or that would be lost.
     *
     * @param made the object that is made, as its keys in metadata tell
     */
    void check(MapValue made, FindingSink findings) {
        checkType(findings);
        checkForm(findings);
        checkMetadata(findings);
        for (String part : List.of("name", "namespace")) {
            checkIdentity(part, made.text(part), findings);
        }
        Optional<Value> status = written(settings, "status");
        if (status.filter(value -> !value.equals(MapValue.EMPTY)).isPresent()) {
            report(
                    findings,
                    PatternCodes.IDLE_SETTING.finding("the status of " + component.key()
                            + " is left out; it is for the server and its controllers to write"),
                    settings,
                    "status");
        }
    }

    private void checkType(FindingSink findings) {
        Map<String, String> type = new TreeMap<>(Map.of("apiVersion", kind.apiVersion(), "kind", kind.kind()));
        type.forEach((part, meant) -> written(settings, part)
                .filter(value -> !value.toString().equals(meant))
                .ifPresent(value -> report(
                        findings,
                        PatternCodes.OTHER_IDENTITY.finding("the settings of " + component.key() + " say " + part + ": "
                                + value + ", its type says " + meant + "; "
                                + (part.equals("kind")
                                        ? "make it the type, or write " + part + " into spec if it belongs there"
                                        : "write it as apiVersion of the service")),
                        settings,
                        part)));
    }

    private void checkForm(FindingSink findings) {
        boolean nothingBeside = kind.hasSpec() && kind.scope() != Scope.UNKNOWN && isBody();
        if (!nothingBeside) {
            return;
        }
        for (String part : content().keys()) {
            if (!part.equals("spec")) {
                report(
                        findings,
                        PatternCodes.EXCLUSIVE.finding(part + " stands beside the spec of " + component.key()
                                + ", and a " + kind.kind() + " has nothing there; write it into spec"),
                        settings,
                        part);
            }
        }
    }

    private void checkMetadata(FindingSink findings) {
        Optional<Value> metadata = written(settings, "metadata");
        if (metadata.isPresent() && !(metadata.get() instanceof MapValue)) {
            report(findings, wrongType("metadata", "a map"), settings, "metadata");
        }
        for (String part : List.of("labels", "annotations")) {
            boolean wrong = written(metadata(), part)
                    .filter(value -> !(value instanceof MapValue))
                    .isPresent();
            if (wrong) {
                report(findings, wrongType("metadata." + part, "a map"), metadata(), part);
            }
        }
    }

    private void checkIdentity(String part, Optional<String> made, FindingSink findings) {
        for (MapValue where : List.of(metadata(), settings)) {
            String name = where == settings ? part : "metadata." + part;
            Optional<Value> value = written(where, part);
            boolean inContent =
                    where == settings && value.filter(RawSettings::isScalar).isEmpty();
            if (value.isEmpty() || inContent) {
                continue;
            }
            if (!(value.get() instanceof TextValue text)) {
                report(findings, wrongType(name, "text; write it in quotes"), where, part);
            } else if (!text.text().isBlank()
                    && made.filter(text.text()::equals).isEmpty()) {
                report(
                        findings,
                        PatternCodes.IDLE_SETTING.finding(name + ": " + text.text() + " of " + component.key()
                                + " is left out; the object "
                                + made.map(other -> "has the " + part + " " + other)
                                        .orElse("has no " + part)),
                        where,
                        part);
            }
        }
    }

    private Finding.Builder wrongType(String part, String wanted) {
        return PatternCodes.WRONG_TYPE.finding(part + " of " + component.key() + " must be " + wanted);
    }

    private void report(FindingSink findings, Finding.Builder finding, MapValue where, String part) {
        Optional<Place> place = where.get(part).flatMap(Value::place);
        findings.report(finding.at(component.keyPlace())
                .at(where.keyPlace(part))
                .at(place)
                .build());
    }
}
