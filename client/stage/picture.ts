// The Phaser side of the stage: draws whatever Stage it is given, and sleeps while nothing moves.
// All coordinates are CSS pixels; the camera's zoom brings them to the screen's own.

import Phaser from 'phaser';
import type { Stage } from '../../shared/stage.ts';
import { type Layout, layoutStage, type Rect, type Spot, type Token } from './layout.ts';
import { drawBallots, drawMap } from './place-art.ts';
import { type Bubble, createBubble, drawSpeech, FONT } from './speech-art.ts';
import { drawToken } from './token-art.ts';

/** What may be clicked now. */
export interface Targets {
  readonly places: ReadonlySet<string>;
  readonly seats: ReadonlySet<number>;
}
export interface Picture {
  show(stage: Stage, targets: Targets): void;
  /** Where everything is drawn now, for clicks; undefined before the first stage. */
  layout(): Layout | undefined;
  destroy(): void;
}

/** Frames drawn after the last movement, so that fonts and textures have settled. */
const SETTLE = 4;
/** Between one name and the next, px. */
const APART = 6;
/** Smallest letters, px. */
const SMALLEST = 9;
const NAME_COLOUR = '#d8dde3';

interface Figure {
  readonly box: Phaser.GameObjects.Container;
  readonly pen: Phaser.GameObjects.Graphics;
  readonly name: Phaser.GameObjects.Text;
  look: string;
}

const voteOf = (stage: Stage, token: Token): string => {
  const ballot = stage.ballots.find(({ seat }) => seat === token.seat);
  if (token.pose === 'body') return '';
  if (!ballot || ballot.choice === null) return token.marks.includes('voted') ? '✓' : '';
  return `→ ${ballot.choice}`;
};

/** Marks that are not drawn as a shape are written under the name. */
const marksOf = ({ marks }: Token): string[] =>
  marks.filter((mark) => mark !== 'you' && mark !== 'speaker' && mark !== 'voted');

class StageScene extends Phaser.Scene {
  readonly resolution: number;
  readonly calm: boolean;
  layout: Layout | undefined;
  #wanted: { stage: Stage; targets: Targets } | undefined;
  #still = 0;
  #map: Phaser.GameObjects.Graphics | undefined;
  #ballots: Phaser.GameObjects.Graphics | undefined;
  #bubble: Bubble | undefined;
  readonly #labels = new Map<string, Phaser.GameObjects.Text>();
  readonly #figures = new Map<string, Figure>();

  constructor(resolution: number, calm: boolean) {
    super('stage');
    this.resolution = resolution;
    this.calm = calm;
  }

  create(): void {
    this.#map = this.add.graphics();
    this.#ballots = this.add.graphics().setDepth(10);
    this.#bubble = createBubble(this, this.resolution);
    this.scale.on(Phaser.Scale.Events.RESIZE, () => this.redraw(false));
    this.redraw(false);
  }

