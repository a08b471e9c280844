package org.mycambridge.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mycambridge.it.Hand.Answer;

/**
 * Somebody at a centre of their own who does one act after the other while something fails, and
 * keeps account of what was acknowledged: all of that must be there afterwards, and of the rest
 * nothing half.
 */
abstract class Deed {

    static final String OFFICER = "officer@faults.example";
    static final String MANAGER = "centre.user-management";

    final Scene scene;
    final String centre;

    private final AtomicInteger acts = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean ended;

    Deed(Scene scene, String centre) {
        this.scene = scene;
        this.centre = centre;
    }

    /** What must be there before it begins. */
    void prepare() {}

    /** One act, whatever comes of it. */
    abstract void act();

    /** What was acknowledged and is not there, or is there by half; asked when all is well. */
    abstract List<String> lost();

    /** Acts until it is told to end. */
    final void go() {
        while (!ended) {
            act();
        }
    }

    final void end() {
        ended = true;
    }

    final int acts() {
        return acts.get();
    }

    final int acknowledged() {
        return acknowledged.get();
    }

    /** Counts a request that does something. */
    final Answer counted(Answer answer) {
        acts.incrementAndGet();
        if (answer.isAcknowledged()) {
            acknowledged.incrementAndGet();
        } else if (!answer.isRefused()) {
            breathe();
        }
        return answer;
    }

    /** Whoever gets no answer does not ask again in the same moment. */
    static void breathe() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }

    final String email(String name) {
        return name + "@" + centre.toLowerCase(Locale.ROOT) + ".example";
    }

    final Map<String, Object> person(String email, String... roles) {
        return Map.of(
                "firstName", "Sam", "lastName", "Fault", "email", email, "roles", List.of(roles));
    }

    /** The id of somebody whom the board has added to the centre, without a mail. */
    final String addedByBoard(String email, String... roles) {
        Map<String, Object> draft = new HashMap<>(person(email, roles));
        draft.put("invite", false);
        return scene.board().send("POST", "/" + centre + "/users", draft).json().get("id").asText();
    }

    /** The people of the centre by address. */
    final Map<String, JsonNode> users() {
        Map<String, JsonNode> users = new HashMap<>();
        int total = 1;
        for (int first = 0; first < total; first += 100) {
            JsonNode page =
                    scene.board().ask("/" + centre + "/users?max=100&first=" + first).json();
            page.get("items").forEach(user -> users.put(user.get("email").asText(), user));
            total = page.get("total").asInt();
        }
        return users;
    }

    /** What happened to somebody here, oldest first. */
    final List<JsonNode> history(String id) {
        List<JsonNode> history = new ArrayList<>();
        int total = 1;
        for (int first = 0; first < total; first += 100) {
            JsonNode page =
                    scene.board()
                            .ask(
                                    "/%s/history?subject=%s&max=100&first=%d"
                                            .formatted(centre, id, first))
                            .json();
            page.get("items").forEach(history::add);
            total = page.get("total").asInt();
        }
        Collections.reverse(history);
        return history;
    }

    final int version(String id) {
        return scene.board().ask("/" + centre + "/users/" + id).json().get("version").asInt();
    }

    static Set<String> roles(JsonNode user) {
        return texts(user.get("roles"));
    }

    static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** What of the first list does not come in the second in the same order. */
    static List<String> notIn(List<String> acknowledged, List<String> happened, String what) {
        int at = 0;
        List<String> lost = new ArrayList<>();
        for (String each : acknowledged) {
            int found = at;
            while (found < happened.size() && !happened.get(found).equals(each)) {
                found++;
            }
            if (found == happened.size()) {
                lost.add(what + " " + each);
            } else {
                at = found + 1;
            }
        }
        return lost;
    }
}
