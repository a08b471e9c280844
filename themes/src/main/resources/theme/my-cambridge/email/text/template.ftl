<#ftl output_format="plainText">
<#-- The text part of our emails; Keycloak's own text parts have no layout to call. -->
<#import "../mc-words.ftl" as words>
<#macro mail>
${words.say("mcGreeting", mcPersonName)}

<#nested>
-- 
${msg("mcProduct")}
${msg("mcMailFooter")}
</#macro>

<#macro roles title list>
<#if list?has_content>
${title}
<#list list as role>
- ${words.say("mcRoleOfService", role.name, role.service)}
<#if words.isWebAddress(role.guidanceUrl!"")>
  ${words.say("mcGuidanceAt")} ${role.guidanceUrl}
</#if>
</#list>

</#if>
</#macro>
