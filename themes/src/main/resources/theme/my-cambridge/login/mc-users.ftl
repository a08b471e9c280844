<#--
  The people of a centre (rules.md F7 to F10, D9), with: mcFilter (url, search, role, status, sort, clearUrl, roles,
  statuses), mcSorts (name, email, status: url, sorted), mcPeople (id, name, email, roles, status, url, mail, you), mcRange,
  mcAddUrl, mcAddSeveralUrl, mcExportUrl.
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-problems.ftl" as problems>
<#assign wrong = problems.of(mcProblems![], "search")>
<#macro sorted sort label class>
  <th role="columnheader" scope="col" class="${class}" aria-sort="${sort.sorted}"><a href="${sort.url}">${label}</a></th>
</#macro>
<@centre.tab key="users" title=parts.ranged(msg("mcUsers"), mcRange)>
  <div class="mc-head mc-head--apart">
    <h2>${msg("mcUsers")}</h2>
    <div class="mc-actions mc-screen">
      <#if mcAddSeveralUrl?has_content><a class="mc-btn mc-btn--secondary" href="${mcAddSeveralUrl}">${msg("mcAddSeveral")}</a></#if>
      <#if mcAddUrl?has_content><a class="mc-btn mc-btn--primary" href="${mcAddUrl}">${msg("mcAddUsers")}</a></#if>
    </div>
  </div>
  <form class="mc-filter mc-screen" role="search" action="${mcFilter.url}" method="get" aria-label="${msg("mcUsersSearch")}">
    <div class="mc-filter__wide">
      <label class="mc-label" for="search">${msg("mcUsersSearch")}</label>
      <input type="search" id="search" name="search" value="${mcFilter.search!""}" placeholder="${msg("mcUsersSearchExample")}" autocomplete="off" spellcheck="false"<#if wrong?has_content> aria-invalid="true" aria-describedby="input-error-search"</#if>>
      <#if wrong?has_content><span class="mc-error" id="input-error-search">${wrong}</span></#if>
    </div>
    <div>
      <label class="mc-label" for="role">${msg("mcUsersRole")}</label>
      <select id="role" name="role">
        <option value="">${msg("mcUsersAllRoles")}</option>
        <option value="managers"<#if (mcFilter.role!"") == "managers"> selected</#if>>${msg("mcUsersManagers")}</option>
        <#list mcFilter.roles as role>
          <option value="${role.id}"<#if (mcFilter.role!"") == role.id> selected</#if>>${role.name}</option>
        </#list>
      </select>
    </div>
    <div>
      <label class="mc-label" for="status">${msg("mcUsersStatus")}</label>
      <select id="status" name="status">
        <option value="">${msg("mcUsersAllStatuses")}</option>
        <#list mcFilter.statuses as status>
          <option value="${status}"<#if (mcFilter.status!"") == status> selected</#if>>${msg("mcUserStatus." + status)}</option>
        </#list>
      </select>
    </div>
    <#if mcFilter.sort?has_content><input type="hidden" name="sort" value="${mcFilter.sort}"></#if>
    <div class="mc-actions">
      <button class="mc-btn mc-btn--secondary" type="submit">${msg("mcSearch")}</button>
      <#if mcFilter.clearUrl?has_content><a class="mc-btn mc-btn--link" href="${mcFilter.clearUrl}">${msg("mcClear")}</a></#if>
    </div>
  </form>
  <#if mcPeople?has_content>
    <table class="mc-table" role="table">
      <caption>${parts.range(mcRange)}<span class="mc-hidden"> ${words.say("mcUsersOf", centre.label())}</span></caption>
      <thead role="rowgroup">
        <tr role="row" data-label="${msg("mcSortBy")}">
          <@sorted sort=mcSorts.name label=msg("mcFullName") class="mc-table__name"/>
          <@sorted sort=mcSorts.email label=msg("mcColumnEmail") class="mc-table__mail"/>
          <th role="columnheader" scope="col">${msg("mcColumnRoles")}</th>
          <@sorted sort=mcSorts.status label=msg("mcUsersStatus") class="mc-table__status"/>
          <th role="columnheader" scope="col" class="mc-screen">${msg("mcColumnActions")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <#list mcPeople as person>
          <#assign name = parts.nameOf(person)>
          <tr role="row">
            <th role="rowheader" scope="row"><a href="${person.url}"><bdi>${name}</bdi></a><#if person.you> <span class="mc-badge">${msg("mcYou")}</span></#if></th>
            <td role="cell" class="mc-table__long"><bdi>${person.email}</bdi></td>
            <td role="cell" data-label="${msg("mcColumnRoles")}"><@parts.joined items=person.roles/></td>
            <td role="cell"><@parts.userStatus status=person.status/><#if person.mail?has_content> <@parts.mail state=person.mail/></#if></td>
            <td role="cell" class="mc-screen"><a class="mc-alone" href="${person.url}">${msg("mcView")}<span class="mc-hidden"> <bdi>${name}</bdi></span></a></td>
          </tr>
        </#list>
      </tbody>
    </table>
    <@parts.pager of=mcRange/>
    <#if mcExportUrl?has_content><p class="mc-screen"><a class="mc-alone" href="${mcExportUrl}" download>${msg("mcExport")}</a></p></#if>
  <#elseif mcRange.previousUrl?has_content>
    <@parts.pastTheEnd of=mcRange/>
  <#elseif mcFilter.clearUrl?has_content>
    <div class="mc-card">
      <p>${msg("mcUsersNotFound")}</p>
      <p><a class="mc-alone" href="${mcFilter.clearUrl}">${msg("mcUsersShowAll")}</a></p>
    </div>
  <#else>
    <div class="mc-card">
      <p>${msg("mcUsersNone")}</p>
      <#if mcAddUrl?has_content><p><a class="mc-alone" href="${mcAddUrl}">${msg("mcUsersAddFirst")}</a></p></#if>
    </div>
  </#if>
</@centre.tab>
