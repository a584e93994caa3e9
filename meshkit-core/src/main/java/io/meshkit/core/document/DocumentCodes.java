// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.finding.Code;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The codes of findings about texts, before anybody asks what the texts mean.
 *
 * @since 0.1.0
 */
public final class DocumentCodes {

    private static final SortedMap<Code, String> MEANINGS = new TreeMap<>();

    /** The text is no YAML or no JSON; the document is left out and reading goes on at the next one. */
    public static final Code SYNTAX = code("MKP001", "the text is no YAML or no JSON; the document is left out");

    /** A key stands twice in one map; the last value counts. */
    public static final Code DUPLICATE_KEY = code("MKP002", "a key stands twice in one map");

    /** A plain scalar that other YAML readers take for something else. */
    public static final Code READ_DIFFERENTLY =
            code("MKP009", "Go's YAML readers, kubectl's among them, read this plain scalar as something else");

    /** A limit of the reader is exceeded; the document, or for limits on the whole text the rest of it, is left out. */
    public static final Code LIMIT = code("MKP080", "a limit on size, depth, aliases or documents is exceeded");

    /** An alias without an anchor before it, an alias inside its own anchor, or a merge of something that is no map. */
    public static final Code ALIAS = code("MKP081", "an alias or a merge key leads nowhere, in a circle, or to no map");

    /** A key that is a list or a map; the entry is left out. */
    public static final Code KEY = code("MKP082", "a key is a list or a map");

    /** A tag that does not fit its value or that is not known. */
    public static final Code TAG = code("MKP083", "a tag is unknown or does not fit its value");

    /** Bytes that are no UTF-8. */
    public static final Code ENCODING = code("MKP084", "the file is not UTF-8");

    /** A document that should be a Kubernetes object and lacks apiVersion, kind or metadata.name. */
    public static final Code NO_OBJECT = code("MKP085", "a document is no Kubernetes object");

    private DocumentCodes() {}

    private static Code code(String value, String meaning) {
        Code code = new Code(value);
        MEANINGS.put(code, meaning);
        return code;
    }

    /**
     * All codes with what they mean.
     *
     * @return one line per code, sorted by code, unmodifiable
     */
    public static Map<Code, String> meanings() {
        return Collections.unmodifiableMap(MEANINGS);
    }
}
