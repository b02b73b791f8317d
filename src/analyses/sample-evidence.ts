import { arrivalColumn } from "../quality/arrival.ts";
import type { Quality } from "../quality/quality.ts";
import { type ColumnSpec, statusOf } from "../responses/column.ts";
import type { Responses } from "../responses/responses.ts";
import { type Ask, countsOf, type Tallies } from "../stats/tallies.ts";
import { isAsked, type Study } from "../study/study.ts";
import { drawSample } from "../weighting/draw-sample.ts";
import type { Sample, WeightSummary } from "../weighting/sample.ts";

/** The respondents of one segment value. */
export interface Part {
  readonly value: string;
  readonly rows: number;
  /** Σv */
  readonly weight: number;
}

/** How the rows of a wave came to be its sample, and what further sets of them say of the headline measures. */
export interface SampleEvidence {
  readonly read: number;
  readonly kept: number;
  readonly excluded: Quality["excluded"];
  readonly signals: Quality["signals"];
  readonly medianSeconds: number | null;
  readonly weights: WeightSummary;
  /** Tallies with the careless questionnaires left in; null where none was left out. */
  readonly uncleaned: () => { readonly rows: number; readonly tallies: Tallies } | null;
  /** Tallies of the earlier and the later half; null where the study does not ask or all came at once. */
  readonly arrival: () => { readonly early: Tallies; readonly late: Tallies } | null;
  /** By value of a column; who is blank on it is in none of its parts. */
  readonly makeUp: (column: string) => readonly Part[];
}

/** The sample of a wave, drawn, with the evidence about it. `asks`: the tallies of the headline measures. */
export function drawWithEvidence(
  study: Study,
  responses: Responses,
  quality: Quality,
  asks: readonly Ask<ColumnSpec>[],
): { readonly sample: Sample; readonly evidence: SampleEvidence } {
  const { uncleaned, arrival } = quality;
  const { wave } = responses;
  const sample = drawSample(
    study,
    arrival ? { ...responses, columns: new Map([...responses.columns, [arrival.name, arrival]]) } : responses,
    quality.kept,
  );
  const evidence: SampleEvidence = {
    read: responses.rows,
    kept: sample.rows,
    excluded: quality.excluded,
    signals: quality.signals,
    medianSeconds: quality.medianSeconds,
    weights: sample.weights,
    uncleaned: uncleaned
      ? () => {
          const before = drawSample(study, responses, uncleaned);
          return { rows: before.rows, tallies: before.tally(asks) };
        }
      : () => null,
    arrival() {
      if (!arrival) return null;
      const halves = sample.tallyBy(arrivalColumn, asks);
      const [early, late] = [halves.get("early"), halves.get("late")];
      return early && late ? { early: early.tallies, late: late.tallies } : null;
    },
    makeUp(column) {
      // everybody has a status on every question that was asked
      const status = statusOf([...study.questions.values()].find((question) => isAsked(question, wave))!.id);
      return [...sample.tallyBy(column, [{ kind: "counts", column: status }])].map(([value, { rows, tallies }]) => ({
        value,
        rows,
        weight: countsOf(tallies, status).weight.reduce((sum, weight) => sum + weight, 0),
      }));
    },
  };
  return { sample, evidence };
}
