<#import "template.ftl" as layout>
<#import "../mc-words.ftl" as words>
<@layout.emailLayout heading=msg("mcWithdrawnHeading")>
  <@layout.greeting/>
  <@layout.paragraph>${words.say("mcWithdrawn", mcCentre)}</@layout.paragraph>
  <@layout.paragraph>${words.say("mcWithdrawnQuestions", mcCentre)}</@layout.paragraph>
</@layout.emailLayout>
