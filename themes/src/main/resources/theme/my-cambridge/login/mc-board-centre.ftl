<#--
  A centre as the board keeps it, with: mcCentre, mcAbove (title, url), mcOpenUrl, mcAddUrl, mcChangeUrl, mcActs (kind,
  url), mcAssignmentsUrl (of an associate), mcAssigneesUrl (of one of its centres).
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-parts.ftl" as parts>
<@board.page heading=board.label()>
  <section class="mc-card" aria-labelledby="facts">
    <h2 id="facts">${msg("mcBoardFacts")}</h2>
    <dl class="mc-facts">
      <dt>${msg("mcCentreNumberLabel")}</dt> <dd>${mcCentre.number}</dd>
      <dt>${msg("mcSchoolName")}</dt> <dd><bdi>${mcCentre.name}</bdi></dd>
      <dt>${msg("mcCentreTypeLabel")}</dt> <dd>${msg(mcCentre.typeName)}</dd>
      <#if mcAbove??><dt>${msg("mcBoardAbove")}</dt> <dd><a href="${mcAbove.url}"><bdi>${mcAbove.title}</bdi></a></dd></#if>
      <#if mcCentre.link?has_content><dt>${msg("mcCentreLinkLabel")}</dt> <dd><@parts.linkStatus status=mcCentre.link/></dd></#if>
    </dl>
    <#if mcChangeUrl?has_content>
      <div class="mc-actions mc-screen">
        <a class="mc-btn mc-btn--secondary" href="${mcChangeUrl}">${msg("mcBoardChange")}</a>
        <#list mcActs as act><a class="mc-btn mc-btn--secondary" href="${act.url}">${msg("mcBoardAct." + act.kind)}</a></#list>
        <#if mcAssigneesUrl?has_content><a class="mc-btn mc-btn--secondary" href="${mcAssigneesUrl}">${msg("mcBoardAssignees")}</a></#if>
      </div>
    </#if>
    <#if mcAssignmentsUrl?has_content><p><a class="mc-alone" href="${mcAssignmentsUrl}">${msg("mcBoardAssignments")}</a></p></#if>
  </section>
  <section class="mc-card" aria-labelledby="open">
    <h2 id="open">${msg("mcBoardInside")}</h2>
    <p>${msg("mcBoardOpenHint")}</p>
    <div class="mc-actions mc-screen">
      <a class="mc-btn mc-btn--secondary" href="${mcOpenUrl}">${msg("mcBoardOpen")}</a>
      <#if mcAddUrl?has_content><a class="mc-btn mc-btn--secondary" href="${mcAddUrl}">${msg("mcAddTitle")}</a></#if>
    </div>
  </section>
</@board.page>
