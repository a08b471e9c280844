<#-- Before what a service was given up for is tried again, with: mcService (its name), mcDead, mcReason, mcForm, mcCancelUrl. -->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-form.ftl" as form>
<@board.page heading=words.say("mcBoardRetryTitle", mcService)>
  <div class="mc-card">
    <p>${msg("mcBoardRetryText", mcDead)}</p>
    <#if mcDead gt 0>
      <@form.form>
        <@board.reason/>
        <div class="mc-actions">
          <@form.submit label=msg("mcBoardRetry")/>
          <@form.cancel url=mcCancelUrl/>
        </div>
      </@form.form>
    <#else>
      <p><a class="mc-alone" href="${mcCancelUrl}">${msg("mcBack")}</a></p>
    </#if>
  </div>
</@board.page>
