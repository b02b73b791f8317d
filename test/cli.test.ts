import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkout, placeProgram, type Ran, run, scratchFolder, writeFiles } from "./program.ts";

/** Does what the study folder's `behave` file says, so that each way a build can end is seen from outside. */
const pipeline = `
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "./problems/problem.js";
const problem = (severity, code, line) => ({ code, severity, place: { file: "data/mobile/study.yaml", line, column: 3 }, message: "A thing is so.", hint: "Mend it." });
function behave(root) {
  const how = readFileSync(join(root, "behave"), "utf8");
  if (how === "problems") throw new ProblemError([problem("error", "study/second", 9), problem("error", "study/first", 2)]);
  if (how === "fault") throw new TypeError("cannot read half of nothing");
  if (how === "locked") throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES", path: join(root, ".satisfact", "lock") });
  if (how === "full") throw Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC", path: join(root, "_site") });
  return { notices: how === "notices" ? [problem("notice", "quality/left-out", 4)] : [], studies: 1, waves: 4 };
}
export async function build({ root, out, only, siteUrl, progress }) {
  progress("waves", 1, 4);
  const checked = behave(root);
  if (only) process.stderr.write("only " + only + "\\n");
  if (siteUrl) process.stderr.write("site-url " + siteUrl + "\\n");
  if (readFileSync(join(root, "behave"), "utf8") === "hang") {
    process.stdout.write("hanging\\n");
    await new Promise((done) => setTimeout(done, 60000));
  }
  const behaviour = readFileSync(join(root, "behave"), "utf8");
  return { ...checked, pages: 48, files: 120, unchanged: false, computedWaves: behaviour === "kept" ? ["mobile/2026-q3"] : ["a", "b", "c", "d"], drawnCharts: 10 };
}
export async function check({ root }) { return behave(root); }
`;

let program = "";
let command = "";

beforeAll(() => {
  program = mkdtempSync(join(tmpdir(), "satisfact-cli-"));
  command = placeProgram(program, pipeline);
});
afterAll(() => rm(program, { recursive: true, force: true }));

function satisfact(args: readonly string[], cwd = program, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return run([process.execPath, command, ...args], { cwd, env });
}

function folderThat(behave: string): string {
  const folder = scratchFolder();
  writeFiles(folder, { behave });
  return folder;
}

