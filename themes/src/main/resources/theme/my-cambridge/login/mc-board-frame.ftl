<#--
  Pages for the board's own people, with: mcForm, mcProblems, and on a page of a centre mcCentre.
-->
<#import "mc-layout.ftl" as layout>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-problems.ftl" as problems>
<#import "mc-news.ftl" as news>
<#import "mc-form.ftl" as form>
<#import "field.ftl" as field>

<#-- "50538 - 3A Tutors Ltd". -->
<#function label><#return words.say("mcCentreLabel", mcCentre.number, mcCentre.name)></#function>

<#-- heading: the page's; title: where the tab of the browser says more. centreUrl: the way back to the centre's page. -->
<#macro page heading title=heading centreUrl="">
  <@layout.page title=words.say("mcTitleAt", title, msg("mcMenuBoard")) current="board" error=(mcProblems![])?has_content>
    <nav class="mc-way" aria-label="${msg("mcWay")}">
      <ul>
        <li><a href="${mcBoardUrl}">${msg("mcBoardTitle")}</a></li>
        <#if centreUrl?has_content><li><a href="${centreUrl}">${label()}</a></li></#if>
      </ul>
    </nav>
    <div class="mc-head">
      <h1>${heading}</h1>
      <#if (mcCentre.status)??><@parts.centreStatus status=mcCentre.status/></#if>
    </div>
    <@news.news/>
    <#nested>
  </@layout.page>
</#macro>

<#-- A choice among words. options: the values; keys: what the message's key begins with. -->
<#macro choice name label options keys value="" required=false none="">
  <#local wrong = problems.of(mcProblems![], name)>
  <div class="mc-field">
    <label class="mc-label" for="${name}">${label}<#if required> <span class="mc-required" aria-hidden="true">*</span></#if></label>
    <select id="${name}" name="${name}" autocomplete="off"<#if required> aria-required="true"</#if><#if wrong?has_content> aria-invalid="true" aria-describedby="input-error-${name}"</#if>>
      <option value="">${none}</option>
      <#list options as each>
        <option value="${each}"<#if each == value> selected</#if>>${msg(keys + each)}</option>
      </#list>
    </select>
    <#if wrong?has_content><span class="mc-error" id="input-error-${name}">${wrong}</span></#if>
  </div>
</#macro>

<#-- Name, type, parent and link of a centre. -->
<#macro facts values choices>
  <#local wrong = mcProblems![]>
  <@field.input name="name" label=msg("mcSchoolName") value=values.name!"" required=true capitals=true error=problems.of(wrong, "name")/>
  <@choice name="type" label=msg("mcCentreTypeLabel") options=choices.types keys="mcCentreType." value=values.type!"" required=true none=msg("mcBoardChoose")/>
  <@field.input name="parent" label=msg("mcBoardParent") value=values.parent!"" error=problems.of(wrong, "parent") hint=msg("mcBoardParentHint")/>
  <@choice name="link" label=msg("mcCentreLinkLabel") options=choices.links keys="mcLink." value=values.link!"" none=msg("mcBoardChoose")/>
</#macro>

<#-- Why the board does it. -->
<#macro reason>
  <div class="mc-form">
    <@field.input name="reason" label=msg("mcBoardReason") value=mcReason!"" error=problems.of(mcProblems![], "reason") hint=msg("mcBoardReasonHint") spellcheck=true/>
  </div>
</#macro>

<#-- The people of an associate to choose from, each with how many centres they have. The first one's id is "person". -->
<#macro people legend most hint="">
  <#local wrong = problems.of(mcProblems![], "person")>
  <fieldset class="mc-field"<#if wrong?has_content> aria-describedby="input-error-person"</#if>>
    <legend class="mc-label">${legend}</legend>
    <#if hint?has_content><p class="mc-hint">${hint}</p></#if>
    <#list mcPeople as each>
      <#local id = (each?index == 0)?then("person", "person-" + each?index?c)>
      <div class="mc-check"><input type="checkbox" id="${id}" name="person" value="${each.id}"<#if each.on> checked</#if>><label for="${id}"><bdi>${parts.nameOf(each)}</bdi> <span class="mc-hint">${msg("mcBoardTakenOf", each.taken, most)}</span></label></div>
    </#list>
    <#if wrong?has_content><span class="mc-error" id="input-error-person">${wrong}</span></#if>
  </fieldset>
</#macro>

<#-- A list of centres, each with the way to the board's page of it. -->
<#macro centres>
  <table class="mc-table" role="table">
    <caption>${parts.range(mcRange)}</caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${msg("mcOrganisationCentre")}</th>
        <th role="columnheader" scope="col">${msg("mcCentreTypeLabel")}</th>
        <th role="columnheader" scope="col">${msg("mcUsersStatus")}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      <#list mcCentres as each>
        <tr role="row">
          <th role="rowheader" scope="row"><a href="${each.url}">${words.say("mcCentreLabel", each.number, each.name)}</a></th>
          <td role="cell">${msg(each.typeName)}</td>
          <td role="cell"><@parts.centreStatus status=each.status/></td>
        </tr>
      </#list>
    </tbody>
  </table>
  <@parts.pager of=mcRange/>
</#macro>
