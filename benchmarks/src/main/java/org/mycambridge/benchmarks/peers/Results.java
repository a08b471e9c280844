package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What was measured of one system on one database, kept as it comes. */
final class Results {

    private final Path file;
    private final ObjectNode all;

    /**
     * @param fresh forget what is there
     */
    Results(Path file, boolean fresh) {
        this.file = file;
        try {
            this.all =
                    Files.exists(file) && !fresh
                            ? (ObjectNode) Http.JSON.readTree(file.toFile())
                            : Http.JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    boolean has(String section, String name) {
        return all.path(section).has(name);
    }

    void put(String section, String name, Object value) {
        all.withObject("/" + section).set(name, Http.JSON.valueToTree(value));
        try {
            Files.createDirectories(file.getParent());
            Http.JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file, e);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** A number of a figure, if it was measured. */
    Optional<Double> number(String section, String name, String field) {
        JsonNode value = all.path(section).path(name).path(field);
        return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
    }

    String text(String section, String name) {
        return all.path(section).path(name).asText();
    }
}
