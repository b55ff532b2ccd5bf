// What everybody in a room may see, kept in step by the schema. Its fields are shared/protocol.ts's
// PublicState.

import { type SchemaType, schema, t } from '@colyseus/schema';

export const PublicSeatSchema = schema(
  {
    name: t.string().default(''),
    occupant: t.string().default(''),
    kind: t.string().default('open'),
    alive: t.boolean().default(true),
    presence: t.string().default('here'),
    busy: t.boolean().default(false),
    writing: t.boolean().default(false),
    lost: t.boolean().default(false),
  },
  'PublicSeat',
);

export const PublicStateSchema = schema(
  {
    episode: t.string().default(''),
    scenario: t.string().default(''),
    phase: t.string().default(''),
    turn: t.number().default(0),
    deadline: t.number().default(0),
    stage: t.string().default(''),
    seats: t.array(PublicSeatSchema),
    status: t.string().default('waiting'),
    practice: t.boolean().default(false),
    spectators: t.number().default(0),
  },
  'PublicState',
);
export type PublicRoomState = SchemaType<typeof PublicStateSchema>;

/** Sets only what changed: every assignment would be sent. */
export const assign = <T extends object>(target: T, values: Partial<T>): void => {
  for (const key of Object.keys(values) as (keyof T)[]) {
    const value = values[key];
    if (value !== undefined && target[key] !== value) target[key] = value;
  }
};
