package org.mycambridge.signin;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationScope;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;
import org.mycambridge.token.CentreClaim;
import org.mycambridge.token.CentreScope;
import org.mycambridge.token.Holding;

/**
 * The centre for which somebody opens a service (design decision 8). A service that asks with the
 * plain scope {@code organization} gets one centre: the only one at which the person has a role for
 * it, or the one chosen here. Somebody who has none, or asks by number for a centre they are not
 * at, is told whom to ask.
 *
 * <p>The choice is kept in the client's session, never on the user: it holds for the service until
 * the person signs out. A service has it made again, without a new sign-in, by {@code
 * prompt=select_account}. A centre chosen before at another service is offered first.
 */
public final class ChooseCentre implements RequiredActionProvider, RequiredActionFactory {

    /** The id, as the realm has it among its required actions. */
    public static final String ID = "mc-choose-centre";

    private static final String CENTRE = "centre";
    private static final String LEAVE = "leave";
    private static final String SELECT = "select_account";

    /** In the sign-in under way: the choice has been made in it. */
    private static final String CHOSEN = "mc-centre-chosen";

    /** In the person's session: the centre chosen last, at whichever service. */
    private static final String LAST = "mc-centre";

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        // Without a page to show, as in the password grant, nobody can be asked.
        if (signIn.getClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM) == null) {
            return;
        }
        Request request = Request.of(context);
        if (request.isAnswered()) {
            signIn.removeRequiredAction(ID);
            request.only()
                    .ifPresent(
                            only ->
                                    signIn.setClientNote(
                                            OrganizationModel.ORGANIZATION_ATTRIBUTE,
                                            only.centreId()));
        } else {
            signIn.addRequiredAction(ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        Request request = Request.of(context);
        Locale locale = context.getSession().getContext().resolveLocale(context.getUser());
        context.challenge(
                request.candidates().isEmpty()
                        ? context.form()
                                .setAttribute("mcService", request.serviceName(locale))
                                .setAttribute("mcNumbers", request.numbersAsked())
                                .setAttribute("mcContact", request.catalogue().settings().contact())
                                .createForm("mc-no-centre.ftl")
                        : context.form()
                                .setAttribute("mcService", request.serviceName(locale))
                                .setAttribute("mcCentres", request.offered())
                                .createForm("mc-choose-centre.ftl"));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Request request = Request.of(context);
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        if (form.containsKey(LEAVE)) {
            context.failure(); // the service is told: access_denied
            return;
        }
        Optional<Holding> chosen =
                request.candidates().stream()
                        .filter(centre -> centre.number().equals(form.getFirst(CENTRE)))
                        .findFirst();
        if (chosen.isEmpty()) {
            requiredActionChallenge(context);
            return;
        }
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        signIn.setClientNote(OrganizationModel.ORGANIZATION_ATTRIBUTE, chosen.get().centreId());
        signIn.setAuthNote(CHOSEN, "true");
        signIn.setUserSessionNote(LAST, chosen.get().centreId());
        context.success();
    }

    /** What a sign-in under way asks for, and what the person can be given. */
    private record Request(
            KeycloakSession session,
            AuthenticationSessionModel signIn,
            Optional<CentreScope> scope,
            String userId,
            Optional<Service> service,
            CentreClaim claim,
            RoleCatalogue catalogue) {

        static Request of(RequiredActionContext context) {
            KeycloakSession session = context.getSession();
            AuthenticationSessionModel signIn = context.getAuthenticationSession();
            String clientId = signIn.getClient().getClientId();
            String userId = context.getUser().getId();
            RoleCatalogue catalogue = Policies.current(session).catalogue();
            return new Request(
                    session,
                    signIn,
                    CentreScope.of(session, signIn.getClientNote(OAuth2Constants.SCOPE)),
                    userId,
                    catalogue.serviceOfClient(clientId),
                    CentreClaim.of(session, userId, clientId),
                    catalogue);
        }

        private boolean isForm(OrganizationScope form) {
            return scope.filter(asked -> asked.form() == form).isPresent();
        }

        /** Centres that could be in the token. */
        List<Holding> candidates() {
            return isForm(OrganizationScope.SPECIFIC)
                    ? claim.named(scope.get().numbers())
                    : claim.all();
        }

        /** Whether there is nothing to ask the person or to tell them. */
        boolean isAnswered() {
            if (isForm(OrganizationScope.SPECIFIC)) {
                return !candidates().isEmpty();
            }
            if (!isForm(OrganizationScope.ANY) || service.isEmpty()) {
                return true;
            }
            return signIn.getAuthNote(CHOSEN) != null || only().isPresent();
        }

        /**
         * The centre that needs no asking: the only one, or the one chosen at this service before.
         */
        Optional<Holding> only() {
            if (!isForm(OrganizationScope.ANY)
                    || service.isEmpty()
                    || signIn.getAuthNote(CHOSEN) != null) {
                return Optional.empty();
            }
            List<Holding> candidates = candidates();
            if (candidates.size() == 1) {
                return Optional.of(candidates.get(0));
            }
            return TokenUtil.hasPrompt(signIn.getClientNote(OIDCLoginProtocol.PROMPT_PARAM), SELECT)
                    ? Optional.empty()
                    : chosenHere();
        }

        private Optional<Holding> chosenHere() {
            ClientModel client = signIn.getClient();
            return userSession()
                    .map(each -> each.getAuthenticatedClientSessionByClient(client.getId()))
                    .map(this::chosenAt)
                    .flatMap(this::candidate);
        }

        private String chosenAt(AuthenticatedClientSessionModel clientSession) {
            return clientSession.getNote(OrganizationModel.ORGANIZATION_ATTRIBUTE);
        }

        private Optional<Holding> candidate(String centreId) {
            return candidates().stream()
                    .filter(centre -> centre.centreId().equals(centreId))
                    .findFirst();
        }

        /** The session of somebody who has signed in before; its id is the sign-in's. */
        private Optional<UserSessionModel> userSession() {
            return Optional.ofNullable(
                            new AuthenticationSessionManager(session).getUserSession(signIn))
                    .filter(each -> each.getUser().getId().equals(userId));
        }

        /** The candidates in the order in which they are shown: the one chosen last comes first. */
        List<Map<String, Object>> offered() {
            Optional<Holding> last =
                    userSession().map(each -> each.getNote(LAST)).flatMap(this::candidate);
            return Stream.concat(
                            last.stream(),
                            candidates().stream()
                                    .filter(centre -> !last.equals(Optional.of(centre))))
                    .map(
                            centre ->
                                    Map.<String, Object>of(
                                            "number", centre.number(),
                                            "name", centre.name(),
                                            "type", centre.type().name(),
                                            "last", last.equals(Optional.of(centre))))
                    .toList();
        }

        List<String> numbersAsked() {
            return List.copyOf(new TreeSet<>(scope.map(CentreScope::numbers).orElse(Set.of())));
        }

        String serviceName(Locale locale) {
            return service.flatMap(
                            own ->
                                    catalogue.services(locale).stream()
                                            .filter(each -> each.id().equals(own.id()))
                                            .findFirst())
                    .map(Service::name)
                    .orElseGet(
                            () ->
                                    Optional.ofNullable(signIn.getClient().getName())
                                            .orElse(signIn.getClient().getClientId()));
        }
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayText() {
        return "Choose a centre";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
