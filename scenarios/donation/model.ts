// The fitted model of a persuadee: who it is, what goes on in it, what it says, what it gives. Pure functions
// over the numbers in model.json, which `parlor fit donation DIR` writes from the publishers' dialogues.
//
// Assumptions that the data cannot test are named where they are made: bounded and fading effects of what is
// said (model-mind.ts), at most two of one question (model-reply.ts), a blame effect from the literature where
// the data are thin (model.json, provenance).

export { giftOdds, promiseOdds } from './model-gift.ts';
export { beginMind, hearActs } from './model-mind.ts';
export { checkPersona, drawPersona, isHeldOut, personaRanges } from './model-persona.ts';
export { contextOf, type ReplyContext, type ReplyOdd, replyOdds } from './model-reply.ts';
