// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static java.util.Objects.requireNonNull;

import io.meshkit.testkit.mesh.EchoRole;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a {@link ReferenceMesh} consists of. Immutable.
 *
 * @since 0.1.0
 */
public final class ReferenceMeshOptions {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final List<EchoRole> instances;
    private final Map<String, String> namespaces;
    private final boolean denyByDefault;
    private final long seed;
    private final Clock clock;
    private final ProxyLimits limits;

    private ReferenceMeshOptions(Builder builder) {
        this.instances = List.copyOf(builder.instances);
        this.namespaces = new TreeMap<>(builder.namespaces);
        this.denyByDefault = builder.denyByDefault;
        this.seed = builder.seed;
        this.clock = builder.clock;
        this.limits = builder.limits;
    }

    /**
     * Begins with a mesh that has no service.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    List<EchoRole> instances() {
        return instances;
    }

    /** The namespace of each service. */
    Map<String, String> namespaces() {
        return namespaces;
    }

    boolean denyByDefault() {
        return denyByDefault;
    }

    long seed() {
        return seed;
    }

    Clock clock() {
        return clock;
    }

    ProxyLimits limits() {
        return limits;
    }

    /** Says what a mesh consists of. Not thread-safe. */
    public static final class Builder {

        private final List<EchoRole> instances = new ArrayList<>();
        private final Map<String, String> namespaces = new TreeMap<>();
        private boolean denyByDefault;
        private long seed = 1;
        private Clock clock = Clock.systemUTC();
        private ProxyLimits limits = ProxyLimits.DEFAULT;

        private Builder() {}

        /**
         * Adds an instance of a service without a version. Each service may call every service.
         *
         * @param service a DNS label, such as {@code web}
         * @return this builder
         */
        public Builder service(String service) {
            return service(service, "");
        }

        /**
         * Adds an instance of a version of a service. A second one of the same version gets a name of its own.
         *
         * @param service a DNS label, such as {@code api}
         * @param version a DNS label, such as {@code v1}; its instances bear it as the label {@code version}
         * @return this builder
         */
        public Builder service(String service, String version) {
            check(service);
            if (!version.isEmpty()) {
                check(version);
            }
            long same = instances.stream()
                    .filter(role ->
                            role.service().equals(service) && role.version().equals(version))
                    .count();
            String name = EchoRole.of(service, version).instance() + (same == 0 ? "" : "-" + (same + 1));
            if (instances.stream().anyMatch(role -> role.instance().equals(name))) {
                throw new IllegalArgumentException("two instances would be named " + name);
            }
            instances.add(new EchoRole(service, version, name));
            namespaces.putIfAbsent(service, "default");
            return this;
        }

        /**
         * Puts a service into a namespace; it is in {@code default} otherwise.
         *
         * @param service a service that has been added
         * @param namespace a DNS label
         * @return this builder
         */
        public Builder namespace(String service, String namespace) {
            check(namespace);
            if (namespaces.replace(service, namespace) == null) {
                throw new IllegalArgumentException("add the service " + service + " before its namespace");
            }
            return this;
        }

        /**
         * Refuses calls that no {@code access} speaks of.
         *
         * @return this builder
         */
        public Builder denyByDefault() {
            denyByDefault = true;
            return this;
        }

        /**
         * Sets the seed of all that is drawn, 1 unless set: the same calls one after the other meet the same versions again.
         *
         * @param value any number
         * @return this builder
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets the clock by which instances that a circuit breaker took out come back; the system's unless set. Time limits of requests
         * always go by the time that really passes.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = requireNonNull(value, "value");
            return this;
        }

        Builder limits(ProxyLimits value) {
            limits = value;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public ReferenceMeshOptions build() {
            return new ReferenceMeshOptions(this);
        }

        private static void check(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "services, versions and namespaces are DNS labels (a-z, 0-9, inner hyphens); got \"" + name
                                + "\"");
            }
        }
    }
}
