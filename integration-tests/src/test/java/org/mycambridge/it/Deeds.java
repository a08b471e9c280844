package org.mycambridge.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mycambridge.it.Hand.Answer;

/** What people do while something fails. */
final class Deeds {

    private static final List<String> GIVEN =
            List.of("sfa.teacher", "sfa.exams-officer", "scripts.user", "aa.nominated-user");

    private Deeds() {}

    /** Adds people, each with an invitation. */
    static class Adds extends Deed {

        private final Set<String> there = new LinkedHashSet<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private int number;

        Adds(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void act() {
            String email = email("new" + ++number);
            Answer answer =
                    counted(
                            scene.officer()
                                    .send(
                                            "POST",
                                            "/" + centre + "/users",
                                            person(email, "sfa.teacher", "scripts.user")));
            (answer.isAcknowledged() ? there : unknown).add(email);
        }

        @Override
        List<String> lost() {
            List<String> lost = new ArrayList<>();
            Map<String, JsonNode> users = users();
            for (String email : there) {
                JsonNode user = users.get(email);
                if (user == null) {
                    lost.add("added and not there: " + email);
                } else if (!roles(user).equals(Set.of("sfa.teacher", "scripts.user"))) {
                    lost.add("added with other roles: " + user);
                }
            }
            Set<String> accounts =
                    Set.copyOf(
                            scene.realm()
                                    .select(
                                            "select EMAIL from USER_ENTITY where EMAIL like '%"
                                                    + email("").substring(1)
                                                    + "'"));
            for (String email : unknown) {
                JsonNode user = users.get(email);
                if (user == null && accounts.contains(email)) {
                    lost.add("an account and nothing else: " + email);
                } else if (user != null && roles(user).size() != 2) {
                    lost.add("added by half: " + user);
                }
            }
            lost.addAll(withoutMail(users.keySet()));
            return lost;
        }

        private List<String> withoutMail(Set<String> emails) {
            Set<String> mailed = new HashSet<>();
            scene.realm().mails().all().forEach(mail -> mailed.add(mail.to()));
            return emails.stream()
                    .filter(email -> email.startsWith("new"))
                    .filter(email -> !mailed.contains(email))
                    .map(email -> "no mail has come to " + email)
                    .toList();
        }
    }

    /** Adds people by requests that may be sent again, and sends them until they are answered. */
    static class AddsUntilAnswered extends Deed {

        private final Set<String> there = new LinkedHashSet<>();
        private int number;
        private boolean answered = true;

        AddsUntilAnswered(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void act() {
            if (answered) {
                number++;
            }
            String email = email("once" + number);
            Answer answer =
                    counted(
                            scene.officer()
                                    .send(
                                            "POST",
                                            "/" + centre + "/users",
                                            person(email, "sfa.teacher"),
                                            "Idempotency-Key",
                                            email));
            answered = answer.isAcknowledged();
            if (answered) {
                there.add(email);
            } else if (answer.status() == 409) {
                throw new AssertionError("Sent again, it is refused: " + answer);
            }
        }

        @Override
        List<String> lost() {
            List<String> lost = new ArrayList<>();
            Map<String, JsonNode> users = users();
            for (String email : there) {
                JsonNode user = users.get(email);
                if (user == null) {
                    lost.add("added and not there: " + email);
                    continue;
                }
                long added =
                        history(user.get("id").asText()).stream()
                                .filter(act -> act.get("kind").asText().equals("user-added"))
                                .count();
                if (added != 1) {
                    lost.add("added " + added + " times: " + email);
                }
            }
            return lost;
        }
    }

    /** Gives a person roles and takes them, each time from the version of now. */
    static class Changes extends Deed {

        private final List<String> done = new ArrayList<>();
        String id;
        private int version;
        private Set<String> held = new HashSet<>();
        private int number;

