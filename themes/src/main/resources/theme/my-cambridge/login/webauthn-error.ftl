<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<#-- Keycloak's own is hidden and shown again by its style sheet, and sends by script what stands in the form here. -->
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("webauthn-error-title")}
  <#elseif section == "form">
    <form id="kc-error-credential-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <input type="hidden" name="authenticationExecution" value="${execution}">
      <input type="hidden" name="isSetRetry" value="retry">
      <@buttons.actionGroup>
        <@buttons.button id="kc-try-again" name="try-again" label="doTryAgain"/>
      </@buttons.actionGroup>
    </form>
    <#if isAppInitiatedAction??>
      <form id="kc-webauthn-settings-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
        <@buttons.actionGroup>
          <@buttons.button id="cancelWebAuthnAIA" name="cancel-aia" label="doCancel" type="secondary"/>
        </@buttons.actionGroup>
      </form>
    </#if>
  </#if>
</@layout.registrationLayout>
