import { everybody } from "../../responses/column.ts";
import { correlationsOf } from "../../stats/regression.ts";
import { momentsOf } from "../../stats/tallies.ts";
import { isAsked, type Study, type Wave } from "../../study/study.ts";
import type { Context, Outcome } from "../analysis.ts";
import { assess, judgeFamily, tryConstant } from "../assess.ts";
import type { Code } from "../estimate.ts";
import { cautionBelow, fewestPeople } from "./bases.ts";
import { beforeOf, changesOf, type FittedWave, trendOf } from "./changes.ts";
import { drawsOf, estimateOf, type Source, told } from "./draws.ts";
import { segmentsOf } from "./groups.ts";
import { aboutOf, figuresOf, latentSubject, rateOf, reaches } from "./measures.ts";
import { type Fit, type Latent, modelOf, type PathModel } from "./model.ts";
import type { StructuralModelOptions } from "./options.ts";
import { providersOf } from "./providers.ts";
import type { LatentRow, StructuralModelResult } from "./result.ts";
import { tiersOf } from "./tiers.ts";
import { impactOf, indexAt, whatIfOf } from "./what-if.ts";

/** Standardised loadings below this say little of the latent variable. */
const weakLoading = 0.4;
/** Variance inflation of predecessors above which coefficients share too much. */
const highVif = 5;

export function compute(context: Context<StructuralModelOptions>): Outcome<StructuralModelResult> {
  const { options, tallies } = context;
  const model = modelOf(context.study, options);
  const unasked = lacking(model, context.study, context.wave);
  if (unasked) return { kind: "notApplicable", why: unasked };
  const silent = model.latents.find(({ items }) =>
    items.every((k) => momentsOf(tallies, [model.items[k]!.column]).n === 0),
  );
  if (silent)
    return { kind: "notApplicable", why: { code: "model-unanswered", slots: { latent: latentSubject(silent) } } };
  const { n } = model.momentsOf(tallies);
  if (n < fewestPeople && !options.force) {
    const few = n < context.conventions.hideBelow;
    const slots = { needed: fewestPeople, ...(!few && { n }) };
    return { kind: "notApplicable", why: { code: few ? "model-few" : "model-base", slots } };
  }
  const fit = model.fit(tallies);
  if (typeof fit === "string") return { kind: "notApplicable", why: failureOf(fit, model, context) };
  return { kind: "done", result: describe(context, model, fit) };
}

/** What the wave did not ask. */
function lacking({ latents, items }: PathModel, study: Study, wave: Wave): Code | null {
  const asked = (k: number) => isAsked(study.questions.get(items[k]!.question)!, wave);
  const block = latents.find((latent) => !latent.items.some(asked));
  if (block) return { code: "model-not-asked", slots: { latent: latentSubject(block) } };
  const item = items.find((_, k) => !asked(k));
  return item ? { code: "model-item-not-asked", slots: { question: { kind: "question", id: item.question } } } : null;
}

function failureOf(failure: string, model: PathModel, { tallies }: Context<StructuralModelOptions>): Code {
  const moments = model.momentsOf(tallies);
  if (failure === "constant") {
    const block = model.latents.find(({ items }) => items.every((k) => moments.low[k] === moments.high[k]));
    return { code: "model-constant", ...(block && { slots: { latent: latentSubject(block) } }) };
  }
  const [same] = failure === "singular" ? sameItems(model, tallies, []) : [];
  return same ?? { code: `model-${failure}` };
}

