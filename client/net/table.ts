// What this client knows about the table it sits at or watches: one state, changed by events alone.
// The connection feeds it; so do tests. Nothing here knows where the events come from.

import type {
  Answer,
  BeliefsMessage,
  EndMessage,
  LineItem,
  LinesMessage,
  NoticeMessage,
  PublicState,
  Requests,
  SeatedMessage,
  SurveyItem,
  ViewMessage,
  YouMessage,
} from '../../shared/protocol.ts';
import type { Stage } from '../../shared/stage.ts';
import { takeLines, takeSurveys } from './lines.ts';

export type LinkState = 'joining' | 'open' | 'reconnecting' | 'lost' | 'refused';

export interface TableState {
  readonly link: LinkState;
  /** Why the link is lost or refused, for people. */
  readonly problem: string;
  readonly open: PublicState | undefined;
  readonly seated: SeatedMessage | undefined;
  readonly you: YouMessage | undefined;
  /** This client's clock (ms) minus the server's, from the latest `you`. */
  readonly clockSkew: number;
  readonly view: ViewMessage | undefined;
  readonly publicStage: Stage | undefined;
  readonly lines: readonly LineItem[];
  /** What seats believe; only watchers who may see everything are told. */
  readonly surveys: readonly SurveyItem[];
  /** First line that a message left out. */
  readonly missing: number | null;
  readonly end: EndMessage['outcome'] | undefined;
  /** The room's latest word outside the transcript. */
  readonly notice: NoticeMessage | undefined;
}

export type TableEvent =
  | { type: 'link'; link: LinkState; problem?: string }
  | { type: 'open'; open: PublicState; stage: Stage | undefined }
  | { type: 'seated'; seated: SeatedMessage }
  | { type: 'you'; you: YouMessage; at: number }
  | { type: 'view'; view: ViewMessage }
  | { type: 'lines'; lines: LinesMessage }
  | { type: 'beliefs'; beliefs: BeliefsMessage }
  | { type: 'end'; end: EndMessage }
  | { type: 'notice'; notice: NoticeMessage }
  /** The decision `you` is settled: accepted, stale, or out of time. */
  | { type: 'settled'; you: YouMessage };

export const newTable: TableState = {
  link: 'joining',
  problem: '',
  open: undefined,
  seated: undefined,
  you: undefined,
  clockSkew: 0,
  view: undefined,
  publicStage: undefined,
  lines: [],
  surveys: [],
  missing: null,
  end: undefined,
  notice: undefined,
};

export const reduceTable = (state: TableState, event: TableEvent): TableState => {
  switch (event.type) {
    case 'link':
      return { ...state, link: event.link, problem: event.problem ?? '' };
    case 'open':
      return { ...state, open: event.open, publicStage: event.stage ?? state.publicStage };
    case 'seated':
      return { ...state, seated: event.seated };
    case 'you':
      return { ...state, you: event.you, clockSkew: event.at - event.you.now };
    case 'view':
      return { ...state, view: event.view };
    case 'lines':
      return { ...state, ...takeLines(state.lines, event.lines) };
    case 'beliefs':
      return { ...state, surveys: takeSurveys(state.surveys, event.beliefs) };
    case 'end':
      return { ...state, end: event.end.outcome, you: undefined };
    case 'notice':
      return { ...state, notice: event.notice };
    case 'settled':
      // A newer `you` may have come in before the answer: that one stays.
      return state.you === event.you ? { ...state, you: undefined } : state;
  }
};

/** What a page needs of a connection. */
export interface Table {
  readonly roomId: string;
  state(): TableState;
  subscribe(listener: () => void): () => void;
  /** Always answered: a broken link is an answer too. */
  request<K extends keyof Requests>(type: K, payload: Requests[K]): Promise<Answer>;
  /** Tells the table that a decision needs no answer any more. */
  settle(you: YouMessage): void;
  /** Tries again after the link was lost. */
  retry(): void;
  leave(): void;
}

/** A state with listeners, for connections to feed. */
export const tableStore = (): {
  state(): TableState;
  subscribe(listener: () => void): () => void;
  dispatch(event: TableEvent): void;
} => {
  let state = newTable;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: (event) => {
      const next = reduceTable(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
  };
};
