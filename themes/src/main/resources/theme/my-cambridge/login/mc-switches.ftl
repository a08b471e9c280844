<#--
  The roles of a person as switches, one group a service. services: id, name, roles (id, name, description, shared,
  sharedWith, on, locked, reason, replaceUrl, elsewhere).

  A disabled switch is not sent: what is locked survives every save (rules.md D10).
-->
<#import "mc-words.ftl" as words>

<#-- The one reason that locks every switch, or nothing: it is said once then. -->
<#function sharedReason services>
  <#local reason = "">
  <#local count = 0>
  <#list services as service>
    <#list service.roles as role>
      <#if (role.elsewhere!"")?has_content><#continue></#if>
      <#if !role.locked || !(role.reason!"")?has_content><#return ""></#if>
      <#if reason?has_content && role.reason != reason><#return ""></#if>
      <#local reason = role.reason>
      <#local count++>
    </#list>
  </#list>
  <#return (count gt 1)?then(reason, "")>
</#function>

<#macro roles services heading=msg("mcRoles")>
  <#local allLocked = sharedReason(services)>
  <section class="mc-roles" aria-labelledby="roles" data-roles>
    <div class="mc-head mc-head--apart">
      <h2 id="roles">${heading}</h2>
      <button class="mc-btn mc-btn--link" type="button" data-collapse="${msg("mcCollapseAll")}" data-expand="${msg("mcExpandAll")}" hidden>${msg("mcCollapseAll")}</button>
    </div>
    <#if mcRolesUrl?has_content><p><a href="${mcRolesUrl}">${msg("mcRolesWhat")}</a></p></#if>
    <#if allLocked?has_content><p class="mc-role__why" id="why">${allLocked}</p></#if>
    <div class="mc-field mc-fields" data-role-search hidden>
      <label class="mc-label" for="role-search">${msg("mcRolesSearch")}</label>
      <input type="search" id="role-search" autocomplete="off" aria-describedby="role-search-found">
      <p class="mc-hint" id="role-search-found" role="status" data-found="${msg("mcRolesFound", "{0}")}" data-kept="${msg("mcRolesFoundOn", "{0}")}"></p>
    </div>
    <#list services as service>
      <details class="mc-service" open>
        <summary><h3 id="service-${service.id}">${service.name}</h3></summary>
        <fieldset aria-labelledby="service-${service.id}">
          <#list service.roles as role>
            <#if role.elsewhere?has_content><@pointer role=role/><#else><@switch role=role allLocked=allLocked?has_content/></#if>
          </#list>
        </fieldset>
      </details>
    </#list>
  </section>
</#macro>

<#macro switch role allLocked>
  <#local described = ["role-" + role.id + "-text"]>
  <#if allLocked><#local described += ["why"]><#elseif role.reason?has_content><#local described += ["role-" + role.id + "-why"]></#if>
  <div class="mc-role">
    <input type="checkbox" role="switch" name="role" value="${role.id}" id="role-${role.id}" aria-describedby="${described?join(" ")}"<#if role.on> checked</#if><#if role.locked> disabled</#if>>
    <div class="mc-role__text">
      <p class="mc-role__name"><label for="role-${role.id}">${role.name}</label><#if role.shared> <span class="mc-badge">${msg("mcShared")}</span></#if></p>
      <div id="role-${role.id}-text">
        <p class="mc-hint">${role.description}</p>
        <#if role.sharedWith?has_content><p class="mc-hint"><#list role.sharedWith as name>${words.say("mcSharedWith", name)}<#sep> </#list></p></#if>
      </div>
      <#if role.reason?has_content && !allLocked><p class="mc-role__why" id="role-${role.id}-why">${role.reason}</p></#if>
      <#if role.replaceUrl?has_content><p><a class="mc-alone" href="${role.replaceUrl}">${msg("mcAct.replace")}<span class="mc-hidden"> ${words.say("mcReplaceWhom", role.name)}</span></a></p></#if>
    </div>
  </div>
</#macro>

<#-- A role of several services has one switch (rules.md D7). -->
<#macro pointer role>
  <div class="mc-role mc-role--pointer">
    <div class="mc-role__text">
      <p class="mc-role__name"><span>${role.name}</span> <span class="mc-badge">${msg("mcShared")}</span></p>
      <p class="mc-hint">${words.say("mcElsewhere", role.elsewhere)} <a href="#role-${role.id}">${msg("mcElsewhereGo")}<span class="mc-hidden"> ${words.say("mcElsewhereFor", role.name)}</span></a></p>
    </div>
  </div>
</#macro>
