import type { Replay, ReplaySeat } from '../net/api.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';
import { KindBadge } from './kind-badge.tsx';

interface Props {
  seats: readonly ReplaySeat[];
  colours: ReadonlyMap<number, string>;
  end: Replay['end'];
  /** A role in words. */
  word(role: string): string;
}

/** Who sat where, which roles came out, and who won. */
export const ReplaySeats = ({ seats, colours, end, word }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: on phones the list scrolls sideways, and keys must reach that
  <section class="roster roster-replay" aria-label={text.room.roster} tabIndex={0}>
    <ul>
      {seats.map(({ name, kind, occupant, role }, seat) => (
        <li class="seat" key={name}>
          <span class="dot" style={{ background: colours.get(seat) ?? 'var(--muted)' }} />
          <span class="seat-name">{name}</span>
          {role && <span class="seat-role">{word(role)}</span>}
          <span class="seat-who">
            <span class="seat-occupant" title={occupant}>
              {occupant}
            </span>
            <KindBadge kind={kind} />
          </span>
          {end?.winners.includes(seat) && (
            <span class="won" title={text.result.wonMark}>
              <Icon name="check" />
              <span class="visually-hidden">{text.result.wonMark}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  </section>
);
