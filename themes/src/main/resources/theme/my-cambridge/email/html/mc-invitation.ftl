<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=msg("mcInvitedHeading")>
  <@layout.greeting/>
  <@layout.paragraph>${words.say("mcInvited", words.who(mcInviter!"", mcInviterCentre!"", mcCentre), mcCentre)}</@layout.paragraph>
  <@layout.paragraph>${msg("mcTemporaryPasswordIs")}</@layout.paragraph>
  <@layout.secret value=mcTemporaryPassword/>
  <@layout.paragraph>${words.say("mcTemporaryPasswordUntil", mcExpires)}</@layout.paragraph>
  <@layout.button label=msg("mcSignIn")/>
  <@layout.roles title=msg("mcYouCanUse") list=mcRoles![]/>
  <@layout.paragraph>${msg("mcInvitedUnexpected")}</@layout.paragraph>
</@layout.emailLayout>
