<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${words.say("mcInvited", words.who(mcInviter!"", mcInviterCentre!"", mcCentre), mcCentre)}

${msg("mcTemporaryPasswordIs")}

${mcTemporaryPassword}

${words.say("mcTemporaryPasswordUntil", mcExpires)}

${msg("mcSignInAt")}

${mcLink}

<@layout.roles title=msg("mcYouCanUse") list=mcRoles![]/>
${msg("mcInvitedUnexpected")}

</@layout.mail>
