package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** Each invariant of docs/invariants.sql finds what it is about: broken on purpose, and undone. */
@OnKeycloak
@Tag("database")
class InvariantsIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String A_SERVICE =
            "insert into MC_SERVICE (REALM_ID, SERVICE_ID, BATCH, WEBHOOK_ENABLED) select distinct"
                    + " REALM_ID, SERVICE_ID, 1, true from MC_CHANGE;";

    private final TestRealm realm;

    InvariantsIT(TestRealm realm) {
        this.realm = realm;
    }

    @Test
    void eachFindsWhatItIsAbout() {
        People people = new People(realm);
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email, "sfa.teacher").statusCode(201);
        realm.mails().await(email, "invited");
        String manager = people.member("GB123", People.freshEmail(), "centre.user-management");
        people.change(OFFICER, "GB123", manager, List.of(), List.of("centre.user-management"))
                .statusCode(200);
        assertThat(realm.violations()).isEmpty();

        Map<String, String> broken = broken();
        assertThat(realm.invariants()).containsExactlyInAnyOrderElementsOf(broken.keySet());
        broken.forEach(
                (invariant, statements) ->
                        assertThat(realm.violationsAfter(statements, invariant))
                                .as(invariant)
                                .isNotEmpty()
                                .allMatch(found -> found.startsWith(invariant + " ")));
        assertThat(realm.violations()).isEmpty();
    }

    /** Each invariant, and what breaks it. */
    private static Map<String, String> broken() {
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put(
                "row-of-no-realm",
                "insert into MC_POLICY (REALM_ID, VERSION, DOCUMENT, CREATED_AT) values ('nowhere',"
                        + " 1, '{}', 0)");
        broken.put(
                "centre-without-organisation",
                "update MC_CENTRE set CENTRE_NUMBER = 'XX999' where CENTRE_NUMBER = 'GB123'");
        broken.put(
                "centre-without-its-parent",
                "update MC_CENTRE set LINK_STATUS = null where CENTRE_NUMBER = '50538'");
        broken.put(
                "membership-without-centre-or-account",
                "update MC_MEMBERSHIP set USER_ID = 'nobody' where ID = (select min(ID) from"
                        + " MC_MEMBERSHIP)");
        broken.put(
                "membership-without-organisation-member",
                "delete from USER_GROUP_MEMBERSHIP where GROUP_ID in (select GROUP_ID from ORG)");
        broken.put("organisation-member-without-membership", "delete from MC_MEMBERSHIP");
        broken.put("grant-without-membership", "delete from MC_MEMBERSHIP");
        broken.put(
                "assignment-without-centre-or-parent",
                "update MC_ASSIGNMENT set PARENT_ID = 'nowhere'");
        broken.put(
                "assignment-through-another-parent",
                "update MC_CENTRE set PARENT_ID = null, LINK_STATUS = null where PARENT_ID is not"
                        + " null");
        broken.put(
                "person-without-account",
                "insert into MC_PERSON (USER_ID, REALM_ID) select 'nobody', min(REALM_ID) from"
                        + " MC_CENTRE");
        broken.put(
                "invitation-without-centre-or-account",
                "update MC_INVITATION set CENTRE_ID = 'nowhere'");
        broken.put(
                "history-of-no-centre",
                "update MC_HISTORY set CENTRE_ID = 'nowhere' where CENTRE_ID is not null");
        broken.put("mail-to-nobody", "update MC_DELIVERY set RECIPIENT_ID = 'nobody'");
        broken.put(
                "change-of-no-centre",
                "update MC_CHANGE set CENTRE_ID = 'nowhere' where CENTRE_ID is not null");
        broken.put("membership-without-act", "delete from MC_HISTORY where KIND = 'user-added'");
        broken.put("grant-without-act", "delete from MC_HISTORY where KIND = 'user-added'");
        broken.put(
                "invited-without-invitation",
                "update MC_INVITATION set STATE = 'USED' where STATE = 'OPEN'");
        broken.put(
                "invitation-without-invited",
                "update MC_MEMBERSHIP set INVITED_UNTIL = null where INVITED_UNTIL is not null");
        broken.put(
                "two-open-invitations",
                "insert into MC_INVITATION (ID, REALM_ID, CENTRE_ID, USER_ID, CREATED_AT, ENDS_AT,"
                        + " STATE) select 'copy', REALM_ID, CENTRE_ID, USER_ID, CREATED_AT,"
                        + " ENDS_AT, STATE from MC_INVITATION where STATE = 'OPEN'");
        broken.put(
                "answer-half-kept",
                "insert into MC_ANSWER (REALM_ID, ACTOR_ID, IDEMPOTENCY_KEY, REQUEST_HASH, STATUS,"
                        + " BODY, CREATED_AT) select min(REALM_ID), 'a', 'k', 'h', 0, '', 0 from"
                        + " MC_CENTRE");
        broken.put(
                "policy-version-missing",
                "insert into MC_POLICY (REALM_ID, VERSION, DOCUMENT, CREATED_AT) select"
                        + " min(REALM_ID), 2, '{}', 0 from MC_CENTRE");
        broken.put(
                "two-holders",
                "insert into MC_GRANT (CENTRE_ID, USER_ID, ROLE_ID, REALM_ID, GRANTED_AT) select"
                        + " g.CENTRE_ID, m.USER_ID, g.ROLE_ID, g.REALM_ID, 0 from MC_GRANT g join"
                        + " MC_MEMBERSHIP m on m.CENTRE_ID = g.CENTRE_ID and m.USER_ID <> g.USER_ID"
                        + " where g.ROLE_ID = 'ssh.coordinator'");
        broken.put(
                "seat-of-another-role",
                "update MC_GRANT set SEAT = 'not-' || SEAT where SEAT is not null");
        broken.put("centre-without-manager", "update MC_MEMBERSHIP set DISABLED = true");
        broken.put("invitation-without-mail", "delete from MC_DELIVERY");
        broken.put(
                "mail-forgotten",
                "update MC_DELIVERY set STATE = 'DUE', DONE_AT = null, DUE_AT = 1");
        broken.put(
                "mail-held-for-ever",
                "update MC_DELIVERY set STATE = 'DUE', LEASE_UNTIL = 99999999999999");
        broken.put("mail-neither-owed-nor-done", "update MC_DELIVERY set STATE = 'LOST'");
        broken.put("password-outlived", "update MC_PERSON set TEMPORARY_UNTIL = 1");
        broken.put("act-without-change", "delete from MC_CHANGE");
        broken.put("change-without-act", "delete from MC_HISTORY where KIND = 'user-added'");
        broken.put(
                "message-forgotten",
                A_SERVICE + "update MC_CHANGE set STATE = 'WAITING', BATCH = 1, DUE_AT = 1");
        broken.put(
                "message-without-position",
                A_SERVICE + "update MC_CHANGE set BATCH = null, HAPPENED_AT = 1");
        broken.put("position-beyond-the-last", A_SERVICE + "update MC_SERVICE set TAKEN_BATCH = 2");
        return broken;
    }
}
