<#-- Setting up a centre, with: mcValues (number, name, type, parent, link), mcChoices (types, links), mcReason, mcForm, mcCancelUrl. -->
<#import "mc-board-frame.ftl" as board>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#import "field.ftl" as field>
<@board.page heading=msg("mcBoardNew")>
  <@form.form class="mc-card">
    <p class="mc-hint">${msg("mcStarred")}</p>
    <div class="mc-form">
      <@field.input name="number" label=msg("mcCentreNumberLabel") value=mcValues.number!"" required=true
        error=problems.of(mcProblems![], "number") hint=msg("mcBoardNumberHint")/>
      <@board.facts values=mcValues choices=mcChoices/>
    </div>
    <@board.reason/>
    <div class="mc-actions">
      <@form.submit label=msg("mcBoardNew")/>
      <@form.cancel url=mcCancelUrl/>
    </div>
  </@form.form>
</@board.page>
