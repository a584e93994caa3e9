// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.MapValue;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Desired states over a few names, so that two of them have much in common; edges never lead in a circle. */
final class RandomStates {

    static final int NOTED = 3;
    private static final int NAMES = 9;
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private final Random random;

    RandomStates(long seed) {
        random = new Random(seed);
    }

    /** Some whole objects, and notes in some of the objects {@code theirs-…}. */
    DesiredState next() {
        List<Integer> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            names.add(i);
        }
        Collections.shuffle(names, random);
        List<Integer> chosen = names.subList(0, random.nextInt(NAMES + 1));
        DesiredState.Builder state = DesiredState.of(Workbench.SET);
        for (int i = 0; i < chosen.size(); i++) {
            DesiredResource.Builder resource = DesiredResource.of(body("c-" + chosen.get(i)));
            for (int j = 0; j < i; j++) {
                if (random.nextInt(4) == 0) {
                    resource.after(key("c-" + chosen.get(j)));
                }
            }
            for (int j = i + 1; j < chosen.size(); j++) {
                if (random.nextInt(6) == 0) {
                    resource.serves(key("c-" + chosen.get(j)));
                }
            }
            state.add(resource.build());
        }
        for (int i = 0; i < NOTED; i++) {
            if (random.nextBoolean()) {
                state.add(DesiredResource.of(note("theirs-" + i, "n" + random.nextInt(2)))
                        .ownership(Ownership.FIELDS)
                        .build());
            }
        }
        return state.build();
    }

    private Resource body(String name) {
        MapValue.Builder data = MapValue.builder();
        for (String key : List.of("p", "q", "r")) {
            if (random.nextInt(3) > 0) {
                data.put(key, "v" + random.nextInt(2));
            }
        }
        return Resource.of(
                key(name),
                configMap(name, MapValue.builder()).put("data", data.build()).build());
    }

    static Resource note(String name, String note) {
        MapValue annotations = MapValue.builder().put("note", note).build();
        MapValue.Builder metadata = MapValue.builder().put("annotations", annotations);
        return Resource.of(key(name), configMap(name, metadata).build());
    }

    private static MapValue.Builder configMap(String name, MapValue.Builder metadata) {
        return MapValue.builder()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .put(
                        "metadata",
                        metadata.put("name", name).put("namespace", "default").build());
    }

    static ResourceKey key(String name) {
        return new ResourceKey(StoreId.UNBOUND, CONFIG_MAP, "default", name);
    }
}
