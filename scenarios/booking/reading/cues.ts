// What words do in an utterance besides naming things. Data without rules: runs of words in lower case
// without apostrophes, separated by "|"; one run may stand in several lines.

export const CUES = {
  greet: `hello|hi|hey|good day|good morning|good evening|good afternoon|hi there|hello there|welcome|howdy|
    greetings|hiya|hey there|good day to you|salutations|how can i help|how may i help|at your service`,
  thank: `thank you|thanks|thank|thx|many thanks|thanks so much|thanks a lot|thank you very much|thank you so much|
    thank you kindly|appreciate it|cheers|
    much appreciated|im grateful|i am grateful|very grateful|thanks again|thank you again|very kind of you|much obliged|
    i really appreciate it|most grateful`,
  bye: `goodbye|good bye|bye|bye bye|see you|take care|that is all|thats all|that will be all|thatll be all|im all set|
    i am all set|that is everything|thats everything|nothing else|farewell|good night|nice day|great day|have a good day|
    wonderful day|pleasant day|lovely day|
    so long|until next time|see you later|have a good one|talk to you later|ciao|cheerio|thats it for now|thats it for today|
    im done|i am done|nothing more|nothing further|no more questions|that is it for now|have a nice evening|all for now|
    that would be all|all i needed|all i need|everything i need|everything i needed|done here`,
  yes: `yes|yeah|yep|yup|sure|ok|okay|yes please|sounds good|sounds great|that works|works for me|that would be lovely|
    that would be fine|that is fine|thats fine|of course|absolutely|definitely|that sounds good|sounds perfect|
    sounds lovely|sounds fine|correct|thats right|that is right|that is correct|thats correct|i will take it|ill take it|
    yea|that will work|that would work|that will do|that would be great|that would be perfect|
    certainly|exactly|indeed|by all means|very well|all right|alright|please do|i agree|that suits me|suits me|fine by me|
    fine with me|good idea|with pleasure|gladly|lets do that|lets go with that|i will take that|ill take that|
    sounds like a plan|agreed|you bet|why not|that is perfect|thats perfect|perfect|right|go for it|that is the one|thats the one`,
  no: `no|nope|nah|not that one|not that|rather not|no thank you|no thanks|does not suit|doesnt suit|another one|
    a different one|something else|not really|
    not quite|dont think so|do not think so|im afraid not|i am afraid not|not for me|not interested|not this one|
    is not right|isnt right|is wrong|certainly not|absolutely not|does not work|doesnt work|not to my taste|no good|
    not keen|not what i want|not what i wanted|not what i had in mind|dont like it|do not like it|dont want it|
    do not want it|dont want that|do not want that|keep looking|prefer another|prefer something else|wont do`,
  other: `any other|any others|other options|other ones|another option|something different|anything different|
    other choices|any alternatives|others`,
  neg: `not|dont|do not|doesnt|does not|wont|isnt|arent|never|without|didnt|cant|cannot|couldnt|wouldnt|neither|nor|
    rather than|instead of|no need for|dont need|do not need|doesnt need|does not need|aint|excluding|except|lacking`,
  need: `need|want|looking for|look for|find|searching for|search for|in need of|hoping to find|hoping for|interested in|
    also after|am after|im after|trying to find|know of|help me find|would like|id like|id love|would love|suggest|recommend|like|planning|
    wanted|needed|needs|wants|find me|get me|show me|seeking|
    require|requires|requiring|in search of|hunting for|keen on|fancy|could use|could do with|help with|wish for|
    on the lookout for|track down|locate|point me to|prefer|searching|i wish|we wish|hope for|hope to find`,
  deal: 'booking|reservation|reservations|bookings',
  book: `book|reserve|make a reservation|make a booking|reserved|book me|make reservations|
    make the booking|make the reservation|purchase|
    secure|put me down for|make me a reservation|make me a booking|lock in|sign me up for|finalise|finalize|
    complete the booking|proceed with the booking|go ahead with the booking|confirm the booking|confirm the reservation|
    set up a booking|place a booking|place the booking`,
  booked: `booked|has been booked|is booked|have booked|was successful|successfully booked|all booked|been reserved|
    have reserved|successful|is confirmed|reserved for you|is set|got you booked`,
  any: `have no preference|have no preferences|has no preference|dont care|do not care|doesnt matter|does not matter|dont mind|do not mind|no preference|no preferences|
    not picky|any is fine|either is fine|anything is fine|dont really care|do not really care|no particular|
    no specific|dont have a preference|do not have a preference|dont have any preference|dont have a particular|
    whatever|flexible|open to any|open to anything|anything goes|anything works|anything would|anything will|really dont care|really do not care|not particular|
    dont have a specific|dont have any specific|do not have a specific|doesnt really matter|does not really matter|
    dont have any particular|do not have any preference|is not important|isnt important|not important|anywhere|
    doesnt need to be|regardless of|irrelevant|couldnt care less|not fussy|not bothered|all the same|makes no difference|
    no requirements|either one|either will|either would|no strong preference|surprise me|up to you|your choice|
    not particularly|not too concerned|not concerned|not worried|
    doesnt make a difference|does not make a difference|no matter|leave it to you|you choose|you decide|not a concern|
    no object|not an issue|unimportant|immaterial|im easy|i am easy|as you like|not choosy|indifferent|no opinion|
    have no wishes|no wishes|have no strong|of no importance|isnt a concern|is not a concern|dont worry about|
    do not worry about|could not care less|not a priority|open about|easy about|relaxed about|no strong feelings|not fixed`,
  each: 'any|either|whichever|every',
  drop: `forget|forget about|never mind|nevermind|no longer need|disregard|no longer want|cancel|no longer interested in|
    scratch|drop|skip|
    dont bother with|do not bother with|leave out|give up on|call off|changed my mind about|abandon|ditch|scrap|
    let go of|lost interest in|ignore|dismiss|wont be needing|will not be needing|wont need the|will not need the|
    wont need a|will not need a|dont need the|do not need the|dont need a|do not need a|dont want the|do not want the|
    dont want a|do not want a|no more need for|no need for a|no need for the|can do without|do without|not need the|
    not need a|changed my plans about|take back the`,
  afterall: 'after all|any more|anymore|any longer',
  instead: 'instead|actually|rather|make it|change it to|how about|what about|switch',
  the: 'the|that|this|those|these|my|your|their|its|our|said|which',
  a: 'a|an|some|another|one',
  but: 'but|though|although|however|as long as|otherwise|because|so long as',
  it: 'it|they|them|that have|those have|that one|this one|one of them',
  from: `from|leaving from|departing from|depart from|leave from|departs from|leaves from|out of|start from|starting from|
    departing|coming from|pick me up at|pick me up from|picked up at|picked up from|pickup at|pick up at|pick up from|
    departure from|setting off from|get from|going from|traveling from|travelling from|travel from|leaving out of|
    pickup from|commute from|go from|to leave`,
  to: `to|going to|go to|goes to|get to|arriving in|arrive in|arrives in|arrive at|arriving at|arrives at|heading to|
    headed to|towards|into|traveling to|travelling to|travel to|take me to|bound for|take us to|arrival in|headed for|arrive to|arriving to|heading for|back to|drop me off at|dropped off at|take me back to|
    travels to|getting to|come to|coming to|visiting|reaching|reach`,
  near: 'near|close to|nearby|as|than',
  in: 'in|within|around|near|inside|throughout|of|across',
  leave: `leave|leaves|leaving|depart|departs|departing|departure|pick me up|set off|setting off|head out|go after|
    leaving after|leave after|departing after|leaves after|depart after|leaving at|leave at|departing at|pick up|
    leaves at|departs at|departs after|depart at|picked up|goes out|start|pickup|leaving from|leave from|leaves from|
    depart from|departs from|departing from|to leave|leaving out of|pick me up at|pick me up from|pick up from|travel after|pick us up`,
  arrive: `arrive|arrives|arriving|arrival|get there|getting there|gets there|be there|get in|gets in|getting in|
    arrive by|arriving by|arrives by|arriving before|arrive before|get there by|getting there by|gets in by|
    getting in by|be there by|arrives before|there by|there before|gets me there|gets me there by|make it there|
    in time for|makes it there|arrived|reach there|get me there|reaches|
    arrive in|arrives in|arriving in|arrive at|arrives at|arriving at|arrive to|arriving to`,
  by: 'by|before|no later than|earlier than|prior to|not later than',
  later: 'after|later than|past|any time after|sometime after|anytime after|not before|no earlier than',
  at: 'at|around|about|for|@|approximately',
  for: 'for',
  on: 'on|starting|beginning|starting on|starting from|beginning on|this|next|coming',
  people: `people|person|persons|guests|guest|of us|adults|adult|travelers|travellers|tickets|ticket|passengers|seats|seat|
    friends|individuals|diners|members|ppl|traveler|in total|in my party|in our party|party|of you|in my group|other people`,
  group: 'party of|group of|party for|total of',
  alone: `just me|only me|just myself|only myself|just for me|alone|for me only|solo|only for me|just for myself|only one person`,
  nights: 'nights|night|days|day stay|night stay|evenings',
  star: 'star|stars|starred|star rated',
  what: 'what|which|whats|what is|what are|and what',
  how: 'how|how many',
  howmuch: 'how much|how expensive|cost|costs|how pricey|pay',
  howlong: 'how long|how many minutes',
  where: 'where|whereabouts|wheres|where is|where exactly|where can i find',
  when: 'when|what time|which time|what times|at what time',
  tell: `tell|give|get|know|provide|have|send|share|confirm|let me know|tell me|give me|can you tell|could i get|can i get|
    may i have|can i have|could i have|please tell|please give|need to know|like to know|love to know|could you|can you|
    could you give|information|obtain|grab|verify|please provide|double check`,
  does: 'does|do|is|are|if|whether|provides|offers',
  same: 'same|similar|that same|the same',
  and: 'and|also|plus|as well as|with|along with',
  be: 'be|is|are|was|were|being|its|it is',
  please: 'please|pls|kindly',
  proper: 'proper|actual|real',
  sorry: `sorry|unfortunately|apologise|apologies|apologize|im afraid|i am afraid|afraid|regret|oh dear|oh no|my apologies|
    i apologize|i apologise`,
  refused: `could not book|not book|could not be booked|couldnt book|couldnt be booked|has been refused|no room for that booking|have no room|
    cannot be booked|unable to book|not able to book|wasnt able to book|was not able to book|booking was not successful|
    booking failed|not be booked|cant book|cannot book|can not book|not successful|was not successful|wasnt successful|
    unsuccessful|was unsuccessful|
    is taken|already taken|fell through|turned down|rejected|could not reserve|couldnt reserve|not able to reserve|
    unable to reserve|not possible to book|was refused|is sold out|cannot reserve|can not reserve|could not be reserved|
    not be reserved|was not possible|wasnt possible|is not possible|isnt possible|could not secure|did not work out|
    didnt work out|was declined|been declined|not been successful|to book was not|could not make the booking|
    could not make the reservation|not accept the booking|did not accept|couldnt make the booking|could not get you`,
  fail: `was not able|wasnt able|not able|unable|failed|is full|fully booked|not available|unavailable|no availability|
    no tables|no rooms available|not go through|declined|didnt go through|did not go through|cant accommodate|
    can not accommodate|booked up|full|no openings`,
  none: `there is no|there are no|no such|none of|none|could not find|couldnt find|can not find|cant find|cannot find|
    have no|do not have|dont have|dont see|not seeing|no results|nothing|there isnt|there arent|there is not|
    there are not|there are none|theres no|not find|did not find|didnt find|do not see|not finding|no matches|has no|
    does not have|doesnt have|no matching|not have|no listings|no other|there were no|not found|matches no|any matching|
    came up empty|drew a blank|isnt one|is not one|not a single|found no|found nothing|nothing came up|
    nothing comes up|cant offer|cannot offer|can not offer|no suitable|no fitting|nothing suitable|does not exist|
    doesnt exist|not aware of|failed to find|there isnt a|there is not a|seem to be no|seems to be no|not offer|not know of|
    dont know of|nowhere|empty handed|turned up nothing|turned up no|isnt any|is not any`,
  empty: `dont have any|dont have anything|dont have one|do not have any|do not have anything|there arent any|
    there isnt any|there are not any|there arent anything|not showing any|not showing anything|nothing in|nothing like|
    nothing that|nothing available|no listings|no record|no records|there is none|there are none|there is nothing|
    not in my records|unable to find|not able to find|wasnt able to find|was not able to find|cant seem to find|
    no results|no matches|no match|not have any|not have anything|not have one|none available|none that|nothing matches|
    nothing fits|dont see any|do not see any|dont see anything|not seeing any|not seeing anything|not finding any|
    not finding anything|not pulling up any|no luck|cant find any|cant find anything|cannot find any|cannot find anything|
    could not find any|couldnt find any|couldnt find anything|could not find anything|can not find any|didnt find any|
    did not find any|didnt find anything|not find any|not find anything|no options|no availability for that`,
  noun: 'match|matches|fit|fits|criteria|like that|found|of that kind|meet|options|matching|requirements',
  reference: `reference number is|reference is|reference number|reference code is|reference code|reference|ref|
    reference no|confirmation number is|confirmation number|reference numbers|confirmation code|ref number|
    booking number|references|reference id`,
  right: `is that right|is that correct|right|correct|did you say|may i confirm|just to check|just to confirm|just to be sure|
    am i right|is this right|is this correct|do i have that right|did i get that right|have i got that right|
    have i understood|understood correctly|heard you say|you said|got that right|as i understand|do i understand|
    if i understood|heard correctly|heard right|you did say|is that so|did i hear|understand correctly`,
  offer: 'found|recommend|suggest|offer|called',
  more: `anything else|what else|anything more|anything further|something else|any more help|any other questions|
    further assistance|other questions|anything i can|other information|everything you need|is that everything|
    will that be all|is that all|would that be all|
    else|any further|other wishes|other requests|more i can do|more that i can do|further i can do|further help|
    further questions|more questions|other way i can`,
  would: `would you like|would you prefer|do you prefer|do you need|do you want|would you|do you have|may i ask|what would|
    will you|your preference|are you looking|need to know|please tell me|you prefer|are you|you like|shall i|shall we|
    you have|do you know|should it|should the|in mind|preference|tell me|give me|let me know|could you give|may i have|
    can you tell|could you tell|
    may i know|might i ask|might i know|please state|please share|
    please let me know|let us know|could i have|can i get|could i get|mind telling|if you provide|remind me|any preference|
    any preferences|could i ask|can i ask|please give|any wishes|have to know|must know|like to know|
    kindly tell|kindly give|kindly say|please say`,
  search: `search|look up|look for|find|check|search for|let me look up|let me search|i will look for|list|show|
    let me look|let me check|looking up|check for|query`,
} as const;
