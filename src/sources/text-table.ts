/** Numbers of texts, found by the texts' UTF-16 units: no string is made to look one up. */
export interface TextTable {
  /** The number of the text between two places; `unknown` when it has none. */
  find(units: Uint16Array, begin: number, end: number): number;
  /** Gives a number to the text between two places, which has none; `text` is that text, to be kept. */
  add(units: Uint16Array, begin: number, end: number, text: string, number: number): void;
}

export const unknown = -1;

/** A hash table with open addresses, at most half full. Texts of one hash are told apart by their units. */
export function makeTextTable(): TextTable {
  const texts: string[] = [];
  const numbers: number[] = [];
  const hashes: number[] = [];
  /** Each holds an index into the three lists, or `unknown`. */
  let slots = new Int32Array(16).fill(unknown);

  function place(index: number): void {
    const last = slots.length - 1;
    let slot = hashes[index]! & last;
    while (slots[slot] !== unknown) slot = (slot + 1) & last;
    slots[slot] = index;
  }

  return {
    find(units, begin, end) {
      const hash = hashUnits(units, begin, end);
      const last = slots.length - 1;
      for (let slot = hash & last; ; slot = (slot + 1) & last) {
        const index = slots[slot]!;
        if (index === unknown) return unknown;
        if (hashes[index] === hash && stands(texts[index]!, units, begin, end)) return numbers[index]!;
      }
    },
    add(units, begin, end, text, number) {
      const index = texts.push(text) - 1;
      numbers.push(number);
      hashes.push(hashUnits(units, begin, end));
      if (2 * texts.length > slots.length) {
        slots = new Int32Array(2 * slots.length).fill(unknown);
        for (let other = 0; other < index; other++) place(other);
      }
      place(index);
    },
  };
}

/** 30 bits: the engine keeps them as small integers. */
function hashUnits(units: Uint16Array, begin: number, end: number): number {
  let hash = 0;
  for (let at = begin; at < end; at++) hash = Math.imul(hash ^ units[at]!, 0x9e3779b1);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

/** Whether a text is what stands between two places. */
function stands(text: string, units: Uint16Array, begin: number, end: number): boolean {
  if (text.length !== end - begin) return false;
  for (let at = begin; at < end; at++) if (units[at] !== text.charCodeAt(at - begin)) return false;
  return true;
}
