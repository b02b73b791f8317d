import { type ColumnSpec, codeOf, differenceOf, rescaledOf, scoreOf, withinOf } from "../../responses/column.ts";
import { type Ask, type Counts, countsOf } from "../../stats/tallies.ts";
import { boxesOf } from "../../study/scales.ts";
import type { Element, Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import type { Subject, Unit } from "../estimate.ts";
import { asymmetryOf, type Contrast, type ContrastModel, contrastOf } from "./contrast.ts";
import type { PrioritiesOptions } from "./result.ts";

const whole = { kind: "overall", id: "overall" } as const satisfies Subject;

/** All are details: what moves over the waves is followed where it is measured, as scores of elements. */
export function measures(study: Study, options: PrioritiesOptions): readonly Measure[] {
  const elements = [...study.elements.values()];
  const model = contrastOf(study, options);
  return [
    ...axisMeasures(study, elements, "performance"),
    ...axisMeasures(
      study,
      elements.filter(({ importance }) => importance !== undefined),
      "importance",
    ),
    ...namedMeasures(study, options),
    ...elements.flatMap(diagonalMeasure),
    ...(model ? contrastMeasures(model) : []),
  ];
}

/** The mean of an axis by element, and its difference from the person's own mean over the elements. */
function axisMeasures(
  study: Study,
  elements: readonly Element[],
  axis: "performance" | "importance",
): readonly Measure[] {
  const columnOf = (element: Element) => rescaledOf(element[axis]!);
  const own = scoreOf(elements.map(columnOf), study.conventions.minimumAnswered);
  return elements.flatMap((element): readonly Measure[] => {
    const about = {
      subject: { kind: "element", id: element.id },
      better: axis === "performance" ? "higher" : "none",
      detail: true,
      questions: [element[axis]!],
    } as const;
    return [
      {
        id: `priorities.${axis}`,
        ...about,
        unit: "index",
        statistic: { kind: "mean", column: columnOf(element) },
        bounds: [0, 100],
      },
      {
        id: `priorities.${axis}_deviation`,
        ...about,
        unit: "points",
        statistic: { kind: "mean", column: differenceOf(columnOf(element), own) },
        bounds: [-100, 100],
      },
    ];
  });
}

/**
 * The share of customers who name an element in any of the questions (a question left blank names nothing), and the
 * importance-satisfaction rating: that share × the share not satisfied (METHODS B10; ETC Institute).
 */
function namedMeasures(study: Study, { named }: PrioritiesOptions): readonly Measure[] {
  if (!named) return [];
  return Object.entries(named.codes).flatMap(([id, code]): readonly Measure[] => {
    const { performance } = study.elements.get(id)!;
    const question = study.questions.get(performance)!;
    const asked = named.questions.map((name) => withinOf(codeOf(name), code, code, { blank: true }));
    const column = withinOf(scoreOf(asked, 1), Number.MIN_VALUE, 1);
    const { top } = boxesOf(question, study.conventions.top);
    const about = {
      subject: { kind: "element", id },
      unit: "share",
      better: "none",
      detail: true,
      bounds: [0, 1],
    } as const;
    return [
      {
        id: "priorities.named",
        ...about,
        statistic: { kind: "share", column, values: [1] },
        questions: named.questions,
      },
      {
        id: "priorities.rating",
        ...about,
        statistic: {
          kind: "function",
          id: `priorities.rating ${id}`,
          asks: [
            { kind: "counts", column },
            { kind: "counts", column: codeOf(performance) },
          ],
          of: (tallies) => {
            const name = shareIn(countsOf(tallies, column), [1]);
            const satisfied = shareIn(countsOf(tallies, codeOf(performance)), top);
            return name === null || satisfied === null ? null : name * (1 - satisfied);
          },
        },
        questions: [...named.questions, performance],
      },
    ];
  });
}

function shareIn({ values, weight }: Counts, among: readonly number[]): number | null {
  const total = weight.reduce((sum, part) => sum + part, 0);
  if (!(total > 0)) return null;
  return values.reduce((sum, value, k) => sum + (among.includes(value) ? weight[k]! : 0), 0) / total;
}

/** Performance minus stated importance of the same person: below 0 lies above the diagonal, where more is wanted. */
function diagonalMeasure({ id, performance, importance }: Element): readonly Measure[] {
  if (importance === undefined) return [];
  return [
    {
      id: "priorities.diagonal",
      subject: { kind: "element", id },
      unit: "points",
      better: "higher",
      detail: true,
      statistic: { kind: "mean", column: differenceOf(rescaledOf(performance), rescaledOf(importance)) },
      bounds: [-100, 100],
      questions: [performance, importance],
    },
  ];
}

function contrastMeasures(model: ContrastModel): readonly Measure[] {
  const asks: readonly Ask<ColumnSpec>[] = [{ kind: "moments", columns: model.columns }];
  const measure = (
    name: string,
    subject: Subject,
    unit: Unit,
    better: Measure["better"],
    of: (found: Contrast) => number | null,
  ): Measure => ({
    id: `priorities.${name}`,
    subject,
    unit,
    better,
    detail: true,
    statistic: {
      kind: "function",
      id: `priorities.${name} ${subject.id}`,
      asks,
      of: (tallies) => {
        const found = model.fit(tallies);
        const value = found && of(found);
        return value === null || Number.isNaN(value) ? null : value;
      },
    },
    questions: model.questions,
  });
  return [
    measure("contrast_r2", whole, "share", "none", ({ r2 }) => r2),
    ...model.elements.flatMap(({ id }, k) => [
      measure("penalty", { kind: "element", id }, "points", "none", ({ penalties }) => penalties[k]!.value),
      measure("reward", { kind: "element", id }, "points", "none", ({ rewards }) => rewards[k]!.value),
      measure("asymmetry", { kind: "element", id }, "coefficient", "none", (found) => asymmetryOf(found, k)),
    ]),
  ];
}

/** Performance as other providers' customers rate it. */
export function competitorAsks(study: Study): readonly Ask<ColumnSpec>[] {
  return [...study.elements.values()].map(({ performance }) => ({
    kind: "moments",
    columns: [rescaledOf(performance)],
  }));
}
