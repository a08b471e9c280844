<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "mc-problems.ftl" as problems>
<#assign wrong = []>
<#if messagesPerField.existsError('password')>
  <#assign wrong += [{"field": "password-new", "text": messagesPerField.get('password')}]>
</#if>
<#if messagesPerField.existsError('password-confirm')>
  <#assign wrong += [{"field": "password-confirm", "text": messagesPerField.get('password-confirm')}]>
</#if>
<#-- What the password policy refuses, Keycloak says of no field. -->
<#if !wrong?has_content && message?? && message.type == "error">
  <#assign wrong += [{"field": "password-new", "text": message.summary}]>
</#if>
<#assign errors = {}>
<#list wrong as problem><#assign errors += {problem.field: problem.text}></#list>
<#if wrong?has_content>
  <#global title = msg("mcPageTitleError", msg("updatePasswordTitle"))>
</#if>
<#-- Keycloak's "you need to change your password" says less than the introduction below; other messages are shown. -->
<@layout.registrationLayout displayMessage=(message?? && message.type != "warning" && !wrong?has_content); section>
  <#if section == "header">
    ${msg("updatePasswordTitle")}
  <#elseif section == "form">
    <@problems.summary problems=wrong/>
    <p>${msg("mcSetPasswordIntro")}</p>
    <#assign rules = []>
    <#if passwordPolicies??>
      <#list ["length", "maxLength", "lowerCase", "upperCase", "digits", "specialChars"] as rule>
        <#if passwordPolicies[rule]??><#assign rules += [{"name": rule, "need": passwordPolicies[rule], "text": msg("mcRule." + rule, passwordPolicies[rule])}]></#if>
      </#list>
      <#if passwordPolicies.notEmail || passwordPolicies.notUsername><#assign rules += [{"name": "notEmail", "need": 0, "text": msg("mcRule.notEmail")}]></#if>
      <#if (passwordPolicies.passwordHistory!0) gt 0><#assign rules += [{"name": "history", "need": 0, "text": msg("mcRule.history", passwordPolicies.passwordHistory)}]></#if>
    </#if>
    <form id="kc-passwd-update-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <#if username?has_content>
        <#-- Tells password managers whose password this is. -->
        <input type="text" name="username" value="${username}" autocomplete="username" readonly hidden>
      </#if>
      <div id="rules">
        <#if rules?has_content>
          <p class="mc-hint">${msg("mcRulesTitle")}</p>
          <ul class="mc-rules">
            <#list rules as rule><li data-rule="${rule.name}" data-need="${rule.need?c}" data-met-text="${msg("mcRuleMet")}">${rule.text} <span class="mc-hidden"></span></li></#list>
          </ul>
        </#if>
        <p class="mc-hint">${msg("mcRulesTip")}</p>
      </div>
      <@field.password name="password-new" label=msg("passwordNew") error=errors["password-new"]!"" autocomplete="new-password" describedBy="rules" autofocus=!wrong?has_content/>
      <@field.password name="password-confirm" label=msg("passwordConfirm") error=errors["password-confirm"]!"" autocomplete="new-password"/>
      <#if isAppInitiatedAction??>
        <@field.checkbox name="logout-sessions" label=msg("logoutOtherSessions") value=true/>
      <#else>
        <#-- Whoever was signed in with the password before this one is not any more. -->
        <input type="hidden" name="logout-sessions" value="on">
      </#if>
      <@buttons.actionGroup>
        <@buttons.button id="kc-submit" name="login" label="mcSetPassword"/>
        <#if isAppInitiatedAction??>
          <@buttons.button id="kc-cancel" name="cancel-aia" label="doCancel" type="secondary"/>
        </#if>
      </@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>
