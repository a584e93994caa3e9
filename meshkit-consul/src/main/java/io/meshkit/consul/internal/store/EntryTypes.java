// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.spi.DocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The kinds of config entries that Consul has, from the table in {@code config-entries.yaml}. Immutable. */
final class EntryTypes {

    /** The group of config entries in keys. */
    static final String GROUP = "consul";

    private static final String TABLE = "/io/meshkit/consul/config-entries.yaml";

    private final Map<String, FieldType> byKind = new TreeMap<>();
    private final Map<String, String> byResource = new TreeMap<>();

    private EntryTypes(MapValue table) {
        table.forEach(entry -> {
            byKind.put(entry.key(), FieldType.of(entry.value()));
            byResource.put(entry.key().replace("-", ""), entry.key());
        });
    }

    static EntryTypes read(DocumentReader reader) {
        try (InputStream in = EntryTypes.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("the jar of meshkit-consul is broken: it has no " + TABLE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Value root =
                    reader.read(SourceText.of(TABLE, text)).documents().get(0).root();
            return new EntryTypes((MapValue) root);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar of meshkit-consul cannot be read", e);
        }
    }

    /** What a kind consists of; empty for kinds that Consul does not have. */
    Optional<FieldType> type(GroupKind kind) {
        return kind.group().equals(GROUP) ? Optional.ofNullable(byKind.get(kind.kind())) : Optional.empty();
    }

    /** The config entry that a resource of Consul's Kubernetes integration stands for, such as {@code service-router}. */
    Optional<String> ofResource(String kind) {
        return Optional.ofNullable(byResource.get(kind.toLowerCase(Locale.ROOT)));
    }

    /** All kinds. */
    Set<String> kinds() {
        return byKind.keySet();
    }
}
