import { ProblemError } from "../problems/problem.ts";
import type { Command } from "./command.ts";
import { count, printed } from "./terminal.ts";
import { pathGiven } from "./values.ts";

export const verify: Command = {
  about: "Hold a site against its manifest, and its published waves against the project's archive.",
  options: { out: { value: "DIR", about: "where the site is (default: _site in the folder, or the folder itself)" } },
  examples: ["satisfact verify", "satisfact verify _site"],
  async run(root, values) {
    const out = pathGiven(values, "out");
    const publishing = await import("../publishing.ts");
    const { files, waves, problems } = await publishing.verify({ root, ...(out && { out }) });
    if (problems.length > 0) throw new ProblemError(problems);
    const archive = waves.length > 0 ? `, and ${count(waves.length, "published wave")} as published` : "";
    return printed(`${count(files, "file")} as built${archive}`);
  },
};
