<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "password-commons.ftl" as passwordCommons>
<#import "mc-problems.ftl" as problems>
<#assign codes = recoveryAuthnCodesConfigBean>
<#-- The page says more than Keycloak's "you need to set up backup codes". -->
<@layout.registrationLayout displayMessage=(message?? && message.type != "warning"); section>
  <#if section == "header">
    ${msg("recovery-code-config-header")}
  <#elseif section == "form">
    <@problems.banner tone="warn">
      <h2>${msg("recovery-code-config-warning-title")}</h2>
      <p>${msg("recovery-code-config-warning-message")}</p>
    </@problems.banner>
    <div class="${properties.kcPanelClass}">
      <ol id="kc-recovery-codes-list" class="mc-codes">
        <#list codes.generatedRecoveryAuthnCodesList as code><li><code dir="ltr">${code[0..3]}-${code[4..7]}-${code[8..]}</code></li></#list>
      </ol>
    </div>
    <p class="${properties.kcFormActionGroupClass} mc-needs-script" data-codes="kc-recovery-codes-list" data-header="${msg("recovery-codes-download-file-header")}" data-footer="${msg("recovery-codes-download-file-description")}" data-copied="${msg("recovery-codes-copied")}">
      <button class="${properties.kcButtonSecondaryClass}" type="button" data-do="print">${msg("recovery-codes-print")}</button>
      <button class="${properties.kcButtonSecondaryClass}" type="button" data-do="download">${msg("recovery-codes-download")}</button>
      <button class="${properties.kcButtonSecondaryClass}" type="button" data-do="copy">${msg("recovery-codes-copy")}</button>
      <span role="status"></span>
    </p>
    <form id="kc-recovery-codes-settings-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post">
      <input type="hidden" name="generatedRecoveryAuthnCodes" value="${codes.generatedRecoveryAuthnCodesAsString}">
      <input type="hidden" name="generatedAt" value="${codes.generatedAt?c}">
      <input type="hidden" name="userLabel" value="${msg("recovery-codes-label-default")}">
      <#-- The browser itself insists on this one, with and without script. -->
      <div class="${properties.kcCheckboxClass}">
        <input class="${properties.kcCheckboxInputClass}" type="checkbox" id="kcRecoveryCodesConfirmationCheck" required>
        <label for="kcRecoveryCodesConfirmationCheck">${msg("recovery-codes-confirmation-message")}</label>
      </div>
      <@passwordCommons.logoutOtherSessions/>
      <@buttons.actionGroup>
        <@buttons.button id="saveRecoveryAuthnCodesBtn" label="recovery-codes-action-complete"/>
        <#if isAppInitiatedAction??>
          <@buttons.button id="cancelRecoveryAuthnCodesBtn" name="cancel-aia" label="recovery-codes-action-cancel" type="secondary" formnovalidate="formnovalidate"/>
        </#if>
      </@buttons.actionGroup>
    </form>
    <script src="${url.resourcesPath}/${properties.mcAssets}/js/my-cambridge-codes.js" defer></script>
  </#if>
</@layout.registrationLayout>
