<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${words.say("mcAddedHeading", mcCentre)}.

${words.say("mcAdded", words.who(mcInviter!"", mcInviterCentre!"", mcCentre), mcCentre)}

${msg("mcAddedSignIn")} ${msg("mcSignInAt")}

${mcLink}

<@layout.roles title=msg("mcYouCanUse") list=mcRoles![]/>
</@layout.mail>
