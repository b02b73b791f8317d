import { compare } from "../../stats/compare.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess, judgeFamily, type Trial, tryConstant, tryWaves } from "../assess.ts";
import type { DriversResult } from "../drivers/result.ts";
import type { Comparison, Estimate } from "../estimate.ts";
import type { KanoResult } from "../kano/result.ts";
import { classify } from "./classify.ts";
import { needsOf } from "./features.ts";
import { measures } from "./measures.ts";
import { meanOfNumbers, medianOf, testedQuadrant } from "./quadrants.ts";
import { rankRows } from "./rank.ts";
import type { PrioritiesOptions, PrioritiesResult } from "./result.ts";
import { placeInSwot, type Standing, urgentOf } from "./swot.ts";

type PrioritiesContext = Context<PrioritiesOptions>;

/** An element that has both its importance and its performance. */
interface Rated {
  readonly element: string;
  readonly importance: Estimate;
  /** What tests the importance: its share of R², or its stated mean and that mean's difference from the person's own. */
  readonly importanceMeasure: Measure;
  readonly performance: Estimate;
  readonly target: number | undefined;
}

export function compute(context: PrioritiesContext): Outcome<PrioritiesResult> {
  const { study, options, conventions } = context;
  if (study.elements.size < 2) return { kind: "notApplicable", why: { code: "priorities-few-elements" } };
  const all = measures(study, options);
  const measureOf = (name: string, element: string) =>
    all.find(({ id, subject }) => id === `priorities.${name}` && subject.id === element);
  const kind = kindOf(context);
  const rated = ratedOf(context, kind, measureOf);
  if (rated.length < 2) return { kind: "notApplicable", why: { code: "priorities-no-importance" } };
  if (kind !== "derived" && rated.every(({ importance }) => importance.value === rated[0]!.importance.value))
    return { kind: "notApplicable", why: { code: "priorities-stated-equal" } };

  const lines = linesOf(options, rated);
  const line = lineOf(lines, rated, kind);
  const trials = rated.flatMap((row) => [
    importanceTrial(context, row, kind, lines, line, measureOf),
    performanceTrial(context, row, lines, line, measureOf),
  ]);
  const judged = judgeFamily(trials, conventions);
  const total = rated.reduce((sum, { importance }) => sum + importance.value!, 0);
  const shareOf = (row: Rated) => row.importance.value! / total;
  const standings = standingsOf(context, rated, shareOf, measureOf);
  const swot = placeInSwot(standings);
  const rows = rated.map((row, k) => {
    const [importanceTest, performanceTest] = [judged[2 * k]!, judged[2 * k + 1]!];
    return {
      element: row.element,
      importance: row.importance,
      ...(row.target !== undefined && { target: row.target }),
      ...(kind === "named" && { rating: assess(measureOf("rating", row.element)!, context, conventions) }),
      importanceTest,
      performance: row.performance,
      performanceTest,
      quadrant: testedQuadrant(importanceTest, performanceTest),
      important: standings[k]!.important,
      priority: performanceTest.verdict === "down" ? -performanceTest.difference! * shareOf(row) : null,
    };
  });
  return {
    kind: "done",
    result: {
      importanceKind: kind,
      lines,
      line,
      ...(options.target !== undefined && { target: options.target }),
      elements: [...rankRows(rows, (id) => standings.find(({ element }) => element === id)?.needs?.worse)],
      unplaced: [...study.elements.keys()]
        .filter((id) => !rated.some(({ element }) => element === id))
        .map((element) => ({
          element,
          performance: assess(measureOf("performance", element)!, context, conventions),
        })),
      swot: swot.map(({ element, cell, evidence }) => ({ element, cell, evidence: [...evidence] })),
      urgent: urgentOf(standings, swot).map(({ element, because }) => ({ element, because: [...because] })),
      competitors: standings.flatMap(({ element, competitor }) =>
        competitor
          ? [
              {
                element,
                provider: competitor.comparison.with.id!,
                score: competitor.score,
                comparison: competitor.comparison,
              },
            ]
          : [],
      ),
      ...classify(context),
    },
  };
}

type MeasureOf = (name: string, element: string) => Measure | undefined;

