import { amongOf, type ColumnSpec, codeOf, filledOf, rescaledOf, scoreOf } from "../../responses/column.ts";
import type { Range } from "../../stats/micom.ts";
import { makePls, type PlsFailure, type PlsSolver } from "../../stats/pls.ts";
import type { Ask, Moments, Tallies } from "../../stats/tallies.ts";
import { momentsOf } from "../../stats/tallies.ts";
import type { Question, Study } from "../../study/study.ts";
import { itemsOf, pathsOf, questionOf } from "./check-model.ts";
import type { StructuralModelOptions } from "./options.ts";

interface Item {
  readonly question: string;
  /** 0-100, or 0 and 1 where the answer is no or yes. */
  readonly column: ColumnSpec;
  /** The codes that mean yes. */
  readonly yes?: readonly number[];
}

export interface Latent {
  readonly id: string;
  readonly mode: "A" | "B";
  readonly kind: "index" | "rate";
  /** Places of its items. */
  readonly items: readonly number[];
}

/** An estimate: the figures as `layout` places them, NaN for items left out. */
export interface Fit {
  readonly figures: Float64Array;
  /** Places of items that everybody answered alike. */
  readonly left: readonly number[];
}

/** The path model of a study. */
export interface PathModel {
  readonly latents: readonly Latent[];
  readonly items: readonly Item[];
  /** [from, to], by place. */
  readonly arrows: readonly (readonly [number, number])[];
  readonly asks: readonly Ask<ColumnSpec>[];
  readonly solver: PlsSolver;
  readonly fit: (tallies: Tallies) => Fit | PlsFailure;
  readonly fitMoments: (moments: Moments) => Fit | PlsFailure;
  /** Of a wave's or a group's answers to all items together. */
  readonly momentsOf: (tallies: Tallies) => Moments;
}

export function modelOf(study: Study, options: StructuralModelOptions): PathModel {
  const names = Object.keys(options.blocks);
  const items: Item[] = [];
  const latents = names.map((id): Latent => {
    const block = options.blocks[id]!;
    const own = itemsOf(block)
      .filter((item) => !options.drop.includes(questionOf(item)))
      .map((item) => itemOf(study.questions.get(questionOf(item))!, typeof item === "string" ? undefined : item.yes));
    const first = items.length;
    items.push(...(options.missing === "block-mean" ? fill(own) : own));
    return {
      id,
      mode: "items" in block ? block.mode : "A",
      kind: own.length === 1 && own[0]!.yes ? "rate" : "index",
      items: own.map((_, k) => first + k),
    };
  });
  const arrows = pathsOf(options).map(([from, to]) => [names.indexOf(from), names.indexOf(to)] as const);
  const columns = items.map(({ column }) => column);
  const model = {
    blocks: latents.map(({ items: own, mode }) => ({ items: own.length, mode })),
    paths: arrows,
    scheme: options.scheme,
  };
  const solver = makePls(model);
  const lesser = new Map<string, PlsSolver>();
  let last: { readonly tallies: Tallies; readonly fit: Fit | PlsFailure } | undefined;

  /** The model without the items that do not vary. */
  function without(left: readonly number[]): PlsSolver {
    const key = left.join();
    const known = lesser.get(key);
    if (known) return known;
    const blocks = latents.map(({ items: own, mode }) => ({
      items: own.filter((k) => !left.includes(k)).length,
      mode,
    }));
    const made = makePls({ ...model, blocks });
    lesser.set(key, made);
    return made;
  }

  function fitMoments(moments: Moments): Fit | PlsFailure {
    const { low, high } = moments;
    const left: number[] = [];
    for (let k = 0; k < items.length; k++) if (low[k] === high[k]) left.push(k);
    if (left.length === 0) {
      const figures = new Float64Array(solver.layout.size);
      return solver.solve(moments, figures) ?? { figures, left };
    }
    if (moments.n < 3) return "few";
    if (latents.some(({ items: own }) => own.every((k) => left.includes(k)))) return "constant";
    const kept = items.map((_, k) => k).filter((k) => !left.includes(k));
    const small = without(left);
    const part = new Float64Array(small.layout.size);
    const failure = small.solve(takeColumns(moments, kept), part);
    return failure ?? { figures: spread(part, small, solver, kept), left };
  }

  return {
    latents,
    items,
    arrows,
    asks: [{ kind: "moments", columns }],
    solver,
    momentsOf: (tallies) => momentsOf(tallies, columns),
    fitMoments,
    fit(tallies) {
      // all figures of a draw are asked for one after the other
      if (last?.tallies !== tallies) last = { tallies, fit: fitMoments(momentsOf(tallies, columns)) };
      return last.fit;
    },
  };
}

/** The items of a latent variable, which stand together. */
export function rangeOf({ latents }: PathModel, q: number): Range {
  const own = latents[q]!.items;
  return { from: own[0]!, end: own.at(-1)! + 1 };
}

function itemOf(question: Question, yes: readonly number[] | undefined): Item {
  const { id, scale } = question;
  if (yes) return { question: id, column: amongOf(codeOf(id), yes), yes };
  // a rating with two codes is a yes or no
  if (scale && scale.to - scale.from === 1) {
    const codes = [question.reversed ? scale.from : scale.to];
    return { question: id, column: amongOf(codeOf(id), codes), yes: codes };
  }
  return { question: id, column: rescaledOf(id) };
}

/** Gaps filled with the person's own mean over the block. */
function fill(own: readonly Item[]): readonly Item[] {
  if (own.length < 2) return own;
  const mean = scoreOf(
    own.map(({ column }) => column),
    0.5,
  );
  return own.map((item) => ({ ...item, column: filledOf(item.column, mean) }));
}

function takeColumns(moments: Moments, kept: readonly number[]): Moments {
  const k = moments.sums.length;
  const line = (values: readonly number[]) => kept.map((i) => values[i]!);
  const square = (values: readonly number[]) => kept.flatMap((i) => kept.map((j) => values[i * k + j]!));
  const { spread: _, ...rest } = moments;
  return {
    ...rest,
    shift: line(moments.shift),
    sums: line(moments.sums),
    sums2: line(moments.sums2),
    products: square(moments.products),
    products2: square(moments.products2),
    low: line(moments.low),
    high: line(moments.high),
  };
}

/** The figures of a model with fewer items at their places in the whole. */
function spread(part: Float64Array, small: PlsSolver, whole: PlsSolver, kept: readonly number[]): Float64Array {
  const from = small.layout;
  const to = whole.layout;
  const figures = new Float64Array(to.size).fill(Number.NaN);
  const blocks = whole.model.blocks.length;
  for (const name of ["weights", "loadings", "shares", "means"] as const)
    kept.forEach((item, k) => {
      figures[to[name] + item] = part[from[name] + k]!;
    });
  kept.forEach((item, k) => {
    figures.set(part.subarray(from.crossed + k * blocks, from.crossed + (k + 1) * blocks), to.crossed + item * blocks);
  });
  figures.set(part.subarray(from.paths, from.size), to.paths);
  return figures;
}
