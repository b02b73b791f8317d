import { shortPath } from "../problems/short-path.ts";
import type { Command } from "./command.ts";
import { count, printed } from "./terminal.ts";
import { pathGiven, pathOf, waveNamed } from "./values.ts";

export const pdf: Command = {
  about: "Print the whole report of a wave as PDF, by a Chromium that is installed.",
  names: "STUDY/WAVE",
  options: {
    lang: { value: "LANG", about: "the language (default: the study's first)" },
    out: { value: "FILE", about: "where the PDF goes (default: STUDY-WAVE-LANG.pdf in the folder)" },
    site: { value: "DIR", about: "where the site is (default: _site in the folder)" },
  },
  examples: ["satisfact pdf mobile/2026-q3", "satisfact pdf mobile/2026-q3 --lang en --out report.pdf"],
  async run(root, values, named) {
    const out = pathGiven(values, "out");
    const { writePdf } = await import("../report/pdf.ts");
    const { path, pages } = await writePdf({
      root,
      site: pathOf(values, "site", root, "_site"),
      ...waveNamed(named),
      ...(typeof values.lang === "string" && { language: values.lang }),
      ...(out && { out }),
    });
    return printed(`${count(pages, "page")} of ${named} in ${shortPath(path)}`);
  },
};
