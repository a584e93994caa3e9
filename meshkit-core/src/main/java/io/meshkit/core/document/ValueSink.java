// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;

/** Takes the nodes of a value in the order of a text. */
interface ValueSink {

    void startMap(MapValue map);

    void endMap();

    void startList(ListValue list);

    void endList();

    void key(String key);

    /** Takes a value that is neither map nor list. */
    void scalar(Value value);
}
