<#--
  Changing a centre, with: mcCentre, mcValues (name, type, parent, link), mcChoices, mcHeld (name, role: what could not
  stay; without a role it is an assignment), mcReason, mcVersion, mcForm, mcCancelUrl.
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-form.ftl" as form>
<@board.page heading=words.say("mcBoardChangeTitle", board.label()) centreUrl=mcCancelUrl>
  <@form.form class="mc-card" more={"version": mcVersion}>
    <p class="mc-hint">${msg("mcStarred")}</p>
    <div class="mc-form">
      <@board.facts values=mcValues choices=mcChoices/>
    </div>
    <@board.reason/>
    <#if mcHeld?has_content>
      <h2>${msg("mcBoardHeld")}</h2>
      <ul>
        <#list mcHeld as each>
          <li><#if each.role?has_content>${words.say("mcBoardHeldRole", each.name, each.role)}<#else>${words.say("mcBoardHeldAssignment", each.name)}</#if></li>
        </#list>
      </ul>
      <div class="mc-check"><input type="checkbox" id="endHoldings" name="endHoldings" value="yes"><label for="endHoldings">${msg("mcBoardEnd")}</label></div>
    </#if>
    <div class="mc-actions">
      <@form.submit label=msg("mcSaveChanges")/>
      <@form.cancel url=mcCancelUrl/>
    </div>
  </@form.form>
</@board.page>
