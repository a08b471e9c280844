package org.mycambridge.themes;

import freemarker.template.TemplateMethodModelEx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.forms.login.MessageType;
import org.keycloak.models.OTPPolicy;
import org.keycloak.models.utils.HmacOTP;
import org.keycloak.theme.beans.MessageBean;
import org.keycloak.theme.beans.MessagesPerFieldBean;
import org.mycambridge.themes.ConsolePages.State;

/** The pages of Keycloak's that people of this realm meet beside the usual ones, in each state. */
final class SecondFactorPages {

    /** The names that Keycloak gives the fields of a wrong code. */
    private static final String CODE_FIELD = "totp";

    private SecondFactorPages() {}

    static List<State> all() {
        return List.of(
                state("mc-second-factor", "mcFactors", List.of("app", "key")),
                state("login-config-totp", "totp", totp(), "message", warning()),
                state("login-config-totp", "totp", totp(), "mode", "manual"),
                state(
                        "login-config-totp",
                        "totp",
                        totp(),
                        "isAppInitiatedAction",
                        true,
                        "messagesPerField",
                        wrong(CODE_FIELD, "userLabel")),
                state("login-otp", "otpLogin", phones("otp")),
                state("login-otp", "otpLogin", phones("one", "two"), "auth", ways()),
                state(
                        "login-otp",
                        "otpLogin",
                        phones("otp"),
                        "messagesPerField",
                        wrong(CODE_FIELD)),
                state("select-authenticator", "auth", ways()),
                state("login-recovery-authn-code-config", "recoveryAuthnCodesConfigBean", codes()),
                state(
                        "login-recovery-authn-code-config",
                        "recoveryAuthnCodesConfigBean",
                        codes(),
                        "isAppInitiatedAction",
                        true),
                state(
                        "login-recovery-authn-code-input",
                        "recoveryAuthnCodesInputBean",
                        Map.of("codeNumber", 3),
                        "auth",
                        ways()),
                passkey("webauthn-register"),
                passkey("webauthn-authenticate"),
                state("webauthn-error", "execution", "e1", "message", failed()),
                state(
                        "webauthn-error",
                        "execution",
                        "e1",
                        "message",
                        failed(),
                        "isAppInitiatedAction",
                        true),
                state("login-reset-otp", "configuredOtpCredentials", phones("one", "two")),
                state("delete-credential", "credentialLabel", "otp"),
                state("login-update-profile", "profile", profile()),
                state(
                        "login-update-profile",
                        "profile",
                        profile(),
                        "isAppInitiatedAction",
                        true,
                        "messagesPerField",
                        wrong("firstName")),
                state("error", "message", failed(), "traceId", "4711"),
                state("logout-confirm", "logoutConfirm", Map.of("code", "c", "skipLink", false)),
                state(
                        "frontchannel-logout",
                        "logout",
                        Map.of(
                                "clients",
                                List.of(Map.of("name", "42", "frontChannelLogoutUrl", "/out")),
                                "logoutRedirectUri",
                                "/back")),
                state("login-oauth2-device-verify-user-code"));
    }

    private static State state(String page, Object... attributes) {
        Map<String, Object> model = new HashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            model.put((String) attributes[i], attributes[i + 1]);
        }
        return new State(page, page + ".ftl", model);
    }

    private static State passkey(String page) {
        Map<String, Object> model =
                new HashMap<>(
                        Map.of(
                                "challenge", "c",
                                "userid", "u",
                                "username", "jane@gb123.example",
                                "signatureAlgorithms", List.of(-7),
                                "rpEntityName", "My Cambridge",
                                "rpId", "",
                                "attestationConveyancePreference", "not specified",
                                "authenticatorAttachment", "not specified",
                                "requireResidentKey", "not specified",
                                "residentKey", "not specified"));
        model.put("userVerificationRequirement", "not specified");
        model.put("userVerification", "not specified");
        model.put("createTimeout", 0);
        model.put("excludeCredentialIds", "");
        model.put("isUserIdentified", "true");
        model.put("isAppInitiatedAction", true);
        model.put("shouldDisplayAuthenticators", true);
        model.put("authenticators", Map.of("authenticators", List.of(key("1"), key("2"))));
        return new State(page, page + ".ftl", model);
    }

    private static Map<String, Object> key(String id) {
        return Map.of(
                "credentialId",
                id,
                "label",
                "12345",
                "createdAt",
                "1.2.2026",
                "transports",
                Map.of("iconClass", "kcWebAuthnUSB", "displayNameProperties", List.of()));
    }

    private static Map<String, Object> totp() {
        return Map.of(
                "supportedApplications",
                List.of(
                        "totpAppFreeOTPName",
                        "totpAppGoogleName",
                        "totpAppMicrosoftAuthenticatorName"),
                "totpSecretEncoded",
                "2345 2345",
                "totpSecretQrCode",
                "AAAA",
                "qrUrl",
                "/qr",
                "manualUrl",
                "/manual",
                "totpSecret",
                "2345",
                "otpCredentials",
                List.of(),
                "policy",
                new OTPPolicy("totp", HmacOTP.HMAC_SHA1, 0, 6, 1, 30));
    }

    private static Map<String, Object> phones(String... names) {
        return Map.of(
                "selectedCredentialId",
                names[0],
                "userOtpCredentials",
                List.of(names).stream()
                        .map(
                                name ->
                                        Map.of(
                                                "id",
                                                name,
                                                "userLabel",
                                                name.replaceAll("one|two", "7")))
                        .toList());
    }

    private static Map<String, Object> codes() {
        return Map.of(
                "generatedRecoveryAuthnCodesList",
                List.of("123456789012", "234567890123"),
                "generatedRecoveryAuthnCodesAsString",
                "123456789012,234567890123",
                "generatedAt",
                1L);
    }

    /** Three ways to sign in, and a link to them. */
    private static Map<String, Object> ways() {
        TemplateMethodModelEx yes = arguments -> true;
        TemplateMethodModelEx no = arguments -> false;
        return Map.of(
                "showUsername",
                yes,
                "showResetCredentials",
                no,
                "showTryAnotherWayLink",
                yes,
                "attemptedUsername",
                "jane@gb123.example",
                "authenticationSelections",
                List.of(way("otp"), way("webauthn"), way("recovery-authn-codes")));
    }

    private static Map<String, Object> way(String name) {
        return Map.of(
                "authExecId",
                name,
                "displayName",
                name + "-display-name",
                "helpText",
                name + "-help-text");
    }

    private static Map<String, Object> profile() {
        return Map.of(
                "html5DataAnnotations",
                Map.of(),
                "attributes",
                List.of(attribute("firstName"), attribute("lastName")));
    }

    private static Map<String, Object> attribute(String name) {
        return Map.of(
                "name",
                name,
                "displayName",
                "${" + name + "}",
                "required",
                true,
                "value",
                "1",
                "annotations",
                Map.of(),
                "html5DataAnnotations",
                Map.of(),
                "multivalued",
                false,
                "readOnly",
                false);
    }

    private static MessageBean warning() {
        return new MessageBean("!", MessageType.WARNING);
    }

    private static MessageBean failed() {
        return new MessageBean("!", MessageType.ERROR);
    }

    private static MessagesPerFieldBean wrong(String... fields) {
        MessagesPerFieldBean messages = new MessagesPerFieldBean();
        for (String field : fields) {
            messages.addMessage(field, "!", MessageType.ERROR);
        }
        return messages;
    }
}
