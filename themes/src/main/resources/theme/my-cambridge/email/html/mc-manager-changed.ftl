<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=words.say("mcManagerHeading", mcCentre)>
  <@layout.greeting/>
  <@layout.paragraph>${words.say("mcManager." + mcKind, mcSubject, mcCentre, words.who(mcInviter!""))}</@layout.paragraph>
  <@layout.paragraph>${msg("mcManagerWhy")}</@layout.paragraph>
  <@layout.button label=msg("mcSignIn")/>
</@layout.emailLayout>
