// Guilt induction: the other is shamed, blamed for harm, told what to feel guilty about, or made out to be
// stingy. The annotation scheme of PersuasionForGood has no label for it, so that it is found by patterns alone.
// Wording as such is no guilt: sad facts are an appeal to feelings, and a small sum set beside small pleasures
// is a foot in the door. Every repetition is bounded, so that reading stays linear in the text.

const HARSH =
  'selfish|heartless|greedy|cruel|callous|stingy|cheap|cold ?hearted|uncaring|soulless|inhumane|tight ?fisted|miserly';
const NEED = "should|ought to|must|'d better|would|will|'ll|gonna|going to|hope you|bet you|make you";
const ASHAMED = 'guilty|ashamed|bad about|like a (?:bad|terrible|horrible) person';
const GIVE = 'give|spare|donate|help|part with|share|offer';
const HARM = 'die|dies|dying|starve|starves|starving|suffer|suffers|suffering|go hungry|freeze';
const CHILDREN = 'them|children|kids|a child|a kid|these little ones|a baby|babies|people';

const pattern = (...parts: readonly string[]): RegExp => new RegExp(parts.join(''));

const GUILT: readonly RegExp[] = [
  // Names that the other is called.
  pattern(`\\byou(?:'re|r| are| were|re)?(?: \\w+){0,2} (?:such a |a )?(?:${HARSH})\\b`),
  pattern(`\\b(?:be|being|is|how|pretty|kinda|rather) (?:so |pretty |very |really |too )?(?:${HARSH})\\b`),
  // What the other is to feel.
  pattern(`\\b(?:${NEED})(?: \\w+){0,3} feel(?: \\w+){0,2} (?:${ASHAMED})\\b`),
  pattern(`\\byou (?:${NEED})(?: \\w+){0,3} (?:${ASHAMED})\\b`),
  /\b(?:don't|dont|do not|doesn't|aren't|are) you(?: \w+){0,2} (?:feel (?:guilty|bad|ashamed)|ashamed)\b/,
  /\b(?:don't|dont|do) you (?:even )?have (?:a|any|no) (?:heart|conscience|shame)\b/,
  /\b(?:shame on you|ashamed of yourself|have you no (?:heart|shame)|on your conscience|your fault)\b/,
  /\bblood (?:is )?on your hands\b/,
  // How it can do such a thing.
  /\b(?:how|can) (?:can |could |do |will )?you (?:even |still |really )?(?:sleep|live with (?:yourself|that))\b/,
  /\b(?:how|can) (?:can |could |do |will )?you (?:even |still |really )?look (?:at yourself|in the mirror)\b/,
  /\bhow (?:can|could) you (?:even |still )?(?:be so|just (?:sit|keep|let|walk)|say no)\b/,
  /\byou (?:really |clearly |obviously |just |honestly )?(?:don't|dont|do not) (?:even |really )?care\b/,
  /\b(?:only|just) (?:think|thinking|care|caring)(?: \w+)? (?:of|about) (?:yourself|your own)\b/,
  /\bthink about someone (?:else|other) (?:but|than) yourself\b/,
  // Harm that is laid at its door.
  pattern(
    `\\byou(?:'d| would|'ll| will|'re| are)?(?: \\w+){0,2} (?:let|letting|watch|rather see) (?:${CHILDREN})\\b`,
  ),
  pattern(`\\b(?:${HARM}) because (?:of )?you`),
  pattern(`\\bif you (?:don't|dont|do not|won't|refuse to)(?: \\w+)? (?:${GIVE}).{0,60}\\b(?:${HARM})\\b`),
  // Too little, or nothing at all.
  pattern(`\\b(?:can't|cant|cannot|can not|won't|wont) (?:you )?even (?:${GIVE})\\b`),
  /\bnot even (?:\$ ?\d|\d+ ?c|one |a (?:dollar|penny|cent|dime|nickel|quarter|single))/,
  pattern(`\\bwhy (?:won't|wont|don't|dont|will you not) you (?:want to |just |even )?(?:${GIVE}|care)\\b`),
  /\b(?:while|when) you (?:sit on|hold on to|hang on to|pocket|keep all|keep it all|keep your)\b/,
  /\b(?:keep|keeping|hoard|hoarding) (?:it|everything|all|every|your|the|that)(?: \w+){0,2} (?:for|to) yourself\b/,
  /\b(?:a|any) (?:decent|good) (?:person|human|human being) would (?:not|never|give|help|donate|share)\b/,
];

/** Said to spare the other's feelings, or of oneself: the opposite of guilt. */
const COMFORT: readonly RegExp[] = [
  /\b(?:no need|not|n't|dont|never) (?:have |need |ever |want you )?(?:to )?(?:feel|be) (?:guilty|bad|ashamed)\b/,
  /\b(?:no (?:shame|guilt|pressure)|not your fault|i(?:'ve| have| was| am|'m| feel| always feel) (?:been )?so selfish)\b/,
];
/** "Don't you feel bad" is no comfort. */
const ASKED = /\b(?:don't|dont|do|doesn't|aren't) you\b/;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/\s+/g, ' ');

/** Whether a sentence of the persuader blames or shames the other. Any text; never throws. */
export const isGuilt = (text: string): boolean => {
  const said = plain(text.slice(0, 500));
  if (!GUILT.some((one) => one.test(said))) return false;
  return ASKED.test(said) || !COMFORT.some((one) => one.test(said));
};
