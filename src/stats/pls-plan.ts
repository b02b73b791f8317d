/** A path model: blocks of items, and arrows [from, to] between blocks that form no circle. */
export interface PlsModel {
  readonly blocks: readonly { readonly items: number; readonly mode: "A" | "B" }[];
  readonly paths: readonly (readonly [number, number])[];
  readonly scheme: "path" | "centroid" | "factorial";
}

/** Where the figures of one estimate stand in its array: all of them are one stretch of numbers, so that a draw costs no objects. */
export interface PlsLayout {
  readonly size: number;
  /** Per item: outer weight, loading, share in the index Σ of which is 1 (unstandardised weights), mean. */
  readonly weights: number;
  readonly loadings: number;
  readonly shares: number;
  readonly means: number;
  /** items x blocks: correlation of item and score. */
  readonly crossed: number;
  /** Per arrow: path coefficient, f², variance inflation. */
  readonly paths: number;
  readonly f2: number;
  readonly vif: number;
  /** Per block: R² (NaN without predecessors); level and deviation of the index by its own weights and by equal ones. */
  readonly r2: number;
  readonly own: number;
  readonly ownDeviation: number;
  readonly equal: number;
  readonly equalDeviation: number;
  /** blocks x blocks, [from * blocks + to]: total effect; correlation of the scores. */
  readonly totals: number;
  readonly correlations: number;
  /** One each. */
  readonly srmr: number;
  readonly rounds: number;
}

/** What follows from a model alone. */
export interface PlsPlan {
  readonly model: PlsModel;
  readonly items: number;
  readonly blocks: number;
  /** First item of each block, and one past the last item. */
  readonly starts: Int32Array;
  readonly blockOf: Int32Array;
  /** Per block: predecessors, successors, both. */
  readonly before: readonly Int32Array[];
  readonly after: readonly Int32Array[];
  readonly links: readonly Int32Array[];
  /** blocks x blocks: the pairs whose correlations a round needs; all pairs. */
  readonly linked: Uint8Array;
  readonly all: Uint8Array;
  /** Per block the arrows that end at it, in the order of `before`. */
  readonly arrows: readonly Int32Array[];
  /** Blocks, causes before consequences. */
  readonly order: Int32Array;
}

export function planOf(model: PlsModel): PlsPlan {
  const blocks = model.blocks.length;
  const starts = new Int32Array(blocks + 1);
  model.blocks.forEach(({ items }, q) => {
    starts[q + 1] = starts[q]! + items;
  });
  const items = starts[blocks]!;
  const all = Array.from({ length: blocks }, (_, q) => q);
  const before = all.map((q) => Int32Array.from(model.paths.flatMap(([from, to]) => (to === q ? [from] : []))));
  const after = all.map((q) => Int32Array.from(model.paths.flatMap(([from, to]) => (from === q ? [to] : []))));
  const links = all.map((q) => Int32Array.from([...before[q]!, ...after[q]!]));
  const linked = new Uint8Array(blocks * blocks);
  for (const [from, to] of model.paths) {
    linked[from * blocks + to] = 1;
    linked[to * blocks + from] = 1;
  }
  // the path scheme regresses on predecessors, which need their correlations with each other
  for (const causes of before) for (const a of causes) for (const b of causes) if (a !== b) linked[a * blocks + b] = 1;
  return {
    model,
    items,
    blocks,
    starts,
    blockOf: Int32Array.from(model.blocks.flatMap((block, q) => new Array<number>(block.items).fill(q))),
    before,
    after,
    links,
    linked,
    all: new Uint8Array(blocks * blocks).fill(1),
    arrows: all.map((q) => Int32Array.from(model.paths.flatMap(([, to], k) => (to === q ? [k] : [])))),
    order: orderOf(blocks, model.paths),
  };
}

function orderOf(blocks: number, paths: PlsModel["paths"]): Int32Array {
  const placed: number[] = [];
  while (placed.length < blocks) {
    const next = Array.from({ length: blocks }, (_, q) => q).find(
      (q) => !placed.includes(q) && paths.every(([from, to]) => to !== q || placed.includes(from)),
    );
    if (next === undefined) throw new Error("The arrows of a path model form a circle.");
    placed.push(next);
  }
  return Int32Array.from(placed);
}

/** A place for every figure. */
export function layOut({ items, blocks, model }: PlsPlan): PlsLayout {
  let size = 0;
  const take = (length: number) => {
    const start = size;
    size += length;
    return start;
  };
  const arrows = model.paths.length;
  const layout = {
    weights: take(items),
    loadings: take(items),
    shares: take(items),
    means: take(items),
    crossed: take(items * blocks),
    paths: take(arrows),
    f2: take(arrows),
    vif: take(arrows),
    r2: take(blocks),
    own: take(blocks),
    ownDeviation: take(blocks),
    equal: take(blocks),
    equalDeviation: take(blocks),
    totals: take(blocks * blocks),
    correlations: take(blocks * blocks),
    srmr: take(1),
    rounds: take(1),
  };
  return { ...layout, size };
}
