<#-- Before a mail that failed is tried again, with: mcMail (as in mc-board-deliveries.ftl), mcReason, mcForm, mcCancelUrl. -->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-form.ftl" as form>
<#assign name = mcMail.name?has_content?then(mcMail.name, msg("mcNothing"))>
<@board.page heading=words.say("mcBoardRetryMailTitle", name)>
  <div class="mc-card">
    <p>${msg("mcBoardMail." + mcMail.kind)}<#if mcMail.centre?has_content> (${mcMail.centre})</#if> <span class="mc-hint"><@parts.when time=mcMail.since/></span></p>
    <p>${msg("mcBoardMailTries", mcMail.attempts)} <code dir="ltr">${mcMail.error}</code></p>
    <p>${msg("mcBoardRetryMailText")}</p>
    <@form.form>
      <@board.reason/>
      <div class="mc-actions">
        <@form.submit label=msg("mcBoardRetry")/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  </div>
</@board.page>
