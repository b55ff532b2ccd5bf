// What a client may draw. A client knows no scenario: it draws places, tokens, speech, cards,
// ballots, meters and notes, and nothing that its viewer may not know is ever in one.

import { z } from 'zod';

export const StageSchema = z.object({
  /** Short name of the phase, for people: "On the ship", "Meeting", "Vote". */
  phase: z.string(),
  /** Public time of the scenario; never counts what only some seats know. */
  clock: z.number(),
  /** Drawn as boxes on a grid of unit cells; x and y are the left upper corner. */
  places: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      x: z.number(),
      y: z.number(),
      w: z.number(),
      h: z.number(),
      /** A hint for colour and ornament, e.g. "work" where the viewer has something to do; "meeting" is a
       * table that whoever is there sits around, drawn beside the other places. */
      tone: z.enum(['plain', 'here', 'work', 'danger', 'meeting']).default('plain'),
    }),
  ),
  links: z.array(z.tuple([z.string(), z.string()])),
  /** Everybody and everything that stands somewhere. `seat` null: a thing (a body, a jar). */
  tokens: z.array(
    z.object({
      id: z.string(),
      seat: z.number().nullable(),
      label: z.string(),
      /** CSS colour. */
      colour: z.string(),
      /** null: out of the viewer's sight, or (pose "out") out of play. */
      place: z.string().nullable(),
      /** Where a walking token is coming from. */
      from: z.string().nullable(),
      pose: z.enum(['idle', 'walk', 'work', 'talk', 'out', 'body', 'thing']),
      /** A thing that holds something is drawn as a glass, full to this share. */
      fill: z.number().min(0).max(1).optional(),
      /** Marks for this viewer alone or public ones: "you", "impostor", "speaker", "voted". */
      marks: z.array(z.string()),
    }),
  ),
  speech: z.object({ seat: z.number(), text: z.string() }).nullable(),
  /** Who votes for whom, as far as this viewer may know; `choice` null: not shown yet. */
  ballots: z.array(z.object({ seat: z.number(), choice: z.string().nullable() })),
  cards: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      rows: z.array(z.object({ label: z.string(), value: z.string(), done: z.boolean().optional() })),
    }),
  ),
  meters: z.array(z.object({ label: z.string(), value: z.number(), max: z.number() })),
  notes: z.array(z.string()),
});
export type Stage = z.infer<typeof StageSchema>;
