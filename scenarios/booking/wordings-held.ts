// Families of wordings that the reader was not developed on: written apart from it and from the known
// families, so that reading them back measures how well words of other writers are understood.
// Holes as in wordings.ts. Users: `offhand` writes as in a chat, `measured` as in a letter. Agents: `breezy`
// and `desk`.

import type { AgentWordings, UserWordings, Wordings } from './wordings.ts';
import { DESK_FRAGMENTS, OFFHAND_FRAGMENTS } from './wordings-held-fragments.ts';

const offhand: UserWordings = {
  greet: ['hey there', 'hiya', 'hello!', 'hey, got a minute?', 'morning!'],
  thank: ['cheers', 'thanks a bunch', 'awesome, thanks', 'ta, that was quick', 'great, thanks for that'],
  bye: [
    "that's me sorted, bye",
    'bye now',
    "ok, that's all from me, see you",
    'gotta run, bye',
    'that is everything, goodbye',
  ],
  affirm: ['yep', 'yeah, sounds good', 'sure thing', 'yup, spot on', 'ok, go with that'],
  deny: ['nope', 'nah, not that', "no, that's not what I meant", 'hmm, no', 'no, not really'],
  need: [
    "I'm after {np}",
    'can you sort me out with {np}?',
    'I gotta find {np}',
    'any chance of {np}?',
    'so basically I want {np}',
    "we're hunting for {np}",
  ],
  tell: [
    'oh and make {it} {list}',
    '{it} has to be {list}',
    'ideally {list}{for}',
    "let's say {list}{for}",
    '{list}{for} if you can',
  ],
  any: [
    "I'm easy about {thing}{for}",
    'whatever for {thing}{of}, really',
    'not fussed about {thing}{of}',
    "{thing}{of}? couldn't care less",
    'you pick {thing}{for}',
  ],
  name: [
    'a mate told me about a {noun} called {name}',
    'is {name} any good? I want that {noun}',
    'the {noun} I have in mind is {name}',
    "it's {name} I want{for}",
  ],
  ask: [
    "what's {list}{of}?",
    'could you shoot me {list}{of}?',
    "and I'd need {list}{of}",
    'gimme {list}{of} please',
  ],
  questions: {
    phone: ['what number do I ring for {it}?', "what's the number to call{for}?", 'got a phone number{for}?'],
    postcode: ["what's the postcode{of}?", 'which postcode is {it} in?'],
    address: ["where's {it} exactly?", 'what street is {it} on?', "what's the address{of}?"],
    fee: ['how much to get into {it}?', "what's the entry{for}?", 'does {it} cost anything to get in?'],
    'train.id': ["what's the train called, I mean the number{of}?", 'which train number is {it}?'],
    'train.duration': ['how long am I sitting on {it}?', 'how long does {it} take?'],
    'train.ticket': ["what's a ticket{for} cost?", 'how much is {it}?', "what's the fare{for}?"],
    'taxi.car': ['what car should I look out for{for}?', 'what kind of car is {it}?'],
    'taxi.phone': ["what's the driver's number{for}?", 'got a number for {it}?'],
  },
  book: [
    'go ahead and book {it}',
    'can you grab {it} for us? book it please',
    'lock {it} in please',
    "let's reserve {it}",
    'please book {it} for me',
  ],
  drop: [
    'forget the {noun}',
    'never mind the {noun} then',
    'ok, scrap the {noun}',
    "I don't want a {noun} anymore",
    'leave the {noun}, I will manage',
  ],
  fragments: OFFHAND_FRAGMENTS,
};

