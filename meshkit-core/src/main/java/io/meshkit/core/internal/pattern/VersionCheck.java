// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.Trait;
import java.util.List;
import java.util.Optional;

/** Versions that requests are sent to are declared in {@code settings.versions} of the service. */
final class VersionCheck implements PatternCheck {

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component component : pattern.components()) {
            for (Trait trait : component.traits()) {
                switch (trait.name()) {
                    case "trafficSplit" -> checkSplit(trait, component, findings);
                    case "route" -> checkRoute(trait, component, pattern, findings);
                    default -> {}
                }
            }
        }
    }

    private static void checkSplit(Trait trait, Component component, FindingSink findings) {
        MapValue weights = trait.map().map("weights").orElse(MapValue.EMPTY);
        for (String version : weights.keys()) {
            check(version, weights.keyPlace(version).or(trait::keyPlace), component, findings);
        }
    }

    private static void checkRoute(Trait trait, Component component, Pattern pattern, FindingSink findings) {
        for (Value rule : trait.map().list("rules").orElse(ListValue.EMPTY)) {
            ListValue targets = rule instanceof MapValue map ? map.list("to").orElse(ListValue.EMPTY) : ListValue.EMPTY;
            for (Value to : targets) {
                if (!(to instanceof MapValue target)) {
                    continue;
                }
                Optional<Value> version = target.get("version");
                Optional<Component> other = target.text("service").isEmpty()
                        ? Optional.of(component)
                        : pattern.service(target.text("service").get(), component);
                if (version.isPresent() && other.isPresent()) {
                    check(version.get().toString(), version.get().place().or(trait::keyPlace), other.get(), findings);
                }
            }
        }
    }

    private static void check(String version, Optional<Place> place, Component component, FindingSink findings) {
        Optional<MapValue> versions = component.settings().map("versions");
        List<String> declared = versions.map(MapValue::keys).orElse(List.of());
        if (declared.contains(version)) {
            return;
        }
        String what = declared.isEmpty()
                ? "; it declares none: add settings.versions"
                : Suggestion.sentence(version, declared);
        findings.report(PatternCodes.UNDEFINED_VERSION
                .finding(component.key() + " declares no version \"" + version + "\"" + what)
                .at(component.keyPlace())
                .at(place)
                .related(
                        versions.flatMap(map -> component.settings().keyPlace("versions")),
                        "the versions of " + component.key())
                .build());
    }
}