        Changes(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void prepare() {
            id = addedByBoard(email("changing"));
        }

        @Override
        void act() {
            String role = given().get(number++ % given().size());
            boolean gives = !held.contains(role);
            Answer answer =
                    counted(
                            scene.officer()
                                    .send(
                                            "PATCH",
                                            "/" + centre + "/users/" + id,
                                            Map.of(
                                                    "version",
                                                    version,
                                                    gives ? "grant" : "revoke",
                                                    List.of(role))));
            if (answer.isAcknowledged()) {
                done.add((gives ? "+" : "-") + role);
                version = answer.json().get("version").asInt();
                held = roles(answer.json());
            } else {
                Answer now = scene.board().get("/" + centre + "/users/" + id);
                if (now.status() == 200) {
                    version = now.json().get("version").asInt();
                    held = roles(now.json());
                }
            }
        }

        /** What they are given and lose. */
        List<String> given() {
            return GIVEN;
        }

        /** What the history says that they were given and lost, in order. */
        final List<String> happened() {
            List<String> happened = new ArrayList<>();
            for (JsonNode act : history(id)) {
                if (act.get("kind").asText().equals("roles-changed")) {
                    texts(act.get("detail").get("granted"))
                            .forEach(role -> happened.add("+" + role));
                    texts(act.get("detail").get("revoked"))
                            .forEach(role -> happened.add("-" + role));
                }
            }
            return happened;
        }

        @Override
        List<String> lost() {
            List<String> happened = happened();
            Set<String> now = new TreeSet<>();
            for (String each : happened) {
                String role = each.substring(1);
                if (each.startsWith("+")) {
                    now.add(role);
                } else {
                    now.remove(role);
                }
            }
            List<String> lost =
                    new ArrayList<>(notIn(done, happened, "changed and not in the history:"));
            JsonNode user = scene.board().ask("/" + centre + "/users/" + id).json();
            if (!roles(user).equals(now)) {
                lost.add("holds " + roles(user) + ", and by the history " + now);
            }
            if (user.get("version").asInt() != happened.size()) {
                lost.add(
                        "version "
                                + user.get("version")
                                + " after "
                                + happened.size()
                                + " changes");
            }
            return lost;
        }
    }

    /** People come and go: added, and removed again. */
    static class Removals extends Deed {

        private final Set<String> gone = new LinkedHashSet<>();
        private final Map<String, String> there = new HashMap<>();
        private final Map<String, String> unknown = new HashMap<>();
        private int number;

        Removals(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void act() {
            String email = email("brief" + ++number);
            Answer added =
                    counted(
                            scene.officer()
                                    .send(
                                            "POST",
                                            "/" + centre + "/users",
                                            person(email, "sfa.teacher")));
            if (!added.isAcknowledged()) {
                return;
            }
            String id = added.json().get("id").asText();
            there.put(email, id);
            Answer removed =
                    counted(
                            scene.officer()
                                    .send("DELETE", "/" + centre + "/users/" + id, Map.of()));
            if (removed.isAcknowledged()) {
                there.remove(email);
                gone.add(email);
            } else if (!removed.isRefused()) {
                unknown.put(email, id);
                there.remove(email);
            }
        }

        @Override
        List<String> lost() {
            List<String> lost = new ArrayList<>();
            Map<String, JsonNode> users = users();
            gone.stream()
                    .filter(users::containsKey)
                    .forEach(email -> lost.add("removed and there: " + email));
            there.keySet().stream()
                    .filter(email -> !users.containsKey(email))
                    .forEach(email -> lost.add("added and not there: " + email));
            unknown.forEach(
                    (email, id) -> {
                        boolean removed =
                                history(id).stream()
                                        .anyMatch(
                                                act -> act.get("kind").asText().equals("removed"));
                        if (removed == users.containsKey(email)) {
                            lost.add("removed by half: " + email);
                        }
                    });
            return lost;
        }
    }

    /** The board moves a role with one holder from one to the other and back. */
    static class Replacements extends Deed {

        private static final String ROLE = "ssh.coordinator";
        private final List<String> done = new ArrayList<>();
        private final List<String> both = new ArrayList<>();
        private int holder;

        Replacements(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void prepare() {
            for (String name : List.of("one", "other")) {
                both.add(
                        addedByBoard(
                                email(name),
                                name.equals("one") ? new String[] {ROLE} : new String[0]));
            }
        }

        @Override
        void act() {
            String to = both.get(1 - holder);
            Answer now = scene.board().get("/" + centre + "/users/" + to);
            if (now.status() != 200) {
                breathe();
                return;
            }
            Answer answer =
                    counted(
                            scene.board()
                                    .send(
                                            "POST",
                                            "/" + centre + "/roles/" + ROLE + "/replace-holder",
                                            Map.of(
                                                    "userId",
                                                    to,
                                                    "version",
                                                    now.json().get("version").asInt())));
            if (answer.isAcknowledged()) {
                done.add(to);
                holder = 1 - holder;
            } else {
                Answer other = scene.board().get("/" + centre + "/users/" + to);
                if (other.status() == 200) {
                    boolean moved = roles(other.json()).contains(ROLE);
                    holder = moved ? both.indexOf(to) : 1 - both.indexOf(to);
                }
            }
        }

        @Override
        List<String> lost() {
            List<String> happened = new ArrayList<>();
            String last = both.get(0);
            JsonNode page;
            List<JsonNode> acts = new ArrayList<>();
            int first = 0;
            do {
                page =
                        scene.board()
                                .ask(
                                        "/%s/history?kind=holder-replaced&max=100&first=%d"
                                                .formatted(centre, first))
                                .json();
                page.get("items").forEach(acts::add);
                first += 100;
            } while (first < page.get("total").asInt());
            for (int i = acts.size() - 1; i >= 0; i--) {
                last = acts.get(i).get("subjectId").asText();
                happened.add(last);
            }
            List<String> lost =
                    new ArrayList<>(notIn(done, happened, "replaced and not in the history:"));
            List<String> holders =
                    users().values().stream()
                            .filter(user -> roles(user).contains(ROLE))
                            .map(user -> user.get("id").asText())
                            .toList();
            if (!holders.equals(List.of(last))) {
                lost.add("held by " + holders + ", and by the history by " + last);
            }
            return lost;
        }
    }

