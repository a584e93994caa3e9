// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.core.internal.proxy.ProxyWatch;
import io.meshkit.core.internal.proxy.Rejection;
import io.meshkit.core.internal.proxy.Rejection.Since;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.Place;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.Plan;
import io.meshkit.resource.ResourceKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what a rejection of a proxy means for a plan. A resource is taken for its cause when it bears the name of what was rejected or of
 * the service behind the proxy, and best when the proxy's words quote a text of it.
 *
 * <p>A rejection is an error, but for two kinds. What the proxy rejects as it did before, and no resource of the plan has to do with, is
 * somebody else's. And what it rejected before and was sent no more may have been mended by giving back what it goes on with, which a
 * control plane does not send again; unless its words quote a resource of the plan.
 */
final class RejectionFindings {

    private final List<DesiredResource> resources;
    private final Set<ResourceKey> changed;

    private RejectionFindings(List<DesiredResource> resources, Set<ResourceKey> changed) {
        this.resources = resources;
        this.changed = changed;
    }

    static RejectionFindings of(Plan plan) {
        return new RejectionFindings(
                plan.desired().resources().stream()
                        .sorted(Comparator.comparing(DesiredResource::key))
                        .toList(),
                plan.steps().stream()
                        .filter(step -> step instanceof ApplyStep && step.change() != Change.NO_CHANGE)
                        .map(step -> ((ApplyStep) step).key())
                        .collect(Collectors.toSet()));
    }

    /** For proxies that are asked for their own sake. */
    static RejectionFindings withoutPlan() {
        return new RejectionFindings(List.of(), Set.of());
    }

    /** A resource, and the part of it that the proxy quotes. */
    private record Quoted(DesiredResource resource, QuotedText text) {}

    Finding of(ProxyWatch proxy, Rejection rejection) {
        Optional<Quoted> quoted = quoted(rejection);
        List<DesiredResource> suspects =
                quoted.map(found -> List.of(found.resource())).orElseGet(() -> named(proxy, rejection));
        Severity severity = switch (rejection.since()) {
            case NEW -> Severity.ERROR;
            case REPEATED -> suspects.isEmpty() ? Severity.WARNING : Severity.ERROR;
            case EARLIER -> quoted.isPresent() ? Severity.ERROR : Severity.WARNING;
        };
        String message = message(proxy, rejection, suspects, severity);
        Finding.Builder finding = severity == Severity.ERROR
                ? Finding.error(PlanCodes.NOT_TAKEN_UP, message)
                : Finding.warning(PlanCodes.NOT_TAKEN_UP, message);
        finding.parameter("proxy", proxy.name())
                .parameter("service", proxy.service())
                .parameter("rejected", rejection.what())
                .parameter("words", rejection.words());
        quoted.ifPresent(
                found -> finding.pointer(found.text().pointer()).at(found.text().place()));
        if (suspects.size() == 1) {
            DesiredResource only = suspects.get(0);
            finding.resource(only.key());
            if (quoted.flatMap(found -> found.text().place()).isEmpty()) {
                finding.at(place(only));
            }
        } else {
            suspects.forEach(suspect -> finding.related(place(suspect), "made " + suspect.key()));
        }
        return finding.build();
    }

    /** Whether a resource of the plan may be the cause. */
    boolean concerns(ProxyWatch proxy, Rejection rejection) {
        return !named(proxy, rejection).isEmpty();
    }

    private static Optional<Place> place(DesiredResource resource) {
        return BodyPlaces.nearest(resource.resource().body(), JsonPointer.ROOT);
    }

    private static String message(
            ProxyWatch proxy, Rejection rejection, List<DesiredResource> suspects, Severity severity) {
        StringBuilder message = new StringBuilder("the proxy ").append(proxy.name());
        if (!proxy.service().isEmpty()) {
            message.append(" of ").append(proxy.service());
        }
        message.append(severity == Severity.ERROR ? " rejects " : " has rejected ")
                .append(rejection.what());
        if (rejection.words().isEmpty()) {
            message.append(", without telling why; the log of its control plane does.");
        } else {
            message.append(": ").append(rejection.words().strip()).append('.');
        }
        if (severity == Severity.ERROR) {
            message.append(origin(suspects)).append(" Until that is mended the proxy goes on with what it had.");
        } else if (rejection.since() == Since.REPEATED) {
            message.append(" It did so before, and nothing of this plan has to do with it.");
        } else {
            message.append(" Whether it was given since what it takes, it does not say.");
        }
        return message.toString();
    }

    private static String origin(List<DesiredResource> suspects) {
        if (suspects.isEmpty()) {
            return "";
        }
        String keys = suspects.stream().map(suspect -> suspect.key().toString()).collect(Collectors.joining(", "));
        return " It comes from " + (suspects.size() == 1 ? "" : "one of ") + keys + '.';
    }

    private Optional<Quoted> quoted(Rejection rejection) {
        return resources.stream()
                .flatMap(resource -> QuotedText.in(resource.resource().body(), rejection.words()).stream()
                        .map(text -> new Quoted(resource, text)))
                .max(Comparator.<Quoted>comparingInt(found -> found.text().length())
                        .thenComparing(found -> found.resource().key(), Comparator.reverseOrder()));
    }

    /** Those that the plan changes, else all. */
    private List<DesiredResource> named(ProxyWatch proxy, Rejection rejection) {
        Set<String> names = new HashSet<>(List.of(rejection.what().split("[^A-Za-z0-9-]+")));
        names.add(proxy.service());
        List<DesiredResource> all = resources.stream()
                .filter(resource -> names.contains(resource.key().name()))
                .toList();
        List<DesiredResource> ofThisPlan = all.stream()
                .filter(resource -> changed.contains(resource.key()))
                .toList();
        return ofThisPlan.isEmpty() ? all : ofThisPlan;
    }
}
