<#--
  The page after sign-in (rules.md F4 to F6, F73), rendered by the Java side with: msg, lang or locale (a language tag),
  dir ("ltr" or "rtl"), properties, mcResources, mcPerson (fullName, email), mcCentres (number, name, type, typeName,
  status, roles: name, service, guidanceUrl), mcMayManage, mcContact, mcHomeUrl, mcOrganisationUrl, mcAccountUrl,
  mcSignOutUrl.
-->
<#import "mc-layout.ftl" as layout>
<#import "mc-words.ftl" as words>
<#assign tones = {"ACTIVE": "ok", "SUSPENDED": "warn", "CLOSED": "error"}>
<@layout.page title=msg("mcHomeTitle") current="home">
  <h1>${words.say("mcHomeWelcome", mcPerson.fullName)}</h1>
  <#if mcCentres?has_content>
    <p class="mc-lead">${msg("mcHomeIntro")}</p>
    <#list mcCentres as centre>
      <#assign label = words.say("mcCentreLabel", centre.number, centre.name)>
      <section class="mc-card" aria-labelledby="centre-${centre?counter?c}">
        <div class="mc-head mc-head--apart">
          <div>
            <h2 id="centre-${centre?counter?c}">${label}</h2>
            <p class="mc-hint">${msg(centre.typeName!("mcCentreType." + centre.type))}</p>
          </div>
          <span class="mc-pill mc-pill--${tones[centre.status]!'neutral'}">${msg("mcCentreStatus." + centre.status)}</span>
        </div>
        <#if centre.status != "ACTIVE">
          <p>${msg("mcHomeClosed")}</p>
        <#elseif centre.roles?has_content>
          <table class="mc-table" role="table">
            <caption>${msg("mcHomeRoles", centre.roles?size)}<span class="mc-hidden">, ${label}</span></caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">${msg("mcHomeService")}</th>
                <th role="columnheader" scope="col">${msg("mcHomeRole")}</th>
                <th role="columnheader" scope="col">${msg("mcHomeGuidance")}</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              <#list centre.roles as role>
                <tr role="row">
                  <th role="rowheader" scope="row">${role.service}</th>
                  <td role="cell" data-label="${msg("mcHomeRole")}">${role.name}</td>
                  <td role="cell" data-label="${msg("mcHomeGuidance")}"><#if layout.isWebAddress(role.guidanceUrl!"")><a href="${role.guidanceUrl}">${msg("mcHomeGuidanceLink")} <span class="mc-hidden">${words.say("mcHomeGuidanceFor", role.name)}</span></a><#else>${msg("mcNothing")}</#if></td>
                </tr>
              </#list>
            </tbody>
          </table>
        <#else>
          <p>${msg("mcHomeNoRoles")}</p>
        </#if>
      </section>
    </#list>
  <#else>
    <div class="mc-card"><p>${msg("mcHomeNoCentres")}</p></div>
  </#if>
  <#if !mcMayManage && mcContact?has_content>
    <section aria-labelledby="contact">
      <h2 id="contact">${msg("mcHomeContactTitle")}</h2>
      <p>${msg("mcHomeContact")} <a href="mailto:${mcContact?url('UTF-8')?replace('%40', '@')}">${mcContact}</a></p>
    </section>
  </#if>
</@layout.page>
