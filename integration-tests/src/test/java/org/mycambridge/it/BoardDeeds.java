package org.mycambridge.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mycambridge.it.Hand.Answer;
import org.mycambridge.it.stand.Waiting;

/** What the board, services and people who sign in do while something fails. */
final class BoardDeeds {

    private BoardDeeds() {}

    /** Imports people, sixty lines at a time, and again whatever was cut off. */
    static class Imports extends Deed {

        private static final int LINES = 60;
        private final Set<String> there = new LinkedHashSet<>();
        private int number;
        private boolean whole = true;

        Imports(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void act() {
            if (whole) {
                number++;
            }
            List<String> emails =
                    IntStream.range(0, LINES)
                            .mapToObj(i -> email("line" + number + "-" + i))
                            .toList();
            String lines =
                    emails.stream()
                            .map(
                                    email ->
                                            ("{\"person\": {\"email\": \"%s\", \"firstName\": \"Sam\","
                                                            + " \"lastName\": \"Line\", \"centre\":"
                                                            + " \"%s\", \"roles\": [\"sfa.teacher\"]}}")
                                                    .formatted(email, centre))
                            .collect(Collectors.joining("\n"));
            int[] answered = new int[1];
            whole =
                    scene.board()
                            .lines(
                                    "/import",
                                    "application/jsonl",
                                    lines,
                                    line -> {
                                        boolean done =
                                                line.contains("\"status\":201")
                                                        || line.contains("\"status\":200");
                                        counted(new Answer(done ? 200 : 409, line));
                                        if (done) {
                                            there.add(emails.get(answered[0]));
                                        }
                                        whole &= done;
                                        answered[0]++;
                                    });
            whole &= answered[0] == LINES && there.containsAll(emails);
            if (answered[0] < LINES) {
                counted(Answer.NONE);
            }
        }

        @Override
        List<String> lost() {
            Map<String, JsonNode> users = users();
            return there.stream()
                    .filter(
                            email ->
                                    !users.containsKey(email)
                                            || !roles(users.get(email))
                                                    .equals(Set.of("sfa.teacher")))
                    .map(email -> "imported and not there: " + email)
                    .toList();
        }
    }

    /** Replaces the policy of the realm, each time from the version in force. */
    static class Policies extends Deed {

        private final Map<Integer, String> done = new LinkedHashMap<>();
        private int number;

        Policies(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void act() {
            Answer now = scene.board().get("/policy");
            if (now.status() != 200) {
                breathe();
                return;
            }
            String contact = email("contact" + ++number);
            JsonNode policy = now.json().get("policy");
            ((ObjectNode) policy.get("settings")).put("contact", contact);
            Answer answer =
                    counted(
                            scene.board()
                                    .send(
                                            "PUT",
                                            "/policy",
                                            Map.of(
                                                    "version",
                                                    now.json().get("version").asInt(),
                                                    "policy",
                                                    policy)));
            if (answer.isAcknowledged()) {
                done.put(answer.json().get("version").asInt(), contact);
            }
        }

        @Override
        List<String> lost() {
            List<String> lost = new ArrayList<>();
            done.forEach(
                    (version, contact) -> {
                        boolean there =
                                scene.realm()
                                        .select(
                                                "select VERSION from MC_POLICY where VERSION = "
                                                        + version
                                                        + " and DOCUMENT like '%"
                                                        + contact
                                                        + "%'")
                                        .equals(List.of(String.valueOf(version)));
                        if (!there) {
                            lost.add("policy " + version + " is not that of " + contact);
                        }
                    });
            return lost;
        }
    }

    /** Makes centres, suspends them and deletes them. */
    static class Centres extends Deed {

        private final Map<String, String> there = new HashMap<>();
        private final Set<String> gone = new LinkedHashSet<>();
        private int number;

