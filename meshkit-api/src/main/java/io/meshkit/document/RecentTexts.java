// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that documents share, those read one after another too. Each text has two slots by its hash and drives out the older one
 * there. Texts are held weakly, so that one that is a secret is gone with its last document. Threads may miss what others put here, or
 * drive it out; that costs a copy and nothing else.
 */
final class RecentTexts {

    private static final int SETS = 2048;

    private final @Nullable WeakReference<String>[] slots = slots();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable WeakReference<String>[] slots() {
        return new WeakReference[2 * SETS];
    }

    String share(String text) {
        int hash = text.hashCode();
        int slot = 2 * ((hash ^ (hash >>> 11) ^ (hash >>> 22)) & (SETS - 1));
        WeakReference<String> newer = slots[slot];
        String kept = newer == null ? null : newer.get();
        if (kept != null && kept.equals(text)) {
            return kept;
        }
        WeakReference<String> older = slots[slot + 1];
        kept = older == null ? null : older.get();
        boolean found = kept != null && kept.equals(text);
        slots[slot] = found ? older : new WeakReference<>(text);
        slots[slot + 1] = newer;
        return found && kept != null ? kept : text;
    }
}
