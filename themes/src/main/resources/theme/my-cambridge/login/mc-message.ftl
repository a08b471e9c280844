<#--
  A page that cannot be shown, with: mcKind ("not-found", "forbidden", "busy", "conflict", "bad-request", "too-large"),
  mcText (a sentence), mcBackUrl.
-->
<#import "mc-layout.ftl" as layout>
<#assign text = (mcText!"")?has_content?then(mcText!"", msg("mcMessageText." + mcKind))>
<@layout.page title=msg("mcMessageTitle." + mcKind)>
  <h1>${msg("mcMessageTitle." + mcKind)}</h1>
  <p class="mc-lead">${text}</p>
  <p><a class="mc-btn mc-btn--primary" href="${(mcBackUrl!"")?has_content?then(mcBackUrl!"", mcHomeUrl)}">${msg((mcBackUrl!"")?has_content?then("mcBack", "mcMessageHome"))}</a></p>
</@layout.page>
