<#--
  Where the board's people begin, with: mcFind (url, search, centresUrl, peopleUrl, clearUrl), mcShow ("centres" or
  "people"), mcFound (centres, people), mcCentres (number, name, typeName, status, url), mcPeople (name, email, status,
  centre, url), mcRange, mcNewUrl, mcPolicyUrl, mcDeliveriesUrl, mcWanted (kind, number, url).
-->
<#import "mc-layout.ftl" as layout>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-problems.ftl" as problems>
<#import "mc-news.ftl" as news>
<#import "mc-board-frame.ftl" as board>
<#assign wrong = problems.of(mcProblems![], "search")>
<#assign people = mcShow == "people">
<#assign shown = msg(people?then("mcBoardPeople", "mcBoardCentres"))>
<@layout.page title=words.say("mcTitleAt", parts.ranged(shown, mcRange), msg("mcMenuBoard")) current="board" error=(mcProblems![])?has_content>
  <div class="mc-head mc-head--apart">
    <h1>${msg("mcBoardTitle")}</h1>
    <#if mcNewUrl?has_content>
      <div class="mc-actions mc-screen"><a class="mc-btn mc-btn--primary" href="${mcNewUrl}">${msg("mcBoardNew")}</a></div>
    </#if>
  </div>
  <@news.news/>
  <form class="mc-filter mc-screen" role="search" action="${mcFind.url}" method="get" aria-label="${msg("mcBoardSearch")}">
    <div class="mc-filter__wide">
      <label class="mc-label" for="search">${msg("mcBoardSearch")}</label>
      <p class="mc-hint" id="search-hint">${msg("mcBoardSearchHint")}</p>
      <input type="search" id="search" name="search" value="${mcFind.search!""}" autocomplete="off" spellcheck="false" aria-describedby="search-hint<#if wrong?has_content> input-error-search</#if>"<#if wrong?has_content> aria-invalid="true"</#if>>
      <#if wrong?has_content><span class="mc-error" id="input-error-search">${wrong}</span></#if>
    </div>
    <#if people><input type="hidden" name="show" value="people"></#if>
    <div class="mc-actions">
      <button class="mc-btn mc-btn--secondary" type="submit">${msg("mcSearch")}</button>
      <#if mcFind.clearUrl?has_content><a class="mc-btn mc-btn--link" href="${mcFind.clearUrl}">${msg("mcClear")}</a></#if>
    </div>
  </form>
  <#if mcFound.people??>
    <nav class="mc-tabs" aria-label="${msg("mcBoardFound")}">
      <ul>
        <li><a href="${mcFind.centresUrl}"<#if !people> aria-current="page"</#if>>${msg("mcBoardCentresFound", mcFound.centres)}</a></li>
        <li><a href="${mcFind.peopleUrl}"<#if people> aria-current="page"</#if>>${msg("mcBoardPeopleFound", mcFound.people)}</a></li>
      </ul>
    </nav>
  </#if>
  <h2>${shown}</h2>
  <#if people && mcPeople?has_content>
    <table class="mc-table" role="table">
      <caption>${parts.range(mcRange)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="mc-table__name">${msg("mcFullName")}</th>
          <th role="columnheader" scope="col" class="mc-table__mail">${msg("mcColumnEmail")}</th>
          <th role="columnheader" scope="col">${msg("mcOrganisationCentre")}</th>
          <th role="columnheader" scope="col">${msg("mcUsersStatus")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <#list mcPeople as person>
          <tr role="row">
            <th role="rowheader" scope="row"><a href="${person.url}"><bdi>${parts.nameOf(person)}</bdi></a></th>
            <td role="cell" class="mc-table__long"><bdi>${person.email}</bdi></td>
            <td role="cell" data-label="${msg("mcOrganisationCentre")}"><a href="${person.centre.url}">${words.say("mcCentreLabel", person.centre.number, person.centre.name)}</a></td>
            <td role="cell"><@parts.userStatus status=person.status/></td>
          </tr>
        </#list>
      </tbody>
    </table>
    <@parts.pager of=mcRange/>
  <#elseif !people && mcCentres?has_content>
    <@board.centres/>
  <#elseif mcRange.previousUrl?has_content>
    <@parts.pastTheEnd of=mcRange/>
  <#else>
    <div class="mc-card">
      <p>${msg(people?then("mcBoardNobody", "mcBoardNoCentre"))}</p>
      <#if mcFind.clearUrl?has_content><p><a class="mc-alone" href="${mcFind.clearUrl}">${msg("mcBoardShowAll")}</a></p></#if>
    </div>
  </#if>
  <#if mcWanted?has_content>
    <section class="mc-aside" aria-labelledby="wanted">
      <h2 id="wanted">${msg("mcBoardWanted")}</h2>
      <dl class="mc-facts">
        <#list mcWanted as each><dt><a href="${each.url}">${msg("mcBoardWant." + each.kind)}</a></dt> <dd>${each.number}</dd></#list>
      </dl>
    </section>
  </#if>
  <nav class="mc-aside" aria-label="${msg("mcBoardMore")}">
    <ul>
      <li><a class="mc-alone" href="${mcPolicyUrl}">${msg("mcBoardPolicy")}</a></li>
      <li><a class="mc-alone" href="${mcDeliveriesUrl}">${msg("mcBoardDeliveries")}</a></li>
    </ul>
  </nav>
</@layout.page>
