import { type ColumnSpec, rescaledOf, scoreOf } from "../../responses/column.ts";
import type { Ask } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { ByGroup, Measure } from "../analysis.ts";
import { weightAsks } from "../element-weights.ts";
import type { IndexOptions } from "../index/result.ts";
import type { GreyOptions } from "./result.ts";

export interface Indicator {
  readonly element: Element;
  readonly column: ColumnSpec;
}

export function indicatorsOf(study: Study, options: GreyOptions): readonly Indicator[] {
  const chosen = options.elements?.map((id) => study.elements.get(id)!) ?? [...study.elements.values()];
  return [...new Set(chosen)].map((element) => ({ element, column: rescaledOf(element.performance) }));
}

function questionsOf(study: Study, options: GreyOptions): readonly string[] {
  const named = options.overall ?? (study.analyses.get("index") as IndexOptions | undefined)?.overall ?? [];
  return typeof named === "string" ? [named] : named;
}

/** Overall satisfaction, a person's mean over its questions; null where none is named. */
export function overallOf(study: Study, options: GreyOptions): ColumnSpec | null {
  const questions = questionsOf(study, options);
  return questions.length === 0 ? null : scoreOf(questions.map(rescaledOf), study.conventions.minimumAnswered);
}

/** The means that everything here is made of. */
export function measures(study: Study, options: GreyOptions): readonly Measure[] {
  const mean = (subject: Measure["subject"], column: ColumnSpec, questions: readonly string[]): Measure => ({
    id: "grey.mean",
    subject,
    unit: "index",
    better: "higher",
    detail: true,
    bounds: [0, 100],
    statistic: { kind: "mean", column },
    questions,
  });
  const overall = overallOf(study, options);
  return [
    ...indicatorsOf(study, options).map(({ element, column }) =>
      mean({ kind: "element", id: element.id }, column, [element.performance]),
    ),
    ...(overall ? [mean({ kind: "overall", id: "overall" }, overall, questionsOf(study, options))] : []),
  ];
}

export function asks(study: Study, options: GreyOptions): readonly Ask<ColumnSpec>[] {
  return weightAsks(
    options.weights,
    indicatorsOf(study, options).map(({ element }) => element),
  );
}

export function byGroup({ unit }: Study, _: GreyOptions, all: readonly Measure[]): readonly ByGroup[] {
  return unit ? [{ segment: unit.id, measures: all.filter(({ id }) => id === "grey.mean") }] : [];
}
