<#--
  Where the link of an invitation leads. Opening it changes nothing: the way on is a link, not a form (rules.md, expected
  answer 28). With: mcState ("welcome", "added", "used", "expired", "withdrawn", "superseded", "unknown"), and if known
  mcCentreNumber, mcCentreName, mcInviterCentre, mcSignInUrl, mcSignedInAs (someone else, in this browser), mcSignOutUrl.
-->
<#import "mc-layout.ftl" as layout>
<#import "mc-words.ftl" as words>
<#import "mc-problems.ftl" as problems>
<#assign inviter = (mcInviterCentre!"")?has_content?then(mcInviterCentre!"", msg("mcInvitationInviter"))>
<#assign centre = (mcCentreNumber!"")?has_content?then(words.say("mcCentreLabel", mcCentreNumber!"", mcCentreName!""), inviter)>
<#-- Whom each state's heading and text name. -->
<#assign subjects = {"welcome": [inviter, centre], "added": [centre, centre], "used": ["", centre], "expired": ["", inviter], "withdrawn": ["", inviter]}>
<#assign named = subjects[mcState]!["", ""]>
<@layout.sheet title=words.say("mcInvitationTitle." + mcState, named[0])>
  <#if mcSignedInAs?has_content>
    <@problems.banner tone="warn">
      <p>${words.say("mcInvitationOther", mcSignedInAs)} ${msg("mcInvitationOtherHelp")}</p>
      <#if mcSignOutUrl?has_content><p><a href="${mcSignOutUrl}">${msg("mcSignOut")}</a></p></#if>
    </@problems.banner>
  </#if>
  <p class="mc-lead">${words.say("mcInvitationText." + mcState, named[1])}</p>
  <#if mcState == "welcome">
    <h2>${msg("mcInvitationSteps")}</h2>
    <ol>
      <li>${msg("mcInvitationStep1")}</li>
      <li>${msg("mcInvitationStep2")}</li>
      <li>${msg("mcInvitationStep3")}</li>
    </ol>
  </#if>
  <#if mcSignInUrl?has_content>
    <p class="mc-gap"><a class="mc-btn mc-btn--primary" href="${mcSignInUrl}">${msg((mcState == "welcome" || mcState == "added")?then("mcInvitationSignIn", "mcInvitationSignInUsual"))}</a></p>
  </#if>
</@layout.sheet>
