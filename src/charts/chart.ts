import type { TopLevelSpec } from "vega-lite";

/** Wide: 704 px, for screens from 640 px and print. Narrow: 340 px, for phones. Each is drawn for itself, never shrunk. */
export type Size = "wide" | "narrow";

/** Pixels of a drawing's whole width. */
export const widthOf = { wide: 704, narrow: 340 } as const satisfies Record<Size, number>;

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A Vega-Lite spec that names its data sets (`data: {name: "points"}`) and the rows of each. The spec is the shape: it
 * holds no figure, so that one compilation serves every wave and element; rows hold only what is drawn.
 */
export interface Chart {
  readonly spec: TopLevelSpec;
  readonly data: Readonly<Record<string, readonly Row[]>>;
}
