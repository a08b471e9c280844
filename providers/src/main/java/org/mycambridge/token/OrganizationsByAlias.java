package org.mycambridge.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.cache.infinispan.organization.InfinispanOrganizationProvider;
import org.keycloak.models.cache.infinispan.organization.InfinispanOrganizationProviderFactory;
import org.keycloak.organization.OrganizationProvider;

/**
 * Keycloak's organisations, as it keeps them in memory, found by alias too. Each token of one
 * centre asks for it by its number several times (the scope, the earlier token, the new one), and
 * Keycloak goes to the database for each.
 *
 * <p>What is remembered is an id alone. Whether it is still there, has this alias and is enabled is
 * asked of what Keycloak keeps, and forgets on all nodes when it changes.
 */
public final class OrganizationsByAlias extends InfinispanOrganizationProviderFactory {

    private static final String ID = "mc-organizations-by-alias";

    private record Key(String realmId, String alias) {}

    private final Map<Key, String> ids = new ConcurrentHashMap<>();

    private final class ByAlias extends InfinispanOrganizationProvider {

        private final KeycloakSession session;

        ByAlias(KeycloakSession session) {
            super(session);
            this.session = session;
        }

        @Override
        public OrganizationModel getByAlias(String alias) {
            if (alias == null) {
                return null;
            }
            Key key = new Key(session.getContext().getRealm().getId(), alias);
            String id = ids.get(key);
            OrganizationModel known = id == null ? null : getById(id);
            if (known != null && alias.equals(known.getAlias())) {
                return known;
            }
            OrganizationModel found = super.getByAlias(alias);
            if (found == null) {
                ids.remove(key);
            } else {
                ids.put(key, found.getId());
            }
            return found;
        }
    }

    @Override
    public OrganizationProvider create(KeycloakSession session) {
        return new ByAlias(session);
    }

    /** Keycloak's own is still there, and listens for what makes it forget. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
