import { type ColumnSpec, rescaledOf } from "../../responses/column.ts";
import { type Composites, compositesOf } from "../../stats/composites.ts";
import { correlationsOf, deviationsOf } from "../../stats/regression.ts";
import {
  alphaOf,
  congenericOf,
  extractedOf,
  htmtOf,
  type ItemTotal,
  itemTotalsOf,
  oneFactorOf,
  rhoAOf,
} from "../../stats/reliability.ts";
import { type Moments, momentsOf, type Tallies } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { Subject } from "../estimate.ts";
import type { IndexOptions } from "../index/result.ts";
import type { StructuralModelOptions } from "../structural-model/result.ts";
import type { ReliabilityOptions } from "./result.ts";

/** Items that are to measure one thing. */
export interface Block {
  readonly subject: Subject;
  readonly questions: readonly string[];
  readonly columns: readonly ColumnSpec[];
}

/** Two blocks are set against each other only where so many people rated all items of both. */
const fewestInBoth = 30;

/**
 * The blocks that the study names, else those its path model, its index and its dimensions make. An item counts in the first block that has
 * it; blocks of fewer than two items are in `single`.
 */
export function blocksOf(
  study: Study,
  options: ReliabilityOptions,
): { readonly blocks: readonly Block[]; readonly single: readonly Block[] } {
  const index = study.analyses.get("index") as IndexOptions | undefined;
  const overall = index === undefined || typeof index.overall === "string" ? [] : index.overall;
  const elements = [...study.elements.values()];
  const dimensions = [...new Set(elements.flatMap(({ tags }) => tags.dimension ?? []))];
  const wanted: readonly (readonly [Subject, readonly string[]])[] = options.blocks
    ? Object.entries(options.blocks).map(([id, { items }]) => [{ kind: "block", id }, items])
    : [
        ...latentOf(study),
        [{ kind: "overall", id: "overall" }, overall],
        ...dimensions.map(
          (id) =>
            [
              { kind: "dimension", id } as const,
              elements.filter(({ tags }) => tags.dimension === id).map(({ performance }) => performance),
            ] as const,
        ),
      ];
  const taken = new Set<string>();
  const made = wanted.flatMap(([subject, items]): Block[] => {
    const questions = [...new Set(items)].filter((item) => !taken.has(item));
    for (const question of questions) taken.add(question);
    return questions.length === 0 ? [] : [{ subject, questions, columns: questions.map(rescaledOf) }];
  });
  return {
    blocks: made.filter(({ questions }) => questions.length > 1),
    single: made.filter(({ questions }) => questions.length === 1),
  };
}

/** The latent variables of the path model by their ratings. */
function latentOf(study: Study): readonly (readonly [Subject, readonly string[]])[] {
  const model = study.analyses.get("structural-model") as StructuralModelOptions | undefined;
  return Object.entries(model?.blocks ?? {}).map(([id, block]) => {
    const items = "items" in block ? block.items : block;
    const ratings = items.filter((item): item is string => typeof item === "string" && !model!.drop.includes(item));
    return [{ kind: "latent", id }, ratings];
  });
}

export interface Pair {
  readonly subject: Subject;
  readonly blocks: readonly [number, number];
  readonly columns: readonly ColumnSpec[];
}

/** Every two blocks. */
export function pairsOf(blocks: readonly Block[]): readonly Pair[] {
  return blocks.flatMap((one, a) =>
    blocks.slice(a + 1).map(
      (other, at): Pair => ({
        subject: {
          kind: "pair",
          id: `${one.subject.kind}:${one.subject.id} & ${other.subject.kind}:${other.subject.id}`,
        },
        blocks: [a, a + 1 + at],
        columns: [...one.columns, ...other.columns],
      }),
    ),
  );
}

/** What a block's own covariances say; null where an item is answered alike by everybody. */
interface Inner {
  readonly alpha: number | null;
  readonly standardised: number | null;
  readonly items: readonly ItemTotal[];
  readonly loadings: Float64Array | null;
}

export interface Found {
  readonly inner: readonly (Inner | null)[];
  /** Of the blocks that have a pair; `place` finds a block in it. */
  readonly outer: { readonly composites: Composites; readonly place: ReadonlyMap<number, number> } | null;
  readonly rhoA: readonly (number | null)[];
  readonly htmt: readonly (number | null)[];
}

/** One reading of the tallies for all figures of a draw. */
export function modelOf(blocks: readonly Block[]): (tallies: Tallies) => Found {
  const pairs = pairsOf(blocks);
  const known = new WeakMap<Tallies, Found>();
  return (tallies) => {
    let found = known.get(tallies);
    if (!found) {
      found = read(tallies, blocks, pairs);
      known.set(tallies, found);
    }
    return found;
  };
}