const measured: UserWordings = {
  greet: ['good day', 'good evening', 'hello, I hope you can help me', 'greetings'],
  thank: [
    'many thanks for your assistance',
    'I am much obliged',
    'thank you, that was most helpful',
    'I appreciate your help',
  ],
  bye: [
    'that will be all, goodbye',
    'there is nothing further, goodbye',
    'I wish you a pleasant day, goodbye',
    'that concludes it, farewell',
  ],
  affirm: [
    'yes, that is correct',
    'indeed',
    'that would be acceptable',
    'yes, that suits me well',
    'certainly',
  ],
  deny: [
    'no, I am afraid not',
    'that is not correct',
    'no, that does not suit me',
    'I would rather not have that one',
    'unfortunately not',
  ],
  need: [
    'I should like to find {np}',
    'would you be so kind as to find me {np}?',
    'my family and I require {np}',
    'I am planning a visit and am in need of {np}',
    'might you recommend {np}?',
  ],
  tell: [
    'I would prefer {it} to be {list}',
    'it is important that {it} is {list}',
    'my preference{for} would be {list}',
    'kindly make sure that {it} is {list}',
  ],
  any: [
    'I have no preference regarding {thing}{of}',
    'as to {thing}{of}, anything will do',
    '{thing}{of} is of no consequence to me',
    'I leave {thing}{of} entirely to you',
  ],
  name: [
    'I was told of a {noun} by the name of {name}',
    'do you have any details of the {noun} {name}?',
    'the {noun} that I wish for is {name}',
    'I had {name} in mind{for}',
  ],
  ask: [
    'would you tell me {list}{of}?',
    'I should also like to know {list}{of}',
    'may I ask for {list}{of}?',
    'please let me have {list}{of}',
  ],
  questions: {
    phone: ['under which telephone number can {it} be reached?', 'may I have the telephone number{of}?'],
    postcode: ['may I have the postal code{of}?', 'what would the postcode{of} be?'],
    address: ['at which address would I find {it}?', 'could you give me the address{of}?'],
    fee: ['what is the admission charge{for}?', 'is there an entrance fee{for}?'],
    'train.id': ['what is the number of the train, that is{of}?', 'could you state the train number{of}?'],
    'train.duration': ['what is the travel time{of}?', 'how long will the journey{for} last?'],
    'train.ticket': ['what is the price of a ticket{for}?', 'how much would one ticket{for} be?'],
    'taxi.car': ['which make of car will be sent{for}?', 'what type of car should I expect{for}?'],
    'taxi.phone': ['how may I telephone the driver{of}?', 'may I have a contact number{for}?'],
  },
  book: [
    'I would be glad if you reserved {it}',
    'please proceed and make a booking{for}',
    'would you arrange the reservation{for}?',
    'kindly book {it} on my behalf',
  ],
  drop: [
    'on reflection I no longer need a {noun}',
    'please disregard the {noun}',
    'in that case I shall do without a {noun}',
    'let us abandon the {noun}',
  ],
};

const breezy: AgentWordings = {
  greet: ['hey, welcome!', 'hi there!', 'hello and welcome aboard', 'hey, good to have you'],
  more: [
    'anything else I can do?',
    'is there something else you fancy?',
    'what else can I sort out for you?',
    'all set, or is there more?',
  ],
  bye: ['take care, bye!', 'have a blast, goodbye', 'see you around, bye'],
  ask: ['can you tell me {list}{for}?', 'I just need {list}{for}', 'what about {list}{for}?'],
  questions: {
    food: [
      'what are you in the mood to eat{for}?',
      'which kind of food{for}?',
      'any cuisine you fancy{for}?',
    ],
    area: ['which side of town{for}?', 'whereabouts should {it} be?', 'any part of town{for}?'],
    price: ['how much do you want to spend{for}?', "what's your budget{for}?", 'what price range{for}?'],
    type: ['what kind of place{for}?', 'what type should {it} be?'],
    stars: ['how many stars should {it} have?', 'any star rating{for}?'],
    parking: ['are you driving, do you need parking{for}?', 'should {it} have parking?'],
    internet: ['do you need wifi{for}?', 'should {it} have internet?'],
    departure: [
      'where are you setting off from{for}?',
      'where does {it} start?',
      'where do you want picking up{for}?',
    ],
    destination: ['where are you headed{for}?', 'where should {it} take you?'],
    day: ['which day{for}?', 'what day are we talking{for}?'],
    leave: ['what time do you want to set off{for}?', 'how early can {it} leave?'],
    arrive: ['by when do you need to be there{for}?', 'what time should {it} get in?'],
    time: ['what time{for}?', 'when should I put you down{for}?'],
    people: ['how many of you are there{for}?', 'how many people{for}?', "what's the headcount{for}?"],
    stay: ['how many nights{for}?', 'how long are you staying{for}?'],
  },
  offer: [
    'how about {name}? That is {np}',
    "you'd like {name}, {np}",
    "I've got just the thing: {name}, {np}",
    '{name} looks good, {np}',
  ],
  tell: ['{thing} is {v}', 'sure, {thing}: {v}', "that'd be {v} for {thing}"],
  confirm: [
    'just checking, {it} should be {list}?',
    'so {list}{for}, yeah?',
    'did you say {list}{for}?',
    'hang on, {list}{for}, right?',
  ],
  none: [
    "no luck, there's no {noun} like that",
    "ah, I can't find any {nouns} like that",
    'sorry, came up empty on {nouns}',
    'bad news, none of our {nouns} match',
  ],
  booked: [
    "you're in! The {noun} is booked, reference {ref}",
    'done and dusted: your {noun} is reserved, reference number {ref}',
    'got your {noun} booked, your reference is {ref}',
  ],
  sorry: [
    "argh, the {noun} couldn't be booked",
    "sorry, they're full: no booking for the {noun}",
    "no joy, the booking for the {noun} didn't go through",
  ],
  search: ['let me see about {nouns}', 'checking {nouns}', 'having a look at the {nouns} now'],
  book: ['let me get that {noun} booked', 'booking the {noun} now'],
};

