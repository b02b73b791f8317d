import type { Problem } from "../../problems/problem.ts";
import { quote } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import type { FileAsk, FurtherFiles } from "../../study/further-file.ts";
import type { Study } from "../../study/study.ts";
import type { DeaOptions } from "./result.ts";

/** Columns of the file in the order of the options. */
function columnsOf({ inputs, outputs, undesirable }: DeaOptions): readonly string[] {
  return [...inputs, ...outputs, ...Object.keys(undesirable)];
}

export function files(study: Study, options: DeaOptions): readonly FileAsk[] {
  if (!study.unit) return [];
  return [
    {
      file: options.file,
      wantedBy: "`analyses.dea`",
      columns: {
        [study.unit.column]: { kind: "text" },
        wave: { kind: "text", values: study.waves.map(({ id }) => id), absent: true },
        ...Object.fromEntries(columnsOf(options).map((name) => [name, { kind: "number", blank: true } as const])),
      },
    },
  ];
}

/** Units that the study does not have, rows twice, figures that are not above zero. */
export function check(study: Study, options: DeaOptions, further: FurtherFiles): readonly Problem[] {
  const { unit } = study;
  const error = (code: string, place: Problem["place"], message: string, hint?: string): Problem => ({
    code: `dea/${code}`,
    severity: "error",
    place,
    message,
    ...(hint !== undefined && { hint }),
  });
  if (!unit) {
    const message = "analyses.dea measures units by each other, and the study has no unit.";
    return [error("no-unit", study.placeOf(["analyses", "dea"]), message, "Say under unit which column names it.")];
  }
  const file = further.get(options.file)!;
  const seen = new Map<string, number>();
  return file.rows.flatMap(({ line, cells }) => {
    const name = String(cells[unit.column]);
    const named = file.placeOf(line, unit.column);
    const key = JSON.stringify([name, cells.wave]);
    const before = seen.get(key);
    seen.set(key, line);
    return [
      ...(unit.values.size > 0 && !unit.values.has(name)
        ? [
            error(
              "unknown-unit",
              named,
              `The column ${quote(unit.column)} names ${quote(name)}, which is no value of the study's unit.`,
              didYouMean(name, unit.values.keys()),
            ),
          ]
        : []),
      ...(before !== undefined
        ? [
            error(
              "twice",
              named,
              `${quote(name)} stands here again, after line ${before}.`,
              "Keep one of the two rows.",
            ),
          ]
        : []),
      ...columnsOf(options).flatMap((column) => {
        const value = cells[column];
        if (typeof value !== "number" || value > 0) return [];
        const message = `The column ${quote(column)} holds ${value} here; envelopment needs figures above zero.`;
        return [
          error(
            "not-positive",
            file.placeOf(line, column),
            message,
            "Leave the cell blank to leave the unit out, or measure otherwise.",
          ),
        ];
      }),
    ];
  });
}