        Centres(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void act() {
            String made = centre + "N" + ++number;
            Answer answer = counted(scene.board().send("POST", "", facts(made, "ACTIVE")));
            if (!answer.isAcknowledged()) {
                return;
            }
            there.put(made, "ACTIVE");
            Map<String, Object> change = new HashMap<>(facts(made, "SUSPENDED"));
            change.put("version", 0);
            answer = counted(scene.board().send("PUT", "/" + made, change));
            if (answer.isAcknowledged()) {
                there.put(made, "SUSPENDED");
            } else {
                there.put(made, "");
                return;
            }
            if (number % 2 == 0) {
                answer = counted(scene.board().send("DELETE", "/" + made, Map.of()));
                there.remove(made);
                if (answer.isAcknowledged()) {
                    gone.add(made);
                }
            }
        }

        private static Map<String, Object> facts(String number, String status) {
            return Map.of("number", number, "name", "Made", "type", "CENTRE", "status", status);
        }

        @Override
        List<String> lost() {
            List<String> lost = new ArrayList<>();
            there.forEach(
                    (made, status) -> {
                        Answer answer = scene.board().ask("/" + made);
                        if (answer.status() != 200) {
                            lost.add("made and not there: " + made);
                        } else if (!status.isEmpty()
                                && !answer.json().get("status").asText().equals(status)) {
                            lost.add("not " + status + ": " + made);
                        }
                    });
            gone.stream()
                    .filter(made -> scene.board().ask("/" + made).status() != 404)
                    .forEach(made -> lost.add("deleted and there: " + made));
            return lost;
        }
    }

    /** Assigns a school to somebody of its associate, and takes it back. */
    static class Assignments extends Deed {

        private final List<String> done = new ArrayList<>();
        private String id;
        private boolean assigned;

        Assignments(Scene scene, String centre) {
            super(scene, centre);
        }

        private String school() {
            return centre + "S";
        }

        @Override
        void prepare() {
            String associate = centre + "A";
            scene.board()
                    .send(
                            "POST",
                            "",
                            Map.of("number", associate, "name", "Made", "type", "ASSOCIATE"));
            scene.board()
                    .send(
                            "POST",
                            "",
                            Map.of(
                                    "number",
                                    school(),
                                    "name",
                                    "Made",
                                    "type",
                                    "ASSOCIATE_CENTRE",
                                    "parent",
                                    associate,
                                    "link",
                                    "APPROVED"));
            Answer added =
                    scene.board()
                            .send(
                                    "POST",
                                    "/" + associate + "/users",
                                    Map.of(
                                            "firstName",
                                            "Sam",
                                            "lastName",
                                            "Assigned",
                                            "email",
                                            email("assigned"),
                                            "roles",
                                            List.of(MANAGER),
                                            "invite",
                                            false));
            id = added.json().get("id").asText();
        }

        @Override
        void act() {
            Answer answer =
                    counted(
                            scene.board()
                                    .send(
                                            assigned ? "DELETE" : "PUT",
                                            "/" + school() + "/assignments/" + id,
                                            Map.of()));
            if (answer.isAcknowledged()) {
                done.add(assigned ? "unassigned" : "assigned");
                assigned = !assigned;
            } else {
                Answer now = scene.board().get("/" + school());
                if (now.status() == 200) {
                    assigned = texts(now.json().get("assignedTo")).contains(id);
                }
            }
        }

        @Override
        List<String> lost() {
            List<JsonNode> acts = new ArrayList<>();
            JsonNode page;
            int first = 0;
            do {
                page =
                        scene.board()
                                .ask(
                                        "/%s/history?subject=%s&max=100&first=%d"
                                                .formatted(school(), id, first))
                                .json();
                page.get("items").forEach(acts::add);
                first += 100;
            } while (first < page.get("total").asInt());
            List<String> happened = new ArrayList<>();
            for (int i = acts.size() - 1; i >= 0; i--) {
                happened.add(acts.get(i).get("kind").asText());
            }
            // To assign what is assigned is done already, and stands in no history.
            List<String> lost =
                    new ArrayList<>(notIn(done, happened, "assigned and not in the history:"));
            boolean now =
                    texts(scene.board().ask("/" + school()).json().get("assignedTo")).contains(id);
            boolean last =
                    !happened.isEmpty() && happened.get(happened.size() - 1).equals("assigned");
            if (now != last) {
                lost.add("assigned: " + now + ", and by the history " + last);
            }
            return lost;
        }
    }

    /** Adds people whose accounts are then deleted in Keycloak's own console. */
    static class Deletions extends Deed {

        private final Set<String> gone = new LinkedHashSet<>();
        private final Hand keycloak;
        private int number;

