import type { TablePlan } from "../analyses/analysis.ts";
import { segmentsOf } from "../analyses/crosstabs/questions.ts";
import type { CrosstabsOptions } from "../analyses/crosstabs/result.ts";
import { codeOf } from "../responses/column.ts";
import { countsOf, type Tallies } from "../stats/tallies.ts";
import { codesOf } from "../study/scales.ts";
import { atomOf, sumOfCodes } from "./answers.ts";
import type { WaveTallies } from "./plan.ts";
import type { Atoms } from "./relations.ts";
import { nameOfGroup, type Scope, type Scopes } from "./scopes.ts";

/** People by some of their answers. */
export interface Cell {
  readonly scope: Scope;
  readonly answers: Atoms;
  readonly count: number;
}

/** What the banner tables show of a question, and the cells of too few people that they leave out. */
export interface TableCells {
  readonly published: readonly Cell[];
  readonly withheld: readonly Cell[];
}

export function tableCells(
  { study, tallies, groups }: WaveTallies,
  scopes: Scopes,
  plans: ReadonlyMap<string, TablePlan>,
): ReadonlyMap<string, TableCells> {
  const options = study.analyses.get("crosstabs") as CrosstabsOptions | undefined;
  if (!options) return new Map();
  const segments = segmentsOf(study, options, (id) => groups.filter(({ segment }) => segment === id).length);
  const inTables = groups.filter(({ segment }) => segments.includes(segment));
  const { cellBelow } = study.conventions;
  return new Map(
    [...plans].flatMap(([id, plan]) => {
      const question = study.questions.get(id)!;
      if (!question.scale) return [];
      const codes = codesOf(question.scale);
      const counted = (scope: Scope, own: Tallies) => {
        const { values, n } = countsOf(own, codeOf(id));
        return ({ row, answers }: (typeof rows)[number]): Cell => ({
          scope,
          answers,
          count: row.reduce((sum, code) => sum + (n[values.indexOf(code)] ?? 0), 0),
        });
      };
      const rows = plan.rows.map((row) => ({ row, answers: new Set(row.map(atomOf)) }));
      const everybody = { row: codes, answers: new Set(codes.map(atomOf)) };
      const summed = sumOfCodes(codes);
      const published = rows.map(counted(scopes.everybody, tallies));
      const withheld: Cell[] = [];
      for (const group of inTables) {
        const name = nameOfGroup(group);
        const scope = scopes.groups.get(name)!;
        const cell = counted(scope, group.tallies);
        const cells = rows.map(cell);
        if (plan.hidden.has(name) || plan.sharesHidden.has(name))
          withheld.push(...cells.filter(({ count }) => count > 0 && count < cellBelow));
        else published.push(...cells);
        if (plan.hidden.has(name)) continue;
        const base = cell(everybody);
        published.push(base);
        if (question.type === "rating" && !plan.meansHidden.has(name)) published.push({ ...base, answers: summed });
      }
      return [[id, { published, withheld }] as const];
    }),
  );
}
