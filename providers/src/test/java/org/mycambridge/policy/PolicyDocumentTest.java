package org.mycambridge.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {

    @Test
    void theShippedDocumentHasTheWholeCatalogue() {
        RoleCatalogue catalogue = PolicyDocument.read(PolicyDocument.shipped()).catalogue();
        assertThat(catalogue.roles()).hasSize(12);
        assertThat(catalogue.rolesInTokensOf("submit-for-assessment"))
                .containsExactlyInAnyOrder("sfa.exams-officer", "sfa.teacher");
        assertThat(catalogue.rolesInTokensOf("access-to-scripts"))
                .containsExactlyInAnyOrder("scripts.user", "centre.exams-officer");
        assertThat(catalogue.rolesInTokensOf("account")).isEmpty();
    }

    @Test
    void everySentenceIsWritten() {
        for (String key : Reason.keys()) {
            assertThat(Reason.of(key, "A", "B").sentence()).isNotBlank().doesNotContain("{");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "centresPerPerson": 50,          | "centresPerPerson": 50, "centres": 1, | settings.centres                 | Unrecognized
                    "centresPerPerson": 50,          |                                       | settings.centresPerPerson        | is missing
                    "centresPerPerson": 50,          | "centresPerPerson": 0,                | settings.centresPerPerson        | not between
                    "centresPerPerson": 50,          | "centresPerPerson": "50",             | settings.centresPerPerson        | Cannot coerce
                    ["ssh.admin"], "relations": ["OWN"] | ["ssh.boss"], "relations": ["OWN"] | grantRules[4].by                 | no role
                    "heldAt": ["CENTRE",             | "heldAt": ["SCHOOL",                  | roles[0].heldAt[0]               | SCHOOL
                    "service": "access-to-scripts"   | "service": "scripts"                  | roles[4].service                 | no service
                    "reach": "EVERYONE"              | "reach": "ANYONE"                     | accountRules[0].reach            | ANYONE
                    "when": "user-management-grants-school-support-hub" | "when": "never"    | grantRules[6].when               | no switch
                    "id": "sfa.teacher"              | "id": "sfa.exams-officer"             | roles[6].id                      | stands twice
                    ["PARENT"], "at": ["ASSOCIATE_CENTRE" | ["BOARD"], "at": ["ASSOCIATE_CENTRE" | grantRules[2].relations      | needs no rule
                    """)
    void aFaultIsNamedWithItsPath(String right, String wrong, String path, String fault) {
        String broken = PolicyDocument.shipped().replace(right, wrong == null ? "" : wrong);
        assertThat(broken).isNotEqualTo(PolicyDocument.shipped());
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyDocument.read(broken))
                .satisfies(
                        e -> {
                            assertThat(e.path()).isEqualTo(path);
                            assertThat(e.fault()).contains(fault);
                        });
    }

    /** What the board put in force before there were these is still good. */
    @Test
    void aDocumentOfBeforeTheHourlyLimitsHasThoseThatAreShipped() {
        String earlier =
                PolicyDocument.shipped()
                        .replaceAll(
                                ",\\s*\"(?:invitationsPerHour|invitationsPerHourAtCentre"
                                        + "|resetMailsPerHour|forgottenPasswordsPerHour)\": \\d+",
                                "");
        assertThat(earlier).doesNotContain("invitationsPerHour", "forgottenPasswordsPerHour");
        assertThat(PolicyDocument.read(earlier).catalogue().settings())
                .isEqualTo(PolicyDocument.read(PolicyDocument.shipped()).catalogue().settings());
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(
                        () ->
                                PolicyDocument.read(
                                        PolicyDocument.shipped()
                                                .replace(
                                                        "\"invitationsPerHour\": 100",
                                                        "\"invitationsPerHour\": 0")))
                .satisfies(e -> assertThat(e.path()).isEqualTo("settings.invitationsPerHour"));
    }

    @Test
    void aRoleGrantedWhereNobodyMayHoldItIsRefused() {
        String broken =
                PolicyDocument.shipped()
                        .replace(
                                "{\"roles\": [\"ssh.coordinator\"],",
                                "{\"roles\": [\"gl.holder\"],");
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyDocument.read(broken))
                .satisfies(e -> assertThat(e.path()).isEqualTo("grantRules[2].at"));
    }

    @Test
    void whatIsNotJsonIsRefusedWithItsLine() {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyDocument.read("{\n\"settings\": oops}"))
                .satisfies(e -> assertThat(e.path()).startsWith("line 2"));
    }
}
