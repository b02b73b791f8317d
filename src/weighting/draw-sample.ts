import type { Responses } from "../responses/responses.ts";
import type { Study } from "../study/study.ts";
import { fitRowsOf } from "./fit-rows.ts";
import { crossRows, groupRows } from "./group-rows.ts";
import { linkRows } from "./link-rows.ts";
import { drawnBy, makeResampler } from "./resample.ts";
import { halveBy, permuteBy, permuteWith, resampleBy } from "./resample-groups.ts";
import { arrangeRows, type Rows } from "./rows.ts";
import type { Sample } from "./sample.ts";
import { tallyGroups, tallyRows } from "./tally-rows.ts";

/** The rows behind each sample, for what needs those of two. */
const rowsBehind = new WeakMap<Sample, Rows>();

/** The kept rows of a wave, weighted, as the sample that statistics ask for tallies. `kept` null: all rows. */
export function drawSample(study: Study, responses: Responses, kept: Uint8Array | null): Sample {
  const rows = arrangeRows(responses, kept);
  const size = rows.responses.rows;
  const sample: Sample = {
    rows: size,
    weights: rows.summary,
    notices: rows.notices,
    resampled: drawnBy(rows),
    tally: (asks) => tallyRows(rows, asks),
    tallyBy: (column, asks) => tallyGroups(rows, groupRows(study, rows.responses, column), asks),
    cross: (columns) =>
      crossRows(
        columns.map((column) => groupRows(study, rows.responses, column)),
        size,
      ),
    fitRows: (columns) => fitRowsOf(rows, columns),
    link: (later, asks) => linkRows(rows, behind(later), asks),
    resampler: makeResampler(rows),
    resampleBy: (column, asks, seed, draws) =>
      resampleBy(rows, groupRows(study, rows.responses, column), asks, seed, draws),
    halveBy: (column, asks, seed, draws) => halveBy(rows, groupRows(study, rows.responses, column), asks, seed, draws),
    permuteBy: (column, asks, seed, draws) =>
      permuteBy(rows, groupRows(study, rows.responses, column), asks, seed, draws),
    permuteWith(others, column, value, asks, seed, draws) {
      const theirs = behind(others);
      return permuteWith(rows, theirs, groupRows(study, theirs.responses, column), value, asks, seed, draws);
    },
  };
  rowsBehind.set(sample, rows);
  return sample;
}

function behind(sample: Sample): Rows {
  const rows = rowsBehind.get(sample);
  if (!rows) throw new Error("The other sample was not drawn here.");
  return rows;
}
