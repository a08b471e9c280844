<#--
  Who at the associate looks after a centre, with: mcCentre, mcAssociate (its title), mcPeople (id, name, email, taken, on),
  mcMost, mcWas, mcReason, mcForm, mcCancelUrl.
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-form.ftl" as form>
<@board.page heading=words.say("mcBoardAssigneesOf", board.label()) centreUrl=mcCancelUrl>
  <#if mcPeople?has_content>
    <@form.form class="mc-card" more={"was": mcWas}>
      <@board.people legend=words.say("mcBoardPeopleAt", mcAssociate) most=mcMost/>
      <@board.reason/>
      <div class="mc-actions">
        <@form.submit label=msg("mcSaveChanges")/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  <#else>
    <div class="mc-card"><p>${words.say("mcBoardNobodyAt", mcAssociate)}</p></div>
  </#if>
</@board.page>
