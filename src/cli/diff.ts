import type { Moved } from "../archive/figures.ts";
import type { Difference } from "../publishing.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { count, print } from "./terminal.ts";
import { pathOf, waveNamed } from "./values.ts";

export const diff: Command = {
  about: "Show which figures of a wave have moved since the last build, and what changed.",
  names: "STUDY/WAVE",
  options: { out: { value: "DIR", about: "where the last site is (default: _site in the folder)" } },
  examples: ["satisfact diff mobile/2026-q3"],
  async run(root, values, named) {
    const publishing = await import("../publishing.ts");
    const found = await publishing.diff({ root, out: pathOf(values, "out", root, "_site"), ...waveNamed(named) });
    for (const line of describeDifference(named, found)) print(line);
    return exitCodes.done;
  },
};

const names = { answers: "its answers", study: "the study file", files: "a further file", program: "the program" };
const mostLines = 40;

/** What moved and by what, figures as results.json has them. */
function describeDifference(wave: string, { moved, same, changed }: Difference): readonly string[] {
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
