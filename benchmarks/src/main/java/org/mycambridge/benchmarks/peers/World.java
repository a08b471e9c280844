package org.mycambridge.benchmarks.peers;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same centres and people in every system.
 *
 * @param members how many people the centres have whose lists are measured
 * @param centres in how many centres the people are whose tokens are measured
 */
record World(List<Integer> members, List<Integer> centres) {

    static final String REALM = "bench";

    /** The service whose tokens are measured, in every system under this name. */
    static final String CLIENT = "submit-for-assessment";

    static final String SECRET = "submit-for-assessment-secret";

    /** Where a sign-in ends; nobody goes there. */
    static final String REDIRECT = "http://localhost:9/signed-in";

    static final String PASSWORD = "Sample-Password-2026";

    /** Of the shipped catalogue; then as many more as it takes for six. */
    static final List<String> SHIPPED_ROLES = List.of("sfa.exams-officer", "sfa.teacher");

    static final List<String> ROLES =
            List.of(
                    "sfa.exams-officer",
                    "sfa.teacher",
                    "sfa.moderator",
                    "sfa.marker",
                    "sfa.reviewer",
                    "sfa.observer");

    /** The role that the members have. */
    static final String MEMBERS_ROLE = "sfa.teacher";

    /** The role that is granted and revoked. */
    static final String MOVED_ROLE = "sfa.marker";

    /** How many members of the smallest centre can sign in. */
    static final int SIGNING_IN = 20;

    /** How many people there are to be added and removed. */
    static final int SPARE = 4;

    /** Which member's role is moved; the first is none of them. */
    private static final int MOVED = 50;

    /** Tells it from a world of other sizes, in names of files. */
    String id() {
        return joined(members) + "-in-" + joined(centres);
    }

    /** Where the figures of one system in this world are. */
    String resultsFile() {
        return "results-" + id() + ".json";
    }

    private static String joined(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    record Person(String email, String firstName, String lastName) {}

    /** The small centres, as many as the person in most centres is in. */
    List<String> smallCentres() {
        return smallCentres(centres.get(centres.size() - 1));
    }

    List<String> smallCentres(int many) {
        return IntStream.rangeClosed(1, many).mapToObj("R%04d"::formatted).toList();
    }

    /** The centre with so many members. */
    String centreOf(int size) {
        return "M" + size;
    }

    /** Somebody in so many small centres, with six roles in each. */
    Person traveller(int many) {
        return new Person("six-in-" + many + "@travellers.example", "Tracy", "Six " + many);
    }

    /** The same with the roles of the shipped catalogue. */
    Person shippedTraveller(int many) {
        return new Person("two-in-" + many + "@travellers.example", "Terry", "Two " + many);
    }

    Person member(int size, int index) {
        return new Person(
                "member-" + index + "@m" + size + ".example",
                "Member" + index,
                "Of" + (index * 7919 % size));
    }

    List<Person> members(int size) {
        return IntStream.range(0, size).mapToObj(index -> member(size, index)).toList();
    }

    Person moved(int size) {
        return member(size, Math.min(MOVED, size - 1));
    }

    List<Person> signingIn() {
        return members(members.get(0)).subList(1, 1 + Math.min(SIGNING_IN, members.get(0) - 1));
    }

    /** Somebody with an account, at the first small centre alone. */
    Person spare(int index) {
        return new Person("spare-" + index + "@spare.example", "Spare" + index, "Person");
    }

    List<Person> spares() {
        return IntStream.range(0, SPARE).mapToObj(this::spare).toList();
    }

    /** Everybody. */
    List<Person> people() {
        return java.util.stream.Stream.of(
                        centres.stream().map(this::traveller),
                        centres.stream().map(this::shippedTraveller),
                        members.stream().flatMap(size -> members(size).stream()),
                        spares().stream())
                .flatMap(stream -> stream)
                .toList();
    }

    /** Those who have a password. */
    List<Person> withPassword() {
        return java.util.stream.Stream.of(
                        centres.stream().map(this::traveller),
                        centres.stream().map(this::shippedTraveller),
                        members.stream().map(size -> member(size, 0)),
                        signingIn().stream())
                .flatMap(stream -> stream)
                .toList();
    }
}
