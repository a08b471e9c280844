package org.mycambridge.it;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.mycambridge.it.stand.BadMailServer;
import org.mycambridge.it.stand.TestRealm;

/** The ten faults that are quick to try, in every run of CI on PostgreSQL. */
@Tag("faults")
@Tag("database")
@Tag("races")
class BriefFaultsIT extends Faults {

    BriefFaultsIT(TestRealm realm) {
        super(realm);
    }

    @Override
    Stream<Scenario> scenarios() {
        return Stream.of(
                Scenario.of(
                        "transactions cut off",
                        Breaks::transactionsAreCut,
                        Deeds.Adds::new,
                        Deeds.Changes::new,
                        Deeds.Removals::new),
                Scenario.of(
                        "a process of the database killed",
                        scene -> scene.breaks().killDatabaseProcess(),
                        Deeds.Changes::new,
                        Deeds.Replacements::new),
                Scenario.of(
                        "database restarted",
                        Breaks::databaseIsRestarted,
                        Deeds.Adds::new,
                        Deeds.Switches::new),
                Scenario.of(
                        "database crashed",
                        Breaks::databaseCrashes,
                        Deeds.Changes::new,
                        Deeds.Removals::new),
                Scenario.of(
                        "server killed during grants and removals",
                        Breaks::serverIsKilled,
                        Deeds.Changes::new,
                        Deeds.Removals::new),
                Scenario.of(
                        "server killed during webhooks",
                        Breaks::serverIsKilled,
                        BoardDeeds.Messages::new),
                Scenario.of(
                        "two policies at once, and grants",
                        scene -> {},
                        BoardDeeds.Policies::new,
                        BoardDeeds.Policies::new,
                        Deeds.Changes::new),
                Scenario.of("mail server down", Breaks::mailServerIsDown, Deeds.Adds::new),
                Scenario.of(
                        "mail server takes and drops",
                        scene ->
                                Breaks.mailServer(
                                        scene,
                                        (step, line) ->
                                                step.equals("BODY") ? BadMailServer.DROP : ""),
                        Deeds.Adds::new),
                Scenario.of(
                        "mail server refuses one address",
                        Breaks::mailServerRefusesOneAddress,
                        Deeds.Adds::new));
    }
}
