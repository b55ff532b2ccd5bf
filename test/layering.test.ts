// Folders import only what they may, packages are used only where they belong, and nothing imports in a circle.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** folder -> folders it may import from (besides itself). Deeper folders first. */
const ALLOWED: Record<string, readonly string[]> = {
  shared: [],
  scenarios: ['shared'],
  client: ['shared'],
  'server/episode': ['shared'],
  'server/log': ['shared', 'server/episode'],
  'server/packages': ['shared'],
  'server/llm': ['shared', 'server/packages'],
  'server/seats': ['shared', 'server/episode', 'server/policy', 'server/llm'],
  'server/learner': [
    'shared',
    'scenarios',
    'server',
    'server/episode',
    'server/seats',
    'server/policy',
    'server/log',
  ],
  'server/policy': ['shared', 'server/packages'],
  'server/rooms': ['shared', 'scenarios', 'server', 'server/episode', 'server/seats', 'server/log'],
  'server/tournament': ['shared', 'server', 'server/episode', 'server/seats', 'server/log'],
  'server/http': [
    'shared',
    'scenarios',
    'server',
    'server/episode',
    'server/log',
    'server/rooms',
    'server/policy',
    'server/learner',
    'server/tournament',
  ],
  'server/cli': [
    'shared',
    'scenarios',
    'server',
    'server/episode',
    'server/seats',
    'server/log',
    'server/policy',
    'server/learner',
    'server/corpora',
    'server/fit',
    'server/tournament',
    'server/llm',
  ],
  'server/corpora': ['shared'],
  'server/fit': ['shared', 'scenarios', 'server/corpora'],
  server: [
    'shared',
    'scenarios',
    'server/episode',
    'server/log',
    'server/rooms',
    'server/http',
    'server/policy',
    'server/seats',
    'server/learner',
    'server/tournament',
    'server/llm',
  ],
};

/** package prefix -> folders that may import it. */
const PACKAGES: Record<string, readonly string[]> = {
  '@colyseus/sdk': ['client', 'test'],
  '@colyseus/': ['server/rooms'],
  lmdb: ['server/log'],
  msgpackr: ['server/log'],
  express: ['server/http'],
  helmet: ['server/http'],
  'prom-client': ['server/http'],
  '@tensorflow/': ['server/policy'],
  webgpu: ['server/policy'],
  yauzl: ['server/packages'],
  ai: ['server/llm'],
  '@ai-sdk/': ['server/llm'],
  commander: ['server/cli'],
  'csv-parse': ['server/corpora'],
  'ml-matrix': ['server/fit'],
  openskill: ['server/tournament'],
  phaser: ['client'],
  preact: ['client'],
  'pure-rand': ['shared'],
  'node:': [
    'server',
    'server/episode',
    'server/log',
    'server/seats',
    'server/packages',
    'server/llm',
    'server/policy',
    'server/learner',
    'server/rooms',
    'server/http',
    'server/cli',
    'server/corpora',
    'server/fit',
    'server/tournament',
    'test',
  ],
};

/** Folders that may import no package but these. */
const ONLY: Record<string, readonly string[]> = { shared: ['zod', 'pure-rand'], scenarios: ['zod'] };

const ROOTS = ['shared', 'scenarios', 'client', 'server'];
const sources = ROOTS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
);

const IMPORT =
  /(?:^|\n)\s*(?:import|export)(?:[^'"`;]*?\bfrom)?\s*\(?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;
const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
const local = (path: string): string[] =>
  importsOf(path)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(path), name)));

const folderOf = (path: string): string => {
  const parts = path.split('/');
  return parts[0] === 'server' && parts.length > 2 ? `server/${parts[1]}` : (parts[0] ?? '');
};

test('the layering test reads imports of every form', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap(importsOf).length).toBeGreaterThan(50);
});

test('folders import only what they may', () => {
  for (const path of sources)
    for (const target of local(path)) {
      if (!/\.tsx?$/.test(target)) continue;
      const [from, to] = [folderOf(path), folderOf(target)];
      expect(from === to || ALLOWED[from]?.includes(to), `${path} may not import ${target}`).toBe(true);
      if (from === 'scenarios' && to === 'scenarios' && path !== 'scenarios/index.ts')
        expect(path.split('/')[1], `${path} reaches into another scenario`).toBe(target.split('/')[1]);
    }
});

test('server folders see scenarios only through their index', () => {
  // A fit writes the numbers of one scenario's model, and calls that model by its parts.
  for (const path of sources.filter((source) => source.startsWith('server/')))
    for (const target of local(path))
      if (target.startsWith('scenarios/') && !path.startsWith('server/fit/'))
        expect(target, path).toBe('scenarios/index.ts');
});

test('packages are imported only where they belong', () => {
  for (const path of sources)
    for (const name of importsOf(path)) {
      if (name.startsWith('.')) continue;
      const folder = folderOf(path);
      const rule = Object.keys(PACKAGES).find((prefix) => name.startsWith(prefix));
      if (rule) expect(PACKAGES[rule]?.includes(folder), `${path} may not import ${name}`).toBe(true);
      const only = ONLY[folder];
      if (only)
        expect(
          only.some((prefix) => name.startsWith(prefix)),
          `${path} may not import ${name}`,
        ).toBe(true);
    }
});

test('TensorFlow has one door', () => {
  // Setup builds a back end and touches no tensor.
  const inside = (path: string): boolean =>
    path === 'server/policy/tf.ts' || path.startsWith('server/policy/backends/');
  for (const path of sources.filter((source) => !inside(source)))
    for (const name of importsOf(path))
      expect(
        /^(@tensorflow\/|webgpu$)/.test(name) || /\/backends\/(?!setup\/)/.test(name),
        `${path} imports ${name}`,
      ).toBe(false);
});

test('no import cycles, type imports counted', () => {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    expect(trail.includes(path), `cycle: ${[...trail, path].join(' -> ')}`).toBe(false);
    if (done.has(path)) return;
    for (const target of local(path)) if (/\.tsx?$/.test(target)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of sources) visit(path, []);
});

test('files stay under 300 lines', () => {
  for (const path of sources)
    expect(readFileSync(path, 'utf8').split('\n').length, path).toBeLessThanOrEqual(301);
});
