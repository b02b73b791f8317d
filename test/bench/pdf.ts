import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { best, checkout, type Line, runNode } from "./measure.ts";

const wave = "fenghe-cycles/2026-q3";

/** `satisfact pdf` of the example, whose site is built before. */
export async function benchPdf(): Promise<readonly Line[]> {
  const scratch = mkdtempSync(join(tmpdir(), "satisfact-bench-"));
  try {
    const [cli, site] = [join(checkout, "dist/cli.js"), join(scratch, "site")];
    runNode(cli, ["build", checkout, "--only", wave, "--out", site]);
    const out = join(scratch, "report.pdf");
    const printed = best(() => runNode(cli, ["pdf", wave, checkout, "--site", site, "--lang", "en", "--out", out]));
    const from = /^\d+ pages/.exec(printed.out)?.[0] ?? "";
    return [{ what: "the example printed as PDF", value: printed.seconds, most: 10, unit: "s", from }];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
