<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "mc-problems.ftl" as problems>
<#assign error = messagesPerField.get('totp')>
<@layout.registrationLayout displayMessage=!error?has_content; section>
  <#if section == "header">
    ${msg("loginOtpOneTime")}
  <#elseif section == "form">
    <#if error?has_content>
      <@problems.summary problems=[{"field": "otp", "text": error}]/>
    </#if>
    <p>${msg("otp-help-text")}</p>
    <form id="kc-otp-login-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <#if otpLogin.userOtpCredentials?size gt 1>
        <fieldset>
          <legend>${msg("mcFactorWhich")}</legend>
          <#list otpLogin.userOtpCredentials as phone>
            <div class="${properties.kcCheckboxClass}">
              <input type="radio" id="phone-${phone?index}" name="selectedCredentialId" value="${phone.id}"<#if phone.id == (otpLogin.selectedCredentialId!"")> checked</#if>>
              <label for="phone-${phone?index}"><bdi>${(phone.userLabel == "otp")?then(msg("otp-display-name"), phone.userLabel)}</bdi></label>
            </div>
          </#list>
        </fieldset>
      <#else>
        <input type="hidden" name="selectedCredentialId" value="${otpLogin.selectedCredentialId!""}">
      </#if>
      <@field.input name="otp" label=msg("loginOtpOneTime") error=error autocomplete="one-time-code" maxlength=20 autofocus=!error?has_content/>
      <@buttons.loginButton/>
    </form>
  </#if>
</@layout.registrationLayout>
