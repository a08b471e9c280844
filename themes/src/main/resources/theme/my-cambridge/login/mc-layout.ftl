<#--
  The frame of our own pages: nothing inline, so that they may be served with a policy of style-src 'self' and
  script-src 'self', and complete without script. Keycloak's page template is for the pages of a sign-in under way.
-->
<#import "mc-words.ftl" as words>

<#function assets>
  <#return (mcResources!(url.resourcesPath)!"") + "/" + properties.mcAssets>
</#function>

<#function language>
  <#if lang??><#return lang></#if>
  <#if locale?? && locale?is_string><#return locale></#if>
  <#return "en">
</#function>

<#-- console: with the styles that only the pages of people who are signed in need. -->
<#macro document title error=false console=false>
<!DOCTYPE html>
<html class="mc" lang="${language()}" dir="${words.pageIsRightToLeft()?then('rtl', 'ltr')}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light<#if darkMode!true> dark</#if>">
  <title>${words.say(error?then("mcPageTitleError", "mcPageTitle"), title)}</title>
  <link rel="icon" type="image/svg+xml" href="${assets()}/img/favicon.svg">
  <link rel="stylesheet" href="${assets()}/css/my-cambridge.css">
<#if console>
  <link rel="stylesheet" href="${assets()}/css/my-cambridge-console.css">
</#if>
  <script src="${assets()}/js/my-cambridge.js" defer></script>
<#if console>
  <script src="${assets()}/js/my-cambridge-console.js" defer></script>
</#if>
</head>
<body class="mc-body">
<#nested>
</body>
</html>
</#macro>

<#-- A sheet like the sign-in page's. -->
<#macro sheet title error=false>
  <@document title=title error=error>
    <div class="mc-sheet">
      <header><span class="mc-brand">${msg("mcProduct")}</span></header>
      <main id="main">
        <h1>${title}</h1>
        <#nested>
      </main>
    </div>
  </@document>
</#macro>

<#-- A page for someone who is signed in: header, side menu, main part. current: "home", "organisation", "roles" or "board". -->
<#macro page title current="" error=false>
  <@document title=title error=error console=true>
    <a class="mc-skip" href="#main">${msg("mcSkip")}</a>
    <header class="mc-top">
      <div class="mc-top__in">
        <a class="mc-brand" href="${mcHomeUrl}">${msg("mcProduct")}</a>
        <details class="mc-account" data-menu>
          <summary>${msg("mcMyAccount")}</summary>
          <div class="mc-account__menu">
            <p><strong><bdi>${mcPerson.fullName}</bdi></strong></p>
            <p class="mc-hint"><bdi>${mcPerson.email}</bdi></p>
            <ul>
              <li><a href="${mcAccountUrl}">${msg("mcMyAccountDetails")}</a></li>
              <li><a href="${mcSignOutUrl}">${msg("mcSignOut")}</a></li>
            </ul>
          </div>
        </details>
      </div>
    </header>
    <div class="mc-frame">
      <nav class="mc-side" aria-label="${msg("mcMenu")}">
        <ul>
          <li><a href="${mcHomeUrl}"<#if current == "home"> aria-current="page"</#if>>${msg("mcMenuHome")}</a></li>
          <#if mcMayManage>
            <li><a href="${mcOrganisationUrl}"<#if current == "organisation"> aria-current="page"</#if>>${msg("mcMenuOrganisation")}</a></li>
          </#if>
          <#if mcRolesUrl?has_content>
            <li><a href="${mcRolesUrl}"<#if current == "roles"> aria-current="page"</#if>>${msg("mcMenuRoles")}</a></li>
          </#if>
          <#if mcBoardUrl?has_content>
            <li><a href="${mcBoardUrl}"<#if current == "board"> aria-current="page"</#if>>${msg("mcMenuBoard")}</a></li>
          </#if>
        </ul>
      </nav>
      <main id="main" tabindex="-1">
        <#nested>
      </main>
    </div>
    <#if mcLanguages?has_content>
      <footer class="mc-foot">
        <form class="mc-languages" action="${mcLanguageUrl}" method="post">
          <input type="hidden" name="token" value="${mcToken}">
          <input type="hidden" name="page" value="${mcPage}">
          <label for="language">${msg("mcLanguage")}</label>
          <select id="language" name="language" autocomplete="off">
            <#list mcLanguages as each>
              <option value="${each.tag}" lang="${each.tag}"<#if each.current> selected</#if>>${each.name}</option>
            </#list>
          </select>
          <button class="mc-btn mc-btn--secondary" type="submit">${msg("mcLanguageChange")}</button>
        </form>
      </footer>
    </#if>
  </@document>
</#macro>

<#-- Only a web address becomes a link. -->
<#function isWebAddress address="">
  <#return address?starts_with("https://") || address?starts_with("http://")>
</#function>
