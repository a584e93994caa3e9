// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

/**
 * What code of others throws. All of it is the fault of one provider, also an {@link Error} and, from languages that do not declare
 * them, a checked exception; but after some errors the process itself is not sound any more.
 */
public final class ForeignFault {

    private ForeignFault() {}

    /**
     * Throws on what no one may go on after: the JVM is out of memory, or broken.
     *
     * @param thrown what code of others threw
     */
    public static void refuseFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
