// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

import io.meshkit.ErrorCode;
import io.meshkit.spi.Provider;
import io.meshkit.spi.ProviderFailure;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the providers of one service. Every call into foreign code is guarded on its own: looking for the next one, loading it, making
 * it, and each method that describes it.
 *
 * @param <P> the provider interface
 */
final class ProviderDiscovery<P extends Provider> {

    /** So many failures in a row of one type and message mean that the loader does not get on. */
    private static final int SAME_IN_A_ROW = 3;

    private static final int FAILURES_IN_ALL = 1_000;
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    private final Class<P> service;
    private final List<Found<P>> found = new ArrayList<>();
    private final List<ProviderFailure> failures = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** A provider that answered all questions about itself. */
    record Found<P extends Provider>(P provider, String id, int priority, ProviderInfo info, String location) {
        String className() {
            return provider.getClass().getName();
        }
    }

    ProviderDiscovery(Class<P> service) {
        this.service = service;
    }

    /** Looks through a class loader. Classes that were met in an earlier loader are passed over. */
    void search(ClassLoader loader) {
        ServiceFiles files = ServiceFiles.read(service, loader);
        Iterator<ServiceLoader.Provider<P>> providers =
                ServiceLoader.load(service, loader).stream().iterator();
        @Nullable String last = null;
        int inARow = 0;
        int inAll = 0;
        while (inARow < SAME_IN_A_ROW && inAll < FAILURES_IN_ALL) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                take(providers.next(), files);
                inARow = 0;
                last = null;
            } catch (Throwable e) {
                ForeignFault.refuseFatal(e);
                String same = e.getClass() + ": " + e.getMessage();
                inARow = same.equals(last) ? inARow + 1 : 1;
                last = same;
                inAll++;
                failedToLoad(e, files, loader);
            }
        }
        failures.add(failure(
                CatalogCodes.GIVEN_UP,
                "",
                "",
                "Looking for providers of " + service.getName() + " failed again and again and was given up; "
                        + "providers further on in the class path may be missing. Remove the broken jar.",
                null));
    }

    /** Adds a provider that the application made itself. */
    void add(P provider) {
        describe(provider);
    }

    List<Found<P>> found() {
        return found;
    }

    List<ProviderFailure> failures() {
        return failures;
    }

    private void take(ServiceLoader.Provider<P> candidate, ServiceFiles files) {
        String className = candidate.type().getName();
        if (!seen.add(className)) {
            return;
        }
        P provider;
        try {
            provider = candidate.get();
        } catch (Throwable e) {
            Throwable cause = rootOf(e);
            ForeignFault.refuseFatal(cause);
            boolean linkage = cause instanceof LinkageError && !(cause instanceof ExceptionInInitializerError);
            String location = locationOf(candidate.type(), className, files);
            failures.add(failure(
                    linkage ? CatalogCodes.LINKAGE : CatalogCodes.CONSTRUCTOR,
                    className,
                    location,
                    named(className, location) + " could not be made: " + describe(cause)
                            + ". Constructors and static initialisers of providers do nothing; tell its maker.",
                    e));
            return;
        }
        describe(provider);
    }

    private void describe(P provider) {
        String className = provider.getClass().getName();
        String location = locationOf(provider.getClass(), className, null);
        try {
            int spiVersion = provider.spiVersion();
            if (spiVersion < SpiVersion.OLDEST_SUPPORTED || spiVersion > SpiVersion.CURRENT) {
                failures.add(failure(
                        CatalogCodes.SPI_VERSION,
                        className,
                        location,
                        named(className, location) + " was built against version " + spiVersion
                                + " of the provider interfaces; this runtime works with "
                                + SpiVersion.OLDEST_SUPPORTED + " to " + SpiVersion.CURRENT
                                + ". Take a version of the provider, or of meshkit-core, that fits.",
                        null));
                return;
            }
            String id = Objects.requireNonNull(provider.id(), "id() gave null");
            if (!ID.matcher(id).matches()) {
                failures.add(failure(
                        CatalogCodes.ID,
                        className,
                        location,
                        named(className, location) + " has the id \"" + id
                                + "\"; ids are of lower-case letters, digits and hyphens and begin with a letter.",
                        null));
                return;
            }
            ProviderInfo info = Objects.requireNonNull(provider.info(), "info() gave null");
            found.add(new Found<>(provider, id, provider.priority(), info, location));
        } catch (LinkageError e) {
            failures.add(failure(
                    CatalogCodes.LINKAGE,
                    className,
                    location,
                    named(className, location) + " does not fit this version of meshkit-api: " + describe(e)
                            + ". Take a version of it that was built against " + SpiVersion.CURRENT
                            + " of the provider interfaces.",
                    e));
        } catch (Throwable e) {
            ForeignFault.refuseFatal(e);
            failures.add(failure(
                    CatalogCodes.DESCRIPTION,
                    className,
                    location,
                    named(className, location) + " failed when asked who it is: " + describe(e) + ". Tell its maker.",
                    e));
        }
    }

    private void failedToLoad(Throwable error, ServiceFiles files, ClassLoader loader) {
        Optional<ServiceFiles.Line> line = lineOf(error, files, loader);
        String className = line.map(ServiceFiles.Line::className).orElse("");
        if (!className.isEmpty() && !seen.add(className)) {
            return;
        }
        String location = line.map(ServiceFiles.Line::location).orElse("");
        String message = loadMessage(error, line);
        // a class loader meets the broken files of its parents as well, and the parent is searched after it
        if (failures.stream().noneMatch(known -> known.message().equals(message))) {
            failures.add(failure(codeOf(error, line.isPresent()), className, location, message, error));
        }
    }

    private String loadMessage(Throwable error, Optional<ServiceFiles.Line> line) {
        String what = line.map(known -> "Provider " + known.className() + ", named in " + known.location() + ",")
                .orElse("A service file of " + service.getName());
        return what + " could not be loaded: " + describe(error)
                + ". Add the jar that is missing, or remove the one that names the provider.";
    }

    private static ErrorCode codeOf(Throwable error, boolean classKnown) {
        if (error instanceof LinkageError) {
            return CatalogCodes.LINKAGE;
        }
        if (!classKnown) {
            return CatalogCodes.FILE;
        }
        String message = String.valueOf(error.getMessage());
        // Wording of java.util.ServiceLoader; it has no error types of its own.
        return message.endsWith("not found") ? CatalogCodes.CLASS_MISSING : CatalogCodes.TYPE;
    }

    /** Which line of which service file an error is about: the one it names, else the next one that fails in the same way. */
    private Optional<ServiceFiles.Line> lineOf(Throwable error, ServiceFiles files, ClassLoader loader) {
        String message = String.valueOf(error.getMessage());
        List<ServiceFiles.Line> open = files.lines().stream()
                .filter(line -> !seen.contains(line.className()))
                .toList();
        if (error instanceof ServiceConfigurationError) {
            return open.stream()
                    .filter(line -> message.contains(": Provider " + line.className() + " ")
                            || message.contains(line.className() + " "))
                    .findFirst();
        }
        return open.stream()
                .filter(line -> failsAlike(line.className(), error, loader))
                .findFirst();
    }

    private static boolean failsAlike(String className, Throwable error, ClassLoader loader) {
        try {
            Class.forName(className, false, loader);
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return e.getClass() == error.getClass();
        }
    }

    private String locationOf(Class<?> type, String className, @Nullable ServiceFiles files) {
        CodeSource source = type.getProtectionDomain() == null
                ? null
                : type.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            return source.getLocation().toString();
        }
        if (files == null) {
            return "";
        }
        return files.lines().stream()
                .filter(line -> line.className().equals(className))
                .map(ServiceFiles.Line::location)
                .findFirst()
                .orElse("");
    }

    private ProviderFailure failure(
            ErrorCode code, String className, String location, String message, @Nullable Throwable cause) {
        return new ProviderFailure(code, service.getName(), className, location, message, Optional.ofNullable(cause));
    }

    private static String named(String className, String location) {
        return "Provider " + className + (location.isEmpty() ? "" : " in " + location);
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while ((root instanceof ServiceConfigurationError || root instanceof ExceptionInInitializerError)
                && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String describe(Throwable error) {
        String message = error.getMessage();
        String type = error.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }
}
