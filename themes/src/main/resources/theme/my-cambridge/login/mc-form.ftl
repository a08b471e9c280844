<#--
  Forms of the pages for people who are signed in, with: mcForm (url, token, once, by), mcProblems.
-->
<#import "field.ftl" as field>
<#import "mc-problems.ftl" as problems>

<#-- What a POST carries beside what is typed: proof that it comes from our page, and that it is sent once. -->
<#macro hidden more={}>
  <input type="hidden" name="token" value="${mcForm.token}">
  <input type="hidden" name="once" value="${mcForm.once}">
  <input type="hidden" name="by" value="${mcForm.by}">
  <#list more as name, value>
    <input type="hidden" name="${name}" value="${value?is_number?then(value?c, value)}">
  </#list>
</#macro>

<#-- more: further hidden fields, by name. files: whether it sends a file. -->
<#macro form class="" more={} files=false>
  <form<#if class?has_content> class="${class}"</#if> action="${mcForm.url}" method="post"<#if files> enctype="multipart/form-data"</#if> novalidate>
    <@hidden more=more/>
    <#nested>
  </form>
</#macro>

<#-- Names and address of somebody else: the browser must not offer the user's own. -->
<#macro person values hint="">
  <#local wrong = mcProblems![]>
  <@field.input name="firstName" label=msg("mcFirstName") value=values.firstName!"" required=true capitals=true
    error=problems.of(wrong, "firstName")/>
  <@field.input name="lastName" label=msg("mcLastName") value=values.lastName!"" required=true capitals=true
    error=problems.of(wrong, "lastName") hint=msg("mcLastNameHint")/>
  <@field.input name="email" label=msg("mcEmail") value=values.email!"" required=true type="email"
    error=problems.of(wrong, "email") hint=hint/>
</#macro>

<#macro submit label name="" value="" tone="primary">
  <button class="mc-btn mc-btn--${tone}" type="submit"<#if name?has_content> name="${name}" value="${value}"</#if>>${label}</button>
</#macro>

<#macro cancel url label=msg("mcCancel")>
  <a class="mc-btn mc-btn--link" href="${url}">${label}</a>
</#macro>
