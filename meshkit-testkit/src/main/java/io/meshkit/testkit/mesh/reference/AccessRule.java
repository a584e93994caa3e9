// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.util.List;
import java.util.Set;

/**
 * A rule of {@code access}.
 *
 * @param denies whether it refuses what it matches
 * @param anyone whether it names no callers
 * @param services names of callers
 * @param accounts service accounts of callers
 * @param namespaces namespaces of callers
 * @param blocks addresses of callers
 * @param methods the methods; empty for all
 * @param paths the paths, with a star at the end for all that begin so; empty for all
 * @param ports the ports of the service; empty for all
 * @param headers conditions on headers
 */
record AccessRule(
        boolean denies,
        boolean anyone,
        Set<String> services,
        Set<String> accounts,
        Set<String> namespaces,
        List<AddressBlock> blocks,
        Set<String> methods,
        List<String> paths,
        Set<Long> ports,
        List<TextCondition> headers) {

    boolean matches(Caller caller, ProxyRequest request, Set<Long> served) {
        return isFrom(caller) && isTo(request, served);
    }

    private boolean isFrom(Caller caller) {
        return anyone
                || services.contains(caller.service())
                || accounts.contains(caller.account())
                || namespaces.contains(caller.namespace())
                || blocks.stream().anyMatch(AddressBlock::holdsLoopback);
    }

    private boolean isTo(ProxyRequest request, Set<Long> served) {
        return (methods.isEmpty() || methods.contains(request.method()))
                && (paths.isEmpty() || paths.stream().anyMatch(path -> matches(path, request.path())))
                && (ports.isEmpty() || served.stream().anyMatch(ports::contains))
                && headers.stream().allMatch(each -> each.holds(request.fields().joined(each.name())));
    }

    private static boolean matches(String wanted, String path) {
        return wanted.endsWith("*") ? path.startsWith(wanted.substring(0, wanted.length() - 1)) : path.equals(wanted);
    }
}
