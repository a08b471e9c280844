<#--
  Putting another policy in force, with: mcStep ("" or "preview"), mcText, mcRights (typeName, relation, right, gain, lose),
  mcIllegal (typeName, role, people), mcVersion, mcReason, mcForm, mcCancelUrl.
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#assign wrong = problems.of(mcProblems![], "text")>
<#assign wrongFile = problems.of(mcProblems![], "file")>
<#assign heading = msg("mcBoardPolicyReplace")>
<#-- A line break right after the tag is not part of it. -->
<#macro typed unseen=false>
<textarea name="text" id="text" spellcheck="false" autocapitalize="none" autocomplete="off"<#if unseen> hidden<#else> rows="16" aria-describedby="text-hint<#if wrong?has_content> input-error-text</#if>"</#if><#if wrong?has_content> aria-invalid="true"</#if>>
${mcText!""}</textarea>
</#macro>
<@board.page heading=heading title=(mcStep == "preview")?then(words.say("mcTitleAt", heading, msg("mcBoardPolicyEffect")), heading)>
  <#if mcStep == "preview">
    <p>${msg("mcSeveralNothingYet")}</p>
    <h2>${msg("mcBoardPolicyEffect")}</h2>
    <#if mcIllegal?has_content>
      <@problems.banner tone="error">
        <p>${msg("mcBoardPolicyIllegal")}</p>
        <ul><#list mcIllegal as each><li>${msg(each.typeName)}: <code>${each.role}</code> (${each.people})</li></#list></ul>
      </@problems.banner>
    </#if>
    <#if mcRights?has_content>
      <table class="mc-table" role="table">
        <caption>${msg("mcBoardPolicyRights")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${msg("mcBoardPolicyRight")}</th>
            <th role="columnheader" scope="col">${msg("mcCentreTypeLabel")}</th>
            <th role="columnheader" scope="col">${msg("mcBoardPolicyGain")}</th>
            <th role="columnheader" scope="col">${msg("mcBoardPolicyLose")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          <#list mcRights as each>
            <tr role="row">
              <th role="rowheader" scope="row"><code>${each.right}</code></th>
              <td role="cell">${msg(each.typeName)}, ${msg("mcBoardRelation." + each.relation)}</td>
              <td role="cell" data-label="${msg("mcBoardPolicyGain")}">${each.gain}</td>
              <td role="cell" data-label="${msg("mcBoardPolicyLose")}">${each.lose}</td>
            </tr>
          </#list>
        </tbody>
      </table>
    <#else>
      <p>${msg("mcBoardPolicyNoRights")}</p>
    </#if>
    <@form.form files=true more={"version": mcVersion}>
      <@typed unseen=true/>
      <@board.reason/>
      <div class="mc-actions">
        <#if !mcIllegal?has_content><@form.submit label=msg("mcBoardPolicyConfirm") name="step" value="confirm"/></#if>
        <@form.submit label=msg("mcBoardPolicyEdit") name="step" value="edit" tone="secondary"/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  <#else>
    <@form.form class="mc-card" files=true more={"version": mcVersion}>
      <div class="mc-field">
        <label class="mc-label" for="file">${msg("mcBoardPolicyFile")}</label>
        <input type="file" id="file" name="file" accept=".json,application/json" autocomplete="off"<#if wrongFile?has_content> aria-invalid="true" aria-describedby="input-error-file"</#if>>
        <#if wrongFile?has_content><span class="mc-error" id="input-error-file">${wrongFile}</span></#if>
      </div>
      <div class="mc-field">
        <label class="mc-label" for="text">${msg("mcBoardPolicyText")}</label>
        <p class="mc-hint" id="text-hint">${msg("mcBoardPolicyTextHint")}</p>
        <@typed/>
        <#if wrong?has_content><span class="mc-error" id="input-error-text">${wrong}</span></#if>
      </div>
      <div class="mc-actions">
        <@form.submit label=msg("mcBoardPolicyCheck") name="step" value="preview"/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  </#if>
</@board.page>
