// What the learner does, for curves and listings: /api/training (the latest lines of every run) and
// /api/checkpoints (what can be seated, and what is).

import type { Request, Router } from 'express';
import type { Scenario } from '../../shared/scenario.ts';
import { recentRuns } from '../learner/run-log.ts';
import type { CheckpointStore, Listed } from '../policy/store.ts';

export interface TrainingPages {
  readonly data: string;
  readonly store: CheckpointStore;
}

const shown = ({ header, shipped }: Listed, current: string | undefined): object => ({
  id: header.id,
  algorithm: header.algorithm,
  update: header.update,
  episodes: header.episodes,
  parent: header.parent,
  seed: header.seed,
  scores: header.scores,
  at: header.at,
  shipped,
  current: header.id === current,
});

export const trainingRoutes = (
  router: Router,
  { data, store }: TrainingPages,
  scenarios: ReadonlyMap<string, Scenario>,
  query: (request: Request) => { lines: number },
): void => {
  router.get('/training', (request, response) => {
    response.json({ runs: recentRuns(data, query(request).lines) });
  });
  router.get('/checkpoints', (_request, response) => {
    const checkpoints = [...scenarios.values()].flatMap((scenario) =>
      scenario.roles.map((role) => {
        const current = store.current(scenario, role)?.header.id;
        const listed = store.list(scenario.id, role).map((one) => shown(one, current));
        return { scenario: scenario.id, role, current: current ?? null, checkpoints: listed };
      }),
    );
    response.json({ checkpoints });
  });
};
