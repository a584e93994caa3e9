// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a {@link LocalMesh} consists of. Immutable.
 *
 * @since 0.1.0
 */
public final class LocalMeshOptions {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final List<EchoRole> instances;
    private final List<EchoRole> remoteInstances;
    private final Set<String> ingress;
    private final boolean accessControl;
    private final boolean denyByDefault;
    private final boolean keepLogs;

    private LocalMeshOptions(Builder builder) {
        this.instances = List.copyOf(builder.instances);
        this.remoteInstances = List.copyOf(builder.remoteInstances);
        this.ingress = Set.copyOf(builder.ingress);
        this.accessControl = builder.accessControl;
        this.denyByDefault = builder.denyByDefault;
        this.keepLogs = builder.keepLogs;
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

    List<EchoRole> remoteInstances() {
        return remoteInstances;
    }

    Set<String> ingress() {
        return new TreeSet<>(ingress);
    }

    boolean accessControl() {
        return accessControl;
    }

    boolean denyByDefault() {
        return denyByDefault;
    }

    boolean keepLogs() {
        return keepLogs;
    }

    /** The names of the services, in both datacentres. */
    Set<String> services() {
        Set<String> services = new TreeSet<>();
        Stream.concat(instances.stream(), remoteInstances.stream()).forEach(role -> services.add(role.service()));
        return services;
    }

    /** Says what a mesh consists of. Not thread-safe. */
    public static final class Builder {

        private final List<EchoRole> instances = new ArrayList<>();
        private final List<EchoRole> remoteInstances = new ArrayList<>();
        private final Set<String> ingress = new TreeSet<>();
        private boolean accessControl;
        private boolean denyByDefault;
        private boolean keepLogs;

        private Builder() {}

        /**
         * Adds an instance of a service without a version. Each instance has a side-car; each may call every service.
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
         * @param version a DNS label, such as {@code v1}; its instances bear it as the metadata {@code version}
         * @return this builder
         */
        public Builder service(String service, String version) {
            instances.add(role(instances, service, version, Optional.empty()));
            return this;
        }

        /**
         * Adds an instance in a second datacentre, {@value LocalMesh#SECOND_DATACENTER}, which is then started too and joined to the
         * first one.
         *
         * @param service a DNS label
         * @param version a DNS label, or empty
         * @return this builder
         */
        public Builder remoteService(String service, String version) {
            remoteInstances.add(role(remoteInstances, service, version, Optional.of(LocalMesh.SECOND_DATACENTER)));
            return this;
        }

        /**
         * Makes a service reachable from outside through an ingress gateway.
         *
         * @param service a service of the first datacentre
         * @return this builder
         */
        public Builder ingress(String service) {
            ingress.add(service);
            return this;
        }

        /**
         * Turns access control lists on: nothing is allowed without a token.
         *
         * @return this builder
         */
        public Builder accessControl() {
            accessControl = true;
            return this;
        }

        /**
         * Refuses calls between services that no intention allows.
         *
         * @return this builder
         */
        public Builder denyByDefault() {
            denyByDefault = true;
            return this;
        }

        /**
         * Keeps the folder with the logs of all processes after the end.
         *
         * @return this builder
         */
        public Builder keepLogs() {
            keepLogs = true;
            return this;
        }

        /**
         * Checks and makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException for an ingress to a service that is not there
         */
        public LocalMeshOptions build() {
            for (String service : ingress) {
                if (instances.stream().noneMatch(role -> role.service().equals(service))) {
                    throw new IllegalArgumentException(
                            "the ingress leads to " + service + ", which is no service of the mesh");
                }
            }
            return new LocalMeshOptions(this);
        }

        private static EchoRole role(
                List<EchoRole> others, String service, String version, Optional<String> datacenter) {
            if (!NAME.matcher(service).matches()
                    || !(version.isEmpty() || NAME.matcher(version).matches())) {
                throw new IllegalArgumentException(
                        "services and versions are DNS labels (a-z, 0-9, inner hyphens); got " + service + " "
                                + version);
            }
            long same = others.stream()
                    .filter(role ->
                            role.service().equals(service) && role.version().equals(version))
                    .count();
            String name = EchoRole.of(service, version).instance()
                    + datacenter.map(place -> "-" + place).orElse("")
                    + (same == 0 ? "" : "-" + (same + 1));
            return new EchoRole(service, version, name);
        }
    }
}
