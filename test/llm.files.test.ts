// Names and files of embedded models: what is not there, and what is no good, is said before it is used.

import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATALOGUE, type CatalogueEntry } from '../server/llm/catalogue.ts';
import {
  fileIn,
  hashOf,
  LLM_FOLDER,
  modelFolder,
  modelPath,
  runtimeFolder,
  writeNote,
} from '../server/llm/folder.ts';
import { openModel, readiness } from '../server/llm/open.ts';
import { plainSettings } from '../server/llm/settings.ts';
import { faultOf } from './doubles/asking.ts';
import { describeWithModels, gemma, smallSettings, smollm } from './doubles/small-models.ts';

const root = mkdtempSync(join(tmpdir(), 'parlor-llm-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a model is named, never located', async () => {
  for (const name of ['../smollm2-135m', '/etc/passwd', 'smollm2-135m.gguf', '', 'openai:any', 'constructor'])
    expect((await faultOf(openModel(name, plainSettings()))).code, name).toBe('model-missing');
});

test('where nothing is installed and nothing pulled, a sentence says what to run', async () => {
  const settings = plainSettings({ folder: join(root, 'empty') });
  expect((await faultOf(openModel('smollm2-135m', settings))).message).toContain('npx parlor setup llm');
  expect(readiness(settings).every(({ ok, why }) => !ok && why.includes('npx parlor'))).toBe(true);
});

test('the catalogue says of every model where it comes from, and pins what was seen', () => {
  for (const { name, wheels, hub, verified } of CATALOGUE) {
    expect(wheels ?? hub, name).toBeDefined();
    if (verified) expect(verified.sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const { spec } of wheels ?? []) expect(spec).toMatch(/==[\d.]+$/);
  }
});

describeWithModels('files that are no good', () => {
  const folder = join(root, 'llm');
  const settings = smallSettings({ folder, sequences: 1 });
  const place = (entry: CatalogueEntry): string => {
    mkdirSync(modelFolder(folder, entry.name), { recursive: true });
    const path = fileIn(modelFolder(folder, entry.name));
    copyFileSync(modelPath(LLM_FOLDER, entry.name), path);
    const { bytes = 0, sha256 = '' } = entry.verified ?? {};
    writeNote(modelFolder(folder, entry.name), {
      name: entry.name,
      bytes,
      sha256,
      verified: true,
      from: 'a test',
    });
    return path;
  };
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    symlinkSync(runtimeFolder(LLM_FOLDER), runtimeFolder(folder));
  });

  test('a truncated file is found by its size', async () => {
    truncateSync(place(smollm), 1_000_000);
    const fault = await faultOf(openModel('smollm2-135m', settings));
    expect(fault).toMatchObject({ code: 'model-broken' });
    expect(fault.message).toMatch(/1000000 bytes instead of 98362432.*--force/);
  });

  test('a changed file is found by its hash', async () => {
    const file = openSync(place(smollm), 'r+');
    writeSync(file, 'x', 50_000_000);
    expect((await faultOf(openModel('smollm2-135m', settings))).message).toContain('has not the hash');
  });

  test('a truncated file that nobody knows the hash of does not load, and only its process notices', {
    timeout: 120_000,
  }, async () => {
    const { verified: _, ...unverified } = smollm;
    truncateSync(place(smollm), 1_000_000);
    const sha256 = await hashOf(modelPath(folder, smollm.name));
    writeNote(modelFolder(folder, smollm.name), {
      name: smollm.name,
      bytes: 1_000_000,
      sha256,
      verified: false,
      from: 'a test',
    });
    const fault = await faultOf(openModel('smollm2-135m', { ...settings, catalogue: [unverified] }));
    expect(fault).toMatchObject({ code: 'model-broken' });
    expect(fault.message).toContain('cannot be loaded');
  });

  test('a model without a chat template cannot hold a conversation, and says so', {
    timeout: 120_000,
  }, async () => {
    const untuned: CatalogueEntry = { ...gemma, chat: 'own' };
    const fault = await faultOf(openModel('gemma-3-270m', smallSettings({ catalogue: [untuned] })));
    expect(fault).toMatchObject({ code: 'model-broken' });
    expect(fault.message).toContain('no chat template');
  });
});
