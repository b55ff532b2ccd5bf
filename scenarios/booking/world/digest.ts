// FNV-1a (Fowler, Noll, Vo) twice over, from two starts: 64 bits that tell contents apart. It finds
// differences, it keeps no secrets.

const PRIME = 0x01000193;

const fnv1a = (text: string, start: number): number => {
  let hash = start;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  // FNV's last characters hardly reach its high bits; a final mix (MurmurHash3's) spreads them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** 64 bits over a text, 16 hex digits. */
export const digestOf = (text: string): string => hex(fnv1a(text, 0x811c9dc5)) + hex(fnv1a(text, 0x01234567));

/** 32 bits over a text, as a whole number. */
export const hashOf = (text: string): number => fnv1a(text, 0x811c9dc5);
