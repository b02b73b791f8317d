/**
 * Chance without state: every random number is a pure function of what it is for (whose, which draw, which seed), so
 * that the order of rows, of draws or of analyses changes none of them.
 */

/** The two words that the last call of `scramble` made; read them before the next call. */
const words = new Uint32Array(2);

/**
 * Threefry-2x32 with 13 rounds: a keyed bijection of 64 bits into `words` (Salmon, Moraes, Dror & Shaw 2011, Parallel
 * random numbers: as easy as 1, 2, 3; 13 rounds pass BigCrush). All arguments are taken as 32-bit words.
 */
function scramble(high: number, low: number, word0: number, word1: number): void {
  // Every sum is cut to 32 bits at once: the engine then stays on integers, four times as fast as on doubles.
  const key0 = word0 | 0;
  const key1 = word1 | 0;
  const key2 = key0 ^ key1 ^ 0x1bd11bda;
  let a = ((high | 0) + key0) | 0;
  let b = ((low | 0) + key1) | 0;
  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key1) | 0;
  b = (b + ((key2 + 1) | 0)) | 0;
  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + key2) | 0;
  b = (b + ((key0 + 2) | 0)) | 0;
  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key0) | 0;
  b = (b + ((key1 + 3) | 0)) | 0;
  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  words[0] = a;
  words[1] = b;
}

/** 64 bits, high word first, that belong to a 64-bit name under a 64-bit key. */
export function scrambled(high: number, low: number, key0: number, key1: number): readonly [number, number] {
  scramble(high, low, key0, key1);
  return [words[0]!, words[1]!];
}

/** Uniform on [0, 1) with 53 bits, for a 64-bit name (a respondent, a position) under a seed and a draw. */
export function uniform(high: number, low: number, seed: number, draw: number): number {
  scramble(high, low, seed, draw);
  return (words[0]! * 0x200000 + (words[1]! >>> 11)) * 2 ** -53;
}

/** The first 32 of those bits, as an integer: for what needs many of them and no more. */
export function integer(high: number, low: number, seed: number, draw: number): number {
  scramble(high, low, seed, draw);
  return words[0]!;
}

/**
 * A text as 64 bits, high word first: the UTF-16 units, four at a time, key the scrambling of what came before
 * (Davies-Meyer), the length closes it.
 */
export function hashText(text: string): readonly [number, number] {
  let high = 0;
  let low = 0;
  for (let at = 0; at < text.length; at += 4) {
    // Past the end charCodeAt gives NaN, which the bit operators take as 0.
    const key0 = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    const key1 = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16);
    scramble(high, low, key0, key1);
    high ^= words[0]!;
    low ^= words[1]!;
  }
  return scrambled(high, low, text.length, 0x74657874);
}
