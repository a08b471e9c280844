<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("pageExpiredTitle")}
  <#elseif section == "form">
    <p>${msg("mcPageExpired")}</p>
    <p class="mc-actions">
      <a id="loginContinueLink" class="mc-btn mc-btn--primary" href="${url.loginAction}">${msg("mcPageExpiredContinue")}</a>
      <a id="loginRestartLink" class="mc-btn mc-btn--secondary" href="${url.loginRestartFlowUrl}">${msg("mcPageExpiredRestart")}</a>
    </p>
  </#if>
</@layout.registrationLayout>
