<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${words.say("mcReset", words.who(mcInviter!"", mcCentre!""))}

${msg("mcSetPasswordAt")}

${mcLink}

${words.say("mcResetUntil", words.duration(mcMinutes))}

${msg("mcResetUnexpected")}

</@layout.mail>
