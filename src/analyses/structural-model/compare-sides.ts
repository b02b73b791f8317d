import { addMoments } from "../../stats/add-moments.ts";
import { levelOf } from "../../stats/micom.ts";
import { keyOf, type Moments, type Tallies } from "../../stats/tallies.ts";
import type { Conventions } from "../../study/study.ts";
import { assess, judgeFamily, type Trial } from "../assess.ts";
import type { Code, Comparison } from "../estimate.ts";
import { fewestPeople } from "./bases.ts";
import { type Draws, type Source, type Told, toldBy, tryTold, turnLike } from "./draws.ts";
import { type Invariance, invarianceOf, type Sides } from "./invariance.ts";
import { type About, aboutOf, rateOf } from "./measures.ts";
import { type Fit, type PathModel, rangeOf } from "./model.ts";
import type { GroupPair } from "./result.ts";
import { indexAt } from "./what-if.ts";

/** Two sides compared, before their tests are judged together with those of others. */
export interface Tried {
  readonly invariance: readonly Invariance[];
  readonly paths: readonly Side[];
  readonly indices: readonly (Side & { readonly difference: Told })[];
}

interface Side {
  readonly name: Readonly<Record<string, string>>;
  readonly own: Told;
  readonly rest: Told;
  readonly trial: Trial;
}

type Judged = Pick<GroupPair, "invariance" | "paths" | "indices">;

/** All indices are one family of tests, all paths another. What was refused (null) has none. */
export function judgeSides(all: readonly (Tried | null)[], conventions: Conventions): readonly Judged[] {
  const judge = (sides: readonly Side[]) => {
    const verdicts = judgeFamily(
      sides.map(({ trial }) => trial),
      conventions,
    );
    return new Map(sides.map((side, k) => [side, verdicts[k]!]));
  };
  const paths = judge(all.flatMap((pair) => pair?.paths ?? []));
  const indices = judge(all.flatMap((pair) => pair?.indices ?? []));
  const estimate = ({ measure, evidence }: Told) => assess(measure, evidence, conventions);
  return all.map((pair) =>
    pair
      ? {
          invariance: [...pair.invariance],
          paths: pair.paths.map((side) => ({
            from: side.name.from!,
            to: side.name.to!,
            own: estimate(side.own),
            rest: estimate(side.rest),
            comparison: paths.get(side)!,
          })),
          indices: pair.indices.map((side) => ({
            latent: side.name.latent!,
            own: estimate(side.own),
            rest: estimate(side.rest),
            comparison: indices.get(side)!,
            difference: estimate(side.difference),
          })),
        }
      : { invariance: [], paths: [], indices: [] },
  );
}

/** Both sides fitted, or why they are not compared (METHODS B3, MICOM step 1: the same items). */
export function sidesOf(model: PathModel, own: Moments, rest: Moments): Sides | Code {
  if (Math.min(own.n, rest.n) < fewestPeople) return { code: "model-group-base" };
  const sides = fitSides(model, own, rest);
  if (!sides) return { code: "model-group-failed" };
  return sides.own.left.length + sides.rest.left.length > 0 ? { code: "model-group-items" } : sides;
}

/** Both sides and everybody fitted; null where one of them has no model. */
export function fitSides(model: PathModel, own: Moments, rest: Moments): Sides | null {
  const all = addMoments([own, rest]);
  const fits = [own, rest, all].map((moments) => model.fitMoments(moments));
  if (fits.some((fit) => typeof fit === "string")) return null;
  const [first, second, whole] = fits as [Fit, Fit, Fit];
  return { own: first, rest: second, all: whole, moments: { own, rest, all } };
}

/** Two sides of which something may be said, and how they are drawn and dealt anew; null where a draw has no model. */
export interface DrawnSides {
  readonly found: Sides;
  readonly resampled: readonly (Sides | null)[];
  readonly permuted: readonly (Sides | null)[];
  /** What tells their subjects apart; absent: all people asked. */
  readonly names: { readonly own?: string; readonly rest: string };
  readonly against: Comparison["with"];
}

