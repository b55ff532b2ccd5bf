// Kernels of the wasm back end that training needs and that the package lacks or does slowly.
//
// - BatchMatMul and _FusedMatMul take XNNPACK's route only for two plain matrices; transposed or
//   batched ones fall into a triple loop. Here matrices are transposed first and batches are taken
//   one by one.
// - Transpose of a matrix and Sum over leading axes (a bias's gradient) walk memory column by column
//   in the package; here in blocks, and row by row.
// - Tile, the gradient of a sum, computes an index per number; here runs are copied.
// - UnsortedSegmentSum, the gradient of gather, is missing.
//
// Views of the wasm heap die when it grows, so every kernel allocates first and takes views after.

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  broadcast_util,
  getKernel,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
  util,
} from '@tensorflow/tfjs-core';

type Call = Parameters<KernelFunc>[0];

/** Below this many multiplications the package's loop beats the cost of setting up XNNPACK. */
const SMALL = 8192;
const BLOCK = 32;

const wasmOf = (call: Call): BackendWasm => call.backend as BackendWasm;
const input = (call: Call, name: string): TensorInfo => {
  const tensor = call.inputs[name];
  if (!tensor) throw new Error(`a kernel was called without its input ${name}`);
  return tensor;
};
const floats = (backend: BackendWasm, tensor: TensorInfo): Float32Array =>
  backend.typedArrayFromHeap(tensor) as Float32Array;
const sizeOf = (shape: readonly number[]): number => util.sizeFromShape([...shape]);
const at = (shape: readonly number[], axis: number): number => shape.at(axis) ?? 1;

/** out[c, r] = from[r, c], in square blocks so that both sides stay in the cache. */
const transposeInto = (
  out: Float32Array | Int32Array,
  from: Float32Array | Int32Array,
  rows: number,
  columns: number,
): void => {
  for (let r0 = 0; r0 < rows; r0 += BLOCK)
    for (let c0 = 0; c0 < columns; c0 += BLOCK) {
      const r1 = Math.min(rows, r0 + BLOCK);
      const c1 = Math.min(columns, c0 + BLOCK);
      for (let c = c0; c < c1; c++)
        for (let r = r0; r < r1; r++) out[c * rows + r] = from[r * columns + c] as number;
    }
};

/** Replaces a kernel by one that may still call it. */
const mend = (kernelName: string, kernelFunc: (call: Call, original: KernelFunc) => TensorInfo): void => {
  const { kernelFunc: original, ...rest } = getKernel(kernelName, 'wasm');
  unregisterKernel(kernelName, 'wasm');
  registerKernel({ ...rest, kernelFunc: (call) => kernelFunc(call as Call, original) });
};

const transpose = (call: Call, original: KernelFunc): TensorInfo => {
  const x = input(call, 'x');
  const perm = call.attrs?.perm as readonly number[];
  const plain = x.shape.length === 2 && perm[0] === 1 && (x.dtype === 'float32' || x.dtype === 'int32');
  if (!plain) return original(call) as TensorInfo;
  const backend = wasmOf(call);
  const [rows, columns] = [at(x.shape, 0), at(x.shape, 1)];
  const out = backend.makeOutput([columns, rows], x.dtype);
  type Numbers = Float32Array | Int32Array;
  transposeInto(
    backend.typedArrayFromHeap(out) as Numbers,
    backend.typedArrayFromHeap(x) as Numbers,
    rows,
    columns,
  );
  return out;
};

const sum = (call: Call, original: KernelFunc): TensorInfo => {
  const x = input(call, 'x');
  const rank = x.shape.length;
  const axes = util.parseAxisParam(call.attrs?.axis as number | number[], x.shape).sort((a, b) => a - b);
  const leading = axes.length > 0 && axes.length < rank && axes.every((axis, n) => axis === n);
  if (!leading || x.dtype !== 'float32') return original(call) as TensorInfo;
  const backend = wasmOf(call);
  const kept = x.shape.slice(axes.length);
  const out = backend.makeOutput(call.attrs?.keepDims ? [...axes.map(() => 1), ...kept] : kept, 'float32');
  const [total, from] = [floats(backend, out), floats(backend, x)];
  const width = total.length;
  // Doubles keep the rounding of a long batch as small as the package's pairwise sums.
  const exact = new Float64Array(width);
  for (let start = 0; start < from.length; start += width)
    for (let j = 0; j < width; j++) exact[j] = (exact[j] as number) + (from[start + j] as number);
  total.set(exact);
  return out;
};

/** out[s] = sum of the rows of x whose segment is s; ids outside 0..numSegments-1 are left out. */
const unsortedSegmentSum: KernelFunc = (given) => {
  const call = given as Call;
  const backend = wasmOf(call);
  const [x, segments] = [input(call, 'x'), input(call, 'segmentIds')];
  const count = call.attrs?.numSegments as number;
  const idRank = segments.shape.length;
  const out = backend.makeOutput([count, ...x.shape.slice(idRank)], x.dtype);
  const total = backend.typedArrayFromHeap(out);
  const from = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segments);
  const width = sizeOf(x.shape.slice(idRank));
  total.fill(0);
  for (let row = 0; row < ids.length; row++) {
    const segment = ids[row] as number;
    if (segment < 0 || segment >= count) continue;
    for (let j = 0; j < width; j++) {
      const to = segment * width + j;
      total[to] = (total[to] as number) + (from[row * width + j] as number);
    }
  }
  return out;
};

