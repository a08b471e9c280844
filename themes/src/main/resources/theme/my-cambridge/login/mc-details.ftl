<#--
  Correcting the names and the address of somebody who has never signed in (rules.md D11), with: mcSubject, mcValues,
  mcForm, mcVersion, mcCancelUrl, mcRefused.
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#assign name = parts.nameOf(mcSubject)>
<@centre.task heading=words.say("mcDetailsTitle", name) person=name personUrl=mcCancelUrl>
  <#if mcRefused?has_content>
    <@problems.banner tone="warn"><p>${mcRefused}</p></@problems.banner>
    <p><a class="mc-alone" href="${mcCancelUrl}">${msg("mcBack")}</a></p>
  <#else>
    <@form.form class="mc-card" more={"version": mcVersion}>
      <p class="mc-hint">${msg("mcStarred")}</p>
      <div class="mc-fields"><@form.person values=mcValues hint=msg("mcDetailsEmailHint")/></div>
      <div class="mc-actions">
        <@form.submit label=msg("mcSaveChanges")/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  </#if>
</@centre.task>
