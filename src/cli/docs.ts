import { shortPath } from "../problems/short-path.ts";
import type { Command } from "./command.ts";
import { count, printed } from "./terminal.ts";
import { pathOf } from "./values.ts";

export const docs: Command = {
  about: "Write the documentation as a site.",
  options: { out: { value: "DIR", about: "where it goes (default: _docs in the folder)" } },
  examples: ["satisfact docs", "satisfact docs --out manual"],
  async run(root, values) {
    const out = pathOf(values, "out", root, "_docs");
    const { buildDocs } = await import("../docs/build.ts");
    const { pages } = await buildDocs({ root, out });
    return printed(`${count(pages, "page")} in ${shortPath(out)}/`);
  },
};
