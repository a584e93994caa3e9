// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of a page, by language and order. */
final class GuidePage {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private final String text;

    private GuidePage(String text) {
        this.text = text;
    }

    static GuidePage read(String path) throws IOException {
        return new GuidePage(Files.readString(root().resolve(path)));
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("meshkit-api"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(language)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }
}
