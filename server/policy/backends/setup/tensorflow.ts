// Builds the native back end for this machine: the library out of a Python wheel, the binding out of its
// npm package, compiled here against each other, put in place once they have passed the self-test.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RejectionError } from '../../../../shared/result.ts';
import { fetchPackage, fetchWheel } from '../../../packages/fetch.ts';
import { run } from '../../../packages/run.ts';
import { inStage, mega } from '../../../packages/stage.ts';
import { readEntry, unpack } from '../../../packages/wheel.ts';
import type { Probe } from '../names.ts';
import { type Manifest, NATIVE_FOLDER } from '../native.ts';
import { probe } from '../probe.ts';
import { findTools, type Tools, type Variant } from './tools.ts';

export const TENSORFLOW = '2.21.0';
const BINDING = '4.22.0';
/** Scripts of the binding read its serialised graphs with it. */
const PROTOBUF = '3.21.4';
const WHEELS: Record<Variant, string> = { cpu: 'tensorflow-cpu', cuda: 'tensorflow' };
/** Wheel, unpacked library and the copy in use, in bytes. */
const ROOM: Record<Variant, number> = { cpu: 1.5e9, cuda: 9e9 };

export interface SetupOptions {
  readonly variant: Variant;
  /** Version of the library. */
  readonly version?: string;
  /** Told what is being done; `passing` lines replace each other. */
  readonly say: (line: string, passing?: boolean) => void;
  /** Where to put it. */
  readonly folder?: string;
}

export interface SetupReport {
  readonly manifest: Manifest;
  readonly folder: string;
  readonly probe: Probe;
}

const LIBRARIES = /^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/;
/** Headers of the C interface, wherever a release keeps those that it includes. */
const HEADERS = /^tensorflow\/include\/(tensorflow\/(c|core\/platform|tsl)|tsl|xla\/tsl)\/.*\.h$/;

const fetchLibrary = async (tools: Tools, stage: string, options: SetupOptions): Promise<void> => {
  const spec = `${WHEELS[options.variant]}==${options.version ?? TENSORFLOW}`;
  const fetched = join(stage, 'fetched');
  const one = async (name: string, wanted: (path: string) => boolean): Promise<string> => {
    options.say(`fetching ${name}`);
    const folder = join(fetched, name);
    const wheel = await fetchWheel(tools, name, folder, (bytes) =>
      options.say(`fetching ${name}: ${mega(bytes)}`, true),
    );
    options.say(`unpacking ${name}`);
    const bytes = await unpack(wheel, stage, wanted);
    options.say(`unpacked ${mega(bytes)} of ${name}`);
    return wheel;
  };
  const wheel = await one(spec, (path) => LIBRARIES.test(path) || HEADERS.test(path));
  if (options.variant === 'cuda') {
    const metadata = await readEntry(wheel, (path) => path.endsWith('.dist-info/METADATA'));
    for (const cuda of cudaPackages(metadata))
      await one(cuda, (path) => /^nvidia\/.*\/lib\/.*\.so/.test(path));
  }
  rmSync(fetched, { recursive: true });
};

/** The packages, with exact versions, that a wheel names for use with CUDA. */
export const cudaPackages = (metadata: string): string[] =>
  [...metadata.matchAll(/^Requires-Dist: (nvidia-[\w-]+) ?\(?([^;)\n]*)\)? ?;.*and-cuda/gm)].map(
    ([, name, versions]) => `${name}${(versions ?? '').trim()}`,
  );

/** The binding's scripts ask for the whole of TensorFlow.js; what they use of it is the core. */
const placeScripts = async (tools: Tools, stage: string): Promise<void> => {
  const modules = join(stage, 'node_modules');
  const scope = join(modules, '@tensorflow');
  await fetchPackage(tools, `@tensorflow/tfjs-node@${BINDING}`, join(scope, 'tfjs-node'));
  await fetchPackage(tools, `google-protobuf@${PROTOBUF}`, join(modules, 'google-protobuf'));
  mkdirSync(join(scope, 'tfjs'));
  writeFileSync(join(scope, 'tfjs/index.js'), "module.exports = require('@tensorflow/tfjs-core');\n");
};

/** One call of the compiler in place of node-gyp: the binding is two files. */
const compile = async (tools: Tools, stage: string): Promise<void> => {
  const source = join(stage, 'node_modules/@tensorflow/tfjs-node');
  const lib = join(stage, 'tensorflow');
  mkdirSync(join(stage, 'binding'));
  await run(tools.compiler, [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    '-DNAPI_VERSION=8',
    ...[source, tools.headers, join(lib, 'include')].map((folder) => `-I${folder}`),
    join(source, 'binding/tfjs_backend.cc'),
    join(source, 'binding/tfjs_binding.cc'),
    `-L${lib}`,
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    // Found from where the binding lies, so that the folder may move.
    '-Wl,-rpath,$ORIGIN/../tensorflow',
    '-o',
    join(stage, 'binding/tfjs_binding.node'),
  ]);
  rmSync(join(lib, 'include'), { recursive: true });
};

const verify = async (stage: string): Promise<Probe> => {
  const found = await probe('native', { env: { PARLOR_TENSORFLOW: stage } });
  if (!found.ok) throw new RejectionError('no-backend', `What was built does not work: ${found.why}.`);
  return found;
};

/**
 * Fetches, builds, tests and installs the native back end.
 * @throws RejectionError with the reason; then nothing has changed
 */
export const setupTensorflow = async (options: SetupOptions): Promise<SetupReport> => {
  const folder = options.folder ?? NATIVE_FOLDER;
  const tools = findTools();
  return inStage(folder, { room: ROOM[options.variant], code: 'no-backend' }, async (stage) => {
    options.say(`fetching @tensorflow/tfjs-node ${BINDING}`);
    await placeScripts(tools, stage);
    await fetchLibrary(tools, stage, options);
    options.say('compiling the binding');
    await compile(tools, stage);
    const manifest: Manifest = {
      library: `${WHEELS[options.variant]} ${options.version ?? TENSORFLOW}`,
      binding: BINDING,
      platform: `${process.platform}-${process.arch}`,
    };
    writeFileSync(join(stage, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    options.say('testing it');
    return { manifest, folder, probe: await verify(stage) };
  });
};
