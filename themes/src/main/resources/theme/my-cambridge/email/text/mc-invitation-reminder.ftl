<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${words.say("mcReminder", words.who(mcInviter!"", mcInviterCentre!"", mcCentre), mcCentre, mcExpires)}

${msg((mcNewAccount!true)?then("mcReminderPassword", "mcAddedSignIn"))}

${msg("mcSignInAt")}

${mcLink}

<@layout.roles title=msg("mcYouCanUse") list=mcRoles![]/>
${msg("mcInvitedUnexpected")}

</@layout.mail>