    /** Somebody invited gets one address after the other (D11): removed and added in one step. */
    static class Corrections extends Deed {

        private String id;
        private int version;
        private int number;
        private int acknowledged;

        Corrections(Scene scene, String centre) {
            super(scene, centre);
        }

        private String address(int which) {
            return email("corrected" + which);
        }

        @Override
        void prepare() {
            Answer added =
                    scene.officer()
                            .send(
                                    "POST",
                                    "/" + centre + "/users",
                                    person(address(0), "sfa.teacher", "scripts.user"));
            id = added.json().get("id").asText();
        }

        @Override
        void act() {
            Answer answer =
                    counted(
                            scene.officer()
                                    .send(
                                            "PATCH",
                                            "/" + centre + "/users/" + id,
                                            Map.of(
                                                    "version",
                                                    version,
                                                    "email",
                                                    address(++number))));
            if (answer.isAcknowledged()) {
                acknowledged = number;
                id = answer.json().get("id").asText();
                version = answer.json().get("version").asInt();
            } else {
                Answer now = scene.board().get("/" + centre + "/users?search=corrected");
                if (now.status() == 200 && now.json().get("items").size() == 1) {
                    JsonNode user = now.json().get("items").get(0);
                    id = user.get("id").asText();
                    version = user.get("version").asInt();
                }
            }
        }

        @Override
        List<String> lost() {
            List<JsonNode> there =
                    users().values().stream()
                            .filter(user -> user.get("email").asText().startsWith("corrected"))
                            .toList();
            boolean one =
                    there.size() == 1
                            && roles(there.get(0)).equals(Set.of("sfa.teacher", "scripts.user"))
                            && numberOf(there.get(0)) >= acknowledged;
            return one
                    ? List.of()
                    : List.of("corrected up to " + acknowledged + ", and there is " + there);
        }

        private static int numberOf(JsonNode user) {
            return Integer.parseInt(user.get("email").asText().replaceAll("@.*|\\D", ""));
        }
    }

    /** A person is switched off and on. */
    static class Switches extends Deed {

        private final List<String> done = new ArrayList<>();
        private String id;
        private boolean off;

        Switches(Scene scene, String centre) {
            super(scene, centre);
        }

        @Override
        void prepare() {
            id = addedByBoard(email("switched"), "sfa.teacher");
        }

        @Override
        void act() {
            String what = off ? "enable" : "disable";
            Answer answer =
                    counted(
                            scene.officer()
                                    .send(
                                            "POST",
                                            "/" + centre + "/users/" + id + "/" + what,
                                            Map.of()));
            if (answer.isAcknowledged()) {
                done.add(what + "d");
                off = !off;
            } else {
                Answer now = scene.board().get("/" + centre + "/users/" + id);
                if (now.status() == 200) {
                    off = now.json().get("status").asText().equals("DISABLED");
                }
            }
        }

        @Override
        List<String> lost() {
            List<String> happened =
                    history(id).stream()
                            .map(act -> act.get("kind").asText())
                            .filter(kind -> kind.equals("disabled") || kind.equals("enabled"))
                            .toList();
            List<String> lost =
                    new ArrayList<>(notIn(done, happened, "switched and not in the history:"));
            boolean isOff =
                    scene.board()
                            .ask("/" + centre + "/users/" + id)
                            .json()
                            .get("status")
                            .asText()
                            .equals("DISABLED");
            boolean last =
                    !happened.isEmpty() && happened.get(happened.size() - 1).equals("disabled");
            if (isOff != last) {
                lost.add("switched off: " + isOff + ", and by the history " + last);
            }
            return lost;
        }
    }
}
