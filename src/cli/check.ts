import { formatProblemsAsJson } from "../problems/printing.ts";
import { ProblemError } from "../problems/problem.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { count, print, warnOf } from "./terminal.ts";
import { onlyOf, onlyOption } from "./values.ts";

export const check: Command = {
  about: "Do everything but the writing, and say what is wrong.",
  options: { only: onlyOption, json: { about: "problems as JSON on standard output" } },
  examples: ["satisfact check", "satisfact check --json > problems.json"],
  async run(root, values) {
    const only = onlyOf(values);
    const pipeline = await import("../pipeline.ts");
    try {
      const checked = await pipeline.check({ root, ...(only && { only }) });
      if (values.json) process.stdout.write(formatProblemsAsJson(checked.notices));
      else {
        warnOf(checked.notices);
        print(
          `${count(checked.studies, "study", "studies")}, ${count(checked.waves, "wave")}: nothing stands in the way of a build`,
        );
      }
      return exitCodes.done;
    } catch (error) {
      if (!values.json || !(error instanceof ProblemError)) throw error;
      process.stdout.write(formatProblemsAsJson(error.problems));
      return exitCodes.problem;
    }
  },
};
