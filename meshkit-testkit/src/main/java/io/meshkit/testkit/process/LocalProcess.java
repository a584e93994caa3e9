// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ends with this JVM, however that ends: a shell beside it kills it when its standard input closes. Its output goes to
 * a file. Needs {@code /bin/sh}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LocalProcess implements AutoCloseable {

    /** An API server whose etcd is gone takes a minute to end when it is asked to; so it is made to after five seconds. */
    private static final String LEASH = "exec 3<&0; p=$$; ( cat <&3 >/dev/null; kill $p 2>/dev/null;"
            + " for second in 1 2 3 4 5; do sleep 1; kill -0 $p 2>/dev/null || exit 0; done; kill -9 $p 2>/dev/null )"
            + " & exec \"$@\" 3<&- </dev/null";

    private static final int SHOWN_LINES = 25;
    private static final int LONGEST_END_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Path log;

    private LocalProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program.
     *
     * @param name what to call it; its output goes to {@code NAME.log} in the folder
     * @param program its file
     * @param arguments its arguments; never secrets, since other users may see them
     * @param environment variables beside those of this JVM
     * @param folder the folder that it runs in
     * @return the running program, to be closed by the caller
     */
    public static LocalProcess start(
            String name, Path program, List<String> arguments, Map<String, String> environment, Path folder) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, name, program.toString()));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new LocalProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    /**
     * Whether it runs.
     *
     * @return false once it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Its process id.
     *
     * @return the id, of a process that may have ended
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Name, state and the end of the output, for messages.
     *
     * @return a few lines
     */
    public String described() {
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

    /** Ends it, by force when it does not end by itself in 10 s. A second call does nothing. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