function driversOf({ results }: PrioritiesContext): DriversResult | null {
  const drivers = results.get("drivers");
  return drivers?.kind === "done" ? (drivers.result as DriversResult) : null;
}

function kanoOf({ results }: PrioritiesContext): KanoResult | null {
  const kano = results.get("kano");
  return kano?.kind === "done" ? (kano.result as KanoResult) : null;
}

function kindOf(context: PrioritiesContext): PrioritiesResult["importanceKind"] {
  const { importance, lines, named } = context.options;
  if (lines === "diagonal") return "stated";
  if (importance) return importance;
  if (driversOf(context)?.elements.some(({ part }) => part)) return "derived";
  return named ? "named" : "stated";
}

function ratedOf(
  context: PrioritiesContext,
  kind: PrioritiesResult["importanceKind"],
  measureOf: MeasureOf,
): readonly Rated[] {
  const { study, options, conventions } = context;
  return [...study.elements.values()].flatMap((element): readonly Rated[] => {
    const performance = assess(measureOf("performance", element.id)!, context, conventions);
    const importanceMeasure =
      kind !== "derived"
        ? measureOf(kind === "stated" ? "importance" : "named", element.id)
        : context.measures.find(({ id, subject }) => id === "drivers.share" && subject.id === element.id);
    if (!importanceMeasure) return [];
    const importance =
      kind !== "derived"
        ? assess(importanceMeasure, context, conventions)
        : driversOf(context)?.elements.find((row) => row.element === element.id)?.part?.share;
    if (importance?.value == null || performance.value === null) return [];
    if (importance.status === "hidden" || performance.status === "hidden") return [];
    const target = study.questions.get(element.performance)!.target ?? options.target;
    return [{ element: element.id, importance, importanceMeasure, performance, target }];
  });
}

function linesOf({ lines, target }: PrioritiesOptions, rated: readonly Rated[]): PrioritiesResult["lines"] {
  return lines ?? (target !== undefined || rated.every((row) => row.target !== undefined) ? "target" : "mean");
}

/** Where the cross-hairs stand. Of shares of R² the mean is an equal share. */
function lineOf(
  lines: PrioritiesResult["lines"],
  rated: readonly Rated[],
  kind: PrioritiesResult["importanceKind"],
): PrioritiesResult["line"] {
  if (lines === "diagonal") return { importance: null, performance: null };
  const importances = rated.map(({ importance }) => importance.value!);
  const performances = rated.map(({ performance }) => performance.value!);
  const targets = new Set(rated.map(({ target }) => target));
  const common = targets.size === 1 ? [...targets][0] : undefined;
  return {
    importance:
      lines === "median"
        ? medianOf(importances)
        : lines === "scale" && kind === "stated"
          ? 50
          : meanOfNumbers(importances),
    performance:
      lines === "median"
        ? medianOf(performances)
        : lines === "scale"
          ? 50
          : lines === "target"
            ? (common ?? null)
            : meanOfNumbers(performances),
  };
}

/** Importance against its line: paired with the person's own mean, or by the draws of the shares. */
function importanceTrial(
  context: PrioritiesContext,
  { element, importance, importanceMeasure }: Rated,
  kind: PrioritiesResult["importanceKind"],
  lines: PrioritiesResult["lines"],
  line: PrioritiesResult["line"],
  measureOf: MeasureOf,
): Trial {
  const { conventions } = context;
  if (kind !== "stated" || lines === "median" || lines === "scale") {
    const against = kind === "derived" && lines !== "median" ? "equal-share" : "line";
    return tryConstant(importanceMeasure, { kind: against, value: line.importance! }, context, importance, conventions);
  }
  const deviation = measureOf("importance_deviation", element)!;
  return tryConstant(
    deviation,
    { kind: "own-mean", value: 0 },
    context,
    assess(deviation, context, conventions),
    conventions,
  );
}

