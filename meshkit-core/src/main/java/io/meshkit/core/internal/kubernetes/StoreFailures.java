// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns refusals and faults into exceptions that name the object, the server's words and what to do. */
final class StoreFailures {

    private final String server;

    /**
     * Failures of one server.
     *
     * @param server its URL
     */
    StoreFailures(String server) {
        this.server = server;
    }

    /**
     * What was being done.
     *
     * @param verb the verb of Kubernetes, such as {@code patch}
     * @param subject what it was done to, in words
     * @param plural the name of the kind in paths with its group, for the remedy of a missing permission; may be empty
     * @param key the object; null when it was none
     */
    record Action(
            String verb,
            String subject,
            String plural,
            @Nullable ResourceKey key) {

        static Action on(String verb, ResourceKey key, String plural) {
            return new Action(verb, key.toString(), plural, key);
        }

        static Action ofKind(String verb, GroupKind kind, String plural) {
            return new Action(verb, "objects of kind " + kind, plural, null);
        }

        static Action of(String verb, String subject) {
            return new Action(verb, subject, "", null);
        }
    }

    StoreException refused(Action action, Refusal refusal) {
        String message = "the API server refused to " + action.verb() + " " + action.subject() + " (HTTP "
                + refusal.status() + "): " + refusal.message();
        return new StoreException(
                refusal.reason(), action.key(), message, remedy(action, refusal), refusal.rejection(), null);
    }

    /** A store exception, or an illegal state when the cluster was closed. */
    RuntimeException failed(Action action, TransportFault fault) {
        if (fault.kind() == TransportFault.Kind.CLOSED) {
            return new IllegalStateException("the cluster at " + server + " is closed", fault);
        }
        String tries = fault.attempts() > 1 ? " after " + fault.attempts() + " attempts" : "";
        String message = "could not " + action.verb() + " " + action.subject() + " at " + server + tries + ": "
                + fault.getMessage();
        return new StoreException(reason(fault), action.key(), message, remedy(fault), null, fault);
    }

    StoreException garbled(Action action, String what) {
        return new StoreException(
                Reason.SERVER,
                action.key(),
                "the answer of " + server + " when asked to " + action.verb() + " " + action.subject()
                        + " is not what an API server sends: " + what,
                "Check that " + server + " is the API server and not a proxy or login page in front of it.",
                null,
                null);
    }

    StoreException unknownKind(GroupKind kind, @Nullable ResourceKey key) {
        return new StoreException(
                Reason.UNKNOWN_KIND,
                key,
                "the API server at " + server + " does not serve the kind " + kind + (key == null ? "" : " of " + key),
                "Install the CustomResourceDefinition of " + kind + ", or correct apiVersion and kind.",
                null,
                null);
    }

    /** The group of a kind is served, but what serves it does not answer: whether the kind is there cannot be known. */
    StoreException silentGroup(GroupKind kind, String why) {
        return new StoreException(
                Reason.UNAVAILABLE,
                null,
                "the API server at " + server + " cannot say whether it serves the kind " + kind + ": " + why,
                "Look at the APIService of group \"" + kind.group()
                        + "\" and at the service behind it, or remove the APIService.",
                null,
                null);
    }

    StoreException unwritable(Action action, IllegalArgumentException cause) {
        return new StoreException(
                Reason.INVALID,
                action.key(),
                "could not write " + action.subject() + " as JSON: " + cause.getMessage(),
                "Use values that JSON has: texts, finite numbers, booleans, null, lists and maps.",
                null,
                cause);
    }

    static StoreException invalid(ResourceKey key, String message, String remedy) {
        return new StoreException(
                Reason.INVALID, key, message, remedy, new Rejection(Reason.INVALID, message, List.of()), null);
    }

    private static Reason reason(TransportFault fault) {
        return switch (fault.kind()) {
            case NOT_CONNECTED, NOT_TRUSTED, BROKEN -> Reason.CONNECTION;
            case TIMEOUT -> Reason.TIMEOUT;
            case INTERRUPTED -> Reason.INTERRUPTED;
            case TOO_LARGE -> Reason.SERVER;
            case CLOSED, NOT_SENT -> Reason.UNAUTHORIZED;
        };
    }

    private String remedy(TransportFault fault) {
        return switch (fault.kind()) {
            case NOT_CONNECTED ->
                "Check that an API server listens at " + server
                        + " and that this host reaches it; the URL comes from the current context of the kubeconfig.";
            case NOT_TRUSTED ->
                "Give the certificate authority of " + server
                        + " (certificate-authority-data of the kubeconfig), and check the host name in the URL.";
            case BROKEN -> "Read the object again: it is not known whether the request was carried out.";
            case TIMEOUT ->
                "Read the object again, and raise the time limit if the server is slow: it is not known "
                        + "whether the request was carried out.";
            case TOO_LARGE -> "Ask for smaller pages.";
            case INTERRUPTED -> "Nothing to repair: the caller asked to stop.";
            case CLOSED -> "Open the cluster anew; this one was closed.";
            case NOT_SENT ->
                "Check the credentials of the current context of the kubeconfig, for instance its exec plug-in.";
        };
    }

    private String remedy(Action action, Refusal refusal) {
        return switch (refusal.reason()) {
            case NOT_FOUND ->
                refusal.isMissingNamespace() ? "Create the namespace first." : "Check name and namespace.";
            case UNKNOWN_KIND -> "Install the CustomResourceDefinition of the kind, or correct apiVersion and kind.";
            case ALREADY_EXISTS -> "Read the object that is there, or choose another name.";
            case CHANGED -> "Read the object again and decide anew: somebody changed it in between.";
            case FIELD_CONFLICT ->
                "Leave these fields to " + managers(refusal) + ", or take them over by applying with force.";
            case INVALID -> "Correct the fields that the server names.";
            case IMMUTABLE -> "Replace the object (delete and create it) instead of changing it.";
            case UNAUTHORIZED -> "Log in again: the credentials of the current context are not accepted.";
            case FORBIDDEN ->
                refusal.isTerminatingNamespace()
                        ? "Wait until the namespace is gone, create it anew, and try again."
                        : "Grant " + grant(action) + ".";
            case EXPIRED -> "List anew: the server has forgotten the version asked for.";
            case UNAVAILABLE -> "Try again later; the server is overloaded or starting.";
            case TIMEOUT -> "Try again; the server did not finish in its own time.";
            case UNSUPPORTED -> "Use a Kubernetes version from 1.22 on: this server does not know such a request.";
            default ->
                refusal.isRedirect()
                        ? "Write the URL of the API server itself into the kubeconfig; " + server
                                + " is something in front of it, such as a login page."
                        : "Look into the log of the API server at " + server + " and of its admission webhooks.";
        };
    }

    private static String managers(Refusal refusal) {
        String names = refusal.causes().stream()
                .flatMap(cause -> cause.manager().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "their owner" : names;
    }

    private static String grant(Action action) {
        ResourceKey key = action.key();
        String where = key == null || key.namespace().isEmpty() ? "" : " in namespace " + key.namespace();
        String what = action.plural().isEmpty()
                ? "the access that the server names"
                : "the verb \"" + action.verb() + "\" on \"" + action.plural() + "\"" + where;
        return what + " to whoever is logged in, by a Role or ClusterRole and its binding";
    }
}
