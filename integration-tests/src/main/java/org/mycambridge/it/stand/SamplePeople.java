package org.mycambridge.it.stand;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Who is in the sample centres, and as what: read from the file that is imported. */
final class SamplePeople {

    /**
     * @param places for people to read: each centre with the person's roles, and the centres they
     *     look after
     */
    record Person(String email, String places) {}

    private SamplePeople() {}

    static List<Person> read(Path realmConfig) {
        Map<String, String> places = new LinkedHashMap<>();
        for (String line : lines(realmConfig)) {
            JsonNode entry = Json.read(line);
            JsonNode person = entry.path("person");
            if (person.isObject()) {
                String roles =
                        String.join(
                                ", ",
                                StreamSupport.stream(person.path("roles").spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList());
                add(places, person, person.path("centre").asText() + ": " + roles);
            }
            JsonNode assignment = entry.path("assignment");
            if (assignment.isObject()) {
                add(places, assignment, "looks after " + assignment.path("centre").asText());
            }
        }
        return places.entrySet().stream()
                .map(entry -> new Person(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void add(Map<String, String> places, JsonNode of, String place) {
        places.merge(of.path("email").asText(), place, (one, other) -> one + "; " + other);
    }

    private static List<String> lines(Path realmConfig) {
        try {
            return Files.readAllLines(realmConfig.resolve("sample-centres.json")).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the sample centres", e);
        }
    }
}
