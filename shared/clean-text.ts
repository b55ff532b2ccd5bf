// Text from people and language models, before anybody else sees it: one line, no control characters, nothing that turns
// the reading direction of what stands around it, no towers of combining marks.

import { MAX_TEXT } from './scenario.ts';

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const DIRECTION = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const MARKS = /(\p{M}{3})\p{M}+/gu;
const SPACES = /\s+/g;

/** At most `longest` UTF-16 units; may come back empty. */
export const cleanText = (text: string, longest: number = MAX_TEXT): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(CONTROL, ' ')
    .replace(DIRECTION, '')
    .replace(MARKS, '$1')
    .replace(SPACES, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed();
