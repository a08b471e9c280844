package org.mycambridge.it;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.mycambridge.it.stand.BadMailServer;
import org.mycambridge.it.stand.TestRealm;

/** Whatever else fails ({@code -Pfaults}). */
@Tag("faults")
@Tag("full")
class FaultsIT extends Faults {

    FaultsIT(TestRealm realm) {
        super(realm);
    }

    @Override
    Stream<Scenario> scenarios() {
        return Stream.of(servers(), databases(), mails(), others()).flatMap(each -> each);
    }

    private static Stream<Scenario> servers() {
        return Stream.of(
                Scenario.of(
                        "server killed during additions", Breaks::serverIsKilled, Deeds.Adds::new),
                Scenario.of(
                        "server killed during replacements",
                        Breaks::serverIsKilled,
                        Deeds.Replacements::new,
                        Deeds.Switches::new),
                Scenario.of(
                        "server killed during corrections of addresses",
                        Breaks::serverIsKilled,
                        Deeds.Corrections::new),
                Scenario.of(
                        "server killed during an import",
                        Breaks::serverIsKilled,
                        BoardDeeds.Imports::new,
                        BoardDeeds.Imports::new),
                Scenario.of(
                        "server killed during requests that are sent again",
                        Breaks::serverIsKilled,
                        Deeds.AddsUntilAnswered::new,
                        Deeds.AddsUntilAnswered::new),
                Scenario.of(
                        "server killed during sign-ins",
                        Breaks::serverIsKilled,
                        BoardDeeds.SignIns::new),
                Scenario.of(
                        "server killed while centres come and go",
                        Breaks::serverIsKilled,
                        BoardDeeds.Centres::new,
                        BoardDeeds.Assignments::new),
                Scenario.of(
                        "server killed while policies are replaced",
                        Breaks::serverIsKilled,
                        BoardDeeds.Policies::new,
                        Deeds.Changes::new),
                Scenario.of(
                        "server killed while accounts are deleted",
                        Breaks::serverIsKilled,
                        BoardDeeds.Deletions::new),
                Scenario.of(
                        "server killed with mail under way",
                        Breaks::serverIsKilledWithMailUnderWay,
                        Deeds.Adds::new),
                Scenario.of(
                        "server killed twice",
                        Breaks::serverIsKilledTwice,
                        Deeds.Changes::new,
                        Deeds.Adds::new),
                Scenario.of(
                        "server restarted in order",
                        Breaks::serverIsRestarted,
                        Deeds.Adds::new,
                        Deeds.Changes::new,
                        Deeds.Removals::new),
                Scenario.of(
                        "server stands still",
                        Breaks::serverStandsStill,
                        Deeds.Adds::new,
                        Deeds.Changes::new,
                        BoardDeeds.Messages::new),
                Scenario.of(
                        "server and database killed",
                        Breaks::serverAndDatabaseAreKilled,
                        Deeds.Changes::new,
                        Deeds.AddsUntilAnswered::new));
    }

    private static Stream<Scenario> databases() {
        return Stream.of(
                Scenario.of(
                        "database stands still for 30 s",
                        Breaks::databaseStandsStill,
                        Deeds.Changes::new,
                        Deeds.Removals::new,
                        Deeds.AddsUntilAnswered::new),
                Scenario.of(
                        "database crashed during an import",
                        Breaks::databaseCrashes,
                        BoardDeeds.Imports::new,
                        BoardDeeds.Imports::new),
                Scenario.of(
                        "database crashed during requests that are sent again",
                        Breaks::databaseCrashes,
                        Deeds.AddsUntilAnswered::new,
                        Deeds.AddsUntilAnswered::new),
                Scenario.of(
                        "database crashed during webhooks",
                        Breaks::databaseCrashes,
                        BoardDeeds.Messages::new),
                Scenario.of(
                        "database crashed while centres come and go",
                        Breaks::databaseCrashes,
                        BoardDeeds.Centres::new,
                        BoardDeeds.Assignments::new),
                Scenario.of(
                        "database crashed during sign-ins",
                        Breaks::databaseCrashes,
                        BoardDeeds.SignIns::new),
                Scenario.of(
                        "database crashed while policies are replaced",
                        Breaks::databaseCrashes,
                        BoardDeeds.Policies::new,
                        BoardDeeds.Policies::new),
                Scenario.of(
                        "transactions cut off during replacements",
                        Breaks::transactionsAreCut,
                        Deeds.Replacements::new,
                        Deeds.Switches::new),
                Scenario.of(
                        "transactions cut off during corrections of addresses",
                        Breaks::transactionsAreCut,
                        Deeds.Corrections::new),
                Scenario.of(
                        "transactions cut off during an import",
                        Breaks::transactionsAreCut,
                        BoardDeeds.Imports::new),
                Scenario.of(
                        "transactions cut off while accounts are deleted",
                        Breaks::transactionsAreCut,
                        BoardDeeds.Deletions::new),
                Scenario.of(
                        "transactions cut off during webhooks",
                        Breaks::transactionsAreCut,
                        BoardDeeds.Messages::new),
                Scenario.of(
                        "database writes nothing for a while",
                        Breaks::databaseIsReadOnly,
                        Deeds.Changes::new,
                        Deeds.Adds::new),
                Scenario.of(
                        "database has no connections left",
                        Breaks::databaseHasNoConnectionsLeft,
                        Deeds.Changes::new,
                        Deeds.Removals::new),
                Scenario.of(
                        "centres locked by somebody else",
                        Breaks::centresAreLocked,
                        Deeds.Changes::new,
                        Deeds.Removals::new));
    }

    private static Stream<Scenario> mails() {
        return Stream.of(
                mail("mail server says nothing", "CONNECT", () -> wait(12)),
                mail("mail server is slow", "RCPT", () -> wait(3)),
                mail("mail server is busy (421)", "CONNECT", () -> "421 too many"),
                mail("mail server says later (451)", "MAIL", () -> "451 later"),
                mail("mail server refuses the text (554)", "BODY", () -> "554 no"),
                mail("mail server ends in the middle", "RCPT", () -> BadMailServer.DROP));
    }

    private static String wait(int seconds) {
        Breaks.passes(Duration.ofSeconds(seconds));
        return "";
    }

    private static Scenario mail(
            String name, String step, java.util.function.Supplier<String> answer) {
        return Scenario.of(
                name,
                scene ->
                        Breaks.mailServer(
                                scene, (each, line) -> each.equals(step) ? answer.get() : ""),
                Deeds.Adds::new);
    }

    private static Stream<Scenario> others() {
        return Stream.of(
                Scenario.of(
                        "clock goes forward by a day",
                        scene -> Breaks.clockMoves(scene, Duration.ofDays(1)),
                        Deeds.Adds::new,
                        Deeds.Changes::new,
                        Deeds.AddsUntilAnswered::new),
                Scenario.of(
                        "clock goes back by an hour",
                        scene -> Breaks.clockMoves(scene, Duration.ofHours(-1)),
                        Deeds.Adds::new,
                        Deeds.Changes::new,
                        BoardDeeds.Messages::new),
                Scenario.of(
                        "policies replaced during everything",
                        scene -> {},
                        BoardDeeds.Policies::new,
                        Deeds.Changes::new,
                        Deeds.Adds::new,
                        BoardDeeds.Imports::new));
    }
}
