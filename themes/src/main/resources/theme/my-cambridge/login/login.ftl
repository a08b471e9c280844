<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "social-providers.ftl" as identityProviders>
<#import "passkeys.ftl" as passkeys>
<#import "mc-words.ftl" as words>
<#import "mc-problems.ftl" as problems>
<#-- With an invitation the page asks for the temporary password of its email (rules.md F68). -->
<#assign temporary = mcInvitation??>
<#assign error = messagesPerField.getFirstError('username', 'password')>
<#assign fieldInError = (usernameHidden??)?then('password', 'username')>
<#assign offerRegistration = realm.password && realm.registrationAllowed && !registrationDisabled??>
<#if temporary>
  <#assign centre = words.say("mcCentreLabel", mcInvitation.centreNumber, mcInvitation.centreName)>
</#if>
<#assign heading = msg(temporary?then("mcTemporaryTitle", (usernameHidden??)?then("mcSignInAgain", "loginAccountTitle")))>
<#global title = msg(error?has_content?then("mcPageTitleError", "mcPageTitle"), heading)>
<#-- Keycloak's template indents a fifth of the page, which nobody packs. -->
<#compress>
<@layout.registrationLayout displayMessage=!error?has_content displayInfo=offerRegistration; section>
  <#if section == "header">
    ${heading}
  <#elseif section == "form">
    <#if realm.password>
      <#if mcTemporaryPasswordExpired!false>
        <@problems.banner tone="warn" announce=true><p>${words.say("mcTemporaryExpired", centre!msg("mcInvitationInviter"))}</p></@problems.banner>
      </#if>
      <#if error?has_content>
        <@problems.summary problems=[{"field": fieldInError, "text": error}]/>
      </#if>
      <#if temporary>
        <p>${words.say("mcTemporaryIntro", centre)}</p>
      <#elseif usernameHidden??>
        <p>${msg("mcReauthenticate")}</p>
      <#else>
        <p>${msg("mcSignInIntro")}</p>
      </#if>
      <form id="kc-form-login" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
        <#if !usernameHidden??>
          <@field.input name="username" label=msg("email") error=error value=login.username!'' inputmode="email"
            autofocus=!(login.username?has_content || error?has_content)
            autocomplete=(enableWebAuthnConditionalUI?has_content)?then('username webauthn', 'username')/>
        </#if>
        <#if temporary>
          <#-- A password for one use: "one-time-code" keeps password managers from storing it. -->
          <@field.password name="password" label=msg("mcTemporaryPassword") hint=msg("mcTemporaryHint") error=""
            errorOf=error?has_content?then("username", "") autocomplete="one-time-code"
            autofocus=login.username?has_content && !error?has_content && !(mcTemporaryPasswordExpired!false)/>
        <#else>
          <@field.password name="password" label=msg("password") error=(usernameHidden??)?then(error, "")
            errorOf=(error?has_content && !usernameHidden??)?then("username", "") forgotPassword=realm.resetPasswordAllowed
            autofocus=(usernameHidden?? || login.username?has_content) && !error?has_content autocomplete="current-password">
            <#if realm.rememberMe && !usernameHidden??>
              <@field.checkbox name="rememberMe" label=msg("rememberMe") value=login.rememberMe??/>
            </#if>
          </@field.password>
        </#if>
        <input type="hidden" id="id-hidden-input" name="credentialId"<#if auth.selectedCredential?has_content> value="${auth.selectedCredential}"</#if>>
        <@buttons.loginButton/>
      </form>
    </#if>
    <@passkeys.conditionalUIData/>
  <#elseif section == "socialProviders">
    <#if realm.password && !temporary && social.providers?has_content>
      <@identityProviders.show social=social/>
    </#if>
  <#elseif section == "info">
    <#if offerRegistration>
      <p>${msg("noAccount")} <a href="${url.registrationUrl}">${msg("doRegister")}</a></p>
    </#if>
  </#if>
</@layout.registrationLayout>
</#compress>