const desk: AgentWordings = {
  greet: [
    'good day, how may I be of service?',
    'welcome to the information desk',
    'good morning, you have reached the town desk',
  ],
  more: [
    'may I assist you with anything further?',
    'will there be anything else?',
    'is there any other matter I can attend to?',
    'can I be of further help?',
  ],
  bye: [
    'thank you for your visit, goodbye',
    'we wish you a pleasant stay, goodbye',
    'goodbye and safe travels',
  ],
  ask: ['may I ask for {list}{for}?', 'please state {list}{for}', 'I shall require {list}{for}'],
  questions: {
    food: ['which cuisine would you prefer{for}?', 'what sort of food should {it} serve?'],
    area: ['in which district should {it} be?', 'which area of town would suit you{for}?'],
    price: ['which price range did you have in mind{for}?', 'what would you wish to pay{for}?'],
    'hotel.type': ['would you prefer a hotel or a guest house{for}?', 'what type of accommodation{for}?'],
    'attraction.type': [
      'what sort of attraction interests you{for}?',
      'which kind of attraction should {it} be?',
    ],
    stars: ['which star rating is desired{for}?', 'how many stars would you like{for}?'],
    parking: ['will you require parking{for}?', 'is parking needed{for}?'],
    internet: ['will you require internet access{for}?', 'is wifi needed{for}?'],
    departure: ['from where will you depart{for}?', 'what is the place of departure{for}?'],
    destination: ['to where will you travel{for}?', 'what is your destination{for}?'],
    day: ['for which day should I note {it}?', 'on which day, please{for}?'],
    leave: ['at what time do you wish to leave{for}?', 'after what time may {it} depart?'],
    arrive: ['by what time do you have to arrive{for}?', 'what is the latest arrival time{for}?'],
    time: ['at what time, please{for}?', 'for what hour should I make the reservation{for}?'],
    people: [
      'for how many persons{for}?',
      'how many guests will there be{for}?',
      'may I ask the number of people{for}?',
    ],
    stay: ['for how many nights{for}?', 'how many nights will you be staying{for}?'],
  },
  offer: [
    'may I suggest {name}, which is {np}?',
    'our records show {name}, {np}',
    'I would recommend {name}: it is {np}',
    'there is {name}, {np}',
  ],
  tell: ['{thing} is {v}', 'according to our records {thing} is {v}', 'you asked for {thing}: {v}'],
  confirm: [
    'may I confirm that {it} is to be {list}?',
    'have I understood correctly, {list}{for}?',
    'allow me to verify: {list}{for}?',
  ],
  none: [
    'regrettably no {noun} meets these requirements',
    'our records hold no such {noun}',
    'I regret that there are no {nouns} of that description',
  ],
  booked: [
    'your reservation for the {noun} has been made; the reference is {ref}',
    'the {noun} has been booked for you, reference number {ref}',
    'I confirm the booking of your {noun}, reference: {ref}',
  ],
  sorry: [
    'I regret that the {noun} could not be booked',
    'my apologies, the reservation for the {noun} was declined',
    'unfortunately the {noun} is not available for that booking',
  ],
  search: ['I shall consult our list of {nouns}', 'one moment, I am looking up {nouns}'],
  book: ['I shall now reserve the {noun}', 'one moment while I book the {noun}'],
  fragments: DESK_FRAGMENTS,
};

export const held: Wordings = { user: { offhand, measured }, agent: { breezy, desk } };
