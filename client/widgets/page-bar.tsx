import type { ComponentChildren } from 'preact';
import { text } from '../text.ts';

export const PageBar = ({ children }: { children?: ComponentChildren }) => (
  <header class="bar">
    <a href="#/" class="brand">
      {text.app}
    </a>
    {children}
  </header>
);
