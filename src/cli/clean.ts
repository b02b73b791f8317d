import { shortPath } from "../problems/short-path.ts";
import type { Command } from "./command.ts";
import { printed } from "./terminal.ts";
import { pathOf } from "./values.ts";

export const clean: Command = {
  about: "Remove the working files, and the site if satisfact wrote it.",
  options: { out: { value: "DIR", about: "where the site is (default: _site in the folder)" } },
  examples: ["satisfact clean", "satisfact clean reports --out public"],
  async run(root, values) {
    const { cleanUp } = await import("../report/swap.ts");
    const removed = await cleanUp(root, pathOf(values, "out", root, "_site"));
    return printed(
      removed.length > 0 ? `Removed ${removed.map((path) => `${shortPath(path)}/`).join(", ")}` : "Nothing to remove",
    );
  },
};
