<#ftl output_format="plainText">
<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.mail>
${words.say("mcWithdrawn", mcCentre)}

${words.say("mcWithdrawnQuestions", mcCentre)}

</@layout.mail>
