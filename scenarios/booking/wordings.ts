// What a wording is. Data without rules: phrase.ts picks one family an utterance and fills the holes.
//
// Holes, by what stands in them ("hotel" as the example):
//   {it}     "it" where the hotel is the topic, else "the hotel"
//   {of}     "" where the hotel is the topic, else " of the hotel"
//   {for}    "" where the hotel is the topic, else " for the hotel"
//   {noun}   "hotel"          {nouns}  "hotels"
//   {np}     "a cheap hotel in the north with parking"
//   {list}   facts: "in the north, with parking and for two people"; in `ask`: "the area and the price range"
//   {thing}  "the area"       {v}      a value in words: "north", "17:15", "Friday"
//   {name}   a venue          {ref}    the reference of a booking
// A line that speaks of a domain has at least one of {it} {of} {for} {noun} {nouns} {np}. The first letter of a
// sentence is made a capital one, and a full stop is put where no mark ends it. A line says what its
// act says and no more; it has no other hole than those named at its field.

import type { Domain, Slot } from './types.ts';

/** Wordings to choose from; a line that occurs twice is twice as likely. */
export type Lines = readonly string[];

/** How a fact is told in the middle of a sentence. */
export interface Fragment {
  /** Before the noun, {v}: "cheap", "4 star". */
  readonly pre?: Lines;
  /** After the noun or in a list, {v}: "in the north", "with parking". */
  readonly post: Lines;
  /** In a list, in place of `post`, {v}: "cheap", "rated 4 stars". */
  readonly be?: Lines;
}

/** By slot, or by "slot=value" where a value has words of its own ("parking=no"). */
export type Fragments = Readonly<Record<string, Fragment>>;

export interface UserWordings {
  readonly greet: Lines;
  readonly thank: Lines;
  readonly bye: Lines;
  readonly affirm: Lines;
  readonly deny: Lines;
  /** Opens a topic with what is told of it: {np}. */
  readonly need: Lines;
  /** Constraints and booking details: {list}, and {it} or {for}. */
  readonly tell: Lines;
  /** Something does not matter: {thing}, and {of} or {for}. */
  readonly any: Lines;
  /** A certain venue is wanted: {name}, and {for} or {noun}. */
  readonly name: Lines;
  /** Asks for attributes: {list}{of}. */
  readonly ask: Lines;
  /** Asks for one attribute, by slot or by "domain.slot": {it} or {of}. Slots that are not there are asked for by `ask`. */
  readonly questions: Readonly<Record<string, Lines>>;
  /** Asks to book: {it}. */
  readonly book: Lines;
  /** Gives up: {noun}. */
  readonly drop: Lines;
  /** Own words for facts, by domain; those that are not there come from fragments.ts. */
  readonly fragments?: Readonly<Partial<Record<Domain, Fragments>>>;
}

export interface AgentWordings {
  readonly greet: Lines;
  readonly more: Lines;
  readonly bye: Lines;
  /** Asks for several things: {list}{for}. */
  readonly ask: Lines;
  /** Asks for one, by slot or by "domain.slot": {it} or {for}. Slots that are not there are asked for by `ask`. */
  readonly questions: Readonly<Record<string, Lines>>;
  /** {name} and {np} ("a cheap hotel in the north"). */
  readonly offer: Lines;
  /** Tells an attribute: {thing} (with its owner where that is not the topic), {v}. */
  readonly tell: Lines;
  /** Reads a constraint back: {list} ("in the north"), and {it} or {for}. */
  readonly confirm: Lines;
  /** Nothing fits: {noun} or {nouns}. */
  readonly none: Lines;
  /** {noun} and {ref}; only "number", "code", "is", "are" or a colon between the word "reference" and {ref}. */
  readonly booked: Lines;
  /** The desk refused: {noun}. */
  readonly sorry: Lines;
  /** Commands to the desk: {nouns}; {noun}. */
  readonly search: Lines;
  readonly book: Lines;
  readonly fragments?: Readonly<Partial<Record<Domain, Fragments>>>;
}

/** Families of wordings by name; an utterance keeps to one. */
export interface Wordings {
  readonly user: Readonly<Record<string, UserWordings>>;
  readonly agent: Readonly<Record<string, AgentWordings>>;
}

/** Noun phrases of slots, by slot or by "domain.slot". */
export type Things = Readonly<Record<Slot, Lines>>;
