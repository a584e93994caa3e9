// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

/** How the programs end, as exit codes. */
final class Exit {

    /** Everything was done. */
    static final int DONE = 0;
    /** There are findings that keep it from being done, or steps failed. */
    static final int FINDINGS = 1;
    /** The words of the call are wrong. */
    static final int USAGE = 2;
    /** Something outside failed: a file, a cluster. */
    static final int OUTSIDE = 3;

    private Exit() {}
}
