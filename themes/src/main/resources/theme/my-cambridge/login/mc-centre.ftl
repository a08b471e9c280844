<#--
  Pages of a centre, with: mcCentre (number, name, typeName, status, link), mcTabs (key, url), mcParent (title, url),
  mcWarnings (kind, role, number, url), mcLooking or mcActing (where the board's page of the centre is, for its people),
  and what mc-news.ftl needs.
-->
<#import "mc-layout.ftl" as layout>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-problems.ftl" as problems>
<#import "mc-news.ftl" as news>

<#-- "50538 - 3A Tutors Ltd". -->
<#function label><#return words.say("mcCentreLabel", mcCentre.number, mcCentre.name)></#function>

<#-- A page's title with the centre's, so that no two pages share one. -->
<#function titled title><#return words.say("mcTitleAt", title, label())></#function>

<#-- The way back: to the associate's schools, to the centre's users, to the person. -->
<#macro way users="" person="" personUrl="">
  <#if mcParent?? || users?has_content>
    <nav class="mc-way" aria-label="${msg("mcWay")}">
      <ul>
        <#if mcParent??><li><a href="${mcParent.url}">${words.say("mcWayParent", mcParent.title)}</a></li></#if>
        <#if users?has_content><li><a href="${users}">${label()}</a></li></#if>
        <#if personUrl?has_content><li><a href="${personUrl}"><bdi>${person}</bdi></a></li></#if>
      </ul>
    </nav>
  </#if>
</#macro>

<#macro warnings>
  <#if (mcWarnings![])?has_content>
    <@problems.banner tone="warn">
      <ul>
        <#list mcWarnings as warning>
          <li>
            <#if warning.kind == "nobody">${words.say("mcNobodyReceives", warning.role)}
            <#elseif warning.kind == "one-manager">${words.say("mcWarning.one-manager", warning.role)}
            <#else>${words.say("mcWarning." + warning.kind, warning.number!1)}
            </#if>
            <#if warning.url?has_content><a href="${warning.url}">${msg("mcWarningShow")}</a></#if>
          </li>
        </#list>
      </ul>
    </@problems.banner>
  </#if>
</#macro>

<#-- Whose eyes these are: nobody of the board must take a centre's pages for its own. -->
<#macro board>
  <#if mcLooking??>
    <@problems.banner><p>${msg("mcLooking")} <a href="${mcLooking}">${msg("mcLookingBack")}</a></p></@problems.banner>
  <#elseif mcActing??>
    <@problems.banner><p>${msg("mcActing")}</p></@problems.banner>
  </#if>
</#macro>

<#function menu><#return (mcLooking?? || mcActing??)?then("board", "organisation")></#function>

<#-- One of the centre's tabs. key: of mcTabs. -->
<#macro tab key title>
  <@layout.page title=titled(title) current=menu() error=(mcProblems![])?has_content>
    <@board/>
    <@way/>
    <div class="mc-head">
      <h1>${label()}</h1>
      <@parts.centreStatus status=mcCentre.status/>
    </div>
    <dl class="mc-line">
      <div><dt>${msg("mcCentreTypeLabel")}</dt> <dd>${msg(mcCentre.typeName)}</dd></div>
      <div><dt>${msg("mcCentreNumberLabel")}</dt> <dd>${mcCentre.number}</dd></div>
      <#if mcCentre.link?has_content>
        <div><dt>${msg("mcCentreLinkLabel")}</dt> <dd>${msg("mcLink." + mcCentre.link)}</dd></div>
      </#if>
    </dl>
    <@news.news/>
    <@warnings/>
    <nav class="mc-tabs" aria-label="${msg("mcTabs")}">
      <ul>
        <#list mcTabs as each>
          <li><a href="${each.url}"<#if each.key == key> aria-current="page"</#if>>${msg("mcTab." + each.key)}</a></li>
        </#list>
      </ul>
    </nav>
    <#nested>
  </@layout.page>
</#macro>

<#-- A page on which one thing is done: for the centre, or for a person, who is named with the address of their page. -->
<#macro task heading person="" personUrl="" status="" you=false>
  <@layout.page title=titled(heading) current=menu() error=(mcProblems![])?has_content || mcStale??>
    <@board/>
    <@way users=mcTabs[0].url person=person personUrl=personUrl/>
    <div class="mc-head">
      <h1>${heading}</h1>
      <#if status?has_content><@parts.userStatus status=status/></#if>
      <#if you><span class="mc-badge">${msg("mcYou")}</span></#if>
    </div>
    <@news.news/>
    <#nested>
  </@layout.page>
</#macro>
