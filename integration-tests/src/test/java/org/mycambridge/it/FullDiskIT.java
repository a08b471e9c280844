package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.Hand.Answer;
import org.mycambridge.it.stand.SmallDisk;
import org.mycambridge.it.stand.Waiting;

/**
 * A disk that is full: nothing more is acknowledged, the log says why, and what was written is
 * whole.
 */
@Tag("faults")
@Tag("full")
class FullDiskIT {

    private static final Duration FULL_WITHIN = Duration.ofSeconds(120);

    /** H2 writes a commit down up to a second later: the last of them may be lost. */
    private static final Duration WRITTEN_AFTER = Duration.ofSeconds(3);

    /** What was acknowledged, and when. */
    private record Added(String email, long at) {}

    @Test
    void aFullDiskIsAClearStop() {
        try (SmallDisk disk = new SmallDisk()) {
            Hand board = new Hand("", disk::adminToken);
            String url = disk.board();
            assertThat(
                            board.send(
                                            "POST",
                                            url,
                                            Map.of("number", "DISK", "name", "D", "type", "CENTRE"))
                                    .status())
                    .isEqualTo(201);
            disk.restartWithRoomFor(3_000_000);
            Hand again = new Hand("", disk::adminToken);
            List<Added> added = new ArrayList<>();
            assertThat(Waiting.until(FULL_WITHIN, () -> add(again, url, added)))
                    .as("the disk is full after %d people", added.size())
                    .isTrue();
            long stopped = System.nanoTime();

            boolean stays = Waiting.until(Duration.ofSeconds(10), () -> !disk.isReady());
            assertThat(disk.log()).containsIgnoringCase("File too large");

            disk.restartWithRoom();
            Hand afterwards = new Hand("", disk::adminToken);
            List<String> written =
                    added.stream()
                            .filter(each -> stopped - each.at() > WRITTEN_AFTER.toNanos())
                            .map(Added::email)
                            .toList();
            assertThat(written).isNotEmpty();
            for (String email : written) {
                assertThat(
                                afterwards
                                        .ask(url + "/DISK/users?search=" + email)
                                        .json()
                                        .get("total")
                                        .asInt())
                        .as(email)
                        .isEqualTo(1);
            }
            assertThat(disk.violations()).isEmpty();
            System.out.printf(
                    "Fault: disk of H2 full | %d acknowledged, %d of them older than the last"
                            + " seconds and all there; not ready any more: %b%n",
                    added.size(), written.size(), stays);
        }
    }

    /** Whether somebody could not be added. */
    private static boolean add(Hand board, String url, List<Added> added) {
        String email = "disk" + added.size() + "@disk.example";
        Answer answer =
                board.send(
                        "POST",
                        url + "/DISK/users",
                        Map.of(
                                "firstName",
                                "Sam",
                                "lastName",
                                "Disk",
                                "email",
                                email,
                                "roles",
                                List.of("sfa.teacher"),
                                "invite",
                                false));
        if (answer.isAcknowledged()) {
            added.add(new Added(email, System.nanoTime()));
            return false;
        }
        assertThat(answer.isRefused()).as("it is the server's fault: %s", answer).isFalse();
        return true;
    }
}
