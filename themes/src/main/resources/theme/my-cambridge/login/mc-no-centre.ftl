<#--
  Somebody who is signed in, but has no centre for which they could open a service, with: mcService, mcNumbers (those that
  were asked for, none where any would do), mcContact. The answer is the parameter "leave": back to the service.
-->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<#import "mc-words.ftl" as words>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${words.say("mcNoCentreTitle", mcService)}
  <#elseif section == "form">
    <#if mcNumbers?has_content>
      <p>${words.say("mcNoCentreAt", mcNumbers?join(msg("mcComma") + " "), mcNumbers?size)}</p>
    <#else>
      <p>${words.say("mcNoCentreAny", mcService)}</p>
    </#if>
    <p>${msg("mcNoCentreAsk")}<#if mcContact?has_content> ${msg("mcNoCentreContact")} <a href="mailto:${mcContact?url('UTF-8')?replace('%40', '@')}">${mcContact}</a></#if></p>
    <form class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <@buttons.actionGroup>
        <button class="${properties.kcButtonPrimaryClass} ${properties.kcButtonBlockClass}" type="submit" name="leave" value="1">${words.say("mcNoCentreLeave", mcService)}</button>
      </@buttons.actionGroup>
    </form>
    <p class="mc-gap"><a class="mc-alone" href="${url.loginRestartFlowUrl}">${msg("mcSignInAsOther")}</a></p>
  </#if>
</@layout.registrationLayout>
