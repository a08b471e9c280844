<#--
  Adding a list of people, in three steps: enter it, look at it, and what came of it. With: mcStep ("enter", "preview",
  "done"), mcText, mcRows (line, name, email, roles, state: "ready", "refused", "added", text), mcCount (ready, refused,
  added), mcMost, mcRoles (id, name), mcTemplateUrl, mcForm, mcCancelUrl, mcBackUrl.
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#assign tones = {"ready": "ok", "refused": "error", "added": "ok"}>
<#macro rows>
  <table class="mc-table" role="table">
    <caption>${msg("mcSeveralRows", mcRows?size)}</caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${msg("mcSeveralLine")}</th>
        <th role="columnheader" scope="col" class="mc-table__name">${msg("mcFullName")}</th>
        <th role="columnheader" scope="col" class="mc-table__mail">${msg("mcColumnEmail")}</th>
        <th role="columnheader" scope="col">${msg("mcRoles")}</th>
        <th role="columnheader" scope="col">${msg("mcSeveralOutcome")}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      <#list mcRows as row>
        <tr role="row">
          <td role="cell" data-label="${msg("mcSeveralLine")}">${row.line?c}</td>
          <th role="rowheader" scope="row"><bdi>${row.name?has_content?then(row.name, msg("mcNothing"))}</bdi></th>
          <td role="cell" class="mc-table__long"><bdi>${row.email}</bdi></td>
          <td role="cell" data-label="${msg("mcRoles")}"><@parts.joined items=row.roles/></td>
          <td role="cell"><@parts.pill tone=tones[row.state]!"neutral">${msg("mcSeveralState." + row.state)}</@parts.pill><#if row.text?has_content> <span class="mc-table__note">${row.text}</span></#if></td>
        </tr>
      </#list>
    </tbody>
  </table>
</#macro>
<#-- The list as it was typed; a line break right after the tag is not part of it. -->
<#macro typed error="" unseen=false>
<textarea name="text" id="text" spellcheck="false" autocapitalize="none" autocomplete="off"<#if unseen> hidden<#else> rows="12" aria-describedby="text-hint<#if error?has_content> input-error-text</#if>"</#if><#if error?has_content> aria-invalid="true"</#if>>
${mcText!""}</textarea>
</#macro>
<#assign step = (mcStep == "enter")?then("", msg("mcSeveralStep." + mcStep))>
<#assign title = step?has_content?then(words.say("mcTitleAt", msg("mcAddSeveral"), step), msg("mcAddSeveral"))>
<@centre.task heading=title>
  <#if mcStep == "enter">
    <#assign wrong = mcProblems![]>
    <#assign wrongText = problems.of(wrong, "text")>
    <#assign wrongFile = problems.of(wrong, "file")>
    <p class="mc-lead">${msg("mcSeveralIntro", mcMost)}</p>
    <#if mcTemplateUrl?has_content><p><a class="mc-alone" href="${mcTemplateUrl}" download>${msg("mcSeveralTemplate")}</a></p></#if>
    <details class="mc-more">
      <summary>${msg("mcSeveralHow")}</summary>
      <p>${msg("mcSeveralHowColumns")}</p>
      <pre class="mc-sample" dir="ltr">${msg("mcSeveralSampleHead")}
${msg("mcSeveralSampleRow")}</pre>
      <p>${msg("mcSeveralHowRoles")}</p>
      <#if mcRoles?has_content>
        <ul>
          <#list mcRoles as role><li>${role.name}</li></#list>
        </ul>
      </#if>
    </details>
    <@form.form class="mc-card" files=true>
      <div class="mc-field">
        <label class="mc-label" for="file">${msg("mcSeveralFile")}</label>
        <p class="mc-hint" id="file-hint">${msg("mcSeveralFileHint")}</p>
        <input type="file" id="file" name="file" accept=".csv,.txt,text/csv,text/plain" aria-describedby="file-hint<#if wrongFile?has_content> input-error-file</#if>"<#if wrongFile?has_content> aria-invalid="true"</#if>>
        <#if wrongFile?has_content><span class="mc-error" id="input-error-file">${wrongFile}</span></#if>
      </div>
      <div class="mc-field">
        <label class="mc-label" for="text">${msg("mcSeveralText")}</label>
        <p class="mc-hint" id="text-hint">${msg("mcSeveralTextHint")}</p>
        <@typed error=wrongText/>
        <#if wrongText?has_content><span class="mc-error" id="input-error-text">${wrongText}</span></#if>
      </div>
      <div class="mc-actions">
        <@form.submit label=msg("mcSeveralCheck") name="step" value="preview"/>
        <@form.cancel url=mcCancelUrl/>
      </div>
      <p class="mc-hint mc-gap">${msg("mcSeveralNothingYet")}</p>
    </@form.form>
  <#elseif mcStep == "preview">
    <p class="mc-lead">${msg("mcSeveralReady", mcCount.ready)} <#if mcCount.refused gt 0>${msg("mcSeveralRefused", mcCount.refused)}</#if></p>
    <p>${msg("mcSeveralNothingYet")}</p>
    <@rows/>
    <@form.form files=true>
      <@typed unseen=true/>
      <div class="mc-actions">
        <#if mcCount.ready gt 0><@form.submit label=msg("mcSeveralConfirm", mcCount.ready) name="step" value="confirm"/></#if>
        <@form.submit label=msg("mcSeveralChange") name="step" value="edit" tone="secondary"/>
        <@form.cancel url=mcCancelUrl/>
      </div>
    </@form.form>
  <#else>
    <@problems.banner tone=(mcCount.added gt 0)?then("ok", "info") announce=true>
      <p>${msg("mcSeveralAdded", mcCount.added)} <#if mcCount.refused gt 0>${msg("mcSeveralLeftOut", mcCount.refused)}</#if></p>
    </@problems.banner>
    <@rows/>
    <#if mcCount.refused gt 0>
      <@form.form files=true>
        <@typed unseen=true/>
        <div class="mc-actions"><@form.submit label=msg("mcSeveralChange") name="step" value="edit" tone="secondary"/></div>
      </@form.form>
    </#if>
    <p><a class="mc-btn mc-btn--primary" href="${mcBackUrl}">${msg("mcBackToUsers")}</a></p>
  </#if>
</@centre.task>
