// Sayings of persuadees (sayings.ts says what they are for).

import { type Sayings, says } from './saying.ts';

export const PERSUADEE: readonly Sayings[] = [
  says(
    'positive-to-inquiry',
    ['source-related-inquiry'],
    `yes | yeah | yep | yes i have | yea i know them | sure do | i think ive heard of it | yes a lot |
    of course | yup heard of them`,
  ),
  says(
    'positive-to-inquiry',
    ['task-related-inquiry'],
    `yes | yes i do | i donate to the red cross | i give to my church |
    sometimes i give to local charities | i volunteer | yes every year | i gave some last christmas`,
  ),
  says(
    'positive-to-inquiry',
    ['personal-related-inquiry'],
    `yes | i have a daughter | yes two girls | im fine | good thanks | pretty good | im great | im good |
    not bad | doing well | i have one son | i love kids`,
  ),
  says(
    'negative-to-inquiry',
    ['source-related-inquiry'],
    `no | nope | never | no i havent | nah | havent heard of it | no idea what that is |
    doesnt ring a bell | not really`,
  ),
  says(
    'negative-to-inquiry',
    ['task-related-inquiry'],
    `no | i dont donate | no i dont | never have | nah i dont give to charity | not usually |
    i cant afford to`,
  ),
  says(
    'negative-to-inquiry',
    ['personal-related-inquiry'],
    `no | no kids | nope none | im not | not so good | pretty bad day | tired | kinda sick today |
    bit stressed | could be better`,
  ),
  says(
    'neutral-to-inquiry',
    ['source-related-inquiry'],
    `not sure | maybe | i might have | a bit | kind of | i think i might, not sure | sort of | idk |
    dont know | only the name`,
  ),
  says(
    'neutral-to-inquiry',
    ['task-related-inquiry'],
    `it depends | sometimes | idk | not sure | maybe | hard to say | depends on the charity`,
  ),
  says(
    'ask-org-info',
    [],
    `who are they? | what is save the children | what is it called | what was the name again? |
    tell me more | what kind of charity is it | are they legit? | is it a scam | how do they spend it |
    where is it based? | how much goes to the kids? | what do they do with the money |
    whats the name of the charity | can i trust them | can you tell me more about them`,
  ),
  says(
    'ask-donation-procedure',
    [],
    `how do i donate? | where do i give | how does it work | is it taken out of my pay? |
    can i use paypal | how much can i donate | whats the minimum | do i have to pay now |
    what do i need to do`,
  ),
  says(
    'ask-persuader-donation-intention',
    [],
    `do you donate? | are you giving too | will u donate | what about you, are you donating? |
    how much are you giving? | did you give anything | do you give to them yourself |
    how much have you donated`,
  ),
  says(
    'task-related-inquiry',
    [],
    `why do you care about this | do you work there | do you work for them? |
    have you worked for a charity | why are you asking | have you volunteered with them |
    what got you involved | why this charity | did you ever work with them | what is this about`,
  ),
  says(
    'personal-related-inquiry',
    [],
    `do you have kids? | are you a parent | where do you live? | how old are you |
    do you have any children | what do you do | hbu | wbu? | and you? | how about you? | and u`,
  ),
  says(
    'positive-reaction',
    [],
    `cool | nice | great | awesome | thats great | wow | sounds good | love that | thats amazing |
    poor kids | thats terrible | so sad | i agree | i agree with you | totally agree | you are right |
    true, kids matter | kids should come first | good cause | thats good to know | i like that |
    very interesting`,
  ),
  says(
    'neutral-reaction',
    ['proposition-of-donation'],
    `maybe | hmm | perhaps | ill think about it | let me think | not sure yet | idk | i might |
    we will see | hmm not sure | maybe later | i need to think`,
  ),
  says(
    'negative-reaction',
    [],
    `i dont trust them | sounds like a scam | charities waste money | the bosses keep most of it |
    most of the money never gets there | it all goes to salaries | i need the money | im broke |
    money is tight | cant afford it right now | i dont believe that | im not so sure about that |
    i disagree | why should i | that wont change anything | there are kids here who need help too |
    i barely get by myself | i have bills to pay`,
  ),
  says(
    'acknowledgement',
    ['credibility-appeal'],
    `ok | okay | k | i see | right | alright | got it | oh | ah ok | oh really | uh huh | i understand`,
  ),
  says(
    'agree-donation',
    ['proposition-of-donation'],
    `yes | yeah | sure | ok | okay | yep | of course | why not | im in | ok fine | yes please | i will |
    sure thing | yes i will | yeah ill give | i guess so | ok you got me | lets do it | happy to |
    id love to | absolutely | sign me up | ill donate | i want to help`,
  ),
  says(
    'disagree-donation',
    ['proposition-of-donation'],
    `no | nope | nah | no thanks | no thank you | no way | not today | i wont | i dont want to | sorry no |
    id rather not | i will keep it | im keeping my money | not interested | i pass | cant sorry |
    im not going to | nothing from me | i am not donating`,
  ),
  says(
    'disagree-donation-more',
    ['ask-donate-more'],
    `no | nope | thats it | no more | thats my max | thats enough | cant do more | sorry thats all |
    i cant give more | thats as high as i go | no thats all i have | ill stick with that |
    no, i am staying with it`,
  ),
  says(
    'provide-amount',
    ['ask-donation-amount'],
    `a dollar | 50 cents | $1 | $0.50 | maybe 25 cents | ill do $2 | lets do a dollar | i can do 30 cents |
    one dollar i guess | half of my payment | all of my payment | id give 10 cents | how about 20 cents |
    ok a dollar then | make it 40 cents`,
  ),
  says(
    'thank',
    [],
    `ty | thanks | thx | thank u | thanks for the info | tysm | thanks for explaining | thank you so much |
    cheers`,
  ),
  says('greeting', [], `hey | hi | yo | sup | good morning | heya | hiya | good evening | hello!`),
  says(
    'closing',
    [],
    `bye | cya | see you | have a good one | gotta go | good night | take care | have a great day |
    nice talking to you | ttyl`,
  ),
  says(
    'remark',
    [],
    `lol | haha | did you see the game | my dog just barked | what music do you like | its raining here |
    asdf | do you like pizza | whats for dinner | this survey is long | i watched a movie yesterday |
    test`,
  ),
];
