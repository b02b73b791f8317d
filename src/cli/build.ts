import { existsSync } from "node:fs";
import type { BuildResult } from "../pipeline.ts";
import { quote } from "../problems/quoting.ts";
import { shortPath } from "../problems/short-path.ts";
import { type Command, UsageError, type Values } from "./command.ts";
import { endOnSignals } from "./signals.ts";
import { count, printed, progressLine, warn, warnOf } from "./terminal.ts";
import { onlyOf, onlyOption, pathOf } from "./values.ts";

export const build: Command = {
  about: "Write the site of every study in the folder's data/.",
  options: {
    out: { value: "DIR", about: "where the site goes (default: _site in the folder)" },
    only: onlyOption,
    "site-url": { value: "URL", about: "the site's address, for canonical links, feed and sitemap" },
  },
  examples: ["satisfact build", "satisfact build reports --out public", "satisfact build --only mobile/2026-q3"],
  async run(root, values) {
    const out = pathOf(values, "out", root, "_site");
    const only = onlyOf(values);
    const siteUrl = siteUrlOf(values);
    const started = performance.now();
    const progress = progressLine();
    endOnSignals(() => {
      progress.clear();
      warn(`Stopped. ${existsSync(out) ? `${shortPath(out)}/ holds the last complete site.` : "Nothing was written."}`);
    });
    const pipeline = await import("../pipeline.ts");
    try {
      const built = await pipeline.build({
        aside: true,
        root,
        out,
        ...(only && { only }),
        ...(siteUrl && { siteUrl }),
        progress: progress.show,
      });
      progress.clear();
      warnOf(built.notices);
      const what = `${count(built.pages, "page")} of ${count(built.studies, "study", "studies")}, ${wavesOf(built)}`;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      return printed(`${what} in ${shortPath(out)}/${built.unchanged ? ", unchanged" : ""} (${seconds} s)`);
    } finally {
      progress.clear();
    }
  },
};

/** Of how many waves; where not all of them had to be computed, of how many it did. */
function wavesOf({ waves, computedWaves, unchanged }: BuildResult): string {
  const anew = computedWaves.length;
  return `${count(waves, "wave")}${unchanged || anew >= waves ? "" : ` (${anew || "none"} computed anew)`}`;
}

function siteUrlOf(values: Values): string | undefined {
  const url = values["site-url"];
  if (typeof url !== "string") return undefined;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new UsageError(`--site-url takes an address that starts with https:// or http://, not ${quote(url)}.`);
}