/** The paths and indices of two sides, tested where a latent variable is measured alike in both. */
export function compareSides(
  model: PathModel,
  equal: readonly boolean[],
  { found: sides, resampled, permuted, names, against }: DrawnSides,
  conventions: Conventions,
): Tried {
  const invariance = invarianceOf(model, sides, permuted);
  const about = aboutOf(model);
  const source = (side: "own" | "rest"): Source => ({
    model,
    tallies: asTallies(model, sides.moments[side]),
    figures: sides[side].figures,
    draws: resampled.map((draw) => draw && turnLike(model, draw[side].figures, sides[side].figures)) satisfies Draws,
  });
  const [own, rest] = [source("own"), source("rest")];
  const of = (what: About, side: "own" | "rest"): About => ({
    ...what,
    subject: { ...what.subject, ...(names[side] !== undefined && { group: names[side] }) },
  });
  const holds = (places: readonly number[]) => places.every((q) => invariance[q]!.holds);

  const paths = model.arrows.map(([from, to], k): Side => {
    const [a, b] = [model.latents[from]!, model.latents[to]!];
    const place = model.solver.layout.paths + k;
    const told = (side: "own" | "rest") => {
      const { figures, draws } = side === "own" ? own : rest;
      return toldBy(
        of(about.path(a, b), side),
        side === "own" ? own : rest,
        figures[place]!,
        draws.map((row) => row && row[place]!),
      );
    };
    const difference = ({ own: one, rest: other }: Sides) => one.figures[place]! - other.figures[place]!;
    const causes = model.arrows.filter(([, end]) => end === to).map(([start]) => start);
    const [mine, theirs] = [told("own"), told("rest")];
    return {
      name: { from: a.id, to: b.id },
      own: mine,
      rest: theirs,
      trial: permutationTrial(
        tryTold(theirs, mine, against, conventions),
        difference(sides),
        // a dealt group is turned like the group itself, so that a sign says the same
        permuted.map((deal) => deal && difference(turned(model, deal, sides))),
        holds([...causes, to]),
      ),
    };
  });

  const indices = model.latents.map((latent, q): Tried["indices"][number] => {
    const range = rangeOf(model, q);
    const what = latent.kind === "rate" ? rateOf(model, latent) : about.index(latent);
    const weigh = (all: Float64Array) => weightsOf(model, all, q, equal[q]!);
    const level = (at: Sides, side: "own" | "rest") => levelOf(at.moments[side], range, weigh(at.all.figures)).mean;
    const told = (side: "own" | "rest") =>
      toldBy(
        of(what, side),
        side === "own" ? own : rest,
        level(sides, side),
        resampled.map((draw) => draw && level(draw, side)),
      );
    const studentised = (at: Sides) => {
      const weights = weigh(at.all.figures);
      const [one, other] = [levelOf(at.moments.own, range, weights), levelOf(at.moments.rest, range, weights)];
      return (one.mean - other.mean) / Math.sqrt(one.error2 + other.error2);
    };
    const byOwn = (at: Sides) => {
      const read = indexAt(model.solver.layout, q, equal[q]!);
      return read(at.own.figures) - read(at.rest.figures);
    };
    const differenceAbout: About =
      latent.kind === "rate"
        ? { ...of(about.groupDifference(latent), "own"), unit: "share-points", bounds: [-1, 1] }
        : of(about.groupDifference(latent), "own");
    const [mine, theirs] = [told("own"), told("rest")];
    return {
      name: { latent: latent.id },
      own: mine,
      rest: theirs,
      difference: toldBy(
        differenceAbout,
        own,
        byOwn(sides),
        resampled.map((draw) => draw && byOwn(draw)),
      ),
      trial: permutationTrial(
        tryTold(theirs, mine, against, conventions),
        studentised(sides),
        permuted.map((deal) => deal && studentised(deal)),
        holds([q]),
      ),
    };
  });
  return { invariance, paths, indices };
}

function turned(model: PathModel, deal: Sides, like: Sides): Sides {
  return {
    ...deal,
    own: { ...deal.own, figures: turnLike(model, deal.own.figures, like.own.figures) },
    rest: { ...deal.rest, figures: turnLike(model, deal.rest.figures, like.rest.figures) },
  };
}

/** The test by permutation in place of that by the spread of the draws; untested where the measurement is not the same. */
function permutationTrial(trial: Trial, observed: number, deals: readonly (number | null)[], alike: boolean): Trial {
  const made = deals.filter((deal) => deal !== null && Number.isFinite(deal)) as readonly number[];
  const enough = made.length >= 0.95 * deals.length && Number.isFinite(observed);
  // a deal as large as what was observed, but for rounding, is as large
  const larger = made.filter((deal) => Math.abs(deal) >= Math.abs(observed) * (1 - 1e-12)).length;
  const p = enough ? (1 + larger) / (made.length + 1) : null;
  const compared = { ...trial.compared, p: alike ? p : null, method: "permutation" } as const;
  const why = !alike ? "model-not-alike" : (trial.why ?? (enough ? undefined : "unstable"));
  const { why: _, ...rest } = trial;
  return { ...rest, compared, testable: trial.testable && alike && enough, ...(why !== undefined && { why }) };
}

/** The weights of the items in an index, Σ = 1 over the block. */
function weightsOf(
  { latents, solver, items }: PathModel,
  figures: Float64Array,
  q: number,
  equal: boolean,
): Float64Array {
  const own = latents[q]!.items;
  if (!equal) return figures.subarray(solver.layout.shares, solver.layout.shares + items.length);
  return new Float64Array(items.length).fill(1 / own.length);
}

function asTallies(model: PathModel, moments: Moments): Tallies {
  return { moments: { [keyOf(model.asks[0]!)]: moments }, counts: {} };
}
