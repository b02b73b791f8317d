import type { Moved } from "../archive/figures.ts";
import type { MeasuredStudy } from "../measuring/study.ts";
import type { Difference } from "../publishing.ts";
import { count } from "./terminal.ts";

/** One line a wave, oldest first. */
export function describeStatus(studies: readonly Pick<MeasuredStudy, "study" | "standings">[]): readonly string[] {
  return studies.flatMap(({ study, standings }) => {
    const width = Math.max(...standings.map(({ wave }) => wave.id.length));
    return standings.map(({ wave, published, hasAnswers, moved }) => {
      const parts = !published
        ? ["draft"]
        : [
            published.corrections.length > 0 ? `corrected ${count(published.corrections.length, "time")}` : "published",
            `by ${published.version}`,
            ...(hasAnswers ? [] : ["answers gone"]),
            ...(moved ? [`its answers would now give ${count(moved.length, "other figure")}`] : []),
          ];
      return `${study.id}/${wave.id.padEnd(width)}  ${parts.join(", ")}`;
    });
  });
}

const names = { answers: "its answers", study: "the study file", files: "a further file", program: "the program" };
const mostLines = 40;

/** What moved and by what, figures as results.json has them. */
export function describeDifference(wave: string, { moved, same, changed }: Difference): readonly string[] {
  const by =
    changed === null
      ? "It is not known what the last site was made from."
      : changed.length === 0
        ? "Since the last build nothing has changed that it is computed from."
        : `Since the last build changed: ${changed.map((name) => names[name]).join(", ")}.`;
  if (same) return [`${wave}: every figure is as in the last site. ${by}`];
  return [
    `${wave}: ${count(moved.length, "figure")} moved. ${by}`,
    ...moved.slice(0, mostLines).map(describeMoved),
    ...(moved.length > mostLines ? [`  and ${moved.length - mostLines} more`] : []),
  ];
}

function describeMoved({ measure, subject, before, after }: Moved): string {
  const about = subject.group === undefined ? subject.id : `${subject.id} in ${subject.group}`;
  const shown = (figure: Moved["before"]) => (figure?.value == null ? "not shown" : figure.value.toPrecision(6));
  return `  ${measure} ${about}: ${shown(before)} -> ${shown(after)}`;
}
