// An OpenAI-compatible endpoint that answers as a test tells it to: in form, with an error, late, cut off, or nonsense.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one request asked for, as far as tests look at it. */
export interface Asked {
  readonly model: string;
  readonly messages: readonly { role: string; content: string }[];
  readonly response_format?: { type: string; json_schema?: { schema: object } };
  readonly seed?: number;
  readonly max_tokens?: number;
  readonly stream?: boolean;
  readonly authorization: string | undefined;
}

/**
 * Pieces: streamed as an answer. `status`: refused with it. `raw`: sent as it stands. `hang`: nothing is ever
 * answered; `stall`: nothing after the first piece; `cut`: the connection breaks after the pieces.
 */
export interface Reply {
  readonly pieces?: readonly string[];
  readonly finish?: 'stop' | 'length';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly raw?: string;
  readonly hang?: boolean;
  readonly stall?: boolean;
  readonly cut?: boolean;
}

export interface FakeEndpoint {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Requests that were given up by the asker. */
  readonly given: number;
  close(): Promise<void>;
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

const event = (data: object | string): string =>
  `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

const chunk = (choice: object, usage?: object): string =>
  event({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [choice], usage });

const stream = (response: ServerResponse, { pieces = [], finish = 'stop', stall, cut }: Reply): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of pieces) response.write(chunk({ index: 0, delta: { role: 'assistant', content } }));
  if (stall) return;
  if (cut) return void setImmediate(() => response.destroy());
  response.write(
    chunk(
      { index: 0, delta: {}, finish_reason: finish },
      { prompt_tokens: 11, completion_tokens: pieces.length },
    ),
  );
  response.end(event('[DONE]'));
};

const answer = (response: ServerResponse, reply: Reply): void => {
  if (reply.hang) return;
  if (reply.status !== undefined)
    return void response
      .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
      .end(reply.body ?? JSON.stringify({ error: { message: `no: ${reply.status}` } }));
  if (reply.raw !== undefined)
    return void response.writeHead(200, { 'content-type': 'text/html' }).end(reply.raw);
  stream(response, reply);
};

/** Listens on a free port of this machine. `script` answers the n-th request, from 0. */
export const startEndpoint = async (script: (asked: Asked, n: number) => Reply): Promise<FakeEndpoint> => {
  const asked: Asked[] = [];
  let given = 0;
  const server = createServer(async (request, response) => {
    const body: Omit<Asked, 'authorization'> = JSON.parse(await textOf(request));
    response.on('close', () => {
      if (!response.writableFinished) given++;
    });
    const one = { ...body, authorization: request.headers.authorization };
    asked.push(one);
    answer(response, script(one, asked.length - 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    get given() {
      return given;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
