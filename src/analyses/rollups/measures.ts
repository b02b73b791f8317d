import { type ColumnSpec, differenceOf, rescaledOf, scoreOf, statusOf } from "../../responses/column.ts";
import { countsOf, type Tallies } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import { type Part, partsOf, type RolledTag, rolledTags } from "./groups.ts";
import type { RollupsOptions } from "./result.ts";

export const overallSubject = { kind: "overall", id: "overall" } as const;

export function measures(study: Study, options: RollupsOptions): readonly Measure[] {
  return [
    ...overallMeasures(study, options),
    ...rolledTags.flatMap((tag) => tagMeasures(study, tag, options)),
    ...stepMeasures(study, options),
    ...qualityMeasures(study, options),
    ...crossMeasures(study, options),
    ...areaMeasures(study),
  ];
}

const points = { unit: "points", better: "higher", bounds: [-100, 100], detail: true } as const;
const index = { unit: "index", better: "higher", bounds: [0, 100] } as const;

function tagMeasures(study: Study, tag: RolledTag, options: RollupsOptions): readonly Measure[] {
  const parts = partsOf(study, tag, options);
  const own = scoreOfElements(
    study,
    parts.flatMap(({ elements }) => elements),
  );
  return parts.flatMap(({ part, elements }): readonly Measure[] => {
    const about = { subject: { kind: tag, id: part }, questions: questionsOf(elements) } as const;
    const score = scoreOfElements(study, elements);
    return [
      { id: `rollups.${tag}`, ...about, ...index, statistic: { kind: "mean", column: score } },
      {
        id: `rollups.deviation.${tag}`,
        ...about,
        ...points,
        statistic: { kind: "mean", column: differenceOf(score, own) },
      },
      ...(tag === "attribute" ? [dontKnowMeasure(part, elements)] : []),
    ];
  });
}

/** Σ don't know / Σ ratings that apply, over all people and elements of the kind. */
function dontKnowMeasure(part: string, elements: readonly Element[]): Measure {
  const columns = elements.map(({ performance }) => statusOf(performance));
  const rate = (tallies: Tallies): number | null => {
    let unknown = 0;
    let applicable = 0;
    for (const column of columns) {
      const { values, weight } = countsOf(tallies, column);
      values.forEach((value, k) => {
        if (value === 2) unknown += weight[k]!;
        if (value <= 2) applicable += weight[k]!;
      });
    }
    return applicable > 0 ? unknown / applicable : null;
  };
  return {
    id: "rollups.dont_know",
    subject: { kind: "attribute", id: part },
    unit: "share",
    better: "none",
    detail: true,
    statistic: {
      kind: "function",
      id: `rollups.dont_know ${part}`,
      asks: columns.map((column) => ({ kind: "counts", column })),
      of: rate,
    },
    bounds: [0, 1],
    questions: questionsOf(elements),
  };
}

/** The weighted mean of a person's scores on the horizontal systems; without such tags the mean over all elements. */
function overallMeasures(study: Study, options: RollupsOptions): readonly Measure[] {
  const elements = [...study.elements.values()];
  if (elements.length < 2) return [];
  const column = overallColumn(study, options);
  return [
    {
      id: "rollups.overall",
      subject: overallSubject,
      ...index,
      statistic: { kind: "mean", column },
      questions: questionsOf(elements),
    },
  ];
}

export function overallColumn(study: Study, options: RollupsOptions): ColumnSpec {
  const parts = partsOf(study, "horizontal", options);
  const { minimumAnswered } = study.conventions;
  if (parts.length === 0) return scoreOfElements(study, [...study.elements.values()]);
  const weights = parts.map(({ part }) =>
    Object.keys(options.weights).length === 0 ? 1 : (options.weights[part] ?? 0),
  );
  const kept = parts.filter((_, k) => weights[k]! > 0);
  return scoreOf(
    kept.map(({ elements }) => scoreOfElements(study, elements)),
    minimumAnswered,
    weights.filter((weight) => weight > 0),
  );
}

/** Adjacent levels of the vertical order that the study rates. */
export function stepsOf(study: Study, options: RollupsOptions): readonly (readonly [Part, Part])[] {
  const parts = partsOf(study, "vertical", options).filter(({ part }) => options.order.includes(part));
  return parts.slice(1).map((part, k) => [parts[k]!, part] as const);
}

function stepMeasures(study: Study, options: RollupsOptions): readonly Measure[] {
  return stepsOf(study, options).map(([from, to]) => ({
    id: "rollups.step",
    subject: { kind: "vertical", id: from.part },
    ...points,
    statistic: {
      kind: "mean",
      column: differenceOf(scoreOfElements(study, from.elements), scoreOfElements(study, to.elements)),
    },
    questions: questionsOf([...from.elements, ...to.elements]),
  }));
}

function qualityMeasures(study: Study, options: RollupsOptions): readonly Measure[] {
  const parts = partsOf(study, "quality", options);
  const [technical, functional] = ["technical", "functional"].map((name) => parts.find(({ part }) => part === name));
  if (!technical || !functional) return [];
  return [
    {
      id: "rollups.quality_gap",
      subject: overallSubject,
      ...points,
      detail: false,
      statistic: {
        kind: "mean",
        column: differenceOf(scoreOfElements(study, technical.elements), scoreOfElements(study, functional.elements)),
      },
      questions: questionsOf([...technical.elements, ...functional.elements]),
    },
  ];
}

function crossMeasures(study: Study, options: RollupsOptions): readonly Measure[] {
  return partsOf(study, "horizontal", options).flatMap(({ part, elements }) =>
    partsOf(study, "vertical", options).flatMap((level): readonly Measure[] => {
      const both = elements.filter((element) => level.elements.includes(element));
      if (both.length === 0) return [];
      return [
        {
          id: "rollups.cross",
          subject: { kind: "cell", id: `${part} ${level.part}` },
          ...index,
          detail: true,
          statistic: { kind: "mean", column: scoreOfElements(study, both) },
          questions: questionsOf(both),
        },
      ];
    }),
  );
}

function areaMeasures(study: Study): readonly Measure[] {
  const elements = [...study.elements.values()];
  const areas = [...new Set(elements.flatMap(({ tags }) => tags.area ?? []))];
  return areas.map((area) => {
    const own = elements.filter(({ tags }) => tags.area === area);
    return {
      id: "rollups.area",
      subject: { kind: "area", id: area },
      ...index,
      detail: true,
      statistic: { kind: "mean", column: scoreOfElements(study, own) },
      questions: questionsOf(own),
    };
  });
}

function scoreOfElements(study: Study, elements: readonly Element[]): ColumnSpec {
  return scoreOf(
    elements.map(({ performance }) => rescaledOf(performance)),
    study.conventions.minimumAnswered,
  );
}

function questionsOf(elements: readonly Element[]): readonly string[] {
  return elements.map(({ performance }) => performance);
}