/** Repeats the block at `from` along every axis from `axis` on; returns where the next one goes. */
const tileInto = (
  out: Float32Array,
  from: Float32Array,
  shape: readonly number[],
  reps: readonly number[],
  axis: number,
  [to, source]: readonly [number, number],
): number => {
  const size = shape[axis] as number;
  let end = to;
  if (axis === shape.length - 1) {
    out.set(from.subarray(source, source + size), to);
    end += size;
  } else {
    const inner = sizeOf(shape.slice(axis + 1));
    for (let n = 0; n < size; n++)
      end = tileInto(out, from, shape, reps, axis + 1, [end, source + n * inner]);
  }
  const run = end - to;
  const times = reps[axis] as number;
  if (run === 1) out.fill(out[to] as number, to, to + times);
  else for (let n = 1; n < times; n++) out.copyWithin(to + n * run, to, end);
  return to + run * times;
};

const tile = (call: Call, original: KernelFunc): TensorInfo => {
  const x = input(call, 'x');
  const reps = call.attrs?.reps as readonly number[];
  if (x.dtype !== 'float32' || x.shape.length === 0 || reps.length !== x.shape.length)
    return original(call) as TensorInfo;
  const backend = wasmOf(call);
  const shape = x.shape.map((size, axis) => size * (reps[axis] as number));
  const out = backend.makeOutput(shape, 'float32');
  if (sizeOf(shape) > 0) tileInto(floats(backend, out), floats(backend, x), x.shape, reps, 0, [0, 0]);
  return out;
};

interface Side {
  readonly tensor: TensorInfo;
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly transposed: boolean;
}
const side = (tensor: TensorInfo, transposed: boolean): Side => ({
  tensor,
  batch: sizeOf(tensor.shape.slice(0, -2)),
  rows: at(tensor.shape, -2),
  columns: at(tensor.shape, -1),
  transposed,
});

/** One matrix of a batch as a tensor of its own, the right way round. The caller disposes it. */
const matrix = (backend: BackendWasm, from: Side, n: number): TensorInfo => {
  const { rows, columns } = from;
  const out = backend.makeOutput(from.transposed ? [1, columns, rows] : [1, rows, columns], 'float32');
  const whole = floats(backend, from.tensor);
  const start = from.batch === 1 ? 0 : n * rows * columns;
  const part = whole.subarray(start, start + rows * columns);
  if (from.transposed) transposeInto(floats(backend, out), part, rows, columns);
  else floats(backend, out).set(part);
  return out;
};

const product = (call: Call, original: KernelFunc, a: TensorInfo, b: TensorInfo): TensorInfo =>
  original({
    ...call,
    inputs: { ...call.inputs, a, b },
    attrs: { ...call.attrs, transposeA: false, transposeB: false },
  }) as TensorInfo;

/** A tensor with other dimensions on the same memory, for one call. */
const seenAs = (tensor: TensorInfo, shape: number[]): TensorInfo => ({ ...tensor, shape });

const oneMatrix = (call: Call, original: KernelFunc, a: Side, b: Side): TensorInfo => {
  const backend = wasmOf(call);
  const ready = [a, b].map((one) =>
    one.transposed ? matrix(backend, one, 0) : seenAs(one.tensor, [1, one.rows, one.columns]),
  );
  const out = product(call, original, ready[0] as TensorInfo, ready[1] as TensorInfo);
  [a, b].forEach((one, n) => {
    if (one.transposed) backend.disposeData((ready[n] as TensorInfo).dataId);
  });
  return out;
};

const oneByOne = (call: Call, original: KernelFunc, a: Side, b: Side, shape: number[]): TensorInfo => {
  const backend = wasmOf(call);
  const out = backend.makeOutput(shape, 'float32');
  const size = at(shape, -1) * at(shape, -2);
  for (let n = 0; n < Math.max(a.batch, b.batch); n++) {
    const parts = [matrix(backend, a, n), matrix(backend, b, n)] as const;
    const part = product(call, original, ...parts);
    floats(backend, out).set(floats(backend, part), n * size);
    for (const used of [...parts, part]) backend.disposeData(used.dataId);
  }
  return out;
};

const matMul = (call: Call, original: KernelFunc): TensorInfo => {
  const a = side(input(call, 'a'), call.attrs?.transposeA === true);
  const b = side(input(call, 'b'), call.attrs?.transposeB === true);
  const [rows, inner] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const columns = b.transposed ? b.rows : b.columns;
  const outer = broadcast_util.assertAndGetBroadcastShape(
    a.tensor.shape.slice(0, -2),
    b.tensor.shape.slice(0, -2),
  );
  const shape = [...outer, rows, columns];
  const batched = a.batch > 1 || b.batch > 1;
  const simple = !batched && !a.transposed && !b.transposed;
  // Batches that are broadcast on both sides in different dimensions are left to the package.
  const uneven = batched && a.batch !== b.batch && a.batch !== 1 && b.batch !== 1;
  const small = rows * inner * columns < SMALL;
  if (simple || uneven || small || a.tensor.dtype !== 'float32' || b.tensor.dtype !== 'float32')
    return original(call) as TensorInfo;
  if (!batched) return { ...oneMatrix(call, original, a, b), shape };
  if (b.batch === 1 && !a.transposed) {
    // Rows of all matrices on the left meet the same matrix on the right: one tall product.
    const tall = { ...a, batch: 1, rows: a.batch * a.rows };
    return { ...oneMatrix(call, original, tall, b), shape };
  }
  return oneByOne(call, original, a, b, shape);
};

/** Puts the mended kernels in place; again does nothing. */
export const mendKernels = (): void => {
  if (getKernel('UnsortedSegmentSum', 'wasm')) return;
  registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: unsortedSegmentSum,
  });
  mend('Transpose', transpose);
  mend('Sum', sum);
  mend('Tile', tile);
  mend('BatchMatMul', matMul);
  mend('_FusedMatMul', matMul);
};
