// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Lets the callers of a rule in: objects that say who they are, and policies that let them in to a Server or a route. Their names have a
 * checksum of what they say, so that a changed rule makes new ones and no policy ever lets in callers that it was not made for.
 */
final class Authentication {

    static final String GROUP = "policy.linkerd.io";

    private static final String VERSION = GROUP + "/v1alpha1";
    private static final String MESH_TLS = "MeshTLSAuthentication";
    private static final String NETWORK = "NetworkAuthentication";

    private final Component component;
    private final RenderContext context;
    private final Drafts drafts;
    private final boolean isStrict;

    /** For a component; strict asks everybody for mutual TLS. */
    Authentication(Component component, RenderContext context, Drafts drafts, boolean isStrict) {
        this.component = component;
        this.context = context;
        this.drafts = drafts;
        this.isStrict = isStrict;
    }

    /** Adds policies for the callers of a rule to a Server or a route; gives the policies. */
    List<Draft> letIn(AccessRule rule, Draft target) {
        List<Draft> policies = new ArrayList<>();
        AccessCallers callers = rule.callers();
        ListValue identities = identities(callers);
        if (identities.size() > 0) {
            policies.add(policy(rule, target, List.of(named(rule, MESH_TLS, "identityRefs", identities))));
        }
        ListValue networks = networks(callers);
        if (networks.size() > 0) {
            List<Draft> asked = new ArrayList<>(List.of(named(rule, NETWORK, "networks", networks)));
            if (isStrict) {
                asked.add(anyIdentity(rule));
            }
            policies.add(policy(rule, target, asked));
        } else if (callers.isAnyone()) {
            policies.add(policy(rule, target, List.of(isStrict ? anyIdentity(rule) : anyNetwork(rule))));
        }
        return policies;
    }

    private static ListValue identities(AccessCallers callers) {
        List<Value> references = new ArrayList<>();
        for (Value account : callers.accounts()) {
            String namespace = AccessCallers.namespaceOf(account.toString());
            String name = account.toString().substring(namespace.length() + 1);
            references.add(MapValue.builder()
                    .put("kind", TextValue.of("ServiceAccount"))
                    .put("namespace", TextValue.of(namespace).at(account))
                    .put("name", TextValue.of(name).at(account))
                    .build());
        }
        for (Value namespace : callers.namespaces()) {
            references.add(MapValue.builder()
                    .put("kind", TextValue.of("Namespace"))
                    .put("name", namespace)
                    .build());
        }
        return ListValue.of(references);
    }

    private static ListValue networks(AccessCallers callers) {
        return ListValue.of(callers.blocks().stream()
                .map(block -> MapValue.of("cidr", block))
                .toList());
    }

    private Draft anyIdentity(AccessRule rule) {
        return named(rule, MESH_TLS, "identities", ListValue.of(TextValue.of("*")));
    }

    private Draft anyNetwork(AccessRule rule) {
        return named(
                rule,
                NETWORK,
                "networks",
                ListValue.of(
                        MapValue.of("cidr", TextValue.of("0.0.0.0/0")), MapValue.of("cidr", TextValue.of("::/0"))));
    }

    private Draft named(AccessRule rule, String kind, String field, ListValue who) {
        Draft draft = draft(kind, component.name() + "-" + rule.index() + "-" + checksum(field + who));
        draft.set("/spec/" + field, who);
        return draft;
    }

    private Draft policy(AccessRule rule, Draft target, List<Draft> asked) {
        String kind = target.key().groupKind().kind();
        List<Value> references = new ArrayList<>();
        StringBuilder said = new StringBuilder(kind).append(target.key().name());
        for (Draft one : asked) {
            String name = one.key().name();
            said.append(one.key());
            references.add(MapValue.builder()
                    .put("group", TextValue.of(GROUP))
                    .put("kind", TextValue.of(one.key().groupKind().kind()))
                    .put("name", TextValue.of(name))
                    .build());
        }
        Draft policy =
                draft("AuthorizationPolicy", component.name() + "-" + rule.index() + "-" + checksum(said.toString()));
        policy.set(
                "/spec/targetRef",
                MapValue.builder()
                        .put("group", TextValue.of(GROUP))
                        .put("kind", TextValue.of(kind))
                        .put("name", TextValue.of(target.key().name()))
                        .build());
        policy.set("/spec/requiredAuthenticationRefs", ListValue.of(references));
        asked.forEach(policy::after);
        return policy;
    }

    private Draft draft(String kind, String name) {
        return drafts.draft(VERSION, kind, context.namespaceOf(component), name);
    }

    /** Eight hexadecimal digits. */
    static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
