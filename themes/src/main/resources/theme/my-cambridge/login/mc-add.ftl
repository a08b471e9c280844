<#--
  A new user of a centre (rules.md F13 to F24), with: mcValues (firstName, lastName, email), mcServices, mcForm,
  mcCancelUrl, mcRefused. What was typed stays when something is wrong with it.
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#import "mc-switches.ftl" as switches>
<@centre.task heading=msg("mcAddTitle")>
  <#if mcRefused?has_content>
    <@problems.banner tone="warn"><p>${mcRefused}</p></@problems.banner>
    <p><a class="mc-alone" href="${mcCancelUrl}">${msg("mcBackToUsers")}</a></p>
  <#else>
    <p class="mc-lead">${msg("mcAddIntro")}</p>
    <@form.form>
      <section class="mc-card" aria-labelledby="details">
        <h2 id="details">${msg("mcUserDetails")}</h2>
        <p class="mc-hint">${msg("mcStarred")}</p>
        <div class="mc-fields"><@form.person values=mcValues/></div>
      </section>
      <@switches.roles services=mcServices/>
      <div class="mc-actions">
        <@form.submit label=msg("mcSaveUser") name="next" value="list"/>
        <@form.submit label=msg("mcSaveAndAddAnother") name="next" value="another" tone="secondary"/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  </#if>
</@centre.task>
