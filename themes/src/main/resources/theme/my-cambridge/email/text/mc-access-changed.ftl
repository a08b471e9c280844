<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${words.say("mcAccess." + mcKind, words.who(mcInviter!""), mcCentre)}

<@layout.roles title=msg("mcGranted") list=mcGranted![]/>
<@layout.roles title=msg("mcRevoked") list=mcRevoked![]/>
<#if mcKind == "roles" || mcKind == "enabled">
${msg("mcSignInAt")}

${mcLink}

</#if>
${words.say("mcAccessQuestions", mcCentre)}

</@layout.mail>
