// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.AddressText;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** External services can be reached as they are written, and traits hold for one host and one port of them. */
final class ExternalServiceCheck implements PatternCheck {

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component component : pattern.components()) {
            boolean external = component.type().text().equals("ExternalService")
                    && component.apiVersion().isEmpty();
            if (external && component.settings().has("hosts")) {
                checkNames(component, findings);
                checkResolution(component, findings);
                checkPorts(component, findings);
                checkTraits(component, findings);
            }
        }
    }

    private static void report(FindingSink findings, Component component, Optional<Place> place, String message) {
        findings.report(PatternCodes.EXTERNAL_SERVICE
                .finding(message)
                .at(component.keyPlace())
                .at(place)
                .build());
    }

    private static void checkNames(Component component, FindingSink findings) {
        MapValue settings = component.settings();
        for (Value host : items(settings, "hosts")) {
            String name = host.toString().startsWith("*.") ? host.toString().substring(2) : host.toString();
            if (!AddressText.isHostName(name) && !AddressText.isAddress(host.toString())) {
                wrong(findings, component, host, "host", "is neither the name of a host nor an address");
            }
        }
        for (Value address : items(settings, "addresses")) {
            if (!AddressText.isAddressOrBlock(address.toString())) {
                wrong(findings, component, address, "address", "is neither an IP address nor a block of them");
            }
        }
        boolean fixed = settings.text("resolution").orElse("").equals("static");
        for (Value endpoint : items(settings, "endpoints")) {
            boolean name = !fixed && AddressText.isHostName(endpoint.toString());
            if (!name && !AddressText.isAddress(endpoint.toString())) {
                wrong(
                        findings,
                        component,
                        endpoint,
                        "endpoint",
                        fixed
                                ? "is no IP address, which resolution: static asks for"
                                : "is neither an IP address nor the name of a host");
            }
        }
    }

    private static ListValue items(MapValue settings, String list) {
        return settings.list(list).orElse(ListValue.EMPTY);
    }

    private static void wrong(FindingSink findings, Component component, Value written, String what, String complaint) {
        report(
                findings,
                component,
                written.place(),
                "the " + what + " \"" + written + "\" of " + component.key() + " " + complaint);
    }

    private static void checkResolution(Component component, FindingSink findings) {
        MapValue settings = component.settings();
        String resolution = settings.text("resolution").orElse("");
        boolean endpoints = settings.has("endpoints");
        Optional<Place> place = settings.keyPlace("resolution");
        if (resolution.equals("static") && !endpoints) {
            report(
                    findings,
                    component,
                    place,
                    "the addresses of " + component.key() + " are said to be static, but there are no endpoints");
        }
        if (resolution.equals("none") && endpoints) {
            report(
                    findings,
                    component,
                    settings.keyPlace("endpoints").or(() -> place),
                    component.key() + " has endpoints, but resolution: none goes by the address of the caller");
        }
        ListValue hosts = settings.list("hosts").orElse(ListValue.EMPTY);
        for (Value host : hosts) {
            boolean unnamed = host.toString().startsWith("*");
            if (unnamed && (resolution.equals("dns") || endpoints)) {
                report(
                        findings,
                        component,
                        host.place(),
                        host + " stands for many names, whose addresses are known to the caller alone; use resolution:"
                                + " none without endpoints");
            }
        }
    }

    private static void checkPorts(Component component, FindingSink findings) {
        Set<String> numbers = new HashSet<>();
        for (Value port : component.settings().list("ports").orElse(ListValue.EMPTY)) {
            Optional<Value> number = port instanceof MapValue map ? map.get("port") : Optional.empty();
            if (number.isPresent() && !numbers.add(number.get().toString())) {
                report(
                        findings,
                        component,
                        number.get().place(),
                        component.key() + " has the port " + number.get() + " twice");
            }
        }
    }

    private static void checkTraits(Component component, FindingSink findings) {
        if (component.traits().isEmpty()) {
            return;
        }
        for (String part : new String[] {"hosts", "ports"}) {
            int count = component.settings().list(part).map(ListValue::size).orElse(0);
            if (count > 1) {
                report(
                        findings,
                        component,
                        component.settings().keyPlace(part),
                        "traits hold for one host and one port, and " + component.key() + " has " + count + " " + part
                                + "; write an ExternalService for each");
            }
        }
    }
}
