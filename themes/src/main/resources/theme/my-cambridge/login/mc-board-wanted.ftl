<#-- The centres that want looking after for one thing, with: mcKind, mcCentres (number, name, typeName, status, url), mcRange. -->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#assign heading = msg("mcBoardWant." + mcKind)>
<@board.page heading=heading title=parts.ranged(heading, mcRange)>
  <#if mcCentres?has_content>
    <@board.centres/>
  <#elseif mcRange.previousUrl?has_content>
    <@parts.pastTheEnd of=mcRange/>
  <#else>
    <div class="mc-card"><p>${msg("mcBoardWantNone")}</p></div>
  </#if>
</@board.page>
