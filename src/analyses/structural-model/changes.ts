import type { Study, Wave } from "../../study/study.ts";
import type { Context } from "../analysis.ts";
import { assess, judgeFamily, type Trial, tryWaves } from "../assess.ts";
import type { Estimate } from "../estimate.ts";
import { estimateOf, type Source, told, toldBy, tryTold } from "./draws.ts";
import { waveInvarianceOf } from "./invariance.ts";
import { aboutOf, rateOf } from "./measures.ts";
import type { Fit, Latent, PathModel } from "./model.ts";
import type { StructuralModelOptions } from "./options.ts";
import type { LatentRow, StructuralModelResult, WaveBefore } from "./result.ts";
import { indexAt } from "./what-if.ts";

type Ctx = Context<StructuralModelOptions>;
type Earlier = Ctx["earlier"][number] & FittedWave;

/** A wave's answers with what was fitted to them. */
export interface FittedWave {
  readonly source: Source;
  readonly fit: Fit;
}

/**
 * The wave before beside this one: whether each latent variable is measured alike in both, and the paths where all that
 * an arrow's end rests on is. Draws of both waves are alike for the people in both.
 */
export function beforeOf(context: Ctx, model: PathModel, now: FittedWave, before: Earlier): WaveBefore {
  const { conventions } = context;
  const size = ({ source }: FittedWave) => model.momentsOf(source.tallies).n;
  const bare = { wave: before.wave.id, n: size(now), otherN: size(before), invariance: [], paths: [] };
  if (now.fit.left.length + before.fit.left.length > 0) return { ...bare, why: { code: "model-wave-items" } };
  const invariance = waveInvarianceOf(model, now.source, before.source);
  if (!invariance) return { ...bare, why: { code: "model-wave-failed" } };
  const about = aboutOf(model);
  const sides = model.arrows.map(([from, to], k) => {
    const what = about.path(model.latents[from]!, model.latents[to]!);
    const at = (figures: Float64Array) => figures[model.solver.layout.paths + k]!;
    const [rest, own] = [told(what, before.source, at), told(what, now.source, at)];
    const causes = model.arrows.filter(([, end]) => end === to).map(([start]) => start);
    const ends = [...causes, to].map((q) => model.latents[q]!);
    const broken = ends.some((latent) => isBroken(latent, model, context.study, context.wave));
    const trial = tryTold(rest, own, { kind: "wave", id: before.wave.id }, conventions, broken);
    return { own, rest, trial: [...causes, to].every((q) => invariance[q]!.holds) ? trial : untested(trial) };
  });
  const verdicts = judgeFamily(
    sides.map(({ trial }) => trial),
    conventions,
  );
  return {
    ...bare,
    invariance: [...invariance],
    paths: sides.map(({ own, rest }, k) => {
      const [from, to] = model.arrows[k]!;
      return {
        from: model.latents[from]!.id,
        to: model.latents[to]!.id,
        own: assess(own.measure, own.evidence, conventions),
        rest: assess(rest.measure, rest.evidence, conventions),
        comparison: verdicts[k]!,
      };
    }),
  };
}

/** What is not measured alike is shown and not tested. */
function untested(trial: Trial): Trial {
  const compared = { ...trial.compared, p: null };
  return { ...trial, compared, testable: false, why: trial.testable ? "model-not-alike" : (trial.why ?? "unstable") };
}

/**
 * Change of every index from the wave before with one set of weights in both, that of the earlier wave (METHODS E "CSI
 * weights"): what moved is the answers. The difference of the indices by their own weights stands beside it. Draws of both
 * waves are alike for the people in both. An index that is not measured alike (`beforeOf`) is shown untested.
 */
