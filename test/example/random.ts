import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Random numbers of one purpose: uniform in [0, 1) and standard normal. */
export interface Random {
  uniform(): number;
  normal(): number;
}

/** A generator keyed by whole numbers (seed, purpose, person, …): equal keys give equal numbers, other keys unrelated ones. */
export function randomOf(...keys: readonly number[]): Random {
  const rng = xoroshiro128plusFromState([1, 2, 3, 4].map((word) => keys.reduce(mix, word)));
  // A number that changes inside a closure would be made anew each time; one in an array is not.
  const spare = new Float64Array([Number.NaN]);
  return {
    uniform: () => (rng.next() >>> 0) / 0x1_0000_0000,
    // Polar method (Marsaglia & Bray 1964): two normals from a point drawn inside the unit circle.
    normal() {
      const kept = spare[0]!;
      if (!Number.isNaN(kept)) {
        spare[0] = Number.NaN;
        return kept;
      }
      let x: number;
      let y: number;
      let r: number;
      do {
        x = rng.next() / 0x8000_0000;
        y = rng.next() / 0x8000_0000;
        r = x * x + y * y;
      } while (r >= 1 || r === 0);
      const scale = Math.sqrt((-2 * Math.log(r)) / r);
      spare[0] = y * scale;
      return x * scale;
    },
  };
}

/** One round of hashing: the finaliser of MurmurHash3 (Appleby 2011) over the state and a key. */
function mix(state: number, key: number): number {
  let h = (Math.imul(state, 0x9e3779b1) + key) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
