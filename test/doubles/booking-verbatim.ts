// In place of booking's readers: a text is its acts, as JSON (see booking-play.ts).

import type { Act } from '../../scenarios/booking/types.ts';

const asActs = (text: string): Act[] => JSON.parse(text);
export const readUser = asActs;
export const readAgent = asActs;
