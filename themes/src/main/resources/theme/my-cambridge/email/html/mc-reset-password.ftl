<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=msg("mcResetHeading")>
  <@layout.greeting/>
  <@layout.paragraph>${words.say("mcReset", words.who(mcInviter!"", mcCentre!""))}</@layout.paragraph>
  <@layout.button label=msg("mcSetPassword")/>
  <@layout.paragraph>${words.say("mcResetUntil", words.duration(mcMinutes))}</@layout.paragraph>
  <@layout.paragraph>${msg("mcResetUnexpected")}</@layout.paragraph>
</@layout.emailLayout>
