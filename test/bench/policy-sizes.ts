// Sizes of one minibatch of the learner, used by every program that times it.

export const POLICY = { rows: 512, entries: 8, options: 24, hidden: 64 };
