// What is understood of words: a user's at the agent's desk, an agent's by a user, and commands to the desk.

export { readAgent } from './agent.ts';
export { readDesk } from './desk.ts';
export { readUser } from './user.ts';
