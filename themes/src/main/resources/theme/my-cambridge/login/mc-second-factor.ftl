<#--
  Asks somebody with great powers to protect their account by a second factor, with: mcFactors ("app", "key"), those that
  can be set up here. The answer is the parameter "factor".
-->
<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("mcFactorTitle")}
  <#elseif section == "form">
    <p>${msg("mcFactorIntro")}</p>
    <form class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <ul class="${properties.kcFormSocialAccountListClass}">
        <#list mcFactors as factor>
          <li class="${properties.kcFormSocialAccountListItemClass}">
            <h2>${msg("mcFactor." + factor)}</h2>
            <p class="mc-hint" id="factor-${factor}">${msg("mcFactorText." + factor)}</p>
            <button class="${(factor?index == 0)?then(properties.kcButtonPrimaryClass, properties.kcButtonSecondaryClass)}" type="submit" name="factor" value="${factor}" aria-describedby="factor-${factor}">${msg("mcFactorChoose." + factor)}</button>
          </li>
        </#list>
      </ul>
    </form>
    <p class="mc-gap"><a class="mc-alone" href="${url.loginRestartFlowUrl}">${msg("mcSignInAsOther")}</a></p>
  </#if>
</@layout.registrationLayout>
