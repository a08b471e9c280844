<#--
  Who looks after which centres of an associate, with: mcCentre, mcFilter (url, search, clearUrl), mcCases (number, name,
  link, by, url), mcRange, mcPeople (name, email, taken), mcNobodys, mcPlanUrl, mcCancelUrl.
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-problems.ftl" as problems>
<#assign wrong = problems.of(mcProblems![], "search")>
<#assign heading = words.say("mcBoardAssignmentsOf", board.label())>
<@board.page heading=heading title=parts.ranged(heading, mcRange) centreUrl=mcCancelUrl>
  <#if mcNobodys gt 0>
    <@problems.banner tone="warn">
      <p>${msg("mcBoardNobodys", mcNobodys)} <#if mcPlanUrl?has_content><a href="${mcPlanUrl}">${msg("mcBoardPlan")}</a></#if></p>
    </@problems.banner>
  </#if>
  <#if mcPeople?has_content>
    <section class="mc-card" aria-labelledby="people">
      <h2 id="people">${msg("mcBoardBy")}</h2>
      <dl class="mc-facts">
        <#list mcPeople as person><dt><bdi>${parts.nameOf(person)}</bdi></dt> <dd>${msg("mcBoardTaken", person.taken)}</dd></#list>
      </dl>
    </section>
  </#if>
  <form class="mc-filter mc-screen" role="search" action="${mcFilter.url}" method="get" aria-label="${msg("mcBoardFindCentre")}">
    <div class="mc-filter__wide">
      <label class="mc-label" for="search">${msg("mcBoardFindCentre")}</label>
      <input type="search" id="search" name="search" value="${mcFilter.search!""}" autocomplete="off" spellcheck="false"<#if wrong?has_content> aria-invalid="true" aria-describedby="input-error-search"</#if>>
      <#if wrong?has_content><span class="mc-error" id="input-error-search">${wrong}</span></#if>
    </div>
    <div class="mc-actions">
      <button class="mc-btn mc-btn--secondary" type="submit">${msg("mcSearch")}</button>
      <#if mcFilter.clearUrl?has_content><a class="mc-btn mc-btn--link" href="${mcFilter.clearUrl}">${msg("mcClear")}</a></#if>
    </div>
  </form>
  <#if mcCases?has_content>
    <table class="mc-table" role="table">
      <caption>${parts.range(mcRange)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${msg("mcOrganisationCentre")}</th>
          <th role="columnheader" scope="col">${msg("mcCentreLinkLabel")}</th>
          <th role="columnheader" scope="col">${msg("mcBoardBy")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <#list mcCases as each>
          <tr role="row">
            <th role="rowheader" scope="row"><a href="${each.url}">${words.say("mcCentreLabel", each.number, each.name)}</a></th>
            <td role="cell"><@parts.linkStatus status=each.link/></td>
            <td role="cell" data-label="${msg("mcBoardBy")}"><@parts.joined items=each.by/></td>
          </tr>
        </#list>
      </tbody>
    </table>
    <@parts.pager of=mcRange/>
  <#elseif mcRange.previousUrl?has_content>
    <@parts.pastTheEnd of=mcRange/>
  <#else>
    <div class="mc-card">
      <p>${msg("mcBoardNoCentre")}</p>
      <#if mcFilter.clearUrl?has_content><p><a class="mc-alone" href="${mcFilter.clearUrl}">${msg("mcBoardShowAll")}</a></p></#if>
    </div>
  </#if>
</@board.page>
