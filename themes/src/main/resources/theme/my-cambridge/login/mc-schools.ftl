<#--
  The schools of an associate (rules.md F36 to F38, F32), with: mcAssigned (count, most), mcFilter (url, search, filter,
  clearUrl, filters), mcSchools (number, name, link, url, health: kind and number, lastSignIn), mcRange.
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-problems.ftl" as problems>
<#assign wrong = problems.of(mcProblems![], "search")>
<#assign tones = {"no-user-manager": "error", "no-coordinator": "warn", "pending": "info", "quiet": "neutral"}>
<@centre.tab key="schools" title=parts.ranged(msg("mcTab.schools"), mcRange)>
  <h2>${msg("mcSchoolsTitle")}</h2>
  <#if mcAssigned??><p>${words.say("mcSchoolsAssigned", mcAssigned.count, mcAssigned.most)}</p></#if>
  <form class="mc-filter mc-screen" role="search" action="${mcFilter.url}" method="get" aria-label="${msg("mcSchoolsSearch")}">
    <div class="mc-filter__wide">
      <label class="mc-label" for="search">${msg("mcSchoolsSearch")}</label>
      <input type="search" id="search" name="search" value="${mcFilter.search!""}" autocomplete="off" spellcheck="false"<#if wrong?has_content> aria-invalid="true" aria-describedby="input-error-search"</#if>>
      <#if wrong?has_content><span class="mc-error" id="input-error-search">${wrong}</span></#if>
    </div>
    <div>
      <label class="mc-label" for="filter">${msg("mcSchoolsFilter")}</label>
      <select id="filter" name="filter">
        <option value="">${msg("mcSchoolsAll")}</option>
        <#list mcFilter.filters as filter>
          <option value="${filter}"<#if (mcFilter.filter!"") == filter> selected</#if>>${msg("mcSchoolsFilter." + filter)}</option>
        </#list>
      </select>
    </div>
    <div class="mc-actions">
      <button class="mc-btn mc-btn--secondary" type="submit">${msg("mcSearch")}</button>
      <#if mcFilter.clearUrl?has_content><a class="mc-btn mc-btn--link" href="${mcFilter.clearUrl}">${msg("mcClear")}</a></#if>
    </div>
  </form>
  <#if mcSchools?has_content>
    <table class="mc-table" role="table">
      <caption>${parts.range(mcRange)}<span class="mc-hidden"> ${words.say("mcSchoolsOf", centre.label())}</span></caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${msg("mcSchoolNumber")}</th>
          <th role="columnheader" scope="col" class="mc-table__name">${msg("mcSchoolName")}</th>
          <th role="columnheader" scope="col">${msg("mcUsersStatus")}</th>
          <th role="columnheader" scope="col">${msg("mcSchoolHealth")}</th>
          <th role="columnheader" scope="col" class="mc-screen">${msg("mcColumnActions")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <#list mcSchools as school>
          <tr role="row">
            <td role="cell" data-label="${msg("mcSchoolNumber")}">${school.number}</td>
            <th role="rowheader" scope="row"><bdi>${school.name}</bdi></th>
            <td role="cell"><@parts.linkStatus status=school.link/></td>
            <td role="cell" data-label="${msg("mcSchoolHealth")}">
              <#if school.health?has_content>
                <ul class="mc-pills">
                  <#list school.health as sign><li><@parts.pill tone=tones[sign.kind]!"neutral">${msg("mcHealth." + sign.kind, sign.number!1)}</@parts.pill></li></#list>
                </ul>
              <#elseif school.link == "APPROVED">
                <@parts.pill tone="ok">${msg("mcHealthGood")}</@parts.pill>
              <#else>
                ${msg("mcNothing")}
              </#if>
              <#if school.lastSignIn??><span class="mc-table__note mc-hint">${msg("mcLastSignIn")} <@parts.when time=school.lastSignIn/></span></#if>
            </td>
            <td role="cell" class="mc-screen"<#if !school.url?has_content> data-label="${msg("mcColumnActions")}"</#if>><#if school.url?has_content><a class="mc-alone" href="${school.url}">${msg("mcView")}<span class="mc-hidden"> ${words.say("mcCentreLabel", school.number, school.name)}</span></a><#else>${msg("mcNothing")}</#if></td>
          </tr>
        </#list>
      </tbody>
    </table>
    <@parts.pager of=mcRange/>
  <#elseif mcRange.previousUrl?has_content>
    <@parts.pastTheEnd of=mcRange/>
  <#elseif mcFilter.clearUrl?has_content>
    <div class="mc-card">
      <p>${msg("mcSchoolsNotFound")}</p>
      <p><a class="mc-alone" href="${mcFilter.clearUrl}">${msg("mcSchoolsShowAll")}</a></p>
    </div>
  <#else>
    <div class="mc-card"><p>${msg("mcSchoolsNone")}</p></div>
  </#if>
</@centre.tab>
