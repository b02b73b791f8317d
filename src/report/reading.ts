import type { Analysis, Figure, Measure } from "../analyses/analysis.ts";
import {
  type Code,
  type Comparison,
  type Estimate,
  estimatesIn,
  type Finding,
  numberKey,
  type Subject,
} from "../analyses/estimate.ts";
import type { IndexResult } from "../analyses/index/result.ts";
import type { Series, TrendResult } from "../analyses/trend/result.ts";
import { type PageKind, pageKinds, pagesOf, standsOn } from "./pages.ts";
import type { WaveResults } from "./wave-results.ts";

/** What a wave has to say, before any language: made once, read by every page in every language. */
export interface Reading {
  readonly results: WaveResults;
  readonly pages: readonly PageKind[];
  /** Ids of the analyses that are done, in the order of the pages. */
  readonly done: readonly string[];
  readonly notIncluded: readonly { readonly analysis: string; readonly why: Code }[];
  findings(analysis: string): readonly Finding[];
  figures(analysis: string): readonly Figure[];
  /** A number of this wave by measure and subject; without a subject, the first that the measure has. */
  estimate(measure: string, subject?: Subject): Estimate | undefined;
  /** Every number of this wave, once each, in the order of the results. */
  readonly estimates: readonly Estimate[];
  /** Those of a measure or of its family: `gaps.state` has `gaps.state.satisfied`. */
  estimatesOf(measure: string): readonly Estimate[];
  /** The same number over the waves. */
  series(measure: string, subject: Subject): Series | undefined;
  measure(id: string, subject?: Subject): Measure | undefined;
  readonly index: IndexResult | null;
}

export function readingOf(results: WaveResults, registry: readonly Analysis[]): Reading {
  const byId = new Map(registry.map((analysis) => [analysis.id, analysis]));
  const resultOf = (id: string): unknown => {
    const outcome = results.outcomes.get(id);
    return outcome?.kind === "done" ? outcome.result : null;
  };
  const order = pageKinds.flatMap((page) => page.analyses);
  const done = [...results.outcomes.keys()]
    .filter((id) => resultOf(id) !== null)
    .sort((a, b) => rankOf(order, a) - rankOf(order, b));
  for (const id of done)
    if (!byId.has(id)) throw new Error(`The analysis "${id}" has a result but is not in the registry.`);
  const findings = new Map(done.map((id) => [id, byId.get(id)!.findings(resultOf(id)).filter(canBeSaid)]));
  const figures = new Map(done.map((id) => [id, byId.get(id)!.figures(resultOf(id), results.study)]));
  const trend = resultOf("trend") as TrendResult | null;
  // the trend holds other waves too: this wave's numbers are those of the analyses themselves
  const all = done.filter((id) => id !== "trend").flatMap((id) => [...estimatesIn(resultOf(id))]);
  const byKey = new Map<string, Estimate>();
  for (const estimate of all) if (!byKey.has(numberKey(estimate))) byKey.set(numberKey(estimate), estimate);
  const estimates = [...byKey.values()];
  return {
    results,
    pages: pagesOf(results, (id) => figures.get(id) ?? []),
    done,
    notIncluded: [...results.outcomes].flatMap(([analysis, outcome]) =>
      outcome.kind === "notApplicable" ? [{ analysis, why: outcome.why }] : [],
    ),
    findings: (id) => findings.get(id) ?? [],
    figures: (id) => figures.get(id) ?? [],
    estimate: (measure, subject) =>
      subject ? byKey.get(numberKey({ measure, subject })) : estimates.find((estimate) => estimate.measure === measure),
    estimates,
    estimatesOf: (measure) => estimates.filter((estimate) => isOf(estimate.measure, measure)),
    series: (measure, subject) => trend?.series.find((series) => numberKey(series) === numberKey({ measure, subject })),
    measure: (id, subject) =>
      results.measures.find(
        (measure) =>
          measure.id === id &&
          (!subject || numberKey({ measure: id, subject }) === numberKey({ measure: id, subject: measure.subject })),
      ),
    index: resultOf("index") as IndexResult | null,
  };
}

/** A sentence with a hidden number in it would say nothing, or say what is hidden. */
export function canBeSaid({ estimate, comparison, with: others }: Finding): boolean {
  const named = Object.values(others ?? {}).flatMap((other) =>
    typeof other === "object" && "measure" in other ? [other] : [],
  );
  return [estimate, ...named].every((number) => number.status !== "hidden") && comparison?.why?.code !== "withheld";
}

function rankOf(order: readonly string[], id: string): number {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
}

/** `gaps.state.satisfied` is of `gaps.state`. */
function isOf(measure: string, family: string): boolean {
  return measure === family || measure.startsWith(`${family}.`);
}

/** The result of an analysis that is done. Its schema made it, so the caller may say its type. */
export function resultIn<R>({ results }: Reading, analysis: string): R | null {
  const outcome = results.outcomes.get(analysis);
  return outcome?.kind === "done" ? (outcome.result as R) : null;
}

/** The findings of a page in the order of its analyses. */
export function findingsOfPage(page: PageKind, reading: Reading): readonly Finding[] {
  return page.analyses.flatMap((id) => reading.findings(id).filter((finding) => standsOn(page, finding)));
}

/** The finding that a page is named after, if it has one. */
export function leadingFinding(page: PageKind, reading: Reading): Finding | undefined {
  return findingsOfPage(page, reading)[0];
}

/** The change of a number since the wave before, if it was compared. */
export function lastChange(reading: Reading, measure: string, subject: Subject): Comparison | undefined {
  return reading.series(measure, subject)?.points.at(-1)?.comparison;
}

/** The figure of that id in the wave, with the page it stands on. */
export function figureById(reading: Reading, id: string): { figure: Figure; page: PageKind } | undefined {
  for (const analysis of reading.done) {
    const figure = reading.figures(analysis).find((candidate) => candidate.id === id);
    const page = figure && pageOfFigure(reading, analysis, figure);
    if (page) return { figure, page };
  }
  return undefined;
}

/** Every figure of the wave with its page, in the order of the pages. */
export function placedFigures(reading: Reading): readonly { readonly figure: Figure; readonly page: PageKind }[] {
  return reading.done.flatMap((analysis) =>
    reading.figures(analysis).map((figure) => ({ figure, page: pageOfFigure(reading, analysis, figure)! })),
  );
}

/** The page of a wave on which a figure of an analysis stands. */
export function pageOfFigure(reading: Reading, analysis: string, figure: Pick<Figure, "page">): PageKind | undefined {
  return reading.pages.find((page) => page.analyses.includes(analysis) && standsOn(page, figure));
}
