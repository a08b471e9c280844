<#--
  For which centre somebody opens a service, with: mcService, mcCentres (number, name, type, last: chosen the last time).
  The answer is the parameter "centre", a number. A long list can be searched where there is script.
-->
<#import "template.ftl" as layout>
<#import "mc-words.ftl" as words>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("mcChooseTitle")}
  <#elseif section == "form">
    <p>${words.say("mcChooseIntro", mcService)}</p>
    <form class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <#if mcCentres?size gt 8>
        <div class="${properties.kcFormGroupClass}" data-filter="centres" hidden>
          <label class="${properties.kcLabelClass}" for="find">${msg("mcChooseFind")}</label>
          <input type="search" id="find" autocomplete="off" aria-describedby="found">
          <p class="mc-hint" id="found" role="status" data-found="${msg("mcChooseFound", "{0}")}"></p>
        </div>
      </#if>
      <ul class="${properties.kcFormSocialAccountListClass}" id="centres">
        <#list mcCentres as centre>
          <li class="${properties.kcFormSocialAccountListItemClass}">
            <button class="${properties.kcSelectAuthListItemClass}" type="submit" name="centre" value="${centre.number}">
              <span class="${properties.kcSelectAuthListItemHeadingClass}">${words.say("mcCentreLabel", centre.number, centre.name)}</span>
              <span class="mc-hint">${msg("mcCentreType." + centre.type)}<#if centre.last> · ${msg("mcChooseLast")}</#if></span>
            </button>
          </li>
        </#list>
      </ul>
    </form>
    <p class="mc-gap"><a class="mc-alone" href="${url.loginRestartFlowUrl}">${msg("mcSignInAsOther")}</a></p>
    <script src="${url.resourcesPath}/${properties.mcAssets}/js/my-cambridge-filter.js" defer></script>
  </#if>
</@layout.registrationLayout>
