<#--
  The summary of what went wrong: one link for each field, in the order of the page. A problem has the field's id and
  the text; without a field it is plain text.
-->
<#macro summary problems>
  <#if problems?has_content>
    <div class="mc-banner mc-banner--error" role="alert" aria-labelledby="problems" tabindex="-1" data-announce>
      <span class="mc-mark mc-mark--error"></span>
      <div class="mc-banner__text">
        <h2 id="problems">${msg("mcProblem")}</h2>
        <ul>
          <#list problems as problem>
            <li><#if problem.field?has_content><a href="#${problem.field}">${problem.text}</a><#else>${problem.text}</#if></li>
          </#list>
        </ul>
      </div>
    </div>
  </#if>
</#macro>

<#-- The text about one field, from the same list. -->
<#function of problems field>
  <#list problems as problem>
    <#if (problem.field!"") == field><#return problem.text></#if>
  </#list>
  <#return "">
</#function>

<#-- A message about the page as a whole: tone is ok, info, warn or error. The script shows the close button, and works it. -->
<#macro banner tone="info" announce=false closing=false>
  <div class="mc-banner mc-banner--${tone}"<#if announce> role="${(tone == 'error')?then('alert', 'status')}" tabindex="-1" data-announce</#if>>
    <span class="mc-mark mc-mark--${tone}"></span>
    <div class="mc-banner__text"><#nested></div>
    <#if closing>
      <button class="mc-btn mc-banner__close" type="button" aria-label="${msg("mcClose")}" data-close hidden><span aria-hidden="true">×</span></button>
    </#if>
  </div>
</#macro>
