<#--
  Imported by Keycloak's page template before it writes anything, so here each page gets a title of its own; Keycloak
  gives all of them the same one.
-->
<#import "mc-words.ftl" as words>
<#assign titles = {
    "login": "loginAccountTitle",
    "login-username": "loginAccountTitle",
    "login-password": "doLogIn",
    "login-otp": "loginOtpOneTime",
    "login-reset-password": "emailForgotTitle",
    "login-update-password": "updatePasswordTitle",
    "login-update-profile": "loginProfileTitle",
    "login-verify-email": "emailVerifyTitle",
    "login-config-totp": "loginTotpTitle",
    "login-page-expired": "pageExpiredTitle",
    "login-oauth-grant": "oauthGrantRequest",
    "login-reset-otp": "loginOtpOneTime",
    "login-recovery-authn-code-config": "recovery-code-config-header",
    "login-recovery-authn-code-input": "auth-recovery-code-header",
    "login-idp-link-confirm": "confirmLinkIdpTitle",
    "webauthn-authenticate": "webauthn-login-title",
    "webauthn-register": "webauthn-registration-title",
    "webauthn-error": "webauthn-error-title",
    "delete-credential": "deleteCredentialTitle",
    "login-oauth2-device-verify-user-code": "oauth2DeviceVerificationTitle",
    "delete-account-confirm": "deleteAccountConfirm",
    "select-organization": "organization.select",
    "idp-review-user-profile": "loginIdpReviewProfileTitle",
    "select-authenticator": "loginChooseAuthenticator",
    "update-email": "updateEmailTitle",
    "register": "registerTitle",
    "terms": "termsTitle",
    "error": "errorTitle",
    "logout-confirm": "logoutConfirmTitle",
    "frontchannel-logout": "frontchannel-logout.title",
    "mc-verify-code": "mcVerifyTitle",
    "mc-second-factor": "mcFactorTitle",
    "mc-choose-centre": "mcChooseTitle"
}>
<#assign wrong = (message?? && message.type == "error")>
<#if (pageId!"") == "info" && message?has_content>
  <#global title = words.say("mcPageTitle", (messageHeader??)?then(msg(messageHeader!""), message.summary))>
<#elseif (pageId!"") == "mc-no-centre">
  <#global title = words.say("mcPageTitle", words.say("mcNoCentreTitle", mcService))>
<#elseif titles[pageId!""]??>
  <#global title = msg((wrong && pageId != "error")?then("mcPageTitleError", "mcPageTitle"), msg(titles[pageId]))>
</#if>

<#macro content>
</#macro>
