package org.mycambridge.signin;

import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * A realm imported without a value for a service's secret must not have the placeholder for one,
 * which everybody can read in this repository: such a client gets a random secret.
 */
final class ClientSecrets implements ProviderEventListener {

    private static final Logger LOG = Logger.getLogger(ClientSecrets.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{.*}");

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof RealmModel.RealmPostCreateEvent created) {
            created.getCreatedRealm()
                    .getClientsStream()
                    .filter(ClientSecrets::isPlaceholder)
                    .toList()
                    .forEach(ClientSecrets::replace);
        }
    }

    private static boolean isPlaceholder(ClientModel client) {
        return client.getSecret() != null && PLACEHOLDER.matcher(client.getSecret()).matches();
    }

    private static void replace(ClientModel client) {
        KeycloakModelUtils.generateSecret(client);
        LOG.warnf(
                "Client %s had no secret of its own and got a random one: read it in the console",
                client.getClientId());
    }
}
