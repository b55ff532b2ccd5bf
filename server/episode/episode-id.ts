// Episode ids sort by time of creation and cannot be guessed: 8 letters of time, 12 of randomness.

import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

const base32 = (value: number, digits: number): string => {
  let text = '';
  let rest = value;
  for (let index = 0; index < digits; index++) {
    text = `${ALPHABET[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
};

let lastTime = 0;
let sequence = 0;

/** `now`: ms since 1970. 22 characters: 9 of time, 2 of order within the millisecond, 11 random. */
export const newEpisodeId = (now: number = performance.timeOrigin + performance.now()): string => {
  const time = Math.max(Math.floor(now), lastTime);
  sequence = time === lastTime ? sequence + 1 : 0;
  lastTime = time;
  const random = [...randomBytes(11)].map((byte) => ALPHABET[byte % 32]).join('');
  return `${base32(time, 9)}${base32(sequence, 2)}${random}`;
};
