package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** The way to Keycloak's sign-in page and back to a page of ours. */
final class SignIn {

    private final KeycloakSession session;
    private final Addresses addresses;
    private final Pages pages;

    SignIn(KeycloakSession session, Addresses addresses, Pages pages) {
        this.session = session;
        this.addresses = addresses;
        this.pages = pages;
    }

    /** For somebody who is not signed in, or has no session of ours yet. */
    Response first(String page, Optional<String> invitationId) {
        SignInState sent = SignInState.to(page);
        UriBuilder to = authorisation(sent);
        invitationId.ifPresent(id -> to.queryParam("invitation", id));
        return go(to, sent).build();
    }

    /** Whoever is signed in proves it once more; what they typed goes with them. */
    Response again(String page, Optional<Draft> draft) {
        SignInState sent = SignInState.to(page);
        return withDraft(
                go(authorisation(sent).queryParam(OIDCLoginProtocol.PROMPT_PARAM, "login"), sent),
                draft);
    }

    /** As {@link #first}, for a form that came too late. */
    Response first(String page, Draft draft) {
        SignInState sent = SignInState.to(page);
        return withDraft(go(authorisation(sent), sent), Optional.of(draft));
    }

    private Response withDraft(Response.ResponseBuilder answer, Optional<Draft> draft) {
        draft.flatMap(typed -> typed.cookie(session, addresses)).ifPresent(answer::cookie);
        return answer.build();
    }

    private UriBuilder authorisation(SignInState sent) {
        return addresses
                .authorisation()
                .queryParam(OAuth2Constants.CLIENT_ID, Addresses.CLIENT_ID)
                .queryParam(OAuth2Constants.RESPONSE_TYPE, OAuth2Constants.CODE)
                .queryParam(OAuth2Constants.SCOPE, OAuth2Constants.SCOPE_OPENID)
                .queryParam(OAuth2Constants.REDIRECT_URI, "{redirect}")
                .queryParam(OAuth2Constants.STATE, sent.state())
                .queryParam(
                        OAuth2Constants.CODE_CHALLENGE, SignInState.challengeOfAForgottenVerifier())
                .queryParam(OAuth2Constants.CODE_CHALLENGE_METHOD, "S256");
    }

    private Response.ResponseBuilder go(UriBuilder to, SignInState sent) {
        return pages.redirect(to.build(addresses.callback().toString()))
                .cookie(sent.cookie(addresses));
    }
}