export function changesOf(
  context: Ctx,
  model: PathModel,
  now: { readonly source: Source },
  before: Earlier | undefined,
  beside: WaveBefore | undefined,
  equal: readonly boolean[],
  indices: readonly Estimate[],
): readonly (LatentRow["change"] | undefined)[] {
  if (!before || !beside) return model.latents.map(() => undefined);
  const { conventions, study, wave } = context;
  const about = aboutOf(model);
  const trials = model.latents.map((latent, q): Trial => {
    const broken = isBroken(latent, model, study, wave);
    if (latent.kind === "rate") {
      const measure = rateOf(model, latent);
      const earlier = {
        wave: before.wave.id,
        tallies: before.tallies,
        estimate: assess(measure, before, conventions),
        ...(before.link && { link: before.link }),
      };
      return tryWaves(measure, earlier, { tallies: context.tallies, estimate: indices[q]! }, conventions, broken);
    }
    const by = weightsAt(model, latent, q, equal[q]!);
    const figures = before.source.figures;
    const trial = tryTold(
      toldBy(about.index(latent), before.source, by(figures, figures), pairs(before.source, before.source, by)),
      toldBy(about.index(latent), now.source, by(figures, now.source.figures), pairs(before.source, now.source, by)),
      { kind: "wave", id: before.wave.id },
      conventions,
      broken,
    );
    if (beside.why) return { ...untested(trial), why: beside.why.code };
    return beside.invariance[q]!.holds ? trial : untested(trial);
  });
  const kinds = ["index", "rate"] as const;
  const judged = new Map(
    kinds.flatMap((kind) => {
      const places = model.latents.flatMap((latent, q) => (latent.kind === kind ? [q] : []));
      const verdicts = judgeFamily(
        places.map((q) => trials[q]!),
        conventions,
      );
      return places.map((q, k) => [q, verdicts[k]!] as const);
    }),
  );
  return model.latents.map((latent, q) => {
    const level = indexAt(model.solver.layout, q, equal[q]!);
    const difference = (earlier: Float64Array, later: Float64Array) => level(later) - level(earlier);
    const own = toldBy(
      about.changeOwn(latent),
      now.source,
      difference(before.source.figures, now.source.figures),
      pairs(before.source, now.source, difference),
    );
    return {
      comparison: judged.get(q)!,
      ...(latent.kind === "index" && { own: assess(own.measure, own.evidence, conventions) }),
    };
  });
}

type Both = (weighing: Float64Array, answering: Float64Array) => number;

/** The level of a latent variable by the weights of one set of figures and the means of another. */
function weightsAt({ solver }: PathModel, { items }: Latent, q: number, equal: boolean): Both {
  const { layout } = solver;
  if (equal) return (_, answering) => answering[layout.equal + q]!;
  return (weighing, answering) =>
    items.reduce((sum, k) => {
      const share = weighing[layout.shares + k]!;
      // an item that one wave left out has no share, or no mean that counts
      return Number.isNaN(share) ? sum : sum + share * answering[layout.means + k]!;
    }, 0);
}

/** A figure of two waves in every draw; null where either failed. */
function pairs(first: Source, second: Source, of: Both): readonly (number | null)[] {
  return second.draws.map((row, draw) => {
    const other = first.draws[draw] ?? null;
    return row && other ? of(other, row) : null;
  });
}

/** Whether from this wave on a question of the block is no longer comparable. */
function isBroken({ items }: Latent, model: PathModel, study: Study, wave: Wave): boolean {
  return items.some((k) => study.questions.get(model.items[k]!.question)!.breaks.has(wave.id));
}

/** The indices of the waves that carry a model, each by its own weights. */
export function trendOf(
  { conventions }: Ctx,
  model: PathModel,
  waves: readonly { readonly wave: Wave; readonly source: Source }[],
  equal: readonly boolean[],
): StructuralModelResult["trend"] {
  const about = aboutOf(model);
  return waves.map(({ wave, source }) => ({
    wave: wave.id,
    indices: model.latents.map((latent, q) => ({
      latent: latent.id,
      index:
        latent.kind === "rate"
          ? assess(rateOf(model, latent), { tallies: source.tallies }, conventions)
          : estimateOf(about.index(latent), source, indexAt(model.solver.layout, q, equal[q]!), conventions),
    })),
  }));
}