  override update(): void {
    this.#still = this.tweens.getTweens().length > 0 ? 0 : this.#still + 1;
    if (this.#still > SETTLE) this.game.loop.sleep();
  }

  wakeUp(): void {
    this.#still = 0;
    this.game.loop.wake();
  }

  show(stage: Stage, targets: Targets): void {
    const first = this.#wanted === undefined;
    this.#wanted = { stage, targets };
    this.redraw(!first);
  }

  redraw(moving: boolean): void {
    if (!this.#wanted || !this.#map || !this.#ballots || !this.#bubble) return;
    const { stage, targets } = this.#wanted;
    const size = { x: this.scale.width / this.resolution, y: this.scale.height / this.resolution };
    this.cameras.main.setViewport(0, 0, this.scale.width, this.scale.height);
    this.cameras.main.setOrigin(0, 0).setZoom(this.resolution).setScroll(0, 0);
    const layout = layoutStage(stage, size.x, size.y);
    this.layout = layout;
    drawMap(this.#map, stage, layout, targets.places);
    this.#writeLabels(stage, layout);
    drawBallots(this.#ballots, stage, layout);
    this.#placeFigures(stage, layout, targets, moving && !this.calm);
    const whole = { w: size.x, h: size.y };
    drawSpeech(this.#bubble, stage, layout, whole, this.#written(layout));
    this.wakeUp();
  }

  #write(words: string, px: number, colour: string): Phaser.GameObjects.Text {
    const style = { fontFamily: FONT, fontSize: `${px}px`, color: colour, align: 'center' };
    return this.add.text(0, 0, words, style).setResolution(this.resolution);
  }

  #writeLabels(stage: Stage, layout: Layout): void {
    for (const [id, label] of this.#labels) {
      if (layout.places.has(id)) continue;
      label.destroy();
      this.#labels.delete(id);
    }
    for (const { id, label } of stage.places) {
      const box = layout.places.get(id);
      if (!box) continue;
      const written = this.#labels.get(id) ?? this.#write('', 12, '#a7b0ba').setDepth(5);
      this.#labels.set(id, written);
      const size = layout.compact || box.w < 130 ? 11 : 12;
      written
        .setFontSize(size)
        .setText(label)
        .setPosition(box.x + 8, box.y + 5);
      // A long name in a narrow place is squeezed rather than drawn over its neighbour.
      const room = (box.w - 24) / Math.max(1, written.width);
      if (room < 1) written.setFontSize(Math.max(8, Math.floor(size * room)));
    }
  }

  /** What is written on the map and under the figures, where these will stand. */
  #written(layout: Layout): Rect[] {
    const labels = [...this.#labels.values()].map(({ x, y, width, height }) => ({
      x,
      y,
      w: width,
      h: height,
    }));
    const names = [...this.#figures].flatMap(([id, { name }]) => {
      const spot = layout.tokens.get(id);
      return spot ? [{ x: spot.x + name.x, y: spot.y + name.y, w: name.width, h: name.height }] : [];
    });
    return [...labels, ...names];
  }

  #figureOf(token: Token, spot: Spot): Figure {
    const known = this.#figures.get(token.id);
    if (known) return known;
    const pen = this.add.graphics();
    const name = this.#write('', 12, NAME_COLOUR);
    const box = this.add.container(spot.x, spot.y, [pen, name]).setDepth(20);
    const figure: Figure = { box, pen, name, look: '' };
    this.#figures.set(token.id, figure);
    return figure;
  }

  #placeFigures(stage: Stage, layout: Layout, targets: Targets, moving: boolean): void {
    const shown = new Set<string>();
    for (const token of stage.tokens) {
      const spot = layout.tokens.get(token.id);
      if (!spot) continue;
      shown.add(token.id);
      const figure = this.#figureOf(token, spot);
      this.#dress(figure, stage, token, spot, layout.compact, targets);
      this.#walk(figure, spot, moving);
    }
    for (const [id, figure] of this.#figures) {
      if (shown.has(id)) continue;
      this.tweens.killTweensOf(figure.box);
      figure.box.destroy();
      this.#figures.delete(id);
    }
  }

  #dress(figure: Figure, stage: Stage, token: Token, spot: Spot, compact: boolean, targets: Targets): void {
    const speaking = stage.speech?.seat === token.seat && token.seat !== null && token.pose !== 'body';
    const target = token.seat !== null && targets.seats.has(token.seat);
    const words = [token.label, ...marksOf(token), voteOf(stage, token)].filter(Boolean).join('\n');
    const look = JSON.stringify([
      token.colour,
      token.pose,
      token.marks,
      token.fill,
      words,
      spot.size,
      spot.room,
      speaking,
      target,
      compact,
    ]);
    if (look === figure.look) return;
    figure.look = look;
    drawToken(figure.pen, token, spot.size, target, speaking);
    figure.pen.setAlpha(token.pose === 'out' ? 0.55 : 1);
    const px = compact || spot.size < 13 ? 11 : 12;
    figure.name.setText(words).setFontSize(px);
    const room = spot.room - APART;
    if (figure.name.width > room)
      figure.name.setFontSize(Math.max(SMALLEST, Math.floor((px * room) / figure.name.width)));
    // What is too long even then is cut: it stands in full in the cards.
    const share = room / Math.max(1, figure.name.width);
    if (share < 1 && !words.includes('\n'))
      figure.name.setText(`${words.slice(0, Math.max(1, Math.floor(words.length * share) - 1)).trimEnd()}…`);
    figure.name.setColor(token.pose === 'out' || token.pose === 'body' ? '#98a2ad' : NAME_COLOUR);
    figure.name.setPosition(
      -Math.round(figure.name.width / 2),
      Math.round(spot.size * (token.pose === 'body' ? 1.15 : speaking ? 1.6 : 1.35)),
    );
    figure.box.setDepth(speaking ? 30 : token.pose === 'body' ? 18 : 20);
  }

  #walk({ box }: Figure, spot: Spot, moving: boolean): void {
    const way = Math.hypot(spot.x - box.x, spot.y - box.y);
    this.tweens.killTweensOf(box);
    if (!moving || way < 1) return void box.setPosition(spot.x, spot.y);
    const duration = Math.min(900, 220 + way * 2.5);
    this.tweens.add({ targets: box, x: spot.x, y: spot.y, duration, ease: 'Sine.easeInOut' });
  }
}

/** Starts Phaser inside an element; throws where neither WebGL nor a 2D canvas can be had. */
export const createPicture = (parent: HTMLElement, calm: boolean): Picture => {
  const resolution = Math.min(3, Math.max(1, devicePixelRatio));
  const scene = new StageScene(resolution, calm);
  const pixels = (): [number, number] => [
    Math.max(2, Math.round(parent.clientWidth * resolution)),
    Math.max(2, Math.round(parent.clientHeight * resolution)),
  ];
  const [width, height] = pixels();
  const game = new Phaser.Game({
    type: Phaser.AUTO,
    parent,
    scale: { mode: Phaser.Scale.NONE, width, height, zoom: 1 / resolution },
    scene,
    transparent: true,
    banner: false,
    autoFocus: false,
    disableContextMenu: false,
    audio: { noAudio: true },
    input: { keyboard: false, mouse: false, touch: false, gamepad: false },
    render: { antialias: true, powerPreference: 'low-power' },
  });
  const watcher = new ResizeObserver(() => game.scale.resize(...pixels()));
  watcher.observe(parent);
  return {
    show: (stage, targets) => scene.show(stage, targets),
    layout: () => scene.layout,
    destroy: () => {
      watcher.disconnect();
      // A sleeping loop would never come round to take the game down.
      game.loop.wake();
      game.destroy(true);
    },
  };
};
