// Messages to one seat, made from the table.

import {
  type CandidateItem,
  type EndMessage,
  PROTOCOL_VERSION,
  type SeatedMessage,
  type ViewMessage,
  type YouMessage,
} from '../../shared/protocol.ts';
import type { SeatId } from '../../shared/scenario.ts';
import type { EndEntry, Header } from '../../shared/turn.ts';
import type { Episode } from '../episode/episode.ts';
import type { Offer } from '../episode/place.ts';
import type { Table } from '../episode/table.ts';

const candidateItems = ({ scenario }: Episode, { candidates, observation }: Offer): CandidateItem[] =>
  candidates.map((act, index) => {
    const item: CandidateItem = { index, ...scenario.label(act, observation) };
    if (scenario.closes(act)) item.closes = true;
    return item;
  });

export const youMessage = (episode: Episode, offer: Offer, now: number): YouMessage => {
  const { scenario } = episode;
  return {
    turn: offer.turn,
    kind: offer.kind,
    observation: offer.observation,
    candidates: candidateItems(episode, offer),
    chosen: offer.chosen.map((act) => scenario.label(act, offer.observation).label),
    deadline: Math.round(offer.deadline),
    now: Math.round(now),
    brief: scenario.brief(offer.observation),
  };
};

export const viewMessage = (table: Table, seat: SeatId): ViewMessage => {
  const { scenario, state, questions } = table.episode;
  const asked = table.end ? [] : questions.filter((question) => question.asked.includes(seat));
  return {
    stage: scenario.stage(state, seat),
    questions: asked.map(({ id, text, answers }) => ({
      id,
      text,
      answers: [...answers],
      answer: table.believed(seat, id),
    })),
  };
};

/** Before the start role and brief are empty: they must not help in choosing a seat. */
export const seatedMessage = (
  episode: Episode,
  seat: SeatId,
  token: string,
  playing: boolean,
): SeatedMessage => {
  const { scenario, state } = episode;
  return {
    seat,
    token,
    role: playing ? scenario.role(state, seat) : '',
    name: scenario.seatName(state, seat),
    brief: playing ? scenario.brief(scenario.observe(state, seat)) : '',
    protocol: PROTOCOL_VERSION,
  };
};

export const endMessage = (header: Header, episode: Episode, end: EndEntry): EndMessage => ({
  outcome: {
    end: end.end,
    reason: end.reason,
    winners: end.winners,
    roles: end.roles,
    names: header.seats.map((_, seat) => episode.scenario.seatName(episode.state, seat)),
    metrics: end.metrics,
    episode: header.episode,
    key: header.key,
  },
});