function read(tallies: Tallies, blocks: readonly Block[], pairs: readonly Pair[]): Found {
  const moments = blocks.map(({ columns }) => momentsOf(tallies, columns));
  const inner = moments.map(innerOf);
  const starts = blocks.map((_, b) => blocks.slice(0, b).reduce((sum, { columns }) => sum + columns.length, 0));
  const size = blocks.reduce((sum, { columns }) => sum + columns.length, 0);
  const places = blocks.map(({ columns }, b) => columns.map((_, i) => starts[b]! + i));
  // correlations within a block over who rated the block, between blocks over who rated both; NaN where too few did
  const matrix = new Float64Array(size * size).fill(Number.NaN);
  const set = (i: number, j: number, r: number) => {
    matrix[i * size + j] = r;
    matrix[j * size + i] = r;
  };
  moments.forEach((own, b) => {
    const r = correlationsOf(own);
    const k = places[b]!.length;
    for (const [i, row] of places[b]!.entries())
      for (const [j, column] of places[b]!.entries()) set(row, column, r[i * k + j]!);
  });
  const isPaired = pairs.map(({ blocks: [a, b], columns }) => {
    const both = momentsOf(tallies, columns);
    if (both.n < fewestInBoth || !inner[a] || !inner[b]) return false;
    if (columns.some((_, k) => both.low[k] === both.high[k])) return false;
    const r = correlationsOf(both);
    const first = places[a]!.length;
    for (const [i, row] of places[a]!.entries())
      for (const [j, column] of places[b]!.entries()) set(row, column, r[i * columns.length + first + j]!);
    return true;
  });
  const outer = outerOf(matrix, places, pairs, isPaired);
  return {
    inner,
    outer,
    rhoA: blocks.map((_, b) => {
      const at = outer?.place.get(b);
      if (!outer || at === undefined) return null;
      return rhoAOf(outer.composites.weights[at]!, correlationsOf(moments[b]!));
    }),
    htmt: pairs.map(({ blocks: [a, b] }, k) => (isPaired[k] ? htmtOf(matrix, places[a]!, places[b]!) : null)),
  };
}

function innerOf(moments: Moments): Inner | null {
  const { n, low, high } = moments;
  if (n < 3 || low.some((value, k) => value === high[k])) return null;
  const correlations = correlationsOf(moments);
  const sizes = deviationsOf(moments);
  const k = sizes.length;
  const covariances = correlations.map((r, at) => r * sizes[Math.floor(at / k)]! * sizes[at % k]!);
  return {
    alpha: alphaOf(covariances),
    standardised: alphaOf(correlations),
    items: itemTotalsOf(covariances),
    loadings: oneFactorOf(correlations),
  };
}

/** Composites of the blocks of which every two could be set against each other. */
function outerOf(
  matrix: Float64Array,
  places: readonly (readonly number[])[],
  pairs: readonly Pair[],
  isPaired: readonly boolean[],
): Found["outer"] {
  const without = (left: readonly number[]) =>
    left.filter((b) =>
      pairs.some((pair, k) => !isPaired[k] && pair.blocks.includes(b) && pair.blocks.every((x) => left.includes(x))),
    );
  let kept = places.map((_, b) => b);
  // one after the other leaves the block with the most pairs that are missing
  for (let open = without(kept); open.length > 0; open = without(kept)) {
    const missing = (b: number) =>
      pairs.filter((pair, k) => !isPaired[k] && pair.blocks.includes(b) && pair.blocks.every((x) => kept.includes(x)))
        .length;
    const worst = open.reduce((most, b) => (missing(b) > missing(most) ? b : most));
    kept = kept.filter((b) => b !== worst);
  }
  if (kept.length < 2) return null;
  const composites = compositesOf(
    matrix,
    kept.map((b) => places[b]!),
  );
  return composites && { composites, place: new Map(kept.map((b, at) => [b, at])) };
}

/** rho_C and AVE of a block's composite, and √AVE less its largest correlation with another. */
export function outerFiguresOf(
  { outer }: Found,
  block: number,
): { readonly rhoC: number; readonly extracted: number; readonly margin: number } | null {
  const at = outer?.place.get(block);
  if (!outer || at === undefined) return null;
  const { loadings, correlations } = outer.composites;
  const size = loadings.length;
  let largest = 0;
  for (let other = 0; other < size; other++)
    if (other !== at) largest = Math.max(largest, Math.abs(correlations[at * size + other]!));
  const extracted = extractedOf(loadings[at]!);
  return { rhoC: congenericOf(loadings[at]!), extracted, margin: Math.sqrt(extracted) - largest };
}

/** The correlation of two blocks' composites. */
export function compositeCorrelation({ outer }: Found, [a, b]: readonly [number, number]): number | null {
  const [one, other] = [outer?.place.get(a), outer?.place.get(b)];
  if (!outer || one === undefined || other === undefined) return null;
  return outer.composites.correlations[one * outer.composites.loadings.length + other]!;
}
