<#-- Which of the centres somebody manages, with: mcCentres (number, name, typeName, status, url). -->
<#import "mc-layout.ftl" as layout>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-news.ftl" as news>
<@layout.page title=msg("mcMenuOrganisation") current="organisation" error=(mcProblems![])?has_content>
  <h1>${msg("mcMenuOrganisation")}</h1>
  <@news.news/>
  <#if mcCentres?has_content>
    <p class="mc-lead">${msg("mcOrganisationIntro")}</p>
    <table class="mc-table" role="table">
      <caption>${msg("mcOrganisationCentres", mcCentres?size)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${msg("mcOrganisationCentre")}</th>
          <th role="columnheader" scope="col">${msg("mcCentreTypeLabel")}</th>
          <th role="columnheader" scope="col">${msg("mcUsersStatus")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <#list mcCentres as each>
          <tr role="row">
            <th role="rowheader" scope="row"><a href="${each.url}">${words.say("mcCentreLabel", each.number, each.name)}</a></th>
            <td role="cell">${msg(each.typeName)}</td>
            <td role="cell"><@parts.centreStatus status=each.status/></td>
          </tr>
        </#list>
      </tbody>
    </table>
  <#else>
    <div class="mc-card"><p>${msg("mcOrganisationNone")}</p></div>
  </#if>
</@layout.page>
