import type { NoteNames } from "./notes.ts";
import type { Reading } from "./reading.ts";
import type { Voice } from "./say.ts";

/** What the notes of a wave may name: `index.score` is a number of the whole, `elements.score:network` says whom it is about. */
export function noteNames(reading: Reading, voice: Voice): NoteNames {
  // a group of respondents has the same measure and subject as everybody
  const ofAll = reading.estimates.filter(({ subject }) => subject.group === undefined);
  const whole = ofAll.filter(({ subject }) => subject.kind === "overall" || subject.kind === "box");
  const named = new Map([
    ...whole.map((estimate) => [estimate.measure, estimate] as const),
    ...ofAll.map((estimate) => [`${estimate.measure}:${estimate.subject.id}`, estimate] as const),
  ]);
  return {
    values: [...named.keys()],
    figures: reading.done.flatMap((analysis) => reading.figures(analysis).map((figure) => figure.id)),
    value: (name, filter) => {
      const estimate = named.get(name);
      if (!estimate) return undefined;
      if (filter === "value") return voice.value(estimate);
      if (filter === "interval") return voice.format.interval(estimate) || voice.word("ui.no-interval");
      return estimate.base === null ? voice.word("ui.no-value") : voice.format.count(estimate.base);
    },
  };
}
