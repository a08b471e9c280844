<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=words.say("mcReminderHeading", mcExpires)>
  <@layout.greeting/>
  <@layout.paragraph>${words.say("mcReminder", words.who(mcInviter!"", mcInviterCentre!"", mcCentre), mcCentre, mcExpires)}</@layout.paragraph>
  <@layout.paragraph>${msg((mcNewAccount!true)?then("mcReminderPassword", "mcAddedSignIn"))}</@layout.paragraph>
  <@layout.button label=msg("mcSignIn")/>
  <@layout.roles title=msg("mcYouCanUse") list=mcRoles![]/>
  <@layout.paragraph>${msg("mcInvitedUnexpected")}</@layout.paragraph>
</@layout.emailLayout>
