<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${words.say("mcManager." + mcKind, mcSubject, mcCentre, words.who(mcInviter!""))}

${msg("mcManagerWhy")} ${msg("mcSignInAt")}

${mcLink}

</@layout.mail>