function performanceTrial(
  context: PrioritiesContext,
  { element, performance, target }: Rated,
  lines: PrioritiesResult["lines"],
  line: PrioritiesResult["line"],
  measureOf: MeasureOf,
): Trial {
  const { conventions } = context;
  const own = measureOf("performance", element)!;
  if (lines === "target" && target !== undefined)
    return tryConstant(own, { kind: "target", value: target }, context, performance, conventions);
  if (lines === "median" || lines === "scale")
    return tryConstant(own, { kind: "line", value: line.performance! }, context, performance, conventions);
  const deviation = measureOf(lines === "diagonal" ? "diagonal" : "performance_deviation", element)!;
  const kind = lines === "diagonal" ? "zero" : "own-mean";
  return tryConstant(deviation, { kind, value: 0 }, context, assess(deviation, context, conventions), conventions);
}

/** What SWOT asks of every element; each kind of comparison is a family of its own. */
function standingsOf(
  context: PrioritiesContext,
  rated: readonly Rated[],
  shareOf: (row: Rated) => number,
  measureOf: MeasureOf,
): readonly Standing[] {
  const { conventions } = context;
  const onLine = judgeFamily(
    rated.map((row) =>
      performanceTrial(
        context,
        row,
        row.target === undefined ? "mean" : "target",
        { importance: null, performance: null },
        measureOf,
      ),
    ),
    conventions,
  );
  const changes = changesOf(context, rated, (row) => measureOf("performance", row.element)!);
  const importanceChanges = changesOf(context, rated, (row) => row.importanceMeasure);
  const competitors = competitorsOf(context, rated, measureOf);
  const kano = kanoOf(context);
  const ranks = rated.map((row) => 1 + rated.filter((other) => shareOf(other) > shareOf(row)).length);
  return rated.map((row, k): Standing => {
    const competitor = competitors.get(row.element);
    return {
      element: row.element,
      important: shareOf(row) >= 1 / rated.length - 1e-12,
      rank: ranks[k]!,
      performance: row.performance,
      target: row.target,
      onLine: onLine[k]!,
      ...(changes && { change: changes[k]! }),
      ...(importanceChanges && { importanceChange: importanceChanges[k]! }),
      ...(competitor && { competitor }),
      ...(kano && { needs: needsOf(row.element, kano) }),
    };
  });
}

/** Against the wave before; null in the first. */
function changesOf(
  context: PrioritiesContext,
  rated: readonly Rated[],
  measureFor: (row: Rated) => Measure,
): readonly Comparison[] | null {
  const { earlier, conventions, study, wave } = context;
  const before = earlier.at(-1);
  if (!before) return null;
  return judgeFamily(
    rated.map((row) => {
      const measure = measureFor(row);
      const broken = measure.questions.some((question) => study.questions.get(question)!.breaks.has(wave.id));
      const evidence = { ...before, wave: before.wave.id, estimate: assess(measure, before, conventions) };
      return tryWaves(
        measure,
        evidence,
        { ...context, estimate: assess(measure, context, conventions) },
        conventions,
        broken,
      );
    }),
    conventions,
  );
}

/** The provider with the highest score on each element, and own minus theirs. */
function competitorsOf(
  { competitors, conventions, tallies }: PrioritiesContext,
  rated: readonly Rated[],
  measureOf: MeasureOf,
): ReadonlyMap<string, NonNullable<Standing["competitor"]>> {
  const best = rated.flatMap((row) => {
    const measure = measureOf("performance", row.element)!;
    const theirs = { ...measure, id: "priorities.competitor" };
    const sound = competitors
      .map((competitor) => ({ ...competitor, score: assess(theirs, competitor, conventions) }))
      .filter(({ score }) => score.status === "shown" && score.value !== null)
      .sort((a, b) => b.score.value! - a.score.value!)[0];
    if (!sound) return [];
    const compared = compare(measure.statistic, sound.tallies, tallies, { level: conventions.level });
    const testable = row.performance.status === "shown" && compared.p !== null;
    const trial: Trial = {
      measure,
      with: { kind: "provider", id: sound.provider },
      compared,
      testable,
      ...(!testable && { why: compared.why ?? "base-indicative" }),
    };
    return [{ row, score: sound.score, trial }];
  });
  const judged = judgeFamily(
    best.map(({ trial }) => trial),
    conventions,
  );
  return new Map(best.map(({ row, score }, k) => [row.element, { score, comparison: judged[k]! }]));
}
