// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import io.meshkit.core.envoy.EnvoyAdmin;
import io.meshkit.testkit.process.FreePorts;
import io.meshkit.testkit.process.LocalProcess;
import io.meshkit.testkit.process.RealParts;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Envoy that Consul configures: the side-car of an instance, or a gateway. */
final class Sidecar implements AutoCloseable {

    private final LocalProcess process;
    private final int adminPort;
    private final EnvoyAdmin admin;

    private Sidecar(LocalProcess process, int adminPort) {
        this.process = process;
        this.adminPort = adminPort;
        this.admin = EnvoyAdmin.at(URI.create("http://127.0.0.1:" + adminPort));
    }

    static Sidecar start(String name, List<String> which, ConsulAgent agent, FreePorts ports, Path folder) {
        int adminPort = ports.next();
        List<String> arguments = new ArrayList<>(List.of("connect", "envoy"));
        arguments.addAll(which);
        arguments.addAll(List.of(
                "-http-addr=" + agent.httpAddress(),
                "-grpc-addr=" + agent.grpcAddress(),
                "-admin-bind=127.0.0.1:" + adminPort,
                // the list of Consul ends before every Envoy that is to be had as a wheel
                "-ignore-envoy-compatibility",
                "-envoy-binary=" + RealParts.program("envoy"),
                "--",
                "-l",
                "warning",
                "--concurrency",
                "1",
                // without it all proxies of a machine share one shared-memory id, and the second one dies
                "--disable-hot-restart",
                // else old connections keep old policies for minutes
                "--drain-time-s",
                "1",
                "--drain-strategy",
                "immediate"));
        Map<String, String> environment = new HashMap<>(Map.of("TMPDIR", folder.toString()));
        agent.token().ifPresent(token -> environment.put("CONSUL_HTTP_TOKEN", token));
        LocalProcess process =
                LocalProcess.start("envoy-" + name, RealParts.program("consul"), arguments, environment, folder);
        return new Sidecar(process, adminPort);
    }

    EnvoyAdmin admin() {
        return admin;
    }

    /** Where it can be asked, {@code HOST:PORT}. */
    String adminAddress() {
        return "127.0.0.1:" + adminPort;
    }

    LocalProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
