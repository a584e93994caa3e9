// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/**
 * How much a {@link YamlReader} takes from one text. Beyond a limit there is a located finding, never an exception. Immutable.
 *
 * @since 0.1.0
 */
public final class ReaderLimits {

    private static final ReaderLimits DEFAULTS = builder().build();

    private final int characters;
    private final int depth;
    private final int aliases;
    private final int aliasNodes;
    private final int documents;
    private final int findings;

    private ReaderLimits(Builder builder) {
        characters = builder.characters;
        depth = builder.depth;
        aliases = builder.aliases;
        aliasNodes = builder.aliasNodes;
        documents = builder.documents;
        findings = builder.findings;
    }

    /**
     * Limits that every hand-written file and every rendered chart stays below.
     *
     * @return 16 Mi characters, depth 100, 100 aliases to collections, 1 000 000 nodes through aliases, 10 000 documents, 1 000 findings
     */
    public static ReaderLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How long a text may be.
     *
     * @return UTF-16 characters
     */
    public int characters() {
        return characters;
    }

    /**
     * How deep maps and lists may be nested, what aliases bring included.
     *
     * @return levels
     */
    public int depth() {
        return depth;
    }

    /**
     * How many aliases in one document may lead to a map or a list.
     *
     * @return aliases
     */
    public int aliases() {
        return aliases;
    }

    /**
     * How many nodes one document may gain through aliases, each counted as often as a walk over the document meets it.
     *
     * @return nodes
     */
    public int aliasNodes() {
        return aliasNodes;
    }

    /**
     * How many documents are read from one text.
     *
     * @return documents
     */
    public int documents() {
        return documents;
    }

    /**
     * How many findings one text may have; one more says that others are left out.
     *
     * @return findings
     */
    public int findings() {
        return findings;
    }

    /** Collects limits. Each is at least 1. Not thread-safe. */
    public static final class Builder {

        private int characters = 16 * 1024 * 1024;
        private int depth = 100;
        private int aliases = 100;
        private int aliasNodes = 1_000_000;
        private int documents = 10_000;
        private int findings = 1_000;

        private Builder() {}

        /**
         * Limits the length of a text.
         *
         * @param most UTF-16 characters
         * @return this builder
         */
        public Builder characters(int most) {
            characters = positive(most);
            return this;
        }

        /**
         * Limits nesting.
         *
         * @param most levels; at most 1 000, because values are compared and printed by recursion
         * @return this builder
         */
        public Builder depth(int most) {
            if (most > 1_000) {
                throw new IllegalArgumentException("a depth of at most 1000 can be allowed; got " + most);
            }
            depth = positive(most);
            return this;
        }

        /**
         * Limits aliases to collections.
         *
         * @param most aliases
         * @return this builder
         */
        public Builder aliases(int most) {
            aliases = positive(most);
            return this;
        }

        /**
         * Limits what aliases expand to.
         *
         * @param most nodes
         * @return this builder
         */
        public Builder aliasNodes(int most) {
            aliasNodes = positive(most);
            return this;
        }

        /**
         * Limits the number of documents.
         *
         * @param most documents
         * @return this builder
         */
        public Builder documents(int most) {
            documents = positive(most);
            return this;
        }

        /**
         * Limits the number of findings.
         *
         * @param most findings
         * @return this builder
         */
        public Builder findings(int most) {
            findings = positive(most);
            return this;
        }

        /**
         * Gives the limits.
         *
         * @return the limits
         */
        public ReaderLimits build() {
            return new ReaderLimits(this);
        }

        private static int positive(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("a limit is at least 1; got " + most);
            }
            return most;
        }
    }
}
