// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Draft;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An object under construction. */
final class DraftObject extends DraftTree implements Draft {

    private final ResourceKey key;
    private final Set<String> apiVersions = new TreeSet<>();
    private final Set<Ownership> ownerships = EnumSet.noneOf(Ownership.class);
    private final Set<ResourceKey> after = new TreeSet<>();
    private final Set<ResourceKey> serves = new TreeSet<>();
    private final Set<Writer> writers = new TreeSet<>();
    private final Map<String, Claim> claims = new TreeMap<>();
    private final List<Write> wholes = new ArrayList<>();
    private final DraftTree overlays;

    DraftObject(DraftBoard board, ResourceKey key) {
        super(board);
        this.key = key;
        this.overlays = new DraftTree(board);
    }

    @Override
    public ResourceKey key() {
        return key;
    }

    @Override
    public Draft set(String pointer, Value value) {
        super.set(pointer, value);
        return this;
    }

    @Override
    public Draft fallback(String pointer, Value value) {
        super.fallback(pointer, value);
        return this;
    }

    @Override
    public Draft ownership(Ownership part) {
        wrote();
        ownerships.add(part);
        return this;
    }

    @Override
    public Draft after(Draft other) {
        after.add(other.key());
        return this;
    }

    @Override
    public Draft serves(Draft other) {
        serves.add(other.key());
        return this;
    }

    @Override
    public Draft claim(String what, String why) {
        wrote();
        Claim claim = new Claim(what, why, key, board().writer());
        claims.merge(what, claim, (one, other) -> one.writer().compareTo(other.writer()) <= 0 ? one : other);
        return this;
    }

    @Override
    void wrote() {
        writers.add(board().writer());
        board().wrote(this);
    }

    /** Somebody asked for the draft; of several versions of the group the first in the alphabet holds, which v1 is. */
    void asked(String apiVersion) {
        wrote();
        apiVersions.add(apiVersion);
    }

    void whole(Resource resource) {
        wrote();
        ownerships.add(Ownership.WHOLE);
        Writer writer = board().writer();
        wholes.add(new Write(writer.located(resource.body()), writer));
    }

    /** Lays a value over what everybody else writes. */
    void overlay(Value value) {
        wrote();
        overlays.set("", value);
    }

    /** The whole object unless somebody asked for fields; to make it where it is missing wins over not to. */
    Ownership combinedOwnership() {
        if (ownerships.isEmpty() || ownerships.contains(Ownership.WHOLE)) {
            return Ownership.WHOLE;
        }
        return ownerships.contains(Ownership.FIELDS_OR_NEW) ? Ownership.FIELDS_OR_NEW : Ownership.FIELDS;
    }

    Collection<Claim> claims() {
        return claims.values();
    }

    TextValue apiVersion() {
        return TextValue.of(apiVersions.iterator().next());
    }

    boolean isDrafted() {
        return !apiVersions.isEmpty();
    }

    List<Write> wholes() {
        return wholes;
    }

    DraftTree overlays() {
        return overlays;
    }

    Set<Writer> writers() {
        return writers;
    }

    Set<ResourceKey> afterKeys() {
        return after;
    }

    Set<ResourceKey> servedKeys() {
        return serves;
    }
}
