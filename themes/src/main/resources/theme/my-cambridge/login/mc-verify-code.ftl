<#--
  The verification code of a first sign-in (rules.md F70 to F72, D32), with: mcEmail, mcMinutes, mcResendInSeconds,
  mcCodeState ("sent", "being-sent", "expired", "locked"). The answer is the parameter "verify" with "code", or "resend".
-->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "mc-words.ftl" as words>
<#import "mc-problems.ftl" as problems>
<#assign error = messagesPerField.getFirstError('code')>
<#-- A code that works no more (rules.md D32) leaves one thing to do: ask for a new one. -->
<#assign dead = {"expired": "mcVerifyExpired", "locked": "mcVerifyLocked"}[mcCodeState]!"">
<#assign wait = mcResendInSeconds!0>
<#if dead?has_content || error?has_content>
  <#global title = msg("mcPageTitleError", msg("mcVerifyTitle"))>
</#if>
<@layout.registrationLayout displayMessage=!error?has_content; section>
  <#if section == "header">
    ${msg("mcVerifyTitle")}
  <#elseif section == "form">
    <#if dead?has_content>
      <@problems.summary problems=[{"field": "resend", "text": msg(dead)}]/>
    <#else>
      <#if error?has_content>
        <@problems.summary problems=[{"field": "code", "text": error}]/>
      </#if>
      <p>${words.say((mcCodeState == "being-sent")?then("mcVerifyBeingSent", "mcVerifySent"), mcEmail)}</p>
      <p>${msg("mcVerifyPatience", mcMinutes)}</p>
      <form id="mc-verify-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
        <@field.input name="code" label=msg("mcVerifyCode") hint=msg("mcVerifyCodeHint") error=error class="mc-code"
          autocomplete="one-time-code" maxlength=20 autofocus=!error?has_content/>
        <@buttons.actionGroup>
          <@buttons.button id="verify" name="verify" label="mcVerify"/>
        </@buttons.actionGroup>
      </form>
    </#if>
    <form id="mc-resend-form" class="${properties.kcFormClass}<#if !dead?has_content> mc-aside</#if>" action="${url.loginAction}" method="post" novalidate>
      <#if !dead?has_content><h2>${msg("mcResendTitle")}</h2></#if>
      <p class="mc-hint" id="resend-wait"></p>
      <button class="${dead?has_content?then(properties.kcButtonPrimaryClass, properties.kcButtonSecondaryClass)} ${properties.kcButtonBlockClass}" type="submit" id="resend" name="resend" value="1"
        <#if wait gt 0>data-wait="${wait?c}" data-wait-note="resend-wait" data-wait-text="${msg("mcResendWait", "{0}")}" aria-describedby="resend-wait"</#if>>${msg("mcResend")}</button>
    </form>
    <p class="mc-gap"><a class="mc-alone" href="${url.loginRestartFlowUrl}">${msg("mcSignInAsOther")}</a></p>
  </#if>
</@layout.registrationLayout>
