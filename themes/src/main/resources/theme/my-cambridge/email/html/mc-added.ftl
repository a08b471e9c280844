<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=words.say("mcAddedHeading", mcCentre)>
  <@layout.greeting/>
  <@layout.paragraph>${words.say("mcAdded", words.who(mcInviter!"", mcInviterCentre!"", mcCentre), mcCentre)}</@layout.paragraph>
  <@layout.paragraph>${msg("mcAddedSignIn")}</@layout.paragraph>
  <@layout.button label=msg("mcSignIn")/>
  <@layout.roles title=msg("mcYouCanUse") list=mcRoles![]/>
</@layout.emailLayout>