        Deletions(Scene scene, String centre) {
            super(scene, centre);
            keycloak =
                    new Hand(scene.realm().url("/admin/realms/{realm}"), scene.realm()::adminToken);
        }

        @Override
        void act() {
            String email = email("deleted" + ++number);
            Answer added =
                    counted(
                            scene.officer()
                                    .send(
                                            "POST",
                                            "/" + centre + "/users",
                                            person(email, "sfa.teacher")));
            if (added.isAcknowledged()) {
                String id = added.json().get("id").asText();
                if (counted(keycloak.send("DELETE", "/users/" + id, Map.of())).isAcknowledged()) {
                    gone.add(email);
                }
            }
        }

        @Override
        List<String> lost() {
            Map<String, JsonNode> users = users();
            return gone.stream()
                    .filter(users::containsKey)
                    .map(email -> "deleted and there: " + email)
                    .toList();
        }
    }

    /** People who were added to another centre sign in. */
    static class SignIns extends Deed {

        private static final int PEOPLE = 12;
        private final Set<String> in = new LinkedHashSet<>();
        private int number;

        SignIns(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void prepare() {
            People people = new People(scene.realm());
            for (int i = 0; i < PEOPLE; i++) {
                people.member("HOME", email("guest" + i));
                scene.board().send("POST", "/" + centre + "/users", person(email("guest" + i)));
            }
        }

        @Override
        void act() {
            String email = email("guest" + number++ % PEOPLE);
            int status;
            try {
                status = scene.realm().passwordGrant(email, scene.realm().password()).statusCode();
            } catch (Exception e) { // RestAssured throws what it declares nowhere
                status = 0;
            }
            // Keycloak's own errors are 400 and 401 for who is wrong, 500 for what is.
            if (counted(new Answer(status, "")).isAcknowledged()) {
                in.add(email);
            }
        }

        @Override
        List<String> lost() {
            // What a failure kept from being written down, the next sign-in makes good.
            in.forEach(email -> scene.realm().token(email));
            Map<String, JsonNode> users = users();
            return in.stream()
                    .filter(email -> !users.get(email).get("status").asText().equals("ACTIVE"))
                    .map(email -> "signed in and still invited: " + email)
                    .toList();
        }
    }

    /** Gives and takes roles of which a service is told by its webhook. */
    static class Messages extends Deeds.Changes {

        private static final Duration SOON = Duration.ofSeconds(20);
        private Receiver receiver;

        Messages(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void prepare() {
            super.prepare();
            receiver = new Receiver(scene.realm().hostOfThisMachine());
            Answer set =
                    scene.board()
                            .send(
                                    "PUT",
                                    "/services/submit-for-assessment/webhook",
                                    Map.of("url", receiver.url(), "enabled", true));
            if (!set.isAcknowledged()) {
                throw new IllegalStateException("No webhook: " + set);
            }
        }

        @Override
        List<String> given() {
            return List.of("sfa.teacher", "sfa.exams-officer");
        }

        @Override
        List<String> lost() {
            List<String> lost = new ArrayList<>(super.lost());
            List<String> happened = happened();
            boolean all = Waiting.until(SOON, () -> told().size() >= happened.size());
            for (int i = 0; !all && i < 3; i++) {
                // What a dead server had taken is held for two minutes; failures pause for longer.
                scene.realm().clock().advance(Duration.ofMinutes(61));
                all = Waiting.until(SOON, () -> told().size() >= happened.size());
            }
            if (!told().equals(happened)) {
                lost.add("the service was told " + told() + ", and there was " + happened);
            }
            receiver.close();
            scene.board().send("DELETE", "/services/submit-for-assessment/webhook", Map.of());
            return lost;
        }

        /** What the receiver was told, each thing once, in the order in which it came first. */
        private List<String> told() {
            Map<String, String> told = new LinkedHashMap<>();
            for (Receiver.Message message : receiver.messages(centre)) {
                if ("roles-changed".equals(message.text("kind"))) {
                    StringBuilder what = new StringBuilder();
                    message.list("granted").forEach(role -> what.append('+').append(role));
                    message.list("revoked").forEach(role -> what.append('-').append(role));
                    told.putIfAbsent(message.id(), what.toString());
                }
            }
            return List.copyOf(told.values());
        }
    }
}
