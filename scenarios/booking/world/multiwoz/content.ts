// What is kept of MultiWOZ: a world and its goals in the scenario's own form, with a digest of both.

import { z } from 'zod';
import { RejectionError } from '../../../../shared/result.ts';
import type { Goal, World } from '../../types.ts';
import { digestOf } from '../digest.ts';

const DomainName = z.enum(['restaurant', 'hotel', 'attraction', 'train', 'taxi']);
const Text = z.string().max(300);
const Facts = z.record(Text, Text);
const Stages = z.array(z.strictObject({ values: Facts, until: z.enum(['no', 'offer', 'end']) }));
const Venues = z.array(z.strictObject({ name: Text.min(1), facts: Facts }));

const GoalSchema: z.ZodType<Goal> = z.strictObject({
  id: Text.min(1),
  domains: z
    .array(
      z.strictObject({
        domain: DomainName,
        info: Stages.min(1),
        book: Stages,
        request: z.array(Text),
        withheld: z.array(Text),
        from: z.record(Text, DomainName),
        impossible: z.boolean(),
      }),
    )
    .min(1),
});

const ContentSchema = z.strictObject({
  edition: z.literal(1),
  digest: z.string(),
  venues: z.strictObject({
    restaurant: Venues,
    hotel: Venues,
    attraction: Venues,
    train: Venues,
    taxi: Venues.length(0),
  }),
  cars: z.array(Text).min(1),
  goals: z.array(GoalSchema).min(1),
});
export type Content = z.infer<typeof ContentSchema>;

type Parts = Pick<Content, 'venues' | 'cars' | 'goals'>;

const digest = ({ venues, cars, goals }: Parts): string => digestOf(JSON.stringify([venues, cars, goals]));

const damaged = (why: string): RejectionError => new RejectionError('bad-data', why);

/** Parts as they are kept. Throws ZodError where they have not our form. */
export const contentOf = (parts: Parts): Content => {
  const parsed = ContentSchema.parse({ edition: 1, digest: '', ...parts });
  return { ...parsed, digest: digest(parsed) };
};

/** Kept content as world and goals. Throws RejectionError `bad-data`. */
export const openContent = (content: unknown): { world: World; goals: readonly Goal[] } => {
  const parsed = ContentSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(`${issue?.path.join('.') || 'all of it'}: ${issue?.message ?? 'another form'}`);
  }
  const { venues, cars, goals, digest: kept } = parsed.data;
  if (digest(parsed.data) !== kept) throw damaged('its digest is another');
  return { world: { id: 'multiwoz', title: 'Cambridge (MultiWOZ)', digest: kept, venues, cars }, goals };
};
