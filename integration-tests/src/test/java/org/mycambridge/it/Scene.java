package org.mycambridge.it;

import org.mycambridge.it.stand.Breakage;
import org.mycambridge.it.stand.TestRealm;

/**
 * Where something fails.
 *
 * @param realm whose people are at work
 * @param breaks what breaks
 * @param officer the User Manager of every centre of the scene, at the delegated API
 * @param board the board, at its API
 */
record Scene(TestRealm realm, Breakage breaks, Hand officer, Hand board) {

    static Scene of(TestRealm realm) {
        return new Scene(
                realm,
                realm.breakage(),
                new Hand(realm.url("/realms/{realm}/centres"), () -> realm.token(Deed.OFFICER)),
                new Hand(realm.url("/admin/realms/{realm}/centres"), realm::adminToken));
    }

    /** The same people, at the second node. */
    Scene atOtherNode() {
        return of(realm.atOtherNode());
    }
}
