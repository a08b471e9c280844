<#--
  Small pieces of the pages for people who are signed in: how somebody is called, how they stand, when something was,
  lists of words, what happened, and the way through a long list.
-->
<#import "mc-words.ftl" as words>

<#assign userTones = {"ACTIVE": "ok", "INVITED": "info", "INVITATION_EXPIRED": "warn", "DISABLED": "neutral"}>
<#assign centreTones = {"ACTIVE": "ok", "SUSPENDED": "warn", "CLOSED": "error"}>
<#assign linkTones = {"APPROVED": "ok", "PROPOSED": "info", "SUSPENDED": "warn"}>

<#-- Somebody may have put "-" into both names: then the address is all there is to call them by. -->
<#function nameOf person>
  <#return (person.name!"")?has_content?then(person.name!"", person.email!"")>
</#function>

<#macro pill tone><span class="mc-pill mc-pill--${tone}"><#nested></span></#macro>

<#macro userStatus status><@pill tone=userTones[status]!"neutral">${msg("mcUserStatus." + status)}</@pill></#macro>

<#macro centreStatus status><@pill tone=centreTones[status]!"neutral">${msg("mcCentreStatus." + status)}</@pill></#macro>

<#macro linkStatus status><@pill tone=linkTones[status]!"neutral">${msg("mcLink." + status)}</@pill></#macro>

<#-- That an email to the person has not gone out: "being-sent" or "not-delivered". -->
<#macro mail state><@pill tone=(state == "not-delivered")?then("warn", "info")>${msg("mcMail." + state)}</@pill></#macro>

<#-- The script shows it in the browser's own zone. -->
<#macro when time><time datetime="${time.iso}" data-local>${time.text}</time></#macro>

<#-- A few words with commas between them; "-" for none. -->
<#macro joined items><#list items as item>${item}<#sep>${msg("mcComma")} <#else>${msg("mcNothing")}</#list></#macro>

<#-- What happened, latest first. -->
<#macro entries items>
  <ol class="mc-log">
    <#list items as entry>
      <li>
        <p class="mc-log__when"><@when time=entry.at/></p>
        <div class="mc-log__what">
          <p>${entry.text}</p>
          <#if entry.reason?has_content><p class="mc-hint">${words.say("mcLogReason", entry.reason)}</p></#if>
        </div>
      </li>
    </#list>
  </ol>
</#macro>

<#-- "26 to 50 of 312". -->
<#function range of><#return words.say("mcRange", of.first, of.last, of.total)></#function>

<#-- The range in a page's title, from the second page on: every page of a list has a title of its own. -->
<#function ranged title of>
  <#return ((of.previousUrl!"")?has_content && of.last gt 0)?then(words.say("mcTitleRange", title, range(of)), title)>
</#function>

<#-- A page that the list no longer has. -->
<#macro pastTheEnd of>
  <div class="mc-card">
    <p>${msg("mcPastTheEnd")}</p>
    <p><a class="mc-alone" href="${of.previousUrl}">${msg("mcPastTheEndBack")}</a></p>
  </div>
</#macro>

<#macro pager of>
  <#if of.previousUrl?has_content || of.nextUrl?has_content>
    <nav class="mc-pager" aria-label="${msg("mcPager")}">
      <ul>
        <#if of.previousUrl?has_content><li><a class="mc-btn mc-btn--secondary" href="${of.previousUrl}" rel="prev">${msg("mcPrevious")}</a></li></#if>
        <#if of.nextUrl?has_content><li><a class="mc-btn mc-btn--secondary" href="${of.nextUrl}" rel="next">${msg("mcNext")}</a></li></#if>
      </ul>
    </nav>
  </#if>
</#macro>
