import { type ColumnSpec, differenceOf, rescaledOf, scoreOf } from "../../responses/column.ts";
import type { Ask } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import type { Subject, Unit } from "../estimate.ts";
import { adjustedOf, type Decomposition, type DriverModel, modelOf, rankOf, shareOf } from "./model.ts";
import type { DriversOptions } from "./result.ts";

const whole = { kind: "overall", id: "overall" } as const satisfies Subject;

/** What is told of each element, as a function of the decomposition. */
const perElement: readonly {
  readonly name: string;
  readonly unit: Unit;
  readonly bounds?: readonly [number, number];
  readonly of: (found: Decomposition, element: number) => number | null;
}[] = [
  { name: "share", unit: "share", bounds: [0, 1], of: shareOf },
  { name: "rank", unit: "rank", of: rankOf },
  { name: "raw", unit: "share", bounds: [0, 1], of: ({ raw }, element) => raw[element]! },
  {
    name: "correlation",
    unit: "coefficient",
    bounds: [-1, 1],
    of: ({ correlations }, element) => correlations[element]!,
  },
  { name: "beta", unit: "coefficient", of: ({ betas }, element) => betas[element]! },
  { name: "slope", unit: "coefficient", of: ({ slopes }, element) => slopes[element]! },
  { name: "vif", unit: "ratio", of: ({ vif }, element) => vif[element]! },
  {
    name: "pratt",
    unit: "share",
    of: ({ betas, correlations }, element) => betas[element]! * correlations[element]!,
  },
];

/**
 * All are details: importance is neither good nor bad news, and its intervals are so wide that a list of its changes
 * would say little.
 */
export function measures(study: Study, options: DriversOptions): readonly Measure[] {
  const model = modelOf(study, options);
  if (!model || model.elements.length === 0) return [];
  return [...modelMeasures(model), ...statedMeasures(study, model)];
}

export function modelMeasures(model: DriverModel): readonly Measure[] {
  const asks: readonly Ask<ColumnSpec>[] = [{ kind: "moments", columns: [model.overall, ...model.columns] }];
  const measure = (
    name: string,
    subject: Subject,
    unit: Unit,
    questions: readonly string[],
    of: (found: Decomposition) => number | null,
    bounds?: Measure["bounds"],
  ): Measure => ({
    id: `drivers.${name}`,
    subject,
    unit,
    better: "none",
    detail: true,
    questions,
    ...(bounds && { bounds }),
    statistic: {
      kind: "function",
      id: `drivers.${name} ${subject.id}`,
      asks,
      of: (tallies) => {
        const found = model.decompose(tallies);
        return found && of(found);
      },
    },
  });
  const all = [...model.questions, ...model.elements.map(({ performance }) => performance)];
  return [
    measure("r2", whole, "share", all, ({ r2 }) => r2, [0, 1]),
    measure("adjusted", whole, "share", all, adjustedOf),
    ...perElement.flatMap(({ name, unit, bounds, of }) =>
      model.elements.map((element, k) =>
        measure(
          name,
          subjectOf(element),
          unit,
          [...model.questions, element.performance],
          (found) => of(found, k),
          bounds,
        ),
      ),
    ),
  ];
}

/** How many answered the overall question, and each element, at all. */
export function asks(study: Study, options: DriversOptions): readonly Ask<ColumnSpec>[] {
  const model = modelOf(study, options);
  return model ? [model.overall, ...model.columns].map((column) => ({ kind: "moments", columns: [column] })) : [];
}

/** Stated importance of the model's elements, and how it differs from the person's own mean over them. */
export function statedMeasures(study: Study, { elements }: DriverModel): readonly Measure[] {
  const asked = elements.filter(({ importance }) => importance !== undefined);
  if (asked.length < 2) return [];
  const columns = asked.map(({ importance }) => rescaledOf(importance!));
  const own = scoreOf(columns, study.conventions.minimumAnswered);
  return asked.flatMap((element, k): readonly Measure[] => {
    const about = {
      subject: subjectOf(element),
      better: "none",
      detail: true,
      questions: [element.importance!],
    } as const;
    return [
      {
        ...about,
        id: "drivers.stated",
        unit: "index",
        bounds: [0, 100],
        statistic: { kind: "mean", column: columns[k]! },
      },
      {
        ...about,
        id: "drivers.stated_deviation",
        unit: "points",
        bounds: [-100, 100],
        statistic: { kind: "mean", column: differenceOf(columns[k]!, own) },
      },
    ];
  });
}

function subjectOf({ id }: Pick<Element, "id">): Subject {
  return { kind: "element", id };
}
