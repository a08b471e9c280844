<#--
  Sharing the centres that nobody looks after, with: mcCentre, mcNobodys, mcMost, mcPeople (id, name, email, taken, on),
  mcStep ("" or "preview"), mcShares (id, name, email, taken, total, centres), mcLeft, mcShown, mcReason, mcForm, mcCancelUrl.
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#assign heading = words.say("mcBoardPlanOf", board.label())>
<@board.page heading=heading title=(mcStep == "preview")?then(words.say("mcTitleAt", heading, msg("mcSeveralStep.preview")), heading) centreUrl=mcCancelUrl>
  <p class="mc-lead">${msg("mcBoardNobodys", mcNobodys)}</p>
  <#if mcStep == "preview">
    <p>${msg("mcSeveralNothingYet")}</p>
    <table class="mc-table" role="table">
      <caption>${msg("mcBoardPlanCaption")}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${msg("mcFullName")}</th>
          <th role="columnheader" scope="col">${msg("mcBoardHas")}</th>
          <th role="columnheader" scope="col">${msg("mcBoardGets")}</th>
          <th role="columnheader" scope="col">${msg("mcBoardTotal")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <#list mcShares as share>
          <tr role="row">
            <th role="rowheader" scope="row"><bdi>${parts.nameOf(share)}</bdi></th>
            <td role="cell" data-label="${msg("mcBoardHas")}">${share.taken}</td>
            <td role="cell" data-label="${msg("mcBoardGets")}">${share.centres?size}<#if share.centres?has_content><span class="mc-table__note mc-hint"><@parts.joined items=share.centres/></span></#if></td>
            <td role="cell" data-label="${msg("mcBoardTotal")}">${share.total}</td>
          </tr>
        </#list>
      </tbody>
    </table>
    <#if mcLeft?has_content>
      <@problems.banner tone="warn"><p>${msg("mcBoardLeft", mcLeft?size, mcMost)} <@parts.joined items=mcLeft/></p></@problems.banner>
    </#if>
    <@form.form more={"shown": mcShown, "step": "confirm"}>
      <#list mcShares as share><input type="hidden" name="person" value="${share.id}"></#list>
      <@board.reason/>
      <div class="mc-actions">
        <@form.submit label=msg("mcBoardPlanDo")/>
        <@form.cancel url=mcForm.url label=msg("mcBack")/>
      </div>
    </@form.form>
  <#elseif mcPeople?has_content>
    <@form.form class="mc-card" more={"step": "preview"}>
      <@board.people legend=msg("mcBoardPlanWho") most=mcMost hint=msg("mcBoardPlanHint", mcMost)/>
      <div class="mc-actions">
        <@form.submit label=msg("mcBoardPlanShow")/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  <#else>
    <div class="mc-card"><p>${words.say("mcBoardNobodyAt", board.label())}</p></div>
  </#if>
</@board.page>
