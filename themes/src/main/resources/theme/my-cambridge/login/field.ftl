<#--
  Form fields for our pages and for Keycloak's. Beside the names that Keycloak's templates use, each field ties its hint
  and its error to the input.
-->

<#-- The id of the page's one input that Keycloak shows, but labels as another one, when it asks for a password again. -->
<#assign attempted = "kc-attempted-username">

<#macro group name label error="" required=false hint="">
  <#local control><#nested></#local>
  <div class="${properties.kcFormGroupClass}">
    <div class="${properties.kcFormGroupLabelClass}">
      <label for="${control?markup_string?contains('id="' + attempted + '"')?then(attempted, name)}" class="${properties.kcFormLabelClass}"><span class="${properties.kcFormLabelTextClass}">${label}</span><#if required> <span class="${properties.kcInputRequiredClass}" aria-hidden="true">*</span></#if></label>
    </div>
    <#if hint?has_content>
      <p class="mc-hint" id="${name}-hint">${hint}</p>
    </#if>
    ${control}
    <div id="input-error-container-${name}">
      <#if error?has_content>
        <span class="${properties.kcInputErrorMessageClass}" id="input-error-${name}">${error}</span>
      </#if>
    </div>
  </div>
</#macro>

<#-- Keycloak's templates call it; the error's words are enough. -->
<#macro errorIcon error="">
</#macro>

<#macro described name error hint errorOf more="">
  <#local ids = []>
  <#if hint?has_content><#local ids += [name + "-hint"]></#if>
  <#if error?has_content><#local ids += ["input-error-" + name]><#elseif errorOf?has_content><#local ids += ["input-error-" + errorOf]></#if>
  <#if more?has_content><#local ids += [more]></#if>
  <#if ids?has_content>aria-describedby="${ids?join(' ')}"</#if>
  <#if error?has_content || errorOf?has_content>aria-invalid="true"</#if>
</#macro>

<#macro input name label value="" required=false autocomplete="off" fieldName=name error=messagesPerField.get(fieldName) autofocus=false hint="" type="text" class="" spellcheck=false inputmode=(autocomplete == "one-time-code")?then("numeric", "") maxlength=0 capitals=false>
  <@group name=name label=label error=error required=required hint=hint>
    <span class="${properties.kcInputClass}">
      <input id="${name}" name="${name}" value="${value}" type="${type}" autocomplete="${autocomplete}"<#if class?has_content> class="${class}"</#if>
        <#if autofocus>autofocus</#if>
        <#if required>aria-required="true"</#if>
        <#if inputmode?has_content>inputmode="${inputmode}"</#if>
        <#if maxlength gt 0>maxlength="${maxlength?c}"</#if>
        <#if !spellcheck>autocapitalize="${capitals?then('words', 'none')}" spellcheck="false"</#if>
        <@described name=name error=error hint=hint errorOf=""/>>
    </span>
  </@group>
</#macro>

<#-- errorOf: the field whose message is about this one as well, as a wrong email address or password is.
     describedBy: the id of a longer description elsewhere on the page. -->
<#macro password name label value="" required=false forgotPassword=false fieldName=name error=messagesPerField.get(fieldName) autocomplete="off" autofocus=false hint="" errorOf="" describedBy="">
  <@group name=name label=label error=error required=required hint=hint>
    <div class="${properties.kcInputGroup}">
      <div class="${properties.kcInputGroupItemClass} ${properties.kcFill}">
        <span class="${properties.kcInputClass}">
          <input id="${name}" name="${name}" value="${value}" type="password" autocomplete="${autocomplete}"
            <#if autofocus>autofocus</#if>
            <#if required>aria-required="true"</#if>
            autocapitalize="none" spellcheck="false"
            <@described name=name error=error hint=hint errorOf=errorOf more=describedBy/>>
        </span>
      </div>
      <div class="${properties.kcInputGroupItemClass}">
        <button class="${properties.kcFormPasswordVisibilityButtonClass}" type="button" id="${name}-show-password" aria-label="${msg('showPassword')}" aria-controls="${name}" data-password-toggle
          data-icon-show="${properties.kcFormPasswordVisibilityIconShow}" data-icon-hide="${properties.kcFormPasswordVisibilityIconHide}"
          data-label-show="${msg('showPassword')}" data-label-hide="${msg('hidePassword')}"><span class="${properties.kcFormPasswordVisibilityIconShow}"><span>${msg("mcShow")}</span><span>${msg("mcHide")}</span></span></button>
      </div>
    </div>
    <#nested>
    <#if forgotPassword>
      <p class="${properties.kcInputHelperTextItemClass}"><a href="${url.loginResetCredentialsUrl}">${msg("doForgotPassword")}</a></p>
    </#if>
  </@group>
</#macro>

<#-- A value to copy; the ids are those that the script of Keycloak's code page looks for. -->
<#macro clipboard name label ariaLabel=label value="" readonly=true>
  <div class="${properties.kcCodeClipboardCopyClass}" id="kc-${name}-clipboard">
    <div class="${properties.kcInputGroup}">
      <div class="${properties.kcInputGroupItemClass} ${properties.kcFill}">
        <input id="${name}" name="${name}" value="${value}" type="text" aria-label="${ariaLabel}"<#if readonly> readonly</#if>>
      </div>
      <button id="kc-${name}-copy-button" type="button" class="${properties.kcButtonSecondaryClass}"
        data-icon-success="${properties.kcCheckIconClass}" data-icon-failure="${properties.kcInputErrorIconClass}"
        data-success-label="${msg('code-copy-success')}" data-failure-label="${msg('code-copy-failure')}"><span id="kc-${name}-copy-icon" class="${properties.kcCopyIconClass}">${msg("code-copy-label")}</span></button>
      <button id="kc-${name}-toggle" type="button" class="${properties.kcButtonSecondaryClass}" aria-expanded="false" aria-controls="kc-${name}-content"
        data-icon-expanded-class="${properties.kcAngleDownIconClass}" data-icon-collapsed-class="${properties.kcAngleRightIconClass}" data-class-expanded="${properties.kcExpandedClass}"><span id="kc-${name}-toggle-icon">${msg("code-clipboard-label")}</span></button>
    </div>
    <div id="kc-${name}-content" class="${properties.kcCodeClipboardCopyContentClass}" hidden>
      <pre><code>${value}</code></pre>
    </div>
  </div>
</#macro>

<#macro checkbox name label value=false required=false>
  <div class="${properties.kcCheckboxClass}">
    <input class="${properties.kcCheckboxInputClass}" type="checkbox" id="${name}" name="${name}"<#if value> checked</#if><#if required> aria-required="true"</#if>>
    <label for="${name}" class="${properties.kcCheckboxLabelClass}">${label}<#if required> <span class="${properties.kcCheckboxLabelRequiredClass}" aria-hidden="true">*</span></#if></label>
  </div>
</#macro>
