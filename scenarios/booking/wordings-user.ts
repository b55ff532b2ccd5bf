// How users word what they mean, by family. Data without rules; shapes and holes in wordings.ts.

import type { UserWordings, Wordings } from './wordings.ts';

const plain: UserWordings = {
  greet: ['Hello', 'Hi'],
  thank: ['Thank you', 'Thanks'],
  bye: ['Goodbye', 'Bye', 'That is all, goodbye'],
  affirm: ['Yes', 'Yes, please', 'Yes, that sounds good'],
  deny: ['No', 'No, not that', 'No, not that one'],
  need: [
    'I need {np}',
    "I'm looking for {np}",
    'I am looking for {np}',
    'I want {np}',
    'I need to find {np}',
  ],
  tell: [
    '{it} should be {list}',
    'I would like {it} {list}',
    '{it} needs to be {list}',
    'I need {it} {list}',
  ],
  any: ["I don't care about {thing}{of}", '{thing}{of} does not matter', "I don't mind about {thing}{of}"],
  name: ['I would like {name}{for}', 'I want {name}{for}', 'I am interested in {name}{for}'],
  ask: ['What is {list}{of}?', 'I need {list}{of}', 'Can you tell me {list}{of}?'],
  questions: {
    phone: ['What is the phone number{of}?'],
    address: ['What is the address{of}?', 'Where exactly is {it}?'],
    postcode: ['What is the postcode{of}?'],
    fee: ['How much does it cost to get into {it}?', 'What is the entrance fee{of}?'],
    duration: ['How long does {it} take?', 'What is the travel time{of}?'],
    ticket: ['How much is a ticket{for}?', 'What is the ticket price{of}?'],
    id: ['What is the train ID{of}?'],
    car: ['What kind of car is {it}?'],
    parking: ['Does {it} have parking?'],
    internet: ['Does {it} have internet?'],
    area: ['What area is {it} in?'],
    food: ['What kind of food does {it} serve?'],
    stars: ['How many stars does {it} have?'],
  },
  book: ['Please book {it}', 'I want to book {it}', 'Book {it}, please'],
  drop: ['I no longer need the {noun}', 'Forget about the {noun}', 'I do not need a {noun} after all'],
};

const chatty: UserWordings = {
  greet: ['Hi there', 'Hello there', 'Hey'],
  thank: ['Thanks so much', 'Great, thanks a lot', 'Wonderful, thank you'],
  bye: ["That's everything, bye", 'Okay, bye for now', "I'm all set, goodbye"],
  affirm: ['Yeah, sounds great', 'Sure, that works for me', 'Yes, perfect'],
  deny: ["Hmm, no, I'd rather not", 'Nope, not that one', 'No, I do not like that one'],
  need: [
    "So I'm trying to find {np}",
    "I'm in need of {np}, any ideas",
    'We were hoping to find {np}',
    "I'm also after {np}",
    'Do you happen to know {np}?',
  ],
  tell: [
    "Well, I'd love {it} to be {list}",
    'I think {it} should be {list}',
    'We would really like {it} {list}',
    'It would be great to have {it} {list}',
  ],
  any: [
    'Oh, any {thing}{for} is fine with me',
    "Honestly, {thing}{of} doesn't matter to me",
    "I really don't care about {thing}{of}",
    "We're not picky about {thing}{of}",
  ],
  name: [
    "I've heard good things about {name}, let's take that{for}",
    'Someone told me about {name}{for}',
    "I'd love to go with {name}{for}",
  ],
  ask: [
    'Oh, and what would {list}{of} be?',
    'Could I also get {list}{of}?',
    "I'd also love to know {list}{of}",
  ],
  questions: {
    phone: ['What number can I call{for}?', 'Do you have a phone number{for}?'],
    address: ['Do you know the address{of}?', 'Where can I find {it}?'],
    postcode: ['And the postcode{of}, do you have that?'],
    fee: ['Do I have to pay an entrance fee{for}?'],
    duration: ['So how long is the journey{for}?'],
    ticket: ['How much would I pay for a ticket{for}?'],
    car: ['What sort of car should I look out for{for}?'],
    parking: ['Could I park my car at {it}?'],
    internet: ['Is there any wifi at {it}?'],
    price: ['So how expensive is {it}?'],
  },
  book: ["Great, let's book {it}", 'Could you go ahead and book {it} for me?', "I'd like you to book {it}"],
  drop: [
    'You know what, never mind the {noun}',
    "Actually, let's forget about the {noun}",
    "We don't need the {noun} any more",
  ],
};

