package org.mycambridge.themes;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The files of our theme as they are written, and those of Keycloak's themes as the server ships
 * them.
 */
final class ThemeFiles {

    static final Path OURS = Path.of("src/main/resources/theme/my-cambridge");

    private ThemeFiles() {}

    /** All files of the theme with the ending, as paths relative to {@link #OURS}, sorted. */
    static List<Path> withEnding(String ending) {
        try (Stream<Path> files = Files.walk(OURS)) {
            return files.filter(Files::isRegularFile)
                    .map(OURS::relativize)
                    .filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path path) {
        try {
            return Files.readString(OURS.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Properties properties(String path) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(OURS.resolve(path))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** The properties as the jar has them. */
    static Properties builtProperties(String path) {
        return upstreamProperties("my-cambridge/" + path);
    }

    /**
     * The bytes of a file of Keycloak's themes, named from the theme's name on, or null if it has
     * none.
     */
    static byte[] upstream(String path) {
        try (InputStream in = ThemeFiles.class.getResourceAsStream("/theme/" + path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Properties upstreamProperties(String path) {
        Properties properties = new Properties();
        try (InputStream in = ThemeFiles.class.getResourceAsStream("/theme/" + path);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** Keycloak's English messages of the type with ours over them, as the server merges them. */
    static Properties messages(String type) {
        return messages(type, Locale.ENGLISH);
    }

    /** The messages of the language over those in English, as the server merges them. */
    static Properties messages(String type, Locale language) {
        Properties messages = messagesOfItsOwn(type, Locale.ENGLISH);
        messages.putAll(messagesOfItsOwn(type, language));
        return messages;
    }

    /** What Keycloak and we say in this language, without what falls back to English. */
    static Properties messagesOfItsOwn(String type, Locale language) {
        // Keycloak names the simplified script, and we the country.
        String theirs = language.toString().replace("zh_CN", "zh_Hans");
        Properties messages =
                upstreamProperties(
                        "base/%s/messages/messages_%s.properties".formatted(type, theirs));
        messages.putAll(properties("%s/messages/messages_%s.properties".formatted(type, language)));
        return messages;
    }
}
