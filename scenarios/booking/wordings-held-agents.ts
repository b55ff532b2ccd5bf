// Held-out families of the agent's wordings; see wordings-held.ts.

import type { AgentWordings } from './wordings.ts';
import { DESK_FRAGMENTS } from './wordings-held-fragments.ts';

export const breezy: AgentWordings = {
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

export const desk: AgentWordings = {
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
