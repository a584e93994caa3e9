// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

/**
 * A plugin of MeshKit: adapters, traits, checks, dialects, actions and sites all come from one. The runtime finds providers with
 * {@link java.util.ServiceLoader}, makes each once per kit, asks {@code id}, {@code spiVersion}, {@code priority} and {@code info}, and
 * calls {@code create} of those it uses, when it first needs them. One provider that fails never keeps
 * the others from working; the {@link ProviderCatalog} tells what became of each.
 *
 * <p>Rules for implementers:
 *
 * <ol>
 *   <li>The class is public and has a public constructor without parameters, which does nothing: no files, no network, no threads.
 *   <li>{@code id} is of lower-case letters, digits and hyphens, begins with a letter, and is the same at every call.
 *   <li>{@code spiVersion} returns the constant {@link SpiVersion#CURRENT} itself.
 *   <li>{@code create} throws {@link NotApplicableException} when this provider has nothing to do in this process, for instance for want
 *       of a tool on the path; it is then skipped with that reason. Anything else that it throws makes it failed. In both
 *       cases the provider with the same id that it took the place of, if there is one, steps in.
 *   <li>{@code create} returns soon and does not wait for the network: it has no time limit, and the kit waits for it.
 * </ol>
 *
 * @since 0.1.0
 */
public interface Provider {

    /**
     * The name of what is provided. A provider with the id of a bundled one says that it replaces it.
     *
     * @return the id, such as {@code istio}
     */
    String id();

    /**
     * The version of the interfaces that the provider was built against.
     *
     * @return {@link SpiVersion#CURRENT}
     */
    int spiVersion();

    /**
     * Which of two providers of one id counts: the higher one. Equal priorities are an error. Bundled providers have -1.
     *
     * @return the priority; 0 unless overridden
     */
    default int priority() {
        return 0;
    }

    /**
     * What the provider says of itself.
     *
     * @return the description
     */
    ProviderInfo info();
}
