// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.plan.MeshProxy;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent of Consul is and with which token it is asked.
 *
 * @param base scheme, host and port
 * @param datacenter the datacentre asked for; empty for the agent's own
 * @param certificates a file with the certificates to trust, PEM; empty for those of the JVM
 * @param proxies the administration interfaces of the Envoys that the agent configures
 * @param token gives the token anew for each request; it is never in this address
 */
record ConsulAddress(
        URI base,
        Optional<String> datacenter,
        Optional<Path> certificates,
        List<MeshProxy> proxies,
        Supplier<Optional<String>> token) {

    private static final ErrorCode ADDRESS = new ErrorCode("MK-SITE-ADDRESS");
    private static final String PREFIX = "consul+";
    private static final Set<String> PARAMETERS = Set.of("ca-file", "dc", "envoy-admin", "token-env", "token-file");

    /**
     * Reads {@code consul+http://HOST:PORT} with the parameters {@code dc}, {@code token-file}, {@code token-env}, {@code ca-file} and
     * {@code envoy-admin}.
     * Without a source of the token, the variables of Consul's own command are used.
     */
    static ConsulAddress parse(URI where, Function<String, @Nullable String> environment) {
        if (where.getHost() == null || where.getUserInfo() != null) {
            throw malformed(where, "it has no host, or has somebody's name");
        }
        if (where.getPath() != null
                && !where.getPath().isEmpty()
                && !where.getPath().equals("/")) {
            throw malformed(where, "it has a path");
        }
        String scheme = where.getScheme().substring(PREFIX.length());
        int port = where.getPort() > 0 ? where.getPort() : scheme.equals("https") ? 8501 : 8500;
        Map<String, String> parameters = parameters(where);
        return new ConsulAddress(
                URI.create(scheme + "://" + where.getHost() + ":" + port),
                Optional.ofNullable(parameters.get("dc")),
                Optional.ofNullable(parameters.get("ca-file")).map(file -> path(where, file)),
                proxies(where, parameters.getOrDefault("envoy-admin", "")),
                token(where, parameters, environment));
    }

    private static Map<String, String> parameters(URI where) {
        Map<String, String> parameters = new TreeMap<>();
        if (where.getRawQuery() == null) {
            return parameters;
        }
        for (String part : where.getRawQuery().split("&")) {
            String[] pair = part.split("=", 2);
            if (pair.length != 2 || pair[1].isEmpty() || !PARAMETERS.contains(pair[0])) {
                throw malformed(
                        where,
                        "its parameters are not among "
                                + String.join(", ", PARAMETERS.stream().sorted().toList()));
            }
            // a plus is a plus in an address; only forms write blanks so
            String value = URLDecoder.decode(pair[1].replace("+", "%2B"), StandardCharsets.UTF_8);
            if (parameters.put(pair[0], value) != null) {
                throw malformed(where, "it has " + pair[0] + " twice");
            }
        }
        return parameters;
    }

    private static List<MeshProxy> proxies(URI where, String listed) {
        List<MeshProxy> proxies = new ArrayList<>();
        for (String one : listed.isEmpty() ? new String[0] : listed.split(",", -1)) {
            try {
                proxies.add(new MeshProxy.Admin(new URI("http://" + one)));
            } catch (URISyntaxException | IllegalArgumentException e) {
                // what stands before the host may be a password
                String shown = one.replaceFirst(".*@", "…@");
                throw malformed(where, "\"" + shown + "\" in envoy-admin is not HOST:PORT");
            }
        }
        return List.copyOf(proxies);
    }

    // the variables: https://developer.hashicorp.com/consul/commands#environment-variables
    private static Supplier<Optional<String>> token(
            URI where, Map<String, String> parameters, Function<String, @Nullable String> environment) {
        if (parameters.containsKey("token-env")) {
            String name = parameters.get("token-env");
            return () -> present(environment.apply(name));
        }
        String named = parameters.get("token-file");
        String file = named != null ? named : environment.apply("CONSUL_HTTP_TOKEN_FILE");
        if (file != null && !file.isEmpty()) {
            Path path = path(where, file);
            return () -> present(read(path));
        }
        return () -> present(environment.apply("CONSUL_HTTP_TOKEN"));
    }

    private static Optional<String> present(@Nullable String token) {
        return Optional.ofNullable(token).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new MeshKitException(
                    new ErrorCode("MK-FILE-READ"),
                    "The file " + file + " with the token for Consul cannot be read: " + e,
                    "Check the path and that the file may be read.",
                    e);
        }
    }

    private static Path path(URI where, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw malformed(where, "\"" + text + "\" is no path");
        }
    }

    private static MeshKitException malformed(URI where, String why) {
        return new MeshKitException(
                ADDRESS,
                "The address \"" + where.getScheme() + "://" + where.getHost() + "\" of Consul cannot be understood: "
                        + why + ".",
                "Write consul+http://HOST:PORT or consul+https://HOST:PORT, and behind it ?dc=NAME, token-file=PATH,"
                        + " token-env=VARIABLE, ca-file=PATH or envoy-admin=HOST:PORT,HOST:PORT, joined by &.");
    }
}
