import { shortPath } from "../problems/short-path.ts";
import { type Command, UsageError } from "./command.ts";
import { count, printed, warnOf } from "./terminal.ts";
import { waveNamed } from "./values.ts";

export const publish: Command = {
  about: "Freeze a wave: from then on it is drawn from what was published, whatever becomes of the answers.",
  names: "STUDY/WAVE",
  options: { correct: { value: '"WHY"', about: "replace what was published, and say why on its pages" } },
  examples: [
    "satisfact publish mobile/2026-q3",
    'satisfact publish mobile/2026-q3 --correct "Two stores had sent their answers twice."',
  ],
  async run(root, values, named) {
    const correct = values.correct;
    if (typeof correct === "string" && correct.trim() === "")
      throw new UsageError("--correct takes the reason in words.");
    const publishing = await import("../publishing.ts");
    const done = await publishing.publish({
      root,
      ...waveNamed(named),
      ...(typeof correct === "string" && { correct: { why: correct.trim(), at: now() } }),
    });
    warnOf(done.notices);
    const what = done.moved ? `corrected, ${count(done.moved.length, "figure")} moved` : "published";
    return printed(`${named} ${what}: ${shortPath(done.path)}`);
  },
};

/** The only clock of the program: a correction says when it was made. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
