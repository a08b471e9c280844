package org.mycambridge.it.server;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.OrganizationModel.OrganizationMemberJoinEvent;

/**
 * When somebody with a certain last name joins an organisation, the transaction is committed and
 * then ends in an exception, as it does when another node is just going down and can't be told what
 * its caches have to forget.
 */
final class AfterCommit {

    private static final String LAST_NAME = "Committed-And-Untold";

    private AfterCommit() {}

    static void watch(KeycloakSessionFactory factory) {
        factory.register(
                event -> {
                    if (event instanceof OrganizationMemberJoinEvent joined
                            && LAST_NAME.equals(joined.getUser().getLastName())) {
                        joined.getSession()
                                .getTransactionManager()
                                .enlistAfterCompletion(failing());
                    }
                });
    }

    private static KeycloakTransaction failing() {
        return new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                throw new IllegalStateException("A node is going down");
            }

            @Override
            protected void rollbackImpl() {
                // nothing was committed
            }
        };
    }
}
