<#--
  What each role means (rules.md F2, F43 to F64), with: mcServices (name, guidanceUrl, roles: id, name, description, shared,
  sharedWith, givenBy, notifications, heldAt), mcContact.
-->
<#import "mc-layout.ftl" as layout>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-news.ftl" as news>
<@layout.page title=msg("mcRolesTitle") current="roles">
  <h1>${msg("mcRolesTitle")}</h1>
  <@news.news/>
  <p class="mc-lead">${msg("mcRolesIntro")}</p>
  <#list mcServices as service>
    <section class="mc-card" aria-labelledby="service-${service?counter?c}">
      <div class="mc-head mc-head--apart">
        <h2 id="service-${service?counter?c}">${service.name}</h2>
        <#if layout.isWebAddress(service.guidanceUrl!"")><a href="${service.guidanceUrl}">${msg("mcHomeGuidanceLink")}<span class="mc-hidden"> ${words.say("mcHomeGuidanceFor", service.name)}</span></a></#if>
      </div>
      <#list service.roles as role>
        <div class="mc-meaning">
          <div class="mc-head">
            <h3 id="${role.id}-${service?counter?c}">${role.name}</h3>
            <#if role.shared><span class="mc-badge">${msg("mcShared")}</span></#if>
          </div>
          <p>${role.description}</p>
          <#if role.sharedWith?has_content><p><#list role.sharedWith as name>${words.say("mcSharedWith", name)}<#sep> </#list></p></#if>
          <dl class="mc-facts">
            <dt>${msg("mcRolesGivenBy")}</dt> <dd><@parts.joined items=role.givenBy/></dd>
            <dt>${msg("mcRolesNotifications")}</dt> <dd>${msg("mcNotifications." + role.notifications)}</dd>
            <dt>${msg("mcRolesHeldAt")}</dt> <dd><#list role.heldAt as type>${msg(type)}<#sep>${msg("mcComma")} <#else>${msg("mcNothing")}</#list></dd>
          </dl>
        </div>
      </#list>
    </section>
  </#list>
  <#if mcContact?has_content>
    <p>${msg("mcRolesContact")} <a href="mailto:${mcContact?url('UTF-8')?replace('%40', '@')}">${mcContact}</a></p>
  </#if>
</@layout.page>
