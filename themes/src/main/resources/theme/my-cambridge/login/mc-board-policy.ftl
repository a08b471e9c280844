<#--
  The policy in force, with: mcVersion, mcSettings (roles, services, most, days), mcVersions (number, at, by, url),
  mcShippedUrl, mcCurrentUrl, mcReplaceUrl.
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<@board.page heading=msg("mcBoardPolicy")>
  <section class="mc-card" aria-labelledby="now">
    <h2 id="now">${msg("mcBoardPolicyNow", mcVersion)}</h2>
    <dl class="mc-facts">
      <dt>${msg("mcBoardPolicyServices")}</dt> <dd>${mcSettings.services}</dd>
      <dt>${msg("mcRoles")}</dt> <dd>${mcSettings.roles}</dd>
      <dt>${msg("mcBoardPolicyMost")}</dt> <dd>${mcSettings.most}</dd>
      <dt>${msg("mcBoardPolicyDays")}</dt> <dd>${mcSettings.days}</dd>
    </dl>
    <p><a class="mc-alone" href="${mcCurrentUrl}" download>${msg("mcBoardPolicyDocument")}</a></p>
    <#if mcReplaceUrl?has_content><p><a class="mc-btn mc-btn--secondary" href="${mcReplaceUrl}">${msg("mcBoardPolicyReplace")}</a></p></#if>
  </section>
  <h2>${msg("mcBoardPolicyVersions")}</h2>
  <ul>
    <#list mcVersions as each>
      <li><a href="${each.url}" download>${msg("mcBoardPolicyVersion", each.number)}</a> <@parts.when time=each.at/>, <bdi>${each.by}</bdi></li>
    </#list>
    <li><a href="${mcShippedUrl}" download>${msg("mcBoardPolicyShipped")}</a></li>
  </ul>
</@board.page>
