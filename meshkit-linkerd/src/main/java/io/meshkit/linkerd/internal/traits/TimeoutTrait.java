// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;

/** Time limits by annotations on the Service; that of a request spans its tries (linkerd/website: reference/timeouts.md). */
public final class TimeoutTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Annotations.zeroDurations(trait, "request", "response", "idle"));
        if (LinkerdTargets.isProfiled(component, context)) {
            return List.of(LinkerdTargets.PROFILED);
        }
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "the time limits of Linkerd are for HTTP and gRPC requests, and " + ServiceProtocol.said(component),
                    ServiceProtocol.sayHttp(component)));
        }
        if (trait.map().has("idle")) {
            // linkerd/website:linkerd.io/content/2-edge/reference/timeouts.md
            support.add(Support.partial("/idle", "Linkerd limits how long a request may idle, not its connection", ""));
        }
        if (trait.map().has("connect")) {
            support.add(Support.none(
                    "/connect",
                    "Linkerd sets the limit for connecting on the caller's proxy, not for a service",
                    "annotate the callers' pods with config.linkerd.io/proxy-outbound-connect-timeout"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (List.of("request", "response", "idle").stream().noneMatch(trait.map()::has)) {
            return;
        }
        Draft service = LinkerdTargets.requests(component, context, drafts);
        Annotations.duration(trait, "request", service, "timeout.linkerd.io/request");
        Annotations.duration(trait, "response", service, "timeout.linkerd.io/response");
        Annotations.duration(trait, "idle", service, "timeout.linkerd.io/idle");
    }
}
