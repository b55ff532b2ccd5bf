// Sayings of persuaders (sayings.ts says what they are for).

import { type Sayings, says } from './saying.ts';

export const PERSUADER: readonly Sayings[] = [
  says(
    'task-related-inquiry',
    [],
    `what do you normally give to? | do you donate often? | any charities you like? |
    ever donated before? | do you think giving is important? | why dont you like charities |
    what stops you from giving | which charity do you usually donate to | do you support any good causes`,
  ),
  says(
    'personal-related-inquiry',
    [],
    `do you have any kids? | are you a parent | any kids at home? | whats your job |
    do you live in the us? | you married? | what kind of work do you do | are you religious at all? |
    where do you live`,
  ),
  says(
    'source-related-inquiry',
    [],
    `heard of save the children? | do you know them? | have u heard about this charity |
    are you familiar with the organization | do you know what they do | want to know more about them?`,
  ),
  says(
    'logical-appeal',
    [],
    `if everyone gave a little it would add up to a lot | if we all chip in they can feed a whole village |
    just think, a dollar there buys much more than it does here |
    healthy kids become adults who can work | educated kids earn more when they grow up, everybody wins |
    lots of small donations make one big one | it costs you almost nothing and it does a lot over there |
    your help has a real impact because the money goes far |
    prevention is cheaper than treating sick kids | it makes sense to give since so little does so much`,
  ),
  says(
    'emotion-appeal',
    [],
    `imagine your own kid going hungry | it makes me so sad | these poor kids have nothing |
    picture a little boy with no home | think how happy they would be |
    kids are dying every day over there | they cry themselves to sleep |
    it is heartbreaking what they go through | wouldnt it feel great to save a life`,
  ),
  says(
    'credibility-appeal',
    [],
    `they are legit | its a really well known charity | they work all over the world |
    the un works with them | look them up, they have great ratings | they give kids food and medicine |
    nearly all of the money goes to the kids | theyve been doing this for decades |
    they built lots of schools`,
  ),
  says(
    'foot-in-the-door',
    [],
    `even a tiny bit helps | anything helps really | even $0.10 would help | just a few cents is fine |
    it can be one penny | you can start with a nickel | small amounts are fine too |
    a few cents wont hurt you | how about just a dime? | even a quarter goes a long way |
    you could give just 5c | maybe only 10 cents? | every penny helps`,
  ),
  says(
    'self-modeling',
    [],
    `im donating too | i gave a dollar | ive given half of mine | i donate myself |
    i will be donating my whole payment | i already donated | i'm giving all of mine`,
  ),
  says(
    'personal-story',
    [],
    `a friend of mine was helped by them | my mom grew up hungry |
    when i was young we were poor and got help | i know a girl who got to go to school thanks to them |
    my brother volunteered in africa and told me all about it | i once met a kid who lost everything |
    my family had to flee when i was small | i remember seeing hungry kids when i travelled |
    my wife worked for them and saw it with her own eyes |
    my neighbor came back from there a different person`,
  ),
  says(
    'donation-information',
    [],
    `its taken out of your pay | you can give between 0 and 2 dollars | any amount you like up to $2 |
    they take it from your payment automatically | you dont need a card |
    the researchers send it to them | you type the amount at the end | it comes off your bonus`,
  ),
  says(
    'proposition-of-donation',
    [],
    `will you donate? | so can you give something | would you like to donate? | wanna chip in? |
    please donate | can i count on you for $1? | would you give 50 cents | how about a dollar? |
    can you spare 20 cents? | do you want to donate some of your pay | u in? | so will you help?`,
  ),
  says(
    'ask-donation-amount',
    [],
    `how much? | how much then | how much can you give | what amount? | how much do you wanna give |
    whats your amount | how many cents?`,
  ),
  says(
    'ask-donate-more',
    ['provide-amount'],
    `can you do more? | maybe a bit more? | how about $1 instead? | could you do a dollar? |
    would you go to 75 cents | can you double it? | any more? | why not the full $2? |
    can we make it $1.50`,
  ),
  says(
    'confirm-donation',
    ['provide-amount'],
    `so 50 cents it is? | ok so you give $1, right? | ill put you down for a dollar | got it, 20 cents |
    so youre donating a dollar? | great, noted | is that final?`,
  ),
  says(
    'praise-user',
    [],
    `youre so kind | you rock | thats so sweet of you | what a nice person you are | you are awesome |
    you have such a kind heart | youre the best | so generous! | you seem like a caring person |
    good on you`,
  ),
  says(
    'comment-partner',
    [],
    `thats cool | sounds like fun | oh interesting | that is nice to hear | sorry to hear that |
    must be hard`,
  ),
  says(
    'thank',
    [],
    `ty | thx | thanks so much | thank u | tysm | thanks for helping | cheers | much appreciated`,
  ),
  says(
    'acknowledgement',
    [],
    `ok | i see | gotcha | i understand that | makes sense | right | no worries | no problem | thats ok |
    sure, i get it`,
  ),
  says(
    'answer',
    ['personal-related-inquiry'],
    `yes i have three kids | im from texas | no i dont | yes i do | i work in a shop | im fine thanks |
    pretty good | i am a student`,
  ),
  says('greeting', [], `hey | hiya | yo | sup | hi! | good evening | hello friend | heya | whats up`),
  says(
    'closing',
    [],
    `bye | bye bye | cya | see ya | have a good day | have a great night | take it easy | good night`,
  ),
  says(
    'remark',
    [],
    `lol | haha | hmm | what is your favourite food | do you watch football | did you see that movie |
    it is raining here | asdf | my cat is on the keyboard | nice weather today |
    do you prefer cats or dogs | this game is fun`,
  ),
];
