<#--
  What happened at a centre, or to one person there, with: mcEntries (at, text, reason), mcRange, mcAllUrl, mcSubject (of one
  person's history).
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#assign heading = (mcSubject??)?then(words.say("mcHistoryOf", parts.nameOf(mcSubject!{})), msg("mcHistory"))>
<@centre.tab key="history" title=parts.ranged(heading, mcRange)>
  <h2>${heading}</h2>
  <#if mcSubject?? && mcAllUrl?has_content><p><a class="mc-alone" href="${mcAllUrl}">${msg("mcHistoryAll")}</a></p></#if>
  <#if mcEntries?has_content>
    <p class="mc-hint">${parts.range(mcRange)}</p>
    <@parts.entries items=mcEntries/>
    <@parts.pager of=mcRange/>
  <#elseif mcRange.previousUrl?has_content>
    <@parts.pastTheEnd of=mcRange/>
  <#else>
    <div class="mc-card"><p>${msg("mcHistoryNone")}</p></div>
  </#if>
</@centre.tab>