function describe(context: Context<StructuralModelOptions>, model: PathModel, fit: Fit): StructuralModelResult {
  const { conventions, options, tallies } = context;
  const figures = figuresOf(model);
  const draws = drawsOf(model, figures, context.resampler, fit);
  const source: Source = { model, tallies, figures: fit.figures, draws };
  const now = { source, fit };
  const earlier = context.earlier.flatMap((wave) => {
    const before = fitEarlier(model, wave, context);
    return before ? [{ ...wave, ...before }] : [];
  });
  const equal = model.latents.map((latent) =>
    [now, ...earlier].some((wave) => hasNegative(latent, model, wave.source.figures)),
  );
  const about = aboutOf(model);
  const { layout } = model.solver;
  const blocks = model.latents.length;
  const at = (place: number) => (row: Float64Array) => row[place]!;
  const estimate = (...[what, of, fixed]: [Parameters<typeof estimateOf>[0], (row: Float64Array) => number, Code?]) =>
    estimateOf(what, source, of, conventions, fixed);
  const indices = model.latents.map((latent, q) =>
    latent.kind === "rate"
      ? assess(rateOf(model, latent), { tallies }, conventions)
      : estimate(about.index(latent), indexAt(layout, q, equal[q]!)),
  );
  const last = earlier.at(-1);
  const before = last && beforeOf(context, model, now, last);
  const changes = changesOf(context, model, now, last, before, equal, indices);
  const trials = model.arrows.map(([from, to], k) => {
    const { measure, evidence } = told(
      about.path(model.latents[from]!, model.latents[to]!),
      source,
      at(layout.paths + k),
    );
    const own = assess(measure, evidence, conventions);
    return { own, trial: tryConstant(measure, { kind: "zero", value: 0 }, evidence, own, conventions) };
  });
  const tests = judgeFamily(
    trials.map(({ trial }) => trial),
    conventions,
  );
  const latents = model.latents.map((latent, q): LatentRow => {
    const kept = latent.items.filter((k) => !fit.left.includes(k));
    const single = kept.length === 1 ? { code: "model-single-item" } : undefined;
    return {
      latent: latent.id,
      mode: latent.mode,
      kind: latent.kind,
      index: indices[q]!,
      equal: equal[q]!,
      ...(model.arrows.some(([, to]) => to === q) && { r2: estimate(about.r2(latent), at(layout.r2 + q)) }),
      items: kept.map((k) => ({
        question: model.items[k]!.question,
        weight: estimate(about.weight(k), at(layout.weights + k), single),
        loading: estimate(about.loading(k), at(layout.loadings + k), single),
        share: estimate(about.share(k), at(layout.shares + k), single),
        mean: estimate(about.mean(k), at(layout.means + k)),
        crossed: model.latents.map((other, p) => ({
          latent: other.id,
          correlation: estimate(
            about.crossed(k, other),
            at(layout.crossed + k * blocks + p),
            p === q ? single : undefined,
          ),
        })),
        notes: [
          ...(fit.figures[layout.weights + k]! <= 0 ? [{ code: "model-negative-weight" }] : []),
          ...(Math.abs(fit.figures[layout.loadings + k]!) < weakLoading ? [{ code: "model-weak-loading" }] : []),
        ],
      })),
      left: [
        ...latent.items
          .filter((k) => fit.left.includes(k))
          .map((k) => ({ question: model.items[k]!.question, why: { code: "model-item-constant" } })),
      ],
      ...(changes[q] && { change: changes[q] }),
    };
  });
  const { n } = model.momentsOf(tallies);
  return {
    model: options.model ?? "own",
    scheme: options.scheme,
    missing: options.missing,
    complete: n,
    asked: momentsOf(tallies, [everybody]).n,
    rounds: fit.figures[layout.rounds]!,
    draws: { made: draws.length, failed: draws.filter((row) => row === null).length },
    cautions: [...cautionsOf(model, fit, n, options, tallies)],
    latents,
    paths: model.arrows.map(([from, to], k) => {
      const [a, b] = [model.latents[from]!, model.latents[to]!];
      const only = model.arrows.filter(([, other]) => other === to).length === 1;
      return {
        from: a.id,
        to: b.id,
        path: trials[k]!.own,
        comparison: tests[k]!,
        f2: estimate(about.f2(a, b), at(layout.f2 + k)),
        vif: estimate(about.vif(a, b), at(layout.vif + k), only ? { code: "model-one-cause" } : undefined),
      };
    }),
    effects: model.latents.flatMap((from, a) =>
      model.latents.flatMap((to, b) => {
        if (!reaches(model, a, b)) return [];
        const arrow = model.arrows.findIndex(([x, y]) => x === a && y === b);
        const total = at(layout.totals + a * blocks + b);
        const others = model.arrows.some(([x, y]) => x === a && y !== b && reaches(model, y, b));
        return [
          {
            from: from.id,
            to: to.id,
            ...(arrow >= 0 && { direct: trials[arrow]!.own }),
            ...(others && {
              indirect: estimate(about.indirect(from, to), (row) =>
                arrow < 0 ? total(row) : total(row) - row[layout.paths + arrow]!,
              ),
            }),
            total: estimate(about.total(from, to), total),
            ...(from.kind === "index" && { impact: estimate(about.impact(from, to), impactOf(model, a, b, equal, 5)) }),
          },
        ];
      }),
    ),
    // a resample strays from its own model more than the answers do: its draws lie above the estimate
    srmr: estimate(about.srmr(), at(layout.srmr), { code: "model-srmr" }),
    trend: trendOf(context, model, [...earlier, { ...now, wave: context.wave }], equal),
    ...(before && { before }),
    whatIf: whatIfOf(context, source, equal, indices),
    segments: segmentsOf(context, source, equal),
    providers: [...providersOf(context, source, equal)],
    ...tiersOf(context, source, equal, indices),
  };
}

