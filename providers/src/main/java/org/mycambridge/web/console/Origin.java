package org.mycambridge.web.console;

import java.net.URI;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * From where a browser sends a request. The identity cookie goes along with requests of any site
 * (it is SameSite=None), so this is looked at first.
 */
final class Origin {

    private final KeycloakSession session;
    private final Addresses addresses;

    Origin(KeycloakSession session, Addresses addresses) {
        this.session = session;
        this.addresses = addresses;
    }

    /** Whether a page of ours sends this form: every browser says so with a POST (RFC 6454). */
    boolean isOurs() {
        return header("Origin").filter(origin -> origin.equals(ours())).isPresent();
    }

    /**
     * Whether another site loads this page into something of its own, where it could tell from size
     * or time what is in it (W3C Fetch Metadata). A link that somebody follows is no such thing.
     */
    boolean isEmbeddedElsewhere() {
        Optional<String> site = header("Sec-Fetch-Site");
        boolean foreign = site.filter(from -> from.equals("cross-site")).isPresent();
        boolean link =
                header("Sec-Fetch-Mode").filter(mode -> mode.equals("navigate")).isPresent()
                        && header("Sec-Fetch-Dest")
                                .filter(destination -> destination.equals("document"))
                                .isPresent();
        return foreign && !link;
    }

    private String ours() {
        URI base = addresses.base();
        return base.getScheme() + "://" + base.getRawAuthority();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(name));
    }
}
