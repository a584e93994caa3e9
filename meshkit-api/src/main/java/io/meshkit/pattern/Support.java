// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;

/**
 * How far a mesh can do one field of a trait, or all of it.
 *
 * @param field the way from the trait's settings; the root for the whole trait
 * @param verdict how far
 * @param reason why no further, one sentence; empty for native
 * @param workaround what to do instead, one sentence; may be empty
 * @param isHarmless whether leaving it out does none of the harm that its trait guards against ({@link TraitDefinition#harm()})
 * @since 0.1.0
 */
public record Support(JsonPointer field, Verdict verdict, String reason, String workaround, boolean isHarmless) {

    /**
     * Checks that a lesser verdict has a reason.
     *
     * @throws IllegalArgumentException when a verdict other than native comes without reason
     */
    public Support {
        requireNonNull(field, "field");
        requireNonNull(verdict, "verdict");
        requireNonNull(reason, "reason");
        requireNonNull(workaround, "workaround");
        if (verdict != Verdict.NATIVE && reason.isBlank()) {
            throw new IllegalArgumentException("a verdict of " + verdict + " says why; field \"" + field + "\"");
        }
    }

    /**
     * A verdict on something that does harm if it is left out of a trait that guards against harm.
     *
     * @param field the way from the trait's settings; the root for the whole trait
     * @param verdict how far
     * @param reason why no further, one sentence; empty for native
     * @param workaround what to do instead, one sentence; may be empty
     */
    public Support(JsonPointer field, Verdict verdict, String reason, String workaround) {
        this(field, verdict, reason, workaround, false);
    }

    /** The whole trait, with a feature of the mesh. */
    public static final Support NATIVE = new Support(JsonPointer.ROOT, Verdict.NATIVE, "", "");

    /**
     * Not all of it.
     *
     * @param field the way from the trait's settings, as text
     * @param reason what is missing
     * @param workaround what to do instead; may be empty
     * @return the verdict
     */
    public static Support partial(String field, String reason, String workaround) {
        return new Support(JsonPointer.parse(field), Verdict.PARTIAL, reason, workaround);
    }

    /**
     * By other means.
     *
     * @param field the way from the trait's settings, as text
     * @param reason by which means
     * @return the verdict
     */
    public static Support emulated(String field, String reason) {
        return new Support(JsonPointer.parse(field), Verdict.EMULATED, reason, "");
    }

    /**
     * Not at all.
     *
     * @param field the way from the trait's settings, as text
     * @param reason why
     * @param workaround what to do instead; may be empty
     * @return the verdict
     */
    public static Support none(String field, String reason, String workaround) {
        return new Support(JsonPointer.parse(field), Verdict.NONE, reason, workaround);
    }

    /**
     * Says that it may be left out, though its trait guards against harm: without it nobody gets further than with it. A rule that lets a
     * caller in is harmless to leave out as long as something else keeps out whom no rule lets in; a rule that keeps a caller out never is.
     * Counts where the mesh cannot do the field; there is no need to say it of traits that guard against nothing.
     *
     * @return the same verdict, marked as harmless
     */
    public Support harmless() {
        return new Support(field, verdict, reason, workaround, true);
    }
}
