// Families of wordings that the reader was not developed on: written apart from it and from the known
// families, so that reading them back measures how well words of other writers are understood.
// Holes as in wordings.ts. Users: `offhand` writes as in a chat, `measured` as in a letter. Agents: `breezy`
// and `desk`.

import type { UserWordings, Wordings } from './wordings.ts';
import { breezy, desk } from './wordings-held-agents.ts';
import { OFFHAND_FRAGMENTS } from './wordings-held-fragments.ts';

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

export const held: Wordings = { user: { offhand, measured }, agent: { breezy, desk } };
