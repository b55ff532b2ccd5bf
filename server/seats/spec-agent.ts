// "agent", "agent:CHECKPOINT", and either with "@T": the temperature at which it draws. Absent: 1, as it was
// trained; 0: the likeliest pick; above 1: more at random, which makes opponents that do not all talk alike.

import { ok, type Result, reject } from '../../shared/result.ts';

export interface AgentSpec {
  /** undefined: the one that is current for the role. */
  readonly checkpoint: string | undefined;
  /** p^(1/T) is drawn from instead of p; 1 where absent. */
  readonly temperature?: number;
}

/** A number from 0 to 4 without an exponent, so that one temperature has one name. */
const TEMPERATURE = /^(4|[0-3](\.\d{1,4})?)$/;

/** Reads "agent..."; undefined: it is no such kind. */
export const parseAgent = (text: string): Result<AgentSpec> | undefined => {
  if (!/^agent(?=$|[:@])/.test(text)) return undefined;
  const [head = '', temperature, ...more] = text.split('@');
  const checkpoint = head === 'agent' ? undefined : head.slice('agent:'.length);
  if (temperature === undefined) return ok({ checkpoint });
  if (more.length > 0 || !TEMPERATURE.test(temperature))
    return reject(
      'bad-seat-kind',
      `"${text.slice(0, 60)}": what follows an agent's @ is a temperature from 0 (the likeliest act) over 1 (as trained) to 4 (nearly at random), such as @0 or @0.5.`,
    );
  return ok({ checkpoint, temperature: Number(temperature) });
};

/** What the log calls an agent that plays this checkpoint. */
export const agentName = (id: string, { temperature = 1 }: Pick<AgentSpec, 'temperature'>): string =>
  temperature === 1 ? id : `${id}@${temperature}`;
