// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Digest;
import io.meshkit.plan.Revision;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.spi.ReadResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was applied in full, kept as compressed JSON without secrets. */
final class Revisions {

    private static final Logger LOG = LoggerFactory.getLogger(Revisions.class);
    private static final int FORM = 1;
    /** How many revisions are looked through for a resource that is not wanted any more. */
    private static final int SEARCHED = 10;

    private final ResourceStore store;
    private final DocumentWriter writer;
    private final Clock clock;

    Revisions(ResourceStore store, DocumentWriter writer, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** A revision with its content. */
    record Kept(Revision description, DesiredState state) {}

    List<Integer> numbers(SetId set) {
        return store.inventories().revisions(set);
    }

    Kept read(SetId set, int number) {
        MapValue kept = parse(set, number, content(set, number));
        boolean known =
                kept.get("revisionVersion").filter(NumberValue.of(FORM)::equals).isPresent();
        Optional<MapValue> state = kept.map("state");
        Optional<Instant> time = kept.text("time").flatMap(Revisions::instant);
        if (!known || state.isEmpty() || time.isEmpty()) {
            throw damaged(set, number, "it is not in the form of version " + FORM, null);
        }
        DesiredState desired = desired(set, number, state.get());
        Revision description = new Revision(
                number, time.get(), Digest.of(state.get()), desired.resources().size());
        return new Kept(description, desired);
    }

    private byte[] content(SetId set, int number) {
        try {
            return store.inventories().readRevision(set, number).orElseThrow(() -> absent(set, number));
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.DAMAGED) {
                throw e;
            }
            throw damaged(set, number, String.valueOf(e.getMessage()), e);
        }
    }

    /** The descriptions of those that can be read. One that cannot is told of in the log: whoever asks for it is told why. */
    List<Revision> descriptions(SetId set) {
        List<Revision> descriptions = new ArrayList<>();
        for (int number : numbers(set)) {
            try {
                descriptions.add(read(set, number).description());
            } catch (DamagedRevisionException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
        return List.copyOf(descriptions);
    }

    private DesiredState desired(SetId set, int number, MapValue state) {
        try {
            return DesiredState.from(state, store.id());
        } catch (MeshKitException e) {
            throw damaged(set, number, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The newest record of each of some resources, as far as the newest revisions have them.
     *
     * @param findings hears of revisions that cannot be read; they are passed over
     */
    List<DesiredResource> newest(SetId set, Set<ResourceKey> keys, List<Finding> findings) {
        List<Integer> numbers = numbers(set);
        Map<ResourceKey, DesiredResource> found = new TreeMap<>();
        int oldest = Math.max(0, numbers.size() - SEARCHED);
        for (int i = numbers.size() - 1; i >= oldest && found.size() < keys.size(); i--) {
            try {
                read(set, numbers.get(i)).state().resources().stream()
                        .filter(resource -> keys.contains(resource.key()))
                        .forEach(resource -> found.putIfAbsent(resource.key(), resource));
            } catch (DamagedRevisionException e) {
                findings.add(Finding.warning(PlanCodes.DAMAGED, String.valueOf(e.getMessage()))
                        .build());
            }
        }
        return List.copyOf(found.values());
    }

    /** The resources of the newest revision that can be read; none when none is kept. */
    List<DesiredResource> newest(SetId set, List<Finding> findings) {
        List<Integer> numbers = numbers(set);
        int oldest = Math.max(0, numbers.size() - SEARCHED);
        for (int i = numbers.size() - 1; i >= oldest; i--) {
            try {
                return read(set, numbers.get(i)).state().resources();
            } catch (DamagedRevisionException e) {
                findings.add(Finding.warning(PlanCodes.DAMAGED, String.valueOf(e.getMessage()))
                        .build());
            }
        }
        return List.of();
    }

    /** The number of the next revision. */
    int next(SetId set) {
        List<Integer> numbers = numbers(set);
        return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    }

    byte[] content(DesiredState state) {
        MapValue kept = MapValue.builder()
                .put("revisionVersion", FORM)
                .put("time", clock.instant().toString())
                .put("state", state.toValue())
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(writer.json(kept).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private MapValue parse(SetId set, int number, byte[] content) {
        String text;
        try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(content))) {
            byte[] bytes = zipped.readNBytes(SavedText.LARGEST + 1);
            if (bytes.length > SavedText.LARGEST) {
                throw damaged(set, number, "it is larger than " + SavedText.LARGEST + " bytes", null);
            }
            text = new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw damaged(set, number, "it cannot be unpacked", e);
        }
        ReadResult result = SavedText.reader().read(SourceText.of("revision " + number + " of " + set, text));
        if (result.report().hasErrors() || result.documents().size() != 1) {
            throw damaged(set, number, "it is no JSON document", null);
        }
        Value root = result.documents().get(0).root();
        if (root instanceof MapValue map) {
            return map;
        }
        throw damaged(set, number, "it is no map", null);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static MeshKitException absent(SetId set, int number) {
        return new MeshKitException(
                PlanCodes.NO_REVISION,
                "revision " + number + " of " + set + " is not kept.",
                "List the revisions of the set and name one of them.");
    }

    private static DamagedRevisionException damaged(SetId set, int number, String why, @Nullable Throwable cause) {
        return new DamagedRevisionException(
                "revision " + number + " of " + set + " cannot be read: " + why + ".", cause);
    }

    /** What is kept is not what was written. */
    private static final class DamagedRevisionException extends MeshKitException {

        private static final long serialVersionUID = 1L;

        DamagedRevisionException(String message, @Nullable Throwable cause) {
            super(PlanCodes.BAD_REVISION, message, "Roll back to another revision, or plan from the file.", cause);
        }
    }
}
