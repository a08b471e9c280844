<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "mc-problems.ftl" as problems>
<#assign error = messagesPerField.getFirstError('username')>
<@layout.registrationLayout displayMessage=!error?has_content; section>
  <#if section == "header">
    ${msg("emailForgotTitle")}
  <#elseif section == "form">
    <#if error?has_content>
      <@problems.summary problems=[{"field": "username", "text": error}]/>
    </#if>
    <p>${msg("emailInstruction")}</p>
    <form id="kc-reset-password-form" class="${properties.kcFormClass}" action="${url.loginAction}" method="post" novalidate>
      <@field.input name="username" label=msg("email") error=error value=auth.attemptedUsername!'' inputmode="email" autocomplete="username" autofocus=!error?has_content/>
      <@buttons.actionGroup>
        <@buttons.button id="kc-form-buttons" label="mcSendLink"/>
        <@buttons.buttonLink href=url.loginUrl label="backToLogin"/>
      </@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>
