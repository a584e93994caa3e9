// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.SourceId;
import java.util.List;

/** What lies beside a pattern: where the locations in its imports lead. Immutable and thread-safe. */
interface Home {

    /** Of a text that lies nowhere. */
    Home NOWHERE = (path, limit) -> {
        String file = String.join("/", path);
        throw new ImportRefused("this pattern was read as a text, which lies in no folder, so " + file
                + " cannot be found; read it from its file, or import classpath:" + file);
    };

    /**
     * Reads what lies beside the pattern.
     *
     * @param path the steps of a path that goes down only
     * @param limit the most bytes to read
     * @return what was found
     * @throws ImportRefused when there is nothing, or nothing that may be read
     */
    Found find(List<String> path, long limit) throws ImportRefused;

    /**
     * A file or resource that was found.
     *
     * @param identity the same for the same file, however it was reached
     * @param source its name in findings
     * @param content its bytes
     * @param home what lies beside it
     */
    record Found(String identity, SourceId source, byte[] content, Home home) {}
}
