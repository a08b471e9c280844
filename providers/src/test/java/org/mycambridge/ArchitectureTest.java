package org.mycambridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** One direction through the house: doors, services, rules (docs/architecture.md). */
class ArchitectureTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.mycambridge");

    @Test
    void policyKnowsNothingOfOursOrKeycloaks() {
        classes()
                .that()
                .resideInAPackage("..policy..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", "org.mycambridge.policy..")
                .check(HOUSE);
    }

    @Test
    void tablesKnowNoRoom() {
        noClasses()
                .that()
                .resideInAPackage("..tables..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..history..",
                        "..centre..",
                        "..membership..",
                        "..invitation..",
                        "..signin..",
                        "..token..",
                        "..mycambridge.service..",
                        "..web..")
                .check(HOUSE);
    }

    @Test
    void historyKnowsTablesOnly() {
        noClasses()
                .that()
                .resideInAPackage("..history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..centre..",
                        "..membership..",
                        "..invitation..",
                        "..signin..",
                        "..token..",
                        "..mycambridge.service..",
                        "..web..")
                .check(HOUSE);
    }

    @Test
    void centreKnowsNoPeople() {
        noClasses()
                .that()
                .resideInAPackage("..mycambridge.centre..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..membership..",
                        "..invitation..",
                        "..signin..",
                        "..token..",
                        "..mycambridge.service..",
                        "..web..")
                .check(HOUSE);
    }

    @Test
    void invitationKnowsNoMembershipService() {
        noClasses()
                .that()
                .resideInAPackage("..invitation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..membership..",
                        "..signin..",
                        "..token..",
                        "..mycambridge.service..",
                        "..web..")
                .check(HOUSE);
    }

    @Test
    void serviceReadsWhatIsAndChangesNobody() {
        noClasses()
                .that()
                .resideInAPackage("..mycambridge.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..membership..", "..invitation..", "..signin..", "..token..", "..web..")
                .check(HOUSE);
    }

    @Test
    void onlyDoorsKnowWhatServicesAreTold() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.mycambridge.service..", "..web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.mycambridge.service..")
                .check(HOUSE);
    }

    @Test
    void nobodyButADoorKnowsADoor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.mycambridge.web..")
                .check(HOUSE);
    }

    @Test
    void nothingBelowTheDoorsKnowsHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..policy..",
                        "..tables..",
                        "..history..",
                        "org.mycambridge.centre..",
                        "..membership..",
                        "..invitation..",
                        "..mycambridge.service..",
                        "..token..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "org.keycloak.http..")
                .check(HOUSE);
    }
}
