<#import "template.ftl" as layout>
<#-- Each way is a button, so that the keyboard reaches it, with script and without. -->
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("loginChooseAuthenticator")}
  <#elseif section == "form">
    <form id="kc-select-credential-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <ul class="${properties.kcSelectAuthListClass}">
        <#list auth.authenticationSelections as way>
          <li class="${properties.kcSelectAuthListItemWrapperClass}">
            <button class="${properties.kcSelectAuthListItemClass}" type="submit" name="authenticationExecution" value="${way.authExecId}" aria-describedby="way-${way?index}"><span class="${properties.kcSelectAuthListItemHeadingClass}">${msg(way.displayName)}</span></button>
            <p class="${properties.kcSelectAuthListItemDescriptionClass}" id="way-${way?index}">${msg(way.helpText)}</p>
          </li>
        </#list>
      </ul>
    </form>
  </#if>
</@layout.registrationLayout>
