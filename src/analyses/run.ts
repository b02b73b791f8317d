import type { Problem } from "../problems/problem.ts";
import type { ColumnSpec } from "../responses/column.ts";
import { evaluateTogether } from "../stats/bootstrap.ts";
import { fitLevels } from "../stats/levels-fit.ts";
import { fitLinear } from "../stats/linear-fit.ts";
import { fitNet } from "../stats/neural-net.ts";
import { asksOf, type Resampler } from "../stats/statistic.ts";
import type { Ask, Tallies, TalliesLink } from "../stats/tallies.ts";
import { keyOf } from "../stats/tallies.ts";
import { dividersOf } from "../study/dividers.ts";
import type { FileAsk, FurtherFiles } from "../study/further-file.ts";
import type { Study, Wave } from "../study/study.ts";
import type { Sample } from "../weighting/sample.ts";
import type {
  Analysis,
  ByGroup,
  Competitor,
  DrawGroups,
  Fits,
  Group,
  Measure,
  Outcome,
  TablePlan,
} from "./analysis.ts";
import { numberKey } from "./estimate.ts";
import type { SampleEvidence } from "./sample-evidence.ts";

/** The measures of every analysis that the study names, in the order of the registry. */
export function measuresOf(registry: readonly Analysis[], study: Study): readonly Measure[] {
  return chosen(registry, study).flatMap((analysis) => analysis.measures(study, study.analyses.get(analysis.id)));
}

/** Every tally that the study's analyses need, each once. */
export function allAsks(registry: readonly Analysis[], study: Study): readonly Ask<ColumnSpec>[] {
  const asks = [
    ...measuresOf(registry, study).flatMap((measure) => asksOf(measure.statistic)),
    ...chosen(registry, study).flatMap((analysis) => analysis.asks(study, study.analyses.get(analysis.id))),
  ];
  return unique(asks);
}

/** What the study's analyses show by group of respondents: each segment or unit once, with every measure it is shown for. */
export function shownByGroup(registry: readonly Analysis[], study: Study): readonly ByGroup[] {
  const measures = measuresOf(registry, study);
  const shown = new Map<string, Map<string, Measure>>();
  for (const analysis of chosen(registry, study)) {
    for (const part of analysis.byGroup?.(study, study.analyses.get(analysis.id), measures) ?? []) {
      const known = shown.get(part.segment) ?? new Map<string, Measure>();
      shown.set(part.segment, known);
      for (const measure of part.measures)
        known.set(numberKey({ measure: measure.id, subject: measure.subject }), measure);
    }
  }
  return [...shown].map(([segment, known]) => ({ segment, measures: [...known.values()] }));
}

/** The tallies of what is shown by group of respondents. */
export function groupAsks(shown: readonly ByGroup[]): readonly Ask<ColumnSpec>[] {
  return unique(shown.flatMap(({ measures }) => measures.flatMap(({ statistic }) => asksOf(statistic))));
}

/** The tallies that analyses need of every group for tables of their own. */
export function tableAsks(registry: readonly Analysis[], study: Study): readonly Ask<ColumnSpec>[] {
  return unique(
    chosen(registry, study).flatMap((analysis) => analysis.groupAsks?.(study, study.analyses.get(analysis.id)) ?? []),
  );
}

/** The tallies that analyses need of other providers' customers. */
export function competitorAsks(registry: readonly Analysis[], study: Study): readonly Ask<ColumnSpec>[] {
  return unique(
    chosen(registry, study).flatMap(
      (analysis) => analysis.competitorAsks?.(study, study.analyses.get(analysis.id)) ?? [],
    ),
  );
}

/** The further files that each of the study's analyses reads, by its id. */
export function filesOf(registry: readonly Analysis[], study: Study): ReadonlyMap<string, readonly FileAsk[]> {
  return new Map(
    chosen(registry, study).flatMap(({ id, files }) =>
      files ? [[id, files(study, study.analyses.get(id))] as const] : [],
    ),
  );
}

/** What the study's analyses find wrong with their options and further files, taken together. */
export function checkAnalyses(
  registry: readonly Analysis[],
  study: Study,
  files: ReadonlyMap<string, FurtherFiles>,
): readonly Problem[] {
  return chosen(registry, study).flatMap(
    ({ id, check }) => check?.(study, study.analyses.get(id), files.get(id) ?? new Map()) ?? [],
  );
}

/** Makes ready what the study's analyses compute with. */
export async function prepareAnalyses(registry: readonly Analysis[], study: Study): Promise<void> {
  await Promise.all(chosen(registry, study).map(({ prepare }) => prepare?.()));
}

/**
 * Replicates for all statistics that have no closed form. One seed a study: a measure has the same interval wherever it
 * is shown, and a new analysis moves nobody's.
 */
export function resamplerOf(measures: readonly Measure[], study: Study, sample: Pick<Sample, "resampler">): Resampler {
  const functions = measures.flatMap(({ statistic }) => (statistic.kind === "function" ? [statistic] : []));
  const asks = unique(functions.flatMap((statistic) => asksOf(statistic)));
  return evaluateTogether(sample.resampler(asks, study.id, study.conventions.draws), functions);
}

/** So often are respondents dealt into two halves, one to search on and one held out. */
export const dealings = 100;

