import { codeResponses } from "../../src/responses/code-responses.ts";
import type { ColumnSpec } from "../../src/responses/column.ts";
import { columnOf } from "../../src/responses/resolve-column.ts";
import type { Responses } from "../../src/responses/responses.ts";
import type { Study, Wave } from "../../src/study/study.ts";
import { read } from "../sources/reading.ts";

/** The texts of a file as the answers to a study's first wave. */
export async function code(study: Study, content: string, wave: Wave = study.waves[0]!): Promise<Responses> {
  const columns = [
    ...[...study.questions.values()].map(({ column }) => column),
    ...study.segments.map(({ column }) => column),
    ...(study.provider ? [study.provider.column] : []),
    ...weighedBy(wave),
    ...[study.quality?.seconds, study.quality?.received].filter((name) => name !== undefined),
  ];
  const { encoding, delimiter, where } = wave.responses;
  const table = await read(content, {
    columns,
    slices: [where],
    ...(study.respondent !== undefined && { key: study.respondent }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
  });
  return codeResponses(study, wave, table);
}

/** The columns that weights and design read. */
function weighedBy({ weights, design }: Wave): readonly string[] {
  const columns =
    weights?.kind === "column"
      ? [weights.column]
      : [...(weights?.margins.flatMap((margin) => margin.columns) ?? []), weights?.base];
  return [...new Set([...columns, design?.strata, design?.psu])].filter((name) => name !== undefined);
}

/** A column as one number per row, null where it is missing. */
export function numbers(responses: Responses, spec: ColumnSpec): readonly (number | null)[] {
  const column = columnOf(responses, spec);
  const values = column.kind === "plain" ? column.values : Array.from(column.codes, (code) => column.lookup[code]!);
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
