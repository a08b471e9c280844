<#--
  Before something is done to a person: what it means, what will be lost, and who is affected. With: mcAct
  ("reset-password", "disable", "enable", "remove", "resend-invitation", "replace"), mcSubject, mcLost, mcServicesLost,
  mcRole, mcHolder, mcRefused, mcForm, mcCancelUrl, mcVersion.
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#assign name = parts.nameOf(mcSubject)>
<#assign loser = (mcAct == "replace")?then(mcHolder!"", name)>
<#assign more = (mcVersion??)?then({"version": mcVersion!0}, {})>
<#assign tones = {"disable": "danger", "remove": "danger"}>
<@centre.task heading=words.say("mcConfirmTitle." + mcAct, name, mcRole!"") person=name personUrl=mcCancelUrl>
  <div class="mc-card">
    <#if mcRefused?has_content>
      <p>${mcRefused}</p>
      <p><a class="mc-alone" href="${mcCancelUrl}">${msg("mcBack")}</a></p>
    <#else>
      <p>${words.say("mcConfirmText." + mcAct, name, mcRole!"", loser)}</p>
      <#if mcAct == "remove" && mcSubject.status == "INVITED"><p>${msg("mcConfirmWithdrawn")}</p></#if>
      <#if (mcLost![])?has_content>
        <h2>${words.say("mcConfirmLost", loser, centre.label())}</h2>
        <ul>
          <#list mcLost as role><li>${role}</li></#list>
        </ul>
      </#if>
      <#if (mcServicesLost![])?has_content>
        <@problems.banner tone="warn">
          <ul>
            <#list mcServicesLost as service><li>${words.say("mcNobodyElse", mcCentre.number, service)}</li></#list>
          </ul>
        </@problems.banner>
      </#if>
      <@form.form more=more>
        <div class="mc-actions">
          <@form.submit label=msg("mcAct." + mcAct) tone=tones[mcAct]!"primary"/>
          <@form.cancel url=mcCancelUrl/>
        </div>
      </@form.form>
    </#if>
  </div>
</@centre.task>
