<#import "template.ftl" as layout>
<#-- What there is to do is a button, and a message is not said twice. -->
<#assign heading = (messageHeader??)?then(msg(messageHeader!""), message.summary)>
<@layout.registrationLayout displayMessage=false; section>
  <#if section == "header">
    ${heading}
  <#elseif section == "form">
    <#if requiredActions?has_content>
      <#if messageHeader??><p>${message.summary}</p></#if>
      <ul>
        <#list requiredActions as action><li>${msg("requiredAction." + action)}</li></#list>
      </ul>
    <#elseif messageHeader??>
      <p>${message.summary}</p>
    </#if>
    <#if !skipLink??>
      <#if pageRedirectUri?has_content>
        <p><a class="mc-btn mc-btn--primary" href="${pageRedirectUri}">${msg("backToApplication")}</a></p>
      <#elseif actionUri?has_content>
        <p><a class="mc-btn mc-btn--primary" href="${actionUri}">${msg("proceedWithAction")}</a></p>
      <#elseif (client.baseUrl)?has_content>
        <p><a class="mc-btn mc-btn--primary" href="${client.baseUrl}">${msg("backToApplication")}</a></p>
      </#if>
    </#if>
  </#if>
</@layout.registrationLayout>
