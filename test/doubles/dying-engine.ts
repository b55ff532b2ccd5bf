// A model's process that answers its first ask and dies at the second; "die" kills it at once, "stall" stalls it.

process.on('message', (message: { kind: string; id?: number; ask?: { messages: { content: string }[] } }) => {
  if (message.kind === 'open') process.send?.({ kind: 'ready', parallel: 2, about: 'a double' });
  if (message.kind !== 'ask') return;
  const content = message.ask?.messages[0]?.content ?? '';
  if (content === 'die') process.kill(process.pid, 'SIGSEGV');
  if (content === 'stall') return;
  const answer = { text: content, tokensIn: 1, tokensOut: 1, ms: 1, finish: 'stop' };
  process.send?.({ kind: 'answer', id: message.id, answer });
});
process.on('disconnect', () => process.exit(0));
