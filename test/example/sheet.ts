/** Answers of one column: codes (255 blank), numbers (NaN blank), or indices into words (`words[0]` is blank). */
export type DrawnColumn =
  | { readonly kind: "codes"; readonly values: Uint8Array }
  | { readonly kind: "numbers"; readonly values: Float64Array }
  | { readonly kind: "words"; readonly values: Uint16Array; readonly words: readonly string[] };

/** What a blank is among codes. */
export const blankCode = 255;

/** The columns of a wave while it is drawn, in the order in which they were first named. */
export interface Sheet {
  readonly columns: Map<string, DrawnColumn>;
  codes(column: string): Uint8Array;
  numbers(column: string): Float64Array;
  words(column: string, words?: readonly string[]): Uint16Array;
  /** Index of a word of a column, added where it is new. */
  word(column: string, text: string): number;
}

export function openSheet(rows: number): Sheet {
  const columns = new Map<string, DrawnColumn>();
  const places = new Map<string, Map<string, number>>();
  const lists = new Map<string, string[]>();
  const add = <C extends DrawnColumn>(name: string, column: C): C["values"] => {
    columns.set(name, column);
    return column.values;
  };
  return {
    columns,
    codes: (name) => add(name, { kind: "codes", values: new Uint8Array(rows).fill(blankCode) }),
    numbers: (name) => add(name, { kind: "numbers", values: new Float64Array(rows).fill(Number.NaN) }),
    words(name, words = []) {
      const list = ["", ...words];
      lists.set(name, list);
      places.set(name, new Map(list.map((word, k) => [word, k])));
      return add(name, { kind: "words", values: new Uint16Array(rows), words: list });
    },
    word(name, text) {
      const place = places.get(name)!;
      const found = place.get(text) ?? place.size;
      if (found === place.size) {
        place.set(text, found);
        lists.get(name)!.push(text);
      }
      return found;
    },
  };
}
