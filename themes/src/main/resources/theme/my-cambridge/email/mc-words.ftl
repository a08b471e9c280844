<#--
  Sentences with a value in them, for the HTML and the text part alike.

  Names of people and centres come from outside. Three things must not happen: that msg() looks up a "${key}" found
  inside a name, that a name written in the other direction turns the sentence around it, and that a mail program makes
  a link of a name such as "example.com". So the dollar is taken out of the way and put back, the name is isolated, and
  an invisible space breaks what looks like an address.
-->
<#assign dollar = "\xE000">
<#assign rightToLeft = r"(?s).*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC].*">

<#-- A value as it may stand alone, without a sentence around it. -->
<#function plain value>
  <#return value?replace(r"(?<=[^\s.])([.@])(?=[^\s.]{2})|:(?=//)", "\x200B$0", "r")>
</#function>

<#function inert value>
  <#if !value?is_string><#return value></#if>
  <#local text = plain(value)?replace("$", dollar)>
  <#if value?matches(rightToLeft) || !(ltr!true)>
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

<#-- A time in words: whole hours when they are, else minutes. -->
<#function duration minutes>
  <#if minutes gte 60 && minutes % 60 == 0>
    <#return msg("mcHours", minutes / 60)>
  </#if>
  <#return msg("mcMinutes", minutes)>
</#function>

<#-- "Jane Smith (GB123 - A School)", or what there is of it; a centre that the sentence names anyway is left out. -->
<#function who name centre="" named="">
  <#if name?has_content && centre?has_content && centre != named>
    <#return say("mcWho", name, centre)>
  </#if>
  <#return name?has_content?then(name, centre?has_content?then(centre, msg("mcSomeone")))>
</#function>

<#-- Only a web address becomes a link. -->
<#function isWebAddress address="">
  <#return address?starts_with("https://") || address?starts_with("http://")>
</#function>
