// Who puts words together right now. What they write is shown once it is said.

import type { PublicSeat } from '../../shared/protocol.ts';
import { text } from '../text.ts';

export const Writing = ({ seats }: { seats: readonly PublicSeat[] }) => {
  const names = seats.filter(({ writing }) => writing).map(({ name }) => name);
  return (
    <p class="writing" role="status">
      {names.length > 0 && (
        <>
          <span class="writing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {text.presence.writing(names)}
        </>
      )}
    </p>
  );
};
