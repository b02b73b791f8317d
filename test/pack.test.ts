import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readManifest } from "../src/report/fingerprint.ts";
import { checkout, type Ran, run, scratchFolder, writeFiles } from "./program.ts";

/** Runs a command that must end well. */
async function must(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const ran = await run(command, { cwd, env });
  if (ran.code !== 0) throw new Error(`${command.join(" ")} ended with ${ran.code}:\n${ran.out}${ran.err}`);
  return ran;
}

/** A folder that holds a copy of the example's data and nothing else. */
function folderOfData(): string {
  const folder = scratchFolder();
  cpSync(join(checkout, "data"), join(folder, "data"), { recursive: true });
  return folder;
}

test("an installed package builds what the checkout builds, documentation too, with the folder's own templates and site laid over", {
  timeout: 600_000,
}, async () => {
  const packed = scratchFolder();
  await must(["npm", "pack", "--silent", "--pack-destination", packed], checkout);
  const [tarball = ""] = readdirSync(packed);
  const here = folderOfData();
  await must([process.execPath, join(checkout, "dist", "cli.js"), "build"], here);

  const there = folderOfData();
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock", "--silent"];
  await must(["npm", "install", ...quiet, join(packed, tarball)], there);
  const satisfact = join(there, "node_modules", ".bin", "satisfact");
  const away = { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
  await must([satisfact, "build"], there, away);
  const built = filesOf(join(there, "_site"));
  expect(built).toEqual(filesOf(join(here, "_site")));
  expect(Object.keys(built).length).toBeGreaterThan(50);

  writeFiles(there, {
    "templates/locales/en.yaml": "pages:\n  methodology: How this was made\n",
    "site/assets/own.css": "body { color: #123456 }",
  });
  await must([satisfact, "build"], there, away);
  const laid = filesOf(join(there, "_site"));
  expect(
    Object.keys(laid)
      .filter((path) => built[path] === undefined)
      .sort(),
  ).toEqual(["assets/own.css"]);
  const methodology = Object.keys(laid).filter((path) => /\/2\d{3}-q\d\/en\/methodology\/index\.html$/.test(path));
  expect(methodology.length).toBeGreaterThan(0);
  for (const path of methodology)
    expect(readFileSync(join(there, "_site", path), "utf8")).toContain("How this was made");
  const chinese = Object.keys(built).filter((path) => path.includes("/zh-CN/"));
  expect(chinese.map((path) => laid[path])).toEqual(chinese.map((path) => built[path]));

  // the documentation comes along; a folder's own words and templates are the reports', not its
  await must([process.execPath, join(checkout, "dist", "cli.js"), "docs"], here);
  await must([satisfact, "docs"], there, away);
  const docs = filesOf(join(there, "_docs"));
  expect(docs).toEqual(filesOf(join(here, "_docs")));
  expect(Object.keys(docs)).toContain("index.html");
});

/** Path -> SHA-256 of every file, the manifest's own list: it was made by looking at the folder. */
function filesOf(site: string): Readonly<Record<string, string>> {
  return readManifest(site)?.files ?? {};
}
