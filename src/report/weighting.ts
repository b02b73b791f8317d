import type { Study } from "../study/study.ts";
import type { WeightSummary } from "../weighting/sample.ts";
import type { Voice } from "./say.ts";

/** How a wave is weighted and was drawn, and what that means for its intervals. */
export function weightingText(weights: WeightSummary, study: Study, voice: Voice): string {
  const { format } = voice;
  const word = (key: string, slots: Readonly<Record<string, string>> = {}) => voice.word(`weighting.${key}`, slots);
  const isFitted = weights.method === "rake" || weights.method === "poststratify";
  const sentences = [
    word(weights.method, {
      margins: weights.margins.map(({ columns }) => nameMargin(columns, study, voice)).join(voice.word("format.list")),
      low: format.plain(round(weights.lowest)),
      high: format.plain(round(weights.highest)),
      deff: format.plain(round(weights.designEffect)),
      n: format.count(weights.effectiveRows),
    }),
    ...(isFitted && weights.column !== null ? [word("base", { column: weights.column })] : []),
    ...(weights.trim !== null && weights.trimmed > 0
      ? [word("trimmed", { k: format.plain(weights.trim), n: format.count(weights.trimmed) })]
      : []),
    ...(weights.margins.some(({ blank }) => blank !== null) ? [word("blank")] : []),
    ...(isFitted ? [word(weights.variance), word(weights.refitted ? "refitted" : "kept")] : []),
    ...designSentences(weights, word, voice),
  ];
  return sentences.join(voice.word("format.sentences"));
}

function designSentences(
  { design }: WeightSummary,
  word: (key: string, slots?: Readonly<Record<string, string>>) => string,
  voice: Voice,
): readonly string[] {
  if (!design) return [];
  const what = [design.psu === null ? "people" : "units", ...(design.strata === null ? [] : ["strata"])].join("-");
  const slots = { units: voice.format.count(design.units), strata: voice.format.count(design.strataCount) };
  return [
    word(`drawn-${what}`, slots),
    ...design.merged.map((names) => word("merged", { names: names.join(voice.word("format.list")) })),
    ...(design.finite ? [word("finite")] : []),
  ];
}

function nameMargin(columns: readonly string[], study: Study, voice: Voice): string {
  return columns
    .map((column) => {
      const segment = study.segments.find((each) => each.column === column);
      return segment ? voice.text(segment.label) : column;
    })
    .reduce((a, b) => voice.word("format.cross", { a, b }));
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
