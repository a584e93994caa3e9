// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which cluster, and as whom: what a kubeconfig says, or where this process runs. No failure of reading it tells what stands in it.
 *
 * @param file the file; empty for the usual ones
 * @param context the context; empty for the current one
 */
record Kubeconfig(Optional<Path> file, Optional<String> context) {

    private static final Pattern PLACE = Pattern.compile("line:? (\\d+), column:? (\\d+)");

    /**
     * Reads it. A plug-in that it names is run for that, and fabric8 waits for it without limit.
     *
     * @param limit how long it may take
     * @throws StoreException when there is no configuration, or no such context
     */
    Config read(Duration limit) {
        if (file.isPresent() && !Files.isRegularFile(file.get())) {
            throw missing(file.get());
        }
        FutureTask<Config> reading = new FutureTask<>(this::parse);
        Thread thread = new Thread(reading, "meshkit-kubeconfig");
        thread.setDaemon(true);
        thread.start();
        try {
            return checked(reading.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            reading.cancel(true);
            throw new StoreException(
                    Reason.TIMEOUT,
                    null,
                    name() + " was not read within " + limit.toMillis() + " ms",
                    "Run the credential plug-in (exec) of the context by hand: it has to end by itself.",
                    null,
                    e);
        } catch (InterruptedException e) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            throw new StoreException(
                    Reason.INTERRUPTED,
                    null,
                    "interrupted while reading " + name(),
                    "Nothing to repair: the caller asked to stop.",
                    null,
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw unusable(name() + " cannot be used: " + e.getMessage());
        }
    }

    private Config parse() {
        try {
            return file.isPresent()
                    ? Config.fromKubeconfig(context.orElse(null), file.get().toFile())
                    : Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException e) {
            // A file that is no kubeconfig lets fabric8 fail in many ways, and parsers quote what they stumble over,
            // tokens too: neither their words nor the exception go on from here.
            throw unusable(where(e));
        }
    }

    private String where(RuntimeException unreadable) {
        for (Throwable at = unreadable; at != null; at = at.getCause()) {
            Matcher place = PLACE.matcher(String.valueOf(at.getMessage()));
            if (place.find()) {
                return name() + ":" + place.group(1) + ":" + place.group(2)
                        + " cannot be used: near there it is no YAML, or has another value than is expected";
            }
        }
        return name() + " cannot be used: it is empty or no kubeconfig ("
                + unreadable.getClass().getSimpleName() + ")";
    }

    private Config checked(Config config) {
        boolean found = config.getCurrentContext() != null
                && context.map(config.getCurrentContext().getName()::equals).orElse(true);
        if (found) {
            return config;
        }
        boolean inCluster = file.isEmpty() && (config.getOauthToken() != null || config.getAutoOAuthToken() != null);
        if (context.isEmpty() && (inCluster || !config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL))) {
            return config;
        }
        List<Path> files = files();
        throw files.isEmpty() ? noneFound() : withoutContext(files);
    }

    private StoreException withoutContext(List<Path> files) {
        Set<String> names = new TreeSet<>();
        Optional<String> wanted = context;
        for (Path one : files) {
            try (InputStream in = Files.newInputStream(one)) {
                io.fabric8.kubernetes.api.model.Config parsed =
                        Serialization.unmarshal(in, io.fabric8.kubernetes.api.model.Config.class);
                parsed.getContexts().stream().map(NamedContext::getName).forEach(names::add);
                wanted = wanted.or(
                        () -> Optional.ofNullable(parsed.getCurrentContext()).filter(name -> !name.isBlank()));
            } catch (IOException | RuntimeException e) {
                return unusable("the kubeconfig " + one + " cannot be read again");
            }
        }
        String where = "the kubeconfig " + files.stream().map(Path::toString).collect(Collectors.joining(" or "));
        String there = names.isEmpty() ? "it has no contexts" : "there are " + String.join(", ", names);
        return noContext(wanted.map(name -> where + " has no context \"" + name + "\"; " + there)
                .orElse(where + " names no current context; " + there));
    }

    private List<Path> files() {
        return file.map(List::of)
                .orElseGet(() -> Config.getKubeconfigFilenames().stream()
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .toList());
    }

    private String name() {
        return "the kubeconfig" + file.map(path -> " " + path).orElse("");
    }

    private static StoreException missing(Path file) {
        return new StoreException(
                Reason.CONNECTION, null, "there is no kubeconfig " + file, "Check the path.", null, null);
    }

    private static StoreException noneFound() {
        return new StoreException(
                Reason.CONNECTION,
                null,
                "no kubeconfig was found, and this process does not run in a cluster",
                "Name a kubeconfig in KUBECONFIG or write ~/.kube/config, and choose one of its contexts.",
                null,
                null);
    }

    private static StoreException unusable(String message) {
        return new StoreException(Reason.CONNECTION, null, message, "Mend that file, or name another one.", null, null);
    }

    private static StoreException noContext(String message) {
        return new StoreException(
                Reason.CONNECTION,
                null,
                message,
                "Name one of its contexts, or set it with kubectl config use-context NAME.",
                null,
                null);
    }
}
