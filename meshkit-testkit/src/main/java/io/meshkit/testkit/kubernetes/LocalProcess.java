// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that ends with this JVM, however that ends: a shell beside it kills it when its standard input closes. */
final class LocalProcess implements AutoCloseable {

    /** An API server whose etcd is gone takes a minute to end when it is asked to; so it is made to after five seconds. */
    private static final String LEASH = "exec 3<&0; p=$$; ( cat <&3 >/dev/null; kill $p 2>/dev/null;"
            + " for second in 1 2 3 4 5; do sleep 1; kill -0 $p 2>/dev/null || exit 0; done; kill -9 $p 2>/dev/null )"
            + " & exec \"$@\" 3<&- </dev/null";

    private static final int SHOWN_LINES = 25;

    private final String name;
    private final Process process;
    private final Path log;

    private LocalProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static LocalProcess start(Path program, List<String> arguments, Path folder) {
        String name = program.getFileName().toString();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, name, program.toString()));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new LocalProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Name, state and the end of the log, for messages. */
    String described() {
        String state = process.isAlive() ? "runs" : "ended with code " + process.exitValue();
        return name + " " + state + "; the end of " + log + ":\n" + tail();
    }

    private String tail() {
        try {
            List<String> lines = List.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
