// Returns and advantages on plain arrays. A turn is one step, however many picks its utterance took.

/** Discounted return of each step: G_t = r_t + gamma G_(t+1), G_T = `last`. */
export const discounted = (rewards: ArrayLike<number>, gamma: number, last = 0): Float32Array => {
  const returns = new Float32Array(rewards.length);
  let after = last;
  for (let t = rewards.length - 1; t >= 0; t--) {
    after = (rewards[t] as number) + gamma * after;
    returns[t] = after;
  }
  return returns;
};

/**
 * Generalised advantage estimation (Schulman et al. 2016, eq. 11 and 16):
 * delta_t = r_t + gamma V_(t+1) - V_t, A_t = delta_t + gamma lambda A_(t+1). `last` is V after the last
 * step: 0 where the episode terminated, the estimate where it was cut.
 */
export const gae = (
  rewards: ArrayLike<number>,
  values: ArrayLike<number>,
  last: number,
  gamma: number,
  lambda: number,
): { advantages: Float32Array; returns: Float32Array } => {
  const n = rewards.length;
  const advantages = new Float32Array(n);
  const returns = new Float32Array(n);
  let after = 0;
  for (let t = n - 1; t >= 0; t--) {
    const next = t + 1 < n ? (values[t + 1] as number) : last;
    const delta = (rewards[t] as number) + gamma * next - (values[t] as number);
    after = delta + gamma * lambda * after;
    advantages[t] = after;
    returns[t] = after + (values[t] as number);
  }
  return { advantages, returns };
};
