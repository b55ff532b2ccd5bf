// Slips of the finger: words of five letters and more, one letter missing, added, wrong or swapped.

/** Ordinary words one slip away from a word that the reader knows; never taken for it. */
const ORDINARY: ReadonlySet<string> = new Set(
  `there where these those three right might night light could would should their other another about
   years hours house horse great treat please place plate price prize phone people stars start station
   still stall small tall call called going doing being seeing booking looking cooking taking making
   having leave lease least later water after often never ever every even event seven eleven heaven
   think thing thank thanks bring
   party pretty really ready early easy enjoy stand staff state stare store story study south north
   worth mouth month world would words works worked working walking talking trying coming moment
   money honey funny sunny family finally faster master better letter matter latter butter little
   meant meets meeting needed nearly nearby ideal ideas ideally input quite quiet quick queen question
   round found sound ground bound sense since point paint plain train trail brain grain drain chain
   change charge large march match watch catch reach beach teach peace piece niece nicely nicer wider
   under until unless using usual visit visits again against along alone among around arrange area
   amount count county country course source force forth forty fourth fifty sixty sixth eighth first
   fresh french trench finch lunch bunch punch munch dinner winner inner manner banner center enter
   later wrote write writer white while whole whose which witch switch within without third theme
   thats these hotel motel total local vocal focal final signal single simple sample ample apple maple
   table cable stable able unable enable capable suitable possible terrible horrible visible
   guess guest quest request guide build built field fields close closer closed clear clean cleaner
   class glass grass brass cross across press dress stress address access success process
   short sport sports shirt sort sorts start smart heart chart apart depart party parts
   lodge lodging model moder modern mode more most must much match hello yellow fellow follow
   serve server served serving service several severe seven never sever every very
   stays stayed staying saying paying playing plays place placed space spaces spare share shape
   sites sides sizes lines times tiles files miles smiles names games james gates dates rates
   taste paste haste waste tasty nasty hasty party city pity duty rules roles role rule
   rooms books looks cooks hooks boots roots roofs rooms bloom broom groom zoom
   seems seem seen seek seeks week weeks weekend weekday monday sunday money many any
   sweet sheet street sleep steep sheep cheep cheap cheat wheat heat meat seat seats
   using being begin began begun given gives giving living driving arriving leaving moving loving
   hurry sorry worry carry marry merry cherry berry ferry fairy dairy daily early yearly
   vacation location occasion relation station ration nation notion option action section
   cater later latest latte late date rate gate fate plate skate state estate
   swiss swift issue tissue asian avian median italy italic india indies korea
   value valid vague venue menus menu revenue avenue college collage village cottage message
   tower power lower flower shower slower fewer sewer viewer newer river liver lover cover
   relax relay delay reply apply supply simply imply family homely lovely lively likely lonely
   total totally fully truly early fairly hardly barely rarely nearly clearly dearly really
   prefer refer offer offers coffee toffee office police notice novice choice choose chose chosen
   picky pricy prices priced prince print point pound pounds round sounds sound
   learn earn yearn warn turn return burn urn
   third birds words wards cards yards guards hands lands bands sands
   touch couch coach roach poach
   spend spent sport spoke spoken broken
   hosts costs posts boats coats goats
   shall shell small smell spell swell still skill spill
   heard beard board broad bread break steak speak speaks
   today toady study ready
   party
   bring being
   nights lights rights sights fights forgot forgotten`
    .split(/\s+/)
    .filter(Boolean),
);

export const MIN_SLIP = 5;
const MAX_SLIP = 18;

const without = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);

/** Whether one letter missing, added, wrong or swapped with its neighbour makes one the other. */
export const isSlip = (typed: string, word: string): boolean => {
  const gap = typed.length - word.length;
  if (gap < -1 || gap > 1) return false;
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at++;
  if (gap === 1) return typed.slice(at + 1) === word.slice(at);
  if (gap === -1) return typed.slice(at) === word.slice(at + 1);
  if (typed.slice(at + 1) === word.slice(at + 1)) return true;
  return (
    typed[at] === word[at + 1] && typed[at + 1] === word[at] && typed.slice(at + 2) === word.slice(at + 2)
  );
};

export interface Speller {
  readonly words: ReadonlySet<string>;
  /** Words by themselves with one letter left out. */
  readonly clipped: ReadonlyMap<string, readonly string[]>;
  /** What was made of words that are not known. */
  readonly guesses: Map<string, string>;
}

/** A speller over the words that are known; only those of MIN_SLIP letters and more are guessed at. */
export const spellerOf = (words: ReadonlySet<string>): Speller => {
  const clipped = new Map<string, string[]>();
  const put = (key: string, word: string): void => {
    const list = clipped.get(key);
    if (!list) clipped.set(key, [word]);
    else if (!list.includes(word)) list.push(word);
  };
  for (const word of words) {
    if (word.length < MIN_SLIP || word.length > MAX_SLIP || /\d/.test(word)) continue;
    put(word, word);
    for (let at = 0; at < word.length; at++) put(without(word, at), word);
  }
  return { words, clipped, guesses: new Map() };
};

/** Guesses that are kept, so that a word which is often said is looked for once. */
const MOST_KEPT = 4096;

/** The known word that was meant, or the word as it is. */
export const spelt = (speller: Speller, typed: string): string => {
  if (typed.length < MIN_SLIP || typed.length > MAX_SLIP || speller.words.has(typed)) return typed;
  const known = speller.guesses.get(typed);
  if (known !== undefined) return known;
  const made = guessed(speller, typed);
  if (speller.guesses.size < MOST_KEPT) speller.guesses.set(typed, made);
  return made;
};

const guessed = (speller: Speller, typed: string): string => {
  if (ORDINARY.has(typed) || /\d/.test(typed)) return typed;
  const guess = (key: string): string | undefined =>
    speller.clipped.get(key)?.find((word) => isSlip(typed, word));
  let found = guess(typed);
  for (let at = 0; !found && at < typed.length; at++) found = guess(without(typed, at));
  return found ?? typed;
};
