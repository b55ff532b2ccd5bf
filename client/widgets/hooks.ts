import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Stage } from '../../shared/stage.ts';
import { getScenarios, roleWord, type ScenarioItem } from '../net/api.ts';
import type { Table, TableState } from '../net/table.ts';

/** The table's state; renders again with every event. */
export const useTable = (table: Table): TableState => {
  const [state, setState] = useState(() => table.state());
  useEffect(() => {
    setState(table.state());
    return table.subscribe(() => setState(table.state()));
  }, [table]);
  return state;
};

let sheets: Promise<readonly ScenarioItem[]> | undefined;

/** Words for the roles of a scenario; until its sheet is there, and where it cannot be had, their ids. */
export const useRoleWords = (scenario: string | undefined): ((role: string) => string) => {
  const [sheet, setSheet] = useState<ScenarioItem>();
  useEffect(() => {
    sheets ??= getScenarios();
    sheets.then(
      (all) => setSheet(all.find(({ id }) => id === scenario)),
      () => {
        sheets = undefined;
      },
    );
  }, [scenario]);
  return (role) => roleWord(sheet ?? {}, role);
};

export interface SeatLooks {
  readonly colours: ReadonlyMap<number, string>;
  readonly names: ReadonlyMap<number, string>;
}
/** Colour and name of every seat that has a token; kept where a later stage leaves one out, and the same
 * object as long as nothing is new. */
export const useSeatLooks = (general: Stage | undefined, stage: Stage | undefined): SeatLooks => {
  const known = useRef<SeatLooks>({ colours: new Map(), names: new Map() });
  return useMemo(() => {
    const colours = new Map(known.current.colours);
    const names = new Map(known.current.names);
    let fresh = false;
    for (const { seat, colour, label, pose } of [...(general?.tokens ?? []), ...(stage?.tokens ?? [])]) {
      if (seat === null || pose === 'thing') continue;
      fresh ||= colours.get(seat) !== colour || names.get(seat) !== label;
      colours.set(seat, colour);
      names.set(seat, label);
    }
    if (fresh) known.current = { colours, names };
    return known.current;
  }, [general, stage]);
};

/**
 * What this seat alone was told since its last turn, where it is on again and nobody has spoken in between
 * (it looked something up): the answer that it has to go on with. '' otherwise.
 */
export const useNews = ({ you, lines }: TableState): string => {
  const seen = useRef({ turn: -1, kind: '', said: -1, before: -1 });
  if (!you) return '';
  const last = lines.findLastIndex(({ kind }) => kind === 'say');
  const { turn, kind, said, before } = seen.current;
  const fresh = you.turn !== turn;
  const heard = fresh ? (kind === 'speak' ? said : -1) : before;
  seen.current = { turn: you.turn, kind: you.kind, said: last, before: heard };
  if (you.kind !== 'speak' || heard < 0 || heard !== last) return '';
  return lines.slice(last + 1).findLast((line) => line.kind === 'private')?.text ?? '';
};

/** A page that comes up takes the focus that the one before it left behind: keys and readers begin there.
 * For its `main`, together with tabIndex -1. */
export const useLanding = (): { readonly current: HTMLElement | null } => {
  const main = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, []);
  return main;
};

/** Whether a media query holds, as long as it does. */
export const useMedia = (query: string): boolean => {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = (): void => setHolds(list.matches);
    look();
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, [query]);
  return holds;
};

/** Asks again every `everyMs` while the page can be seen; `undefined` until the first answer. */
export const usePolled = <T>(
  ask: () => Promise<T>,
  everyMs: number,
): { value: T | undefined; error: string } => {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState('');
  const load = useCallback(() => {
    ask().then(
      (answer) => {
        setValue(answer);
        setError('');
      },
      (problem: Error) => setError(problem.message),
    );
  }, [ask]);
  useEffect(() => {
    const visit = (): void => {
      if (!document.hidden) load();
    };
    visit();
    const timer = setInterval(visit, everyMs);
    document.addEventListener('visibilitychange', visit);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', visit);
    };
  }, [load, everyMs]);
  return { value, error };
};
