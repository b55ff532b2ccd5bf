// Answers that suit what was asked: a question about one's day is not answered with "Yes, I have". The topic is
// found in the other's last words; where there is none, answers come from the general lists.

type Topic = 'mood' | 'family' | 'work' | 'charity' | 'more' | 'giving';
type Answered = 'positive-to-inquiry' | 'neutral-to-inquiry' | 'negative-to-inquiry';

/** The last one that matches is the topic, since the last question is answered. */
const TOPICS: Readonly<Record<Topic, RegExp>> = {
  mood: /how are (?:you|things)|how is your day|good weekend|up to today|how.?s it going/,
  family: /children of your own|little ones|brothers or sisters|big family|any kids|have kids/,
  work: /for a living|where are you from|free time|working on tasks|what do you do/,
  charity:
    /heard of|know the charity|mean anything|come across|familiar|know about|did you know|on the news|stands for|told you|website/,
  more: /like to hear more/,
  giving:
    /give to charity|donated|charities|cause that|giving money|gave to|give, if|help children|should help|voluntary|matters most|trust a/,
};

/** What suits a topic, for each kind of answer. */
export const SUITED: Readonly<Record<Answered, Readonly<Record<Topic, readonly string[]>>>> = {
  'positive-to-inquiry': {
    mood: [
      'I am fine, thanks for asking',
      'I am doing well today',
      'It has been a good day so far',
      'Very well, thank you',
    ],
    family: [
      'I have two children, yes',
      'Yes, a boy and a girl',
      'Yes, there are quite a few of us',
      'I do, and they keep me busy',
    ],
    work: [
      'I work at a school and like it',
      'I am a nurse, and I love my job',
      'I like to be out in the garden',
      'I come from a lovely place by the sea',
    ],
    charity: [
      'Yes, I have heard of them',
      'Yes, I know them quite well',
      'I have seen them on the news, yes',
      'I do know about them',
    ],
    more: [
      'Yes, I would like to hear more',
      'Please do tell me',
      'Sure, go on and tell me',
      'Yes, I am curious about it',
    ],
    giving: [
      'I do give now and then',
      'Yes, I gave something last year',
      'I think that people should help, yes',
      'I support a shelter in my town',
    ],
  },
  'neutral-to-inquiry': {
    mood: ['Neither good nor bad, really', 'So so today', 'Much like any other day', 'I cannot complain'],
    family: ['That is a long story', 'It depends on whom you count', 'In a way I do', 'A few, more or less'],
    work: [
      'A bit of this and that',
      'Nothing much, it varies',
      'This and some other small jobs',
      'Here and there',
    ],
    charity: [
      'I know the name and not much more',
      'I may have seen it somewhere',
      'The name rings a bell, perhaps',
      'I am not sure that I have',
    ],
    more: [
      'You may, if you like',
      'I do not mind either way',
      'Perhaps, if it is short',
      'You may tell me if you want',
    ],
    giving: [
      'Sometimes, it depends',
      'I have never thought about it much',
      'It depends on the charity',
      'Now and again, perhaps',
    ],
  },
  'negative-to-inquiry': {
    mood: [
      'It has been a bad day, to be honest',
      'Not too well, I am tired',
      'I have had better days',
      'Rather poorly today',
    ],
    family: [
      'I have no children',
      'No, there is only me',
      'No family to speak of',
      'There are none, I am afraid',
    ],
    work: [
      'I am out of work just now',
      'I have no job at the moment',
      'I would rather not say',
      'There is nothing to tell',
    ],
    charity: [
      'I have never heard of them',
      'No, that is new to me',
      'I am afraid that I do not know them',
      'No, I know nothing about it',
    ],
    more: [
      'No, there is no need',
      'Not really, I know enough',
      'I would rather you did not',
      'No, spare me the details',
    ],
    giving: [
      'I do not usually give to charity',
      'No, I never give',
      'I cannot say that I ever did',
      'No, none of them matter to me',
    ],
  },
};

const isAnswered = (type: string): type is Answered => Object.hasOwn(SUITED, type);

/** Wordings of an act that suit what was said last; undefined where any will do. */
export const suitedTo = (type: string, heard: string): readonly string[] | undefined => {
  if (!isAnswered(type)) return undefined;
  let topic: Topic | undefined;
  let latest = -1;
  for (const [name, pattern] of Object.entries(TOPICS) as [Topic, RegExp][]) {
    const at = heard.search(pattern);
    if (at > latest) [topic, latest] = [name, at];
  }
  return topic && SUITED[type][topic];
};

/** All of them, for reading. */
export const suitedWordings = (type: string): readonly string[] =>
  isAnswered(type) ? Object.values(SUITED[type]).flat() : [];
