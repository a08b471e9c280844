<#--
  Before a centre is suspended, closed or active again, with: mcCentre, mcAct ("suspend", "close", "activate"), mcAffected
  (how many people it has), mcReason, mcVersion, mcForm, mcCancelUrl.
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-form.ftl" as form>
<@board.page heading=words.say("mcBoardActTitle." + mcAct, board.label()) centreUrl=mcCancelUrl>
  <div class="mc-card">
    <p>${msg("mcBoardActText." + mcAct)}</p>
    <p>${msg("mcBoardAffected", mcAffected)}</p>
    <@form.form more={"version": mcVersion}>
      <@board.reason/>
      <div class="mc-actions">
        <@form.submit label=msg("mcBoardAct." + mcAct) tone=(mcAct == "activate")?then("primary", "danger")/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  </div>
</@board.page>
