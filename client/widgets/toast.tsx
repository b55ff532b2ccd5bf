// Short notices. A refusal says what to do; it goes away by itself or by a click.

import { useEffect, useState } from 'preact/hooks';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';

interface Toast {
  id: number;
  words: string;
}
const SHOWN_MS = 7000;

let nextId = 0;
let toasts: readonly Toast[] = [];
const listeners = new Set<(toasts: readonly Toast[]) => void>();
const change = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener(toasts);
};
const drop = (id: number): void => change(toasts.filter((toast) => toast.id !== id));

/** Shows a sentence for a while; the same sentence is not shown twice at once. */
export const toast = (words: string): void => {
  if (toasts.some((shown) => shown.words === words)) return;
  const id = nextId++;
  change([...toasts.slice(-2), { id, words }]);
  setTimeout(() => drop(id), SHOWN_MS);
};

export const Toasts = () => {
  const [shown, setShown] = useState(toasts);
  useEffect(() => {
    listeners.add(setShown);
    return () => {
      listeners.delete(setShown);
    };
  }, []);
  return (
    <div class="toasts" role="alert">
      {shown.map(({ id, words }) => (
        <div class="toast" key={id}>
          <span>{words}</span>
          <button type="button" class="icon-button" aria-label={text.toast.close} onClick={() => drop(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
};
