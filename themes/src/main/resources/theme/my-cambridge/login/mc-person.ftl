<#--
  One person of a centre (rules.md F25 to F30), with: mcSubject (id, firstName, lastName, name, email, status, until, mail,
  you), mcActions (kind, url, allowed, reason), mcServices, mcForm, mcVersion, mcWas, mcMayChange, mcTold (name, waiting, at), mcHistory, mcHistoryUrl,
  mcBackUrl, mcStale (at, text, roles: name, now, yours).
-->
<#import "mc-centre.ftl" as centre>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#import "mc-form.ftl" as form>
<#import "mc-problems.ftl" as problems>
<#import "mc-switches.ftl" as switches>
<#assign name = parts.nameOf(mcSubject)>
<#-- What may be done, and what may not, by the reason: each is said once. -->
<#assign allowed = []>
<#assign refused = {}>
<#list mcActions as action>
  <#if action.allowed><#assign allowed += [action]><#continue></#if>
  <#assign reason = action.reason!"">
  <#assign refused += {reason: (refused[reason]![]) + [msg("mcAct." + action.kind)]}>
</#list>
<@centre.task heading=name status=mcSubject.status you=mcSubject.you>
  <#if mcStale??>
    <div class="mc-banner mc-banner--error"<#if !(mcProblems![])?has_content> role="alert" tabindex="-1" data-announce</#if>>
      <span class="mc-mark mc-mark--error"></span>
      <div class="mc-banner__text">
        <h2>${msg("mcStaleTitle")}</h2>
        <#if mcStale.text?has_content><p><#if mcStale.at??><@parts.when time=mcStale.at/>: </#if>${mcStale.text}</p></#if>
        <#if mcStale.roles?has_content>
          <table class="mc-table" role="table">
            <caption>${msg("mcStaleCaption")}</caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">${msg("mcUsersRole")}</th>
                <th role="columnheader" scope="col">${msg("mcStaleNow")}</th>
                <th role="columnheader" scope="col">${msg("mcStaleYours")}</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              <#list mcStale.roles as role>
                <tr role="row">
                  <th role="rowheader" scope="row">${role.name}</th>
                  <td role="cell" data-label="${msg("mcStaleNow")}">${msg(role.now?then("mcOn", "mcOff"))}</td>
                  <td role="cell" data-label="${msg("mcStaleYours")}">${msg(role.yours?then("mcOn", "mcOff"))}</td>
                </tr>
              </#list>
            </tbody>
          </table>
        </#if>
        <p>${msg("mcStaleHelp")}</p>
      </div>
    </div>
  </#if>
  <section class="mc-card" aria-labelledby="details">
    <h2 id="details">${msg("mcUserDetails")}</h2>
    <dl class="mc-facts">
      <dt>${msg("mcFirstName")}</dt> <dd><bdi>${mcSubject.firstName}</bdi></dd>
      <dt>${msg("mcLastName")}</dt> <dd><bdi>${mcSubject.lastName}</bdi></dd>
      <dt>${msg("mcEmail")}</dt> <dd><bdi>${mcSubject.email}</bdi></dd>
      <#if mcSubject.until??><dt>${msg("mcInvitationUntil")}</dt> <dd><@parts.when time=mcSubject.until/></dd></#if>
      <#if mcSubject.mail?has_content><dt>${msg("mcLastEmail")}</dt> <dd><@parts.mail state=mcSubject.mail/></dd></#if>
    </dl>
    <#if allowed?has_content>
      <div class="mc-actions mc-screen">
        <#list allowed as action>
          <a class="mc-btn mc-btn--secondary" href="${action.url}">${msg("mcAct." + action.kind)}</a>
        </#list>
      </div>
    </#if>
    <#if refused?has_content>
      <dl class="mc-refused">
        <#list refused as reason, acts>
          <div><dt><@parts.joined items=acts/></dt> <dd>${reason}</dd></div>
        </#list>
      </dl>
    </#if>
  </section>
  <#if mcMayChange>
    <@form.form more={"version": mcVersion, "was": mcWas}>
      <@switches.roles services=mcServices/>
      <div class="mc-actions">
        <@form.submit label=msg("mcSaveChanges")/>
        <@form.cancel url=mcBackUrl/>
      </div>
    </@form.form>
  <#else>
    <@switches.roles services=mcServices/>
  </#if>
  <#if mcTold?has_content>
    <section class="mc-aside" aria-labelledby="told">
      <h2 id="told">${msg("mcTold")}</h2>
      <dl class="mc-facts">
        <#list mcTold as each>
          <dt><bdi>${each.name}</bdi></dt>
          <dd>${msg(each.waiting?then("mcToldWaiting", "mcToldAcknowledged"))} <@parts.when time=each.at/></dd>
        </#list>
      </dl>
    </section>
  </#if>
  <section class="mc-aside" aria-labelledby="history">
    <h2 id="history">${msg("mcHistory")}</h2>
    <#if mcHistory?has_content>
      <@parts.entries items=mcHistory/>
    <#else>
      <p>${msg("mcHistoryNone")}</p>
    </#if>
    <#if mcHistoryUrl?has_content><p><a class="mc-alone" href="${mcHistoryUrl}">${words.say("mcHistoryMore", name)}</a></p></#if>
  </section>
</@centre.task>