/** How the groups of a sample are drawn anew and dealt anew, with the study's seed and draws, and models fitted to it. */
export function groupDraws(
  study: Study,
  sample: Pick<Sample, "resampler" | "resampleBy" | "permuteBy" | "halveBy" | "fitRows">,
): Pick<TalliedWave, "resample" | "resampleGroups" | "permuteGroups" | "halveGroups" | "fits"> {
  const columnOf = (segment: string) => dividersOf(study).find(({ id }) => id === segment)!.column;
  const { draws } = study.conventions;
  return {
    resample: (asks) => sample.resampler(asks, study.id, draws),
    resampleGroups: (segment, asks) => sample.resampleBy(columnOf(segment), asks, study.id, draws),
    halveGroups: (segment, asks) => sample.halveBy(columnOf(segment), asks, study.id, 2 * dealings),
    permuteGroups: (segment, asks) => sample.permuteBy(columnOf(segment), asks, study.id, draws),
    fits: {
      linear: (columns) => fitLinear(sample.fitRows(columns)),
      net: (columns, settings) => {
        const { columns: read, weights } = sample.fitRows(columns);
        return fitNet(read, weights, settings);
      },
      levels: (columns, cuts) => fitLevels(sample.fitRows(columns), cuts),
    },
  };
}

function unique(asks: readonly Ask<ColumnSpec>[]): readonly Ask<ColumnSpec>[] {
  return [...new Map(asks.map((ask) => [`${ask.kind} ${keyOf(ask)}`, ask])).values()];
}

function chosen(registry: readonly Analysis[], study: Study): readonly Analysis[] {
  return registry.filter((analysis) => study.analyses.has(analysis.id));
}

/** A wave as the analyses meet it. */
export interface TalliedWave {
  readonly wave: Wave;
  readonly tallies: Tallies;
  readonly groups: readonly Group[];
  readonly competitors: readonly Competitor[];
  /** Numbers, by `numberKey`, that disclosure will mask. */
  readonly hidden?: ReadonlySet<string>;
  /** What may be shown by group, by question. */
  readonly tables?: ReadonlyMap<string, TablePlan>;
  readonly sample?: SampleEvidence;
  readonly resampler: Resampler;
  readonly resample: (asks: readonly Ask<ColumnSpec>[]) => Resampler;
  readonly resampleGroups: DrawGroups;
  readonly permuteGroups: DrawGroups;
  readonly halveGroups: DrawGroups;
  readonly fits: Fits;
  /** People shared with the wave after it. */
  readonly link?: TalliesLink;
}

/**
 * Runs the study's analyses on its last given wave. An analysis runs after those it needs; a result that does not fit
 * its own schema is a fault of ours and names the analysis. `files` holds the further files of each analysis by its id.
 */
export function runAnalyses(
  registry: readonly Analysis[],
  study: Study,
  waves: readonly TalliedWave[],
  files: ReadonlyMap<string, FurtherFiles> = new Map(),
): ReadonlyMap<string, Outcome<unknown>> {
  const current = waves.at(-1)!;
  const measures = measuresOf(registry, study);
  const done = new Map<string, Outcome<unknown>>();
  for (const analysis of inOrder(chosen(registry, study))) {
    const outcome = analysis.compute({
      study,
      wave: current.wave,
      options: study.analyses.get(analysis.id),
      conventions: study.conventions,
      tallies: current.tallies,
      groups: current.groups,
      competitors: current.competitors,
      ...(current.hidden && { hidden: current.hidden }),
      ...(current.sample && { sample: current.sample }),
      ...(current.tables && { tables: current.tables }),
      resampler: current.resampler,
      resample: current.resample,
      resampleGroups: current.resampleGroups,
      permuteGroups: current.permuteGroups,
      halveGroups: current.halveGroups,
      fits: current.fits,
      files: files.get(analysis.id) ?? new Map(),
      earlier: waves.slice(0, -1).map(({ wave, tallies, link, resampler }) => ({
        wave,
        tallies,
        resampler,
        ...(link && { link }),
      })),
      results: new Map(
        analysis.needs.map((id) => [id, done.get(id) ?? { kind: "notApplicable", why: { code: "not-asked-for" } }]),
      ),
      measures,
    });
    done.set(
      analysis.id,
      outcome.kind === "done" ? { kind: "done", result: parsed(analysis, outcome.result) } : outcome,
    );
  }
  return new Map(registry.flatMap(({ id }) => (done.has(id) ? [[id, done.get(id)!] as const] : [])));
}

function parsed(analysis: Analysis, result: unknown): unknown {
  const checked = analysis.result.safeParse(result);
  if (checked.success) return checked.data;
  const first = checked.error.issues[0]!;
  throw new Error(
    `The analysis "${analysis.id}" gave a result that breaks its own schema at ${first.path.join(".")}: ${first.message}`,
  );
}

/** Needs first; otherwise the order of the registry. */
function inOrder(analyses: readonly Analysis[]): readonly Analysis[] {
  const placed: Analysis[] = [];
  const place = (analysis: Analysis, via: readonly string[]): void => {
    if (placed.includes(analysis)) return;
    if (via.includes(analysis.id))
      throw new Error(`Analyses need each other in a circle: ${[...via, analysis.id].join(" -> ")}`);
    for (const id of analysis.needs) {
      const needed = analyses.find((other) => other.id === id);
      if (needed) place(needed, [...via, analysis.id]);
    }
    placed.push(analysis);
  };
  for (const analysis of analyses) place(analysis, []);
  return placed;
}