/** An earlier wave fitted, where it asked the same and carries a model. */
function fitEarlier(
  model: PathModel,
  { wave, tallies, resampler }: Context<StructuralModelOptions>["earlier"][number],
  { study, options }: Context<StructuralModelOptions>,
): FittedWave | null {
  if (lacking(model, study, wave)) return null;
  if (model.momentsOf(tallies).n < fewestPeople && !options.force) return null;
  const fit = model.fit(tallies);
  if (typeof fit === "string") return null;
  return {
    fit,
    source: { model, tallies, figures: fit.figures, draws: drawsOf(model, figuresOf(model), resampler, fit) },
  };
}

function hasNegative({ items }: Latent, { solver }: PathModel, figures: Float64Array): boolean {
  return items.some((k) => figures[solver.layout.weights + k]! <= 0);
}

/** What speaks against taking the figures at face value. */
function cautionsOf(
  model: PathModel,
  fit: Fit,
  n: number,
  { force }: StructuralModelOptions,
  tallies: Context<StructuralModelOptions>["tallies"],
): readonly Code[] {
  const { layout } = model.solver;
  const arrows = model.arrows.map(([from, to], k) => ({
    slots: { from: latentSubject(model.latents[from]!), to: latentSubject(model.latents[to]!) },
    path: fit.figures[layout.paths + k]!,
    vif: fit.figures[layout.vif + k]!,
  }));
  return [
    ...(n < fewestPeople && force ? [{ code: "model-forced", slots: { n } }] : []),
    ...(n >= fewestPeople && n < cautionBelow ? [{ code: "model-small", slots: { n } }] : []),
    ...arrows.filter(({ path }) => Math.abs(path) > 1).map(({ slots }) => ({ code: "model-heywood", slots })),
    ...arrows.filter(({ vif }) => vif > highVif).map(({ slots }) => ({ code: "model-inflated", slots })),
    ...sameItems(model, tallies, fit.left),
  ];
}

/** Pairs of questions that were always answered alike, or always the other way round. */
function sameItems(
  model: PathModel,
  tallies: Context<StructuralModelOptions>["tallies"],
  left: readonly number[],
): readonly Code[] {
  const r = correlationsOf(model.momentsOf(tallies));
  const k = model.items.length;
  const subject = (item: number) => ({ kind: "question", id: model.items[item]!.question }) as const;
  return model.items.flatMap((_, i) =>
    model.items.flatMap((_, j) =>
      j < i && !left.includes(i) && !left.includes(j) && Math.abs(r[i * k + j]!) > 1 - 1e-9
        ? [{ code: "model-same-items", slots: { a: subject(j), b: subject(i) } }]
        : [],
    ),
  );
}
