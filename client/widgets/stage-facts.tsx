import type { Stage } from '../../shared/stage.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';

/** Phase, clock and meters, above the picture. */
export const StageHead = ({ stage }: { stage: Stage }) => (
  <div class="stage-head">
    <strong>{stage.phase}</strong>
    <span class="muted">
      {text.stage.clock} {stage.clock}
    </span>
    {stage.meters.map(({ label, value, max }) => (
      <label class="meter" key={label}>
        <span>{label}</span>
        <progress value={value} max={max} />
        <span class="number">
          {value}/{max}
        </span>
      </label>
    ))}
  </div>
);

/** What a folded stage still says: its phase and the first card, in one line. */
export const StageLine = ({ stage }: { stage: Stage }) => (
  <div class="stage-head stage-line">
    <strong>{stage.phase}</strong>
    <span class="muted">
      {stage.cards[0]?.rows.map(({ label, value }) => `${label} ${value}`).join(' · ') ??
        `${text.stage.clock} ${stage.clock}`}
    </span>
  </div>
);

/** Cards and notes, below it. */
export const StageFacts = ({ stage }: { stage: Stage }) => {
  if (stage.cards.length === 0 && stage.notes.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keys
    <section class="stage-facts" aria-label={text.stage.facts} tabIndex={0}>
      {stage.cards.map((card) => (
        <section class="card" key={card.id} aria-label={card.title}>
          <h3>{card.title}</h3>
          <dl>
            {card.rows.map(({ label, value, done }) => (
              <div key={label} class={done ? 'done' : undefined}>
                <dt>
                  {done && <Icon name="check" />}
                  {label}
                </dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {stage.notes.length > 0 && (
        <ul class="notes">
          {stage.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
