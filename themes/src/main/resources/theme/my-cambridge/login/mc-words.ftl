<#--
  Sentences with a value in them.

  Names of people and centres come from outside. Keycloak's msg() looks up a "${key}" that it finds inside a value, so
  its dollar is taken out of the way and put back afterwards. A value written in the other direction than the page is
  isolated, so that it cannot turn the sentence around it.
-->
<#assign dollar = "\xE000">
<#assign rightToLeft = r"(?s).*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC].*">

<#function pageIsRightToLeft>
  <#return (dir!"") == "rtl" || (locale?? && locale?is_hash && (locale.rtl)!false)>
</#function>

<#function inert value>
  <#if !value?is_string><#return value></#if>
  <#local text = value?replace("$", dollar)>
  <#if value?matches(rightToLeft) || pageIsRightToLeft()>
    <#return "\x2068" + text + "\x2069">
  </#if>
  <#return text>
</#function>

<#-- The message of the key, with up to three values. -->
<#function say key values...>
  <#local safe = []>
  <#list values as value>
    <#local safe += [inert(value)]>
  </#list>
  <#return msg(key, safe[0]!"", safe[1]!"", safe[2]!"")?replace(dollar, "$")>
</#function>
