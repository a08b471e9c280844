<#--
  What a page says first: what went wrong (mcProblems), what has been done (mcDone), what happened on the way (mcNotice).
  Only one of them takes the focus.
-->
<#import "mc-words.ftl" as words>
<#import "mc-problems.ftl" as problems>

<#-- Where the email is what has been done. -->
<#assign aboutMail = ["added", "reset-password", "invitation-resent"]>

<#function whatWasDone done>
  <#local name = (done.name!"")?has_content?then(done.name!"", msg("mcDoneSomebody"))>
  <#if aboutMail?seq_contains(done.kind)>
    <#return words.say("mcDone." + done.kind + "." + done.mail!"being-sent", name)>
  </#if>
  <#return words.say("mcDone." + done.kind, name)>
</#function>

<#macro news>
  <#local wrong = mcProblems![]>
  <@problems.summary problems=wrong/>
  <#if mcDone??>
    <div<#if !wrong?has_content> role="status" tabindex="-1" data-announce</#if>>
      <@problems.banner tone="ok" closing=true>
        <p>${whatWasDone(mcDone)}<#if (mcDone.mail!"sent") != "sent" && !aboutMail?seq_contains(mcDone.kind)> ${msg("mcDoneMail." + mcDone.mail)}</#if></p>
      </@problems.banner>
      <#list mcDone.texts![] as text>
        <@problems.banner tone="warn"><p>${text}</p></@problems.banner>
      </#list>
    </div>
  </#if>
  <#-- Of "stale" the page itself says more. -->
  <#if mcNotice?has_content && mcNotice != "stale">
    <@problems.banner announce=!wrong?has_content && !mcDone??><p>${msg("mcNotice." + mcNotice)}</p></@problems.banner>
  </#if>
</#macro>
