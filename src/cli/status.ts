import type { MeasuredStudy } from "../measuring/study.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { count, print } from "./terminal.ts";
import { onlyOf, onlyOption } from "./values.ts";

export const status: Command = {
  about: "List the waves: drafts, published, corrected.",
  options: { only: onlyOption },
  examples: ["satisfact status", "satisfact status --only mobile"],
  async run(root, values) {
    const publishing = await import("../publishing.ts");
    for (const line of describeStatus(await publishing.status({ root, only: onlyOf(values) }))) print(line);
    return exitCodes.done;
  },
};

/** One line a wave, oldest first. */
function describeStatus(studies: readonly Pick<MeasuredStudy, "study" | "standings">[]): readonly string[] {
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
