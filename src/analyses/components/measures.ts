import type { ColumnSpec } from "../../responses/column.ts";
import type { Ask } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { ByGroup, Measure } from "../analysis.ts";
import type { Subject, Unit } from "../estimate.ts";
import { type Found, modelOf } from "./model.ts";
import type { ComponentsOptions } from "./result.ts";

const whole = { kind: "overall", id: "overall" } as const satisfies Subject;

/** The moments of the ratings: all figures follow from them. */
export function asks(study: Study, options: ComponentsOptions): readonly Ask<ColumnSpec>[] {
  return [{ kind: "moments", columns: modelOf(study, options).columns }];
}

/** Details, but for the index that the first component makes. */
export function measures(study: Study, options: ComponentsOptions): readonly Measure[] {
  const model = modelOf(study, options);
  const { elements } = model;
  if (elements.length < 3) return [];
  const questions = elements.map(({ performance }) => performance);
  const measure = (
    name: string,
    subject: Subject,
    unit: Unit,
    of: (found: Found) => number | null,
    more: Partial<Pick<Measure, "bounds" | "questions" | "better" | "detail">> = {},
  ): Measure => ({
    id: `components.${name}`,
    subject,
    unit,
    better: "none",
    detail: true,
    questions,
    ...more,
    statistic: {
      kind: "function",
      id: `components.${name} ${subject.id}`,
      asks: asks(study, options),
      of: (tallies) => {
        const found = model.of(tallies);
        return found && of(found);
      },
    },
  });
  const p = elements.length;
  return [
    measure("composite", whole, "index", ({ composite }) => composite?.index ?? null, {
      bounds: [0, 100],
      better: "higher",
    }),
    measure("kmo", whole, "coefficient", ({ kmo }) => kmo?.overall ?? null, { bounds: [0, 1] }),
    ...elements.flatMap((_, k) => {
      const subject = { kind: "principal", id: String(k + 1) } as const;
      return [
        measure("eigenvalue", subject, "ratio", ({ principal }) => principal.values[k]!),
        measure("explained", subject, "share", ({ principal }) => principal.values[k]! / p, { bounds: [0, 1] }),
      ];
    }),
    ...elements.flatMap(({ id, performance }, i) => {
      const subject = { kind: "element", id } as const;
      const own = { questions: [performance] };
      return [
        measure("loading", subject, "coefficient", ({ principal }) => principal.loadings[i * p]!, own),
        {
          ...measure("mean", subject, "index", () => null, { ...own, bounds: [0, 100], better: "higher" }),
          statistic: { kind: "mean", column: model.columns[i]! },
        } satisfies Measure,
        measure("item_kmo", subject, "coefficient", ({ kmo }) => kmo?.items[i] ?? null, { ...own, bounds: [0, 1] }),
        measure("weight", subject, "share", ({ principal }) => principal.loadings[i * p]! ** 2 / principal.values[0]!, {
          ...own,
          bounds: [0, 1],
        }),
      ];
    }),
  ];
}

/** Of a unit the index is shown, and what may not be shown of its ratings may not go into it. */
export function byGroup(study: Study, options: ComponentsOptions): readonly ByGroup[] {
  const shown = measures(study, options).filter(({ id }) => id === "components.composite" || id === "components.mean");
  return study.unit && shown.length > 0 ? [{ segment: study.unit.id, measures: shown }] : [];
}
