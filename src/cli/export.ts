import { type ExportFormat, formats } from "../export/formats.ts";
import { shortPath } from "../problems/short-path.ts";
import { type Command, UsageError } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { endOnSignals } from "./signals.ts";
import { count, print, progressLine, warn, warnOf } from "./terminal.ts";
import { pathOf, waveNamed } from "./values.ts";

export const exportCommand: Command = {
  about: "Hand a wave over: its tables and charts, the figures those of its pages.",
  names: "STUDY/WAVE",
  options: {
    ...Object.fromEntries(Object.entries(formats).map(([name, about]) => [name, { about }])),
    lang: { value: "LANG", about: "language of the words (default: the study's first)" },
    out: { value: "DIR", about: "where the files go (default: _export in the folder)" },
  },
  examples: ["satisfact export mobile/2026-q3 --csv --svg", "satisfact export mobile/2026-q3 --csv --lang zh-CN"],
  async run(root, values, named) {
    const all = Object.keys(formats) as ExportFormat[];
    const chosen = all.filter((format) => values[format]);
    if (chosen.length === 0)
      throw new UsageError(`It has to be said as what: ${all.map((format) => `--${format}`).join(", ")}.`);
    const wave = waveNamed(named);
    const progress = progressLine();
    endOnSignals(() => {
      progress.clear();
      warn("Stopped. What was there before is still there.");
    });
    const { exportWave } = await import("../exporting.ts");
    try {
      const { written, notices } = await exportWave({
        root,
        ...wave,
        ...(typeof values.lang === "string" && { language: values.lang }),
        out: pathOf(values, "out", root, "_export"),
        formats: chosen,
        progress: progress.show,
      });
      progress.clear();
      warnOf(notices);
      for (const { path, files } of written)
        print(files === null ? shortPath(path) : `${shortPath(path)}/ (${count(files, "file")})`);
      return exitCodes.done;
    } finally {
      progress.clear();
    }
  },
};