describe("satisfact", () => {
  test("tells its version without loading the program", async () => {
    const { version } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
    expect(await satisfact(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  test("describes every command, alone and together, with examples", async () => {
    const all = await satisfact(["--help"]);
    expect(all.code).toBe(0);
    for (const name of ["build", "check", "preview", "clean"]) {
      expect(all.out).toContain(`  ${name} `);
      const one = await satisfact([name, "--help"]);
      expect(one.code).toBe(0);
      expect(one.out).toMatch(new RegExp(`^Usage: satisfact ${name} \\[folder\\]`));
      expect(one.out).toContain(`Examples:\n  satisfact ${name}`);
    }
    expect(await satisfact([])).toEqual(all);
  });

  test.each([
    [["biuld"], `There is no command "biuld". Did you mean "build"? See: satisfact --help`],
    [["--vresion"], `There is no option "--vresion" before a command. Did you mean "--version"? See: satisfact --help`],
    [["constructor"], `There is no command "constructor". See: satisfact --help`],
    [
      ["build", "--onyl", "mobile"],
      `There is no option "--onyl" here. Did you mean "--only"? See: satisfact build --help`,
    ],
    [["check", "--out", "public"], `There is no option "--out" here. See: satisfact check --help`],
    [["build", "a", "b"], `One folder at most can be named, not "a" and "b". See: satisfact build --help`],
    [["build", "--only", "a/b/c"], `--only takes STUDY or STUDY/WAVE, not "a/b/c". See: satisfact build --help`],
    [
      ["build", "--site-url", "example.org"],
      `--site-url takes an address that starts with https:// or http://, not "example.org". See: satisfact build --help`,
    ],
    [
      ["preview", "--port", "80800"],
      `--port takes a number from 0 to 65535, not "80800". See: satisfact preview --help`,
    ],
  ])("refuses %j with exit code 2", async (args, message) => {
    expect(await satisfact(args)).toEqual({ code: 2, out: "", err: `${message}\n` });
  });

  test("refuses an option without its value, in its own words", async () => {
    const { code, err } = await satisfact(["build", "--out"]);
    expect(code).toBe(2);
    expect(err).toContain("--out");
    expect(err).toContain("See: satisfact build --help");
  });

  test("says in one line on standard output what was written, and nothing else in a pipe", async () => {
    const folder = folderThat("well");
    const here = await satisfact(["build"], folder);
    expect(here).toMatchObject({ code: 0, err: "" });
    expect(here.out).toMatch(/^48 pages of 1 study, 4 waves in _site\/ \(\d+\.\d s\)\n$/);
    const elsewhere = await satisfact(["build", folder, "--out", "public"]);
    expect(elsewhere.out).toMatch(/^48 pages of 1 study, 4 waves in public\/ /);
  });

  test("says how many waves were computed anew, where not all of them were", async () => {
    const { out } = await satisfact(["build"], folderThat("kept"));
    expect(out).toMatch(/^48 pages of 1 study, 4 waves \(1 computed anew\) in _site\/ /);
  });

  test("hands its options on", async () => {
    const { err } = await satisfact([
      "build",
      folderThat("well"),
      "--only",
      "mobile/2026-q3",
      "--site-url",
      "https://example.org/reports/",
    ]);
    expect(err).toBe("only mobile/2026-q3\nsite-url https://example.org/reports/\n");
  });

  test("prints notices and goes on", async () => {
    const { code, out, err } = await satisfact(["build"], folderThat("notices"));
    expect(code).toBe(0);
    expect(out).toContain("48 pages");
    expect(err).toBe("data/mobile/study.yaml:4:3  notice: A thing is so. Mend it.  (quality/left-out)\n");
  });

  test("prints every problem in file order and exits 1", async () => {
    const problems =
      "data/mobile/study.yaml:2:3  A thing is so. Mend it.  (study/first)\ndata/mobile/study.yaml:9:3  A thing is so. Mend it.  (study/second)\n";
    expect(await satisfact(["build"], folderThat("problems"))).toEqual({ code: 1, out: "", err: problems });
    expect(await satisfact(["check"], folderThat("problems"))).toEqual({ code: 1, out: "", err: problems });
  });

  test("gives problems and notices as JSON", async () => {
    const bad = await satisfact(["check", "--json"], folderThat("problems"));
    expect(bad).toMatchObject({ code: 1, err: "" });
    expect(JSON.parse(bad.out)).toMatchObject({
      errors: 2,
      problems: [{ code: "study/first", file: "data/mobile/study.yaml", line: 2 }, { code: "study/second" }],
    });
    const good = await satisfact(["check", "--json"], folderThat("notices"));
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ errors: 0, notices: 1, problems: [{ severity: "notice" }] });
  });

  test("names a folder that is not there", async () => {
    const { code, err } = await satisfact(["build", "nowhere"]);
    expect(code).toBe(1);
    expect(err).toBe("nowhere  There is no such folder. Name the folder that holds data/.  (build/no-folder)\n");
    expect(existsSync(join(program, "nowhere"))).toBe(false);
  });

  test("tells what the system refused as a problem, not as a fault", async () => {
    const { code, err } = await satisfact(["build"], folderThat("full"));
    expect(code).toBe(1);
    expect(err).toBe("_site  The disk is full. Make room and run the command again.  (system/enospc)\n");
  });

  test("says of working files that may not be written what they are, and what may be done", async () => {
    const { code, err } = await satisfact(["build"], folderThat("locked"));
    expect(code).toBe(1);
    expect(err).toMatch(/^\.satisfact\/lock {2}.* Working files .* may be removed\. {2}\(system\/eacces\)\n$/);
  });

  test("keeps a fault short, says what to report, and shows the stack only on request", async () => {
    const folder = folderThat("fault");
    const { code, out, err } = await satisfact(["build", "--only", "mobile"], folder);
    expect({ code, out }).toEqual({ code: 70, out: "" });
    expect(err).toBe(
      "This is a fault of satisfact, not of your data. TypeError: cannot read half of nothing\n" +
        "Please report it with the file .satisfact/fault.txt; look through it first, it may name your files.\n",
    );
    const report = readFileSync(join(folder, ".satisfact", "fault.txt"), "utf8");
    expect(report).toContain(process.version);
    expect(report).toContain("satisfact build --only mobile\nTypeError: cannot read half of nothing\n    at behave");
    expect(report).not.toContain(program);
    const debugged = await satisfact(["build"], folder, { SATISFACT_DEBUG: "1" });
    expect(debugged.err).toContain("    at behave");
  });

  test("ends at once on Ctrl-C", async () => {
    const folder = folderThat("hang");
    const script = `const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, [${JSON.stringify(command)}, "build"], { stdio: ["ignore", "pipe", "inherit"] });
      child.stdout.once("data", () => child.kill("SIGINT"));
      child.once("exit", (code) => process.exit(code));`;
    expect(await run([process.execPath, "-e", script], { cwd: folder })).toEqual({
      code: 130,
      out: "",
      err: "Stopped. Nothing was written.\n",
    });
  });

  test("cleans what it wrote and nothing else", async () => {
    const folder = scratchFolder();
    writeFiles(folder, {
      "_site/satisfact.json": `{"generator":"satisfact","version":"1","files":{}}`,
      ".satisfact/next/a": "",
      "data/a": "",
      "public/mine": "",
    });
    expect(await satisfact(["clean"], folder)).toEqual({ code: 0, out: "Removed _site/, .satisfact/\n", err: "" });
    expect(await satisfact(["clean", "--out", "public"], folder)).toEqual({
      code: 0,
      out: "Nothing to remove\n",
      err: "",
    });
    expect(["_site", ".satisfact", "data/a", "public/mine"].map((path) => existsSync(join(folder, path)))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
