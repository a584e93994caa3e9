// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the service files of the class path name, before anything is loaded: so a class that cannot be loaded is known by its jar. */
final class ServiceFiles {

    private static final int MOST_LINES = 10_000;

    private final List<Line> lines = new ArrayList<>();

    /** A class named in a service file. */
    record Line(String className, String file, int number) {
        String location() {
            return file + ":" + number;
        }
    }

    private ServiceFiles() {}

    static ServiceFiles read(Class<?> service, ClassLoader loader) {
        ServiceFiles files = new ServiceFiles();
        String name = "META-INF/services/" + service.getName();
        try {
            for (URL file : Collections.list(loader.getResources(name))) {
                files.read(file);
            }
        } catch (IOException e) {
            // The service loader meets the same fault and reports it.
            return files;
        }
        return files;
    }

    private void read(URL file) {
        try {
            URLConnection connection = file.openConnection();
            connection.setUseCaches(false);
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                for (int number = 1; (line = reader.readLine()) != null && number <= MOST_LINES; number++) {
                    int comment = line.indexOf('#');
                    String className = (comment < 0 ? line : line.substring(0, comment)).strip();
                    if (!className.isEmpty()) {
                        lines.add(new Line(className, file.toString(), number));
                    }
                }
            }
        } catch (IOException e) {
            // The service loader meets the same fault and reports it; the other files are still worth reading.
            return;
        }
    }

    /** All classes named, in the order in which the service loader meets them. */
    List<Line> lines() {
        return lines;
    }
}
