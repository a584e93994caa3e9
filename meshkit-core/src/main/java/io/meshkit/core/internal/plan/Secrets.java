// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.plan.SecretFields;
import io.meshkit.plan.SecretRef;
import io.meshkit.plan.SecretSource;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts secret values back where references stand for them: from the live object if it still has the value, else from a source. */
final class Secrets {

    private final LiveState live;
    private final SecretSource source;

    Secrets(LiveState live, SecretSource source) {
        this.live = live;
        this.source = source;
    }

    /**
     * A resource with what could be found, and what could not.
     *
     * @param resource the resource
     * @param missing the references that are left in it
     */
    record Resolved(Resource resource, List<SecretRef> missing) {}

    Resolved resolve(Resource resource) {
        List<SecretRef> missing = new ArrayList<>();
        MapValue body = resource.body();
        for (SecretRef reference : SecretFields.references(resource)) {
            Optional<Value> value = fromLive(reference).or(() -> fromSource(reference));
            if (value.isPresent()) {
                body = (MapValue) body.with(reference.field(), value.get());
            } else {
                missing.add(reference);
            }
        }
        return new Resolved(resource.withBody(body), missing);
    }

    private Optional<Value> fromLive(SecretRef reference) {
        return live.get(reference.resource())
                .map(LiveResource::resource)
                .flatMap(there -> there.body().find(reference.field()))
                .filter(reference::matches);
    }

    private Optional<Value> fromSource(SecretRef reference) {
        return source.read(reference).filter(reference::matches);
    }
}
