<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${msg("mcCodeIs")}

${mcCode}

${words.say("mcCodeUntil", words.duration(mcMinutes))}

${msg("mcCodeUnexpected")}

</@layout.mail>
