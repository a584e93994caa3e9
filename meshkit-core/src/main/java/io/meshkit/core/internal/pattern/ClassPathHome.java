// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A folder of the class path: what lies beside a pattern that came with a jar. */
final class ClassPathHome implements Home {

    static final String SCHEME = "classpath:";

    private final ClassLoader loader;
    private final List<String> folder;

    private ClassPathHome(ClassLoader loader, List<String> folder) {
        this.loader = loader;
        this.folder = folder;
    }

    static ClassPathHome root(ClassLoader loader) {
        return new ClassPathHome(loader, List.of());
    }

    @Override
    public Found find(List<String> path, long limit) throws ImportRefused {
        List<String> whole = new ArrayList<>(folder);
        whole.addAll(path);
        String name = String.join("/", whole);
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in == null) {
                throw new ImportRefused("there is no " + name + " on the class path; check the name and that its jar is"
                        + " on the class path");
            }
            byte[] content = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            Home home = new ClassPathHome(loader, whole.subList(0, whole.size() - 1));
            return new Found(SCHEME + name, new SourceId(SCHEME + name), content, home);
        } catch (IOException e) {
            throw new ImportRefused(name + " cannot be read from the class path ("
                    + e.getClass().getSimpleName() + " " + e.getMessage() + ")");
        }
    }
}
