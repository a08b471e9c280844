package org.mycambridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One direction through the house: doors, services, rules (docs/architecture.md). */
@AnalyzeClasses(packages = "org.mycambridge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule POLICY_KNOWS_NOTHING_OF_OURS_OR_KEYCLOAKS =
            classes()
                    .that()
                    .resideInAPackage("..policy..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..", "com.fasterxml.jackson..", "org.mycambridge.policy..");

    @ArchTest
    static final ArchRule TABLES_KNOW_NO_ROOM =
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
                            "..web..");

    @ArchTest
    static final ArchRule HISTORY_KNOWS_TABLES_ONLY =
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
                            "..web..");

    @ArchTest
    static final ArchRule CENTRE_KNOWS_NO_PEOPLE =
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
                            "..web..");

    @ArchTest
    static final ArchRule INVITATION_KNOWS_NO_MEMBERSHIP_SERVICE =
            noClasses()
                    .that()
                    .resideInAPackage("..invitation..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..membership..", "..signin..", "..token..", "..web..");

    @ArchTest
    static final ArchRule NOBODY_BUT_A_DOOR_KNOWS_A_DOOR =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..web..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.mycambridge.web..");

    @ArchTest
    static final ArchRule NOTHING_BELOW_THE_DOORS_KNOWS_HTTP =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..policy..",
                            "..tables..",
                            "..history..",
                            "org.mycambridge.centre..",
                            "..membership..",
                            "..invitation..",
                            "..token..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.ws.rs..", "org.keycloak.http..");
}
