<#--
  What has not arrived, with: mcMails (kind, name, centre, url, since, next, attempts, error, retryUrl), mcRange, mcServices (name,
  webhook, failing, waiting, oldest, dead, retryUrl).
-->
<#import "mc-board-frame.ftl" as board>
<#import "mc-words.ftl" as words>
<#import "mc-parts.ftl" as parts>
<#assign heading = msg("mcBoardDeliveries")>
<@board.page heading=heading title=parts.ranged(heading, mcRange)>
  <h2>${msg("mcBoardMails")}</h2>
  <#if mcMails?has_content>
    <table class="mc-table" role="table">
      <caption>${parts.range(mcRange)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${msg("mcFullName")}</th>
          <th role="columnheader" scope="col">${msg("mcBoardMailKind")}</th>
          <th role="columnheader" scope="col">${msg("mcUsersStatus")}</th>
          <th role="columnheader" scope="col">${msg("mcBoardMailError")}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <#list mcMails as mail>
          <#assign name = mail.name?has_content?then(mail.name, msg("mcNothing"))>
          <tr role="row">
            <th role="rowheader" scope="row"><#if mail.url?has_content><a href="${mail.url}"><bdi>${name}</bdi></a> (${mail.centre})<#else><bdi>${name}</bdi></#if></th>
            <td role="cell">${msg("mcBoardMail." + mail.kind)}<span class="mc-table__note mc-hint"><@parts.when time=mail.since/></span></td>
            <td role="cell"><#if mail.next??><@parts.pill tone="info">${msg("mcBoardMailNext")}</@parts.pill> <@parts.when time=mail.next/><#else><@parts.pill tone="error">${msg("mcBoardMailEnded")}</@parts.pill></#if><#if mail.retryUrl?has_content> <a class="mc-alone mc-screen" href="${mail.retryUrl}">${msg("mcBoardRetry")}<span class="mc-hidden"> ${msg("mcBoardMail." + mail.kind)} <bdi>${name}</bdi></span></a></#if></td>
            <td role="cell" class="mc-table__long" data-label="${msg("mcBoardMailError")}">${msg("mcBoardMailTries", mail.attempts)} <code dir="ltr">${mail.error}</code></td>
          </tr>
        </#list>
      </tbody>
    </table>
    <@parts.pager of=mcRange/>
  <#elseif mcRange.previousUrl?has_content>
    <@parts.pastTheEnd of=mcRange/>
  <#else>
    <div class="mc-card"><p>${msg("mcBoardMailsNone")}</p></div>
  </#if>
  <h2>${msg("mcBoardServices")}</h2>
  <table class="mc-table" role="table">
    <caption>${msg("mcBoardServicesCaption")}</caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${msg("mcHomeService")}</th>
        <th role="columnheader" scope="col">${msg("mcUsersStatus")}</th>
        <th role="columnheader" scope="col">${msg("mcBoardWaiting")}</th>
        <th role="columnheader" scope="col">${msg("mcBoardDead")}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      <#list mcServices as each>
        <tr role="row">
          <th role="rowheader" scope="row"><bdi>${each.name}</bdi></th>
          <td role="cell"><#if !each.webhook><@parts.pill tone="neutral">${msg("mcBoardNoWebhook")}</@parts.pill><#elseif each.failing><@parts.pill tone="error">${msg("mcBoardFailing")}</@parts.pill><#else><@parts.pill tone="ok">${msg("mcBoardWorking")}</@parts.pill></#if></td>
          <td role="cell" data-label="${msg("mcBoardWaiting")}">${each.waiting}<#if each.oldest??> <span class="mc-table__note mc-hint">${msg("mcToldWaiting")} <@parts.when time=each.oldest/></span></#if></td>
          <td role="cell" data-label="${msg("mcBoardDead")}">${each.dead}<#if each.retryUrl?has_content> <a class="mc-alone mc-screen" href="${each.retryUrl}">${msg("mcBoardRetry")}<span class="mc-hidden"> <bdi>${each.name}</bdi></span></a></#if></td>
        </tr>
      </#list>
    </tbody>
  </table>
</@board.page>
