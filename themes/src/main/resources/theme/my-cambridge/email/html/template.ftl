<#--
  The dress of every email, Keycloak's own as well: their templates call emailLayout without parameters. Tables and
  inline styles, because many mail programs know nothing else; the style element only adds the dark colours and the
  looks of what Keycloak's messages bring.
-->
<#import "../mc-words.ftl" as words>
<#macro emailLayout heading="">
<#local start = (ltr!true)?then("left", "right")>
<!DOCTYPE html>
<html lang="${locale.toLanguageTag()}" dir="${(ltr!true)?then('ltr', 'rtl')}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="supported-color-schemes" content="light dark">
  <title>${subject!}</title>
  <style>
    :root { color-scheme: light dark; supported-color-schemes: light dark; }
    p { margin: 0 0 16px; }
    a { color: #3B3A8F; }
    @media (prefers-color-scheme: dark) {
      .mc-paper { background-color: #14161C !important; }
      .mc-surface { background-color: #1D2029 !important; border-color: #383C49 !important; }
      .mc-ink, .mc-ink p, .mc-ink li, .mc-ink h1, .mc-ink h2 { color: #F1EFE9 !important; }
      .mc-ink-2 { color: #B9BCC8 !important; }
      .mc-rule { border-color: #F08A7B !important; }
      .mc-line { border-color: #383C49 !important; }
      .mc-box { background-color: #14161C !important; border-color: #8B8F9E !important; color: #F1EFE9 !important; }
      .mc-button { background-color: #B4B3FF !important; }
      .mc-button a { color: #14161C !important; }
      a { color: #B4B3FF !important; }
    }
  </style>
</head>
<body class="mc-paper" style="margin:0; padding:0; background-color:#FBF9F4;">
<#-- Mail programs show this inside a page of their own: it is an article there, and brings its language along. -->
<div role="article" lang="${locale.toLanguageTag()}" dir="${(ltr!true)?then('ltr', 'rtl')}">
<table role="presentation" class="mc-paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#FBF9F4;">
  <tr>
    <td align="center" style="padding:24px 8px;">
      <table role="presentation" class="mc-surface" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%; max-width:600px; background-color:#FFFFFF; border:1px solid #D9D3C5; border-collapse:separate;">
        <tr>
          <td width="20" style="width:20px; font-size:0; line-height:0;">&nbsp;</td>
          <td class="mc-rule mc-ink" align="${start}" style="border-${start}:6px double #B23A2E; padding:24px 24px 32px; font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif; font-size:16px; line-height:24px; color:#1D2129; text-align:${start}; word-break:break-word;">
            <p class="mc-line" style="margin:0 0 24px; padding:0 0 12px; border-bottom:1px solid #D9D3C5; font-size:20px; font-weight:bold;">${msg("mcProduct")}</p>
            <#-- Keycloak's own emails bring none: what they are about stands in the subject. -->
            <#local about = heading?has_content?then(heading, subject!"")>
            <#if about?has_content>
              <h1 style="margin:0 0 16px; font-size:24px; line-height:30px;">${about}</h1>
            </#if>
            <#nested>
            <p class="mc-line mc-ink-2" style="margin:32px 0 0; padding:12px 0 0; border-top:1px solid #D9D3C5; font-size:14px; line-height:20px; color:#4A5160;">${msg("mcMailFooter")}</p>
          </td>
        </tr>
      </table>
    </td>
  </tr>
</table>
</div>
</body>
</html>
</#macro>

<#macro greeting>
  <p style="margin:0 0 16px;">${words.say("mcGreeting", mcPersonName)}</p>
</#macro>

<#macro paragraph>
  <p style="margin:0 0 16px;"><#nested></p>
</#macro>

<#macro button label>
  <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">
    <tr>
      <td class="mc-button" bgcolor="#3B3A8F" style="border-radius:4px; background-color:#3B3A8F;">
        <a href="${mcLink}" style="display:inline-block; padding:12px 24px; font-weight:bold; color:#FFFFFF; text-decoration:none;">${label}</a>
      </td>
    </tr>
  </table>
  <p class="mc-ink-2" style="margin:0 0 24px; font-size:14px; line-height:20px; color:#4A5160;">${msg("mcLinkFallback")}<br><a href="${mcLink}" style="word-break:break-all;">${mcLink}</a></p>
</#macro>

<#-- Something to copy: a password or a code. -->
<#macro secret value>
  <p class="mc-box" dir="ltr" style="margin:0 0 16px; padding:12px 16px; border:1px dashed #757061; background-color:#FBF9F4; font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace; font-size:20px; line-height:28px; color:#1D2129; text-align:center;">${value}</p>
</#macro>

<#macro roles title list>
  <#if list?has_content>
    <h2 style="margin:0 0 8px; font-size:18px; line-height:24px;">${title}</h2>
    <ul style="margin:0 0 16px; padding:0 24px;">
      <#list list as role>
        <li style="margin:0 0 4px;">${words.say("mcRoleOfService", role.name, role.service)}<#if words.isWebAddress(role.guidanceUrl!"")> &middot; <a href="${role.guidanceUrl}">${msg("mcGuidance")}</a></#if></li>
      </#list>
    </ul>
  </#if>
</#macro>
