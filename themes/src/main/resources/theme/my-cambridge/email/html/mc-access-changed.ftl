<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=words.say("mcAccessHeading." + mcKind, mcCentre)>
  <@layout.greeting/>
  <@layout.paragraph>${words.say("mcAccess." + mcKind, words.who(mcInviter!""), mcCentre)}</@layout.paragraph>
  <@layout.roles title=msg("mcGranted") list=mcGranted![]/>
  <@layout.roles title=msg("mcRevoked") list=mcRevoked![]/>
  <#if mcKind == "roles" || mcKind == "enabled">
    <@layout.button label=msg("mcSignIn")/>
  </#if>
  <@layout.paragraph>${words.say("mcAccessQuestions", mcCentre)}</@layout.paragraph>
</@layout.emailLayout>
