<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=msg("mcCodeHeading")>
  <@layout.greeting/>
  <@layout.paragraph>${msg("mcCodeIs")}</@layout.paragraph>
  <@layout.secret value=mcCode/>
  <@layout.paragraph>${words.say("mcCodeUntil", words.duration(mcMinutes))}</@layout.paragraph>
  <@layout.paragraph>${msg("mcCodeUnexpected")}</@layout.paragraph>
</@layout.emailLayout>
