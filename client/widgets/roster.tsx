import type { PublicSeat } from '../../shared/protocol.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';
import { KindBadge } from './kind-badge.tsx';

interface Props {
  seats: readonly PublicSeat[];
  /** CSS colour by seat, from the stage. */
  colours: ReadonlyMap<number, string>;
  mine: number | undefined;
}

const Seat = ({ seat, colour, mine }: { seat: PublicSeat; colour: string; mine: boolean }) => (
  <li class={`seat${seat.alive ? '' : ' seat-out'}${mine ? ' seat-mine' : ''}`}>
    <span class="dot" style={{ background: colour }} />
    <span class="seat-name">{seat.name}</span>
    <span class="seat-who">
      {mine && text.room.you}
      {!mine && seat.kind === 'human' && (
        <span class="seat-occupant" title={seat.occupant}>
          {seat.occupant}
        </span>
      )}
      {!mine && <KindBadge kind={seat.kind} />}
    </span>
    {!seat.alive && (
      <span class="seat-state" title={text.presence.out}>
        <Icon name="out" />
        <span class="visually-hidden">{text.presence.out}</span>
      </span>
    )}
    {seat.alive && seat.presence === 'away' && seat.kind !== 'open' && (
      <span class="seat-state">
        <Icon name="away" />
        {text.presence.away}
      </span>
    )}
    {seat.alive && seat.lost && (
      <span class="seat-state seat-lost" title={text.presence.lostMeans}>
        <Icon name="info" />
        {text.presence.lost}
      </span>
    )}
    {seat.alive && seat.busy && <span class="busy" role="img" aria-label={text.presence.busy} />}
  </li>
);

export const Roster = ({ seats, colours, mine }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: on phones the list scrolls sideways, and keys must reach that
  <section class="roster" aria-label={text.room.roster} tabIndex={0}>
    <ul>
      {seats.map((seat, index) => (
        <Seat
          key={seat.name}
          seat={seat}
          colour={colours.get(index) ?? 'var(--muted)'}
          mine={index === mine}
        />
      ))}
    </ul>
  </section>
);
