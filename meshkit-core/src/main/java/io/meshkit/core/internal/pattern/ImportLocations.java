// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.Home.Found;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Finds what imports name: files below the folder of the importing one, and resources of the class path. Nothing else, no network. */
final class ImportLocations {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Supplier<ClassLoader> loader;

    ImportLocations(Supplier<ClassLoader> loader) {
        this.loader = loader;
    }

    /** What an import names, with the content it promises. */
    Found find(ImportText text, Home home, long limit) throws ImportRefused {
        String location = text.location();
        boolean onClassPath = location.startsWith(ClassPathHome.SCHEME);
        if (!onClassPath) {
            refuseScheme(location);
        }
        List<String> path = steps(onClassPath ? location.substring(ClassPathHome.SCHEME.length()) : location, location);
        Found found = (onClassPath ? ClassPathHome.root(loader.get()) : home).find(path, limit);
        check(text.checksum(), found.content());
        return found;
    }

    private static void refuseScheme(String location) throws ImportRefused {
        var scheme = SCHEME.matcher(location);
        if (scheme.matches()) {
            String path = location.contains("?") ? location.substring(0, location.indexOf('?')) : location;
            String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            throw new ImportRefused("imports by " + scheme.group(1).toLowerCase(Locale.ROOT)
                    + ": are not read; put the file beside this one and write $(#use ./" + name
                    + "), with sha256:… behind it if it must not change");
        }
    }

    /** The steps of a path that goes down only. */
    private static List<String> steps(String path, String location) throws ImportRefused {
        if (path.isBlank()) {
            throw new ImportRefused(
                    "the import names nothing; write $(#use ./other.yaml) or $(#use classpath:other.yaml)");
        }
        if (path.startsWith("/") || path.startsWith("~") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
            throw new ImportRefused(location
                    + " is no path from the folder of the importing file down; write it as ./folder/other.yaml");
        }
        List<String> steps = new ArrayList<>();
        for (String step : path.split("/")) {
            if (step.equals("..")) {
                throw new ImportRefused(location
                        + " leads out of the folder of the importing file; put the file into that folder or below");
            }
            if (!step.isEmpty() && !step.equals(".")) {
                steps.add(step);
            }
        }
        if (steps.isEmpty()) {
            throw new ImportRefused(location + " names a folder; name a file in it");
        }
        return steps;
    }

    private static void check(Optional<String> wanted, byte[] content) throws ImportRefused {
        if (wanted.isEmpty()) {
            return;
        }
        if (!SHA256.matcher(wanted.get()).matches()) {
            throw new ImportRefused("sha256:" + wanted.get() + " is no SHA-256 checksum; it has 64 hexadecimal digits");
        }
        String is = sha256(content);
        if (!is.equalsIgnoreCase(wanted.get())) {
            throw new ImportRefused("the content has the checksum sha256:" + is
                    + ", not the one that is asked for; find out who changed it, and write the new checksum if"
                    + " that is right");
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The content as a text. */
    static String text(Found found) throws ImportRefused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(found.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ImportRefused(found.source() + " is no UTF-8; save it as UTF-8");
        }
    }
}
