import type { PrioritiesResult } from "../analyses/priorities/result.ts";
import type { SampleResult } from "../analyses/sample/result.ts";
import type { Edition } from "./edition.ts";
import { type Reading, resultIn } from "./reading.ts";

/** One paragraph on what the figures cannot say. */
export function limitsOf({ reading, voice }: Edition): readonly string[] {
  const { sample } = reading.results;
  const { count } = voice.format;
  const out = sample.excluded.reduce((sum, { rows }) => sum + rows, 0);
  const rate = resultIn<SampleResult>(reading, "sample")?.response?.rate;
  const [few, groups] = smallGroups(reading);
  const { weighted, variance } = sample.weights;
  return [
    rate?.value != null
      ? voice.word("limits.response", { x: voice.value(rate) })
      : voice.word(out > 0 ? "limits.left-out" : "limits.all-kept", {
          read: count(sample.read),
          kept: count(sample.kept),
          out: count(out),
        }),
    voice.word(!weighted ? "limits.unweighted" : variance === "fixed" ? "limits.weights-fixed" : "limits.weighted"),
    ...unplaced({ reading, voice }),
    ...(few > 0 ? [voice.word("limits.small", { n: count(few), of: count(groups) })] : []),
    voice.word("limits.association"),
    ...(reading.notIncluded.length > 0
      ? [voice.word("limits.not-included", { n: String(reading.notIncluded.length) })]
      : []),
  ];
}

/** Elements of which it is open whether they are to be improved first: at a line, or without an importance. */
function unplaced({ reading, voice }: Pick<Edition, "reading" | "voice">): readonly string[] {
  const result = resultIn<PrioritiesResult>(reading, "priorities");
  if (!result) return [];
  const placed = result.elements.length;
  const borderline = result.elements.filter(({ quadrant }) => quadrant === "borderline").length;
  const without = reading.results.study.elements.size - placed;
  const { count } = voice.format;
  return [
    ...(borderline > 0 ? [voice.word("limits.borderline", { n: count(borderline), of: count(placed) })] : []),
    ...(without > 0 ? [voice.word("limits.no-importance", { n: count(without), of: count(placed + without) })] : []),
  ];
}

/** How many groups of respondents are too small for a verdict on the first headline, of how many. */
function smallGroups(reading: Reading): readonly [number, number] {
  const [headline] = reading.results.measures.filter((measure) => measure.headline);
  const groups = reading.estimates.filter(
    ({ measure, subject }) => measure === headline?.id && subject.group !== undefined,
  );
  return [groups.filter(({ status }) => status !== "shown").length, groups.length];
}
