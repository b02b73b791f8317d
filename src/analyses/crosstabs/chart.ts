import type { Study } from "../../study/study.ts";
import type { Figure, Cell as TableCell } from "../analysis.ts";
import type { Estimate, Subject } from "../estimate.ts";
import { cells, tableOf } from "../rows.ts";
import type { Cell, Column, CrosstabsResult } from "./result.ts";

type Question = CrosstabsResult["questions"][number];

/** Per page a table for each question, one number to a row, then the tests of all of them. */
export function figures(result: CrosstabsResult, study: Study): readonly Figure[] {
  return result.families.flatMap(({ block }) => {
    const questions = result.questions.filter((question) => question.block === block);
    return [...questions.map((question) => questionFigure(question, result, study)), testsFigure(block, questions)];
  });
}

function questionFigure(question: Question, result: CrosstabsResult, study: Study): Figure {
  const columns = [
    { subject: { kind: "overall", id: "overall" } as const, letter: "", column: question.total },
    ...result.groups.map(({ segment, value, letter }, at) => ({
      subject: { kind: "segment", id: `${segment}=${value}` } as const,
      letter,
      column: question.columns[at]!,
    })),
  ];
  const lines: readonly {
    readonly head: TableCell;
    readonly cellOf: (column: Column) => Cell;
    readonly unit: Estimate["unit"];
  }[] = [
    ...question.rows.map((codes, row) => ({
      head: { kind: "answers", question: question.question, codes } as const,
      cellOf: (column: Column) => column.shares[row]!,
      unit: "share" as const,
    })),
    ...(question.total.mean
      ? [
          {
            head: cells.word("table.mean"),
            cellOf: (column: Column) => column.mean!,
            // large numbers are read without decimals
            unit: (question.total.mean.value ?? 0) < 100 ? ("code" as const) : ("amount" as const),
          },
        ]
      : []),
  ];
  const level = study.conventions.level;
  return {
    id: `by-${question.question}`,
    page: question.block,
    caption: { code: "crosstab", slots: { q: { kind: "question", id: question.question } } },
    how: "chart.crosstabs.how",
    note: { code: "crosstabs" },
    draw: null,
    table: tableOf(
      `by-${question.question}`,
      ["answer", "group", "letter", "value", "above"],
      lines.flatMap(({ head, cellOf, unit }) =>
        columns.map(({ subject, letter, column }) => ({
          answer: head,
          group: cells.subject(subject),
          letter: text(letter),
          value: cells.estimate(estimateOf(cellOf(column), column, unit, subject, level)),
          above: text((cellOf(column).above ?? []).join(" ")),
        })),
      ),
    ),
  };
}

/** A cell of the table with what stands at its column. */
function estimateOf(cell: Cell, column: Column, unit: Estimate["unit"], subject: Subject, level: number): Estimate {
  const { value, low, high, why } = cell;
  return {
    value,
    low,
    high,
    level,
    method: low === null ? "none" : unit === "share" ? "wilson" : "t",
    base: column.base,
    effectiveBase: column.effectiveBase,
    unit,
    measure: unit === "share" ? "crosstabs.share" : "crosstabs.mean",
    subject,
    status: value === null && why === "withheld" ? "hidden" : column.status,
    ...(why && { why: { code: why } }),
  };
}

function testsFigure(block: string, questions: readonly Question[]): Figure {
  return {
    id: `tests-${block}`,
    page: block,
    caption: { code: "crosstab-tests" },
    how: "chart.crosstab-tests.how",
    note: { code: "crosstab-tests" },
    draw: null,
    table: tableOf(
      `tests-${block}`,
      ["question", "segment", "association", "chi-square", "df", "design-effect", "method", "p", "adjusted"],
      questions.flatMap(({ tests }) =>
        tests.map(
          (test): Readonly<Record<string, TableCell>> => ({
            question: cells.subject(test.association.subject),
            segment: cells.subject({ kind: "segment", id: test.segment }),
            association: cells.estimate(test.association),
            "chi-square": { kind: "number", value: test.chiSquare, digits: 2 },
            df: { kind: "count", value: test.df },
            "design-effect": { kind: "number", value: test.designEffect, digits: 2 },
            method: cells.word(`test.${test.method}`),
            p: { kind: "p", value: test.p },
            adjusted: { kind: "p", value: test.adjusted },
          }),
        ),
      ),
    ),
  };
}

function text(given: string): TableCell {
  return given === "" ? { kind: "none" } : { kind: "text", text: given };
}