const terse: UserWordings = {
  greet: ['hi', 'hello'],
  thank: ['thanks', 'thx'],
  bye: ['bye', "that's all, bye"],
  affirm: ['yes', 'ok', 'yep'],
  deny: ['no', 'nope'],
  need: ['need {np}', 'want {np}', 'find me {np}', 'looking for {np}'],
  tell: ['{list}{for}', 'make {it} {list}', 'want {it} {list}'],
  any: ['any {thing}{for}', "don't care about {thing}{of}", 'no preference on {thing}{of}'],
  name: ['{name}{for}', '{name}{for} please', 'want {name}{for}'],
  ask: ['{list}{of}?', 'need {list}{of}', 'give me {list}{of}'],
  questions: {
    phone: ['phone{of}?', 'phone number{of}?'],
    postcode: ['postcode{of}?'],
    address: ['address{of}?'],
    duration: ['how long does {it} take?'],
    ticket: ['ticket price{of}?'],
    parking: ['does {it} have parking?'],
    internet: ['does {it} have wifi?'],
  },
  book: ['book {it}', 'book {it} please', 'reserve {it}'],
  drop: ['never mind the {noun}', 'forget the {noun}', 'no {noun} after all'],
};

const polite: UserWordings = {
  greet: ['Good day', 'Good morning', 'Good evening'],
  thank: ['Thank you very much', 'Many thanks', 'Thank you kindly for your help'],
  bye: ['That will be all, goodbye', 'Have a nice day, goodbye'],
  affirm: ['Yes, that would be lovely', 'Yes, I would like that', 'That would be fine, yes'],
  deny: ['No, I am afraid not', 'I would rather not have that one, no', "I'm afraid that does not suit me"],
  need: [
    'Could you please help me find {np}?',
    'I would like to find {np}, please',
    'Would you be able to find me {np}?',
    'May I ask you for {np}?',
    'Might you have {np}?',
  ],
  tell: [
    'If possible, {it} should be {list}',
    'I would prefer {it} {list}, please',
    'Could {it} be {list}, please?',
    'It would be kind of you to find {it} {list}',
  ],
  any: [
    'I have no preference regarding {thing}{of}',
    'Please choose any {thing}{for}',
    'I do not mind about {thing}{of} at all',
  ],
  name: [
    'May I have {name}{for}, please?',
    'I would be interested in {name}{for}, please',
    'I would prefer {name}{for}, if I may',
  ],
  ask: [
    'May I have {list}{of}, please?',
    'Could you please give me {list}{of}?',
    'Would you kindly tell me {list}{of}?',
  ],
  questions: {
    phone: ['Could you give me the phone number{of}, please?'],
    address: ['Could you tell me the address{of}, please?'],
    duration: ['Could you tell me how long {it} takes?'],
    ticket: ['Could you tell me how much a ticket costs{for}?'],
    parking: ['Would you know if {it} has parking?'],
    internet: ['Would you know if {it} has internet?'],
  },
  book: [
    'Could you please book {it} for me?',
    'Would you kindly reserve {it}?',
    'I would like to reserve {it}, please',
  ],
  drop: [
    'I am sorry, but I no longer need the {noun}',
    'Please disregard the {noun}',
    'On second thought, please forget about the {noun}',
  ],
};

export const USER: Wordings['user'] = { plain, chatty, terse, polite };
