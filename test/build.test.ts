import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { hashOf, readManifest } from "../src/report/fingerprint.ts";
import { uniform } from "../src/stats/random.ts";
import { placeProgram, type Ran, run, scratchFolder, writeFiles } from "./program.ts";

const study = `
title: Café visitors
client: The Café
languages: [en]
waves:
  spring: { title: Spring, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv }
  autumn: { title: Autumn, fieldwork: 2026-09-01/2026-09-30, responses: autumn.csv }
scales:
  ten: { from: 1, to: 10 }
questions:
  q1: { text: How satisfied are you overall?, scale: ten }
  q2: { text: The coffee, scale: ten }
  q3: { text: The room, scale: ten }
elements:
  coffee: { label: Coffee, performance: q2 }
  room: { label: Room, performance: q3 }
analyses:
  index: { overall: q1 }
  elements: {}
`;

function answers(shift: number): string {
  const rows = Array.from({ length: 60 }, (_, k) =>
    [3 + ((k * 7 + shift) % 8), 2 + ((k * 5) % 9), 1 + ((k * 3 + shift) % 10)].join(","),
  );
  return `q1,q2,q3\n${rows.join("\n")}\n`;
}

const noteOf = (root: string) => join(root, "data/cafe/notes/autumn/summary.en.md");

/** A folder with one small study. */
function project(): string {
  const root = scratchFolder();
  writeFiles(root, {
    "data/cafe/study.yaml": study,
    "data/cafe/spring.csv": answers(0),
    "data/cafe/autumn.csv": answers(1),
    "data/cafe/notes/autumn/summary.en.md": "First words.\n",
  });
  return root;
}

let program = "";
let command = "";
beforeAll(() => {
  program = mkdtempSync(join(tmpdir(), "satisfact-build-"));
  command = placeProgram(program);
});
afterAll(() => rm(program, { recursive: true, force: true }));

function satisfact(args: readonly string[], cwd: string): Promise<Ran> {
  return run([process.execPath, command, ...args], { cwd });
}

async function built(root: string): Promise<Ran> {
  const ran = await satisfact(["build"], root);
  expect(ran).toMatchObject({ code: 0, err: "" });
  return ran;
}

/** Path -> SHA-256 of a site, after making sure that it is whole: what its manifest lists is there, and nothing else. */
function wholeSite(site: string): Readonly<Record<string, string>> {
  const listed = readManifest(site)?.files ?? {};
  const there = readdirSync(site, { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((entry) =>
    entry.isFile(),
  );
  expect(there.length).toBe(Object.keys(listed).length + 1);
  expect(Object.entries(listed).filter(([path, hash]) => hashOf(join(site, path)) !== hash)).toEqual([]);
  return listed;
}

test("a build says so when nothing has changed, and gives the same bytes from scratch", async () => {
  const root = project();
  const first = await built(root);
  expect(first.out).toMatch(/^\d+ pages of 1 study, 2 waves in _site\/ \(\d+\.\d s\)\n$/);
  const site = wholeSite(join(root, "_site"));
  const again = await built(root);
  expect(again.out).toMatch(/^\d+ pages of 1 study, 2 waves in _site\/, unchanged \(\d+\.\d s\)\n$/);
  rmSync(join(root, ".satisfact"), { recursive: true });
  expect((await built(root)).out).not.toContain("unchanged");
  expect(wholeSite(join(root, "_site"))).toEqual(site);
});

test("what is kept from an earlier build changes no byte", async () => {
  const root = project();
  await built(root);
  appendFileSync(noteOf(root), "\nMore words.\n");
  appendFileSync(join(root, "data/cafe/autumn.csv"), "10,10,10\n");
  await built(root);
  const fresh = scratchFolder();
  cpSync(join(root, "data"), join(fresh, "data"), { recursive: true });
  await built(fresh);
  expect(wholeSite(join(root, "_site"))).toEqual(wholeSite(join(fresh, "_site")));
});

test("a build that fails leaves the last good site as it was", async () => {
  const root = project();
  await built(root);
  const site = wholeSite(join(root, "_site"));
  writeFiles(root, { "data/cafe/study.yaml": study.replace("overall: q1", "overall: q9") });
  const { code, out, err } = await satisfact(["build"], root);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(/^data\/cafe\/study\.yaml:\d+:\d+ {2}.*"q9".*\(study\/unknown-question\)\n$/);
  expect(wholeSite(join(root, "_site"))).toEqual(site);
  expect(await satisfact(["check"], root)).toMatchObject({ code: 1, err });
});

/** How long a command takes, in milliseconds. */
async function timeOf(args: readonly string[], root: string): Promise<number> {
  const start = performance.now();
  expect(await satisfact(args, root)).toMatchObject({ code: 0, err: "" });
  return performance.now() - start;
}

/** Moments within a command, evenly over its time but each at random within its stretch; a little beyond its end too. */
function momentsWithin(milliseconds: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, k) => (1.1 * milliseconds * (k + uniform(k, count, 1, 1))) / count);
}

async function killAt(moment: number, args: readonly string[], root: string): Promise<void> {
  const child = spawn(process.execPath, [command, ...args], { cwd: root, stdio: "ignore" });
  await sleep(moment);
  await ended(child, "SIGKILL");
}

/** Kills a command so many milliseconds after it first writes into a folder. */
async function killAtWriting(
  milliseconds: number,
  args: readonly string[],
  root: string,
  folder: string,
): Promise<void> {
  const child = spawn(process.execPath, [command, ...args], { cwd: root, stdio: "ignore" });
  const watcher = watch(folder);
  await Promise.race([once(watcher, "change"), once(child, "exit")]);
  await sleep(milliseconds);
  await ended(child, "SIGKILL");
  watcher.close();
}

test("a build that is killed at any moment leaves a whole site, and the next one goes on from there", {
  timeout: 480_000,
}, async () => {
  const root = project();
  const whole = await timeOf(["build"], root);
  for (const [round, moment] of momentsWithin(whole, 30).entries()) {
    appendFileSync(noteOf(root), `\nRound ${round}.\n`);
    await killAt(moment, ["build"], root);
    wholeSite(join(root, "_site"));
  }
  appendFileSync(noteOf(root), "\nThe last.\n");
  await built(root);
  expect(readdirSync(root).sort()).toEqual([".satisfact", "_site", "data"]);
  expect(readFileSync(join(root, "_site/cafe/autumn/en/summary/index.html"), "utf8")).toContain("The last.");
});

test("a publishing that is killed at any moment has published the wave whole or not at all", {
  timeout: 480_000,
}, async () => {
  const root = project();
  const published = join(root, "data/cafe/published");
  const whole = await timeOf(["publish", "cafe/spring"], root);
  const file = readFileSync(join(published, "spring.json"), "utf8");
  for (const moment of momentsWithin(whole, 20)) {
    rmSync(published, { recursive: true });
    await killAt(moment, ["publish", "cafe/spring"], root);
    const named = existsSync(join(published, "spring.json"));
    if (named) expect(readFileSync(join(published, "spring.json"), "utf8")).toBe(file);
    const { code, out, err } = await satisfact(["status"], root);
    expect([code, err]).toEqual([0, ""]);
    expect(/cafe\/spring +(\w+)/.exec(out)?.[1]).toBe(named ? "published" : "draft");
    if (!named) await satisfact(["publish", "cafe/spring"], root);
    expect(readdirSync(published)).toEqual(["spring.json"]);
    expect(readFileSync(join(published, "spring.json"), "utf8")).toBe(file);
  }
});

const [exportedFolder, exportedBook] = ["cafe-autumn-en-csv", "cafe-autumn-en.xlsx"];

/** Name -> SHA-256 of what was exported; that of an empty folder where there is none. */
function exported(out: string, folder = exportedFolder): Readonly<Record<string, string>> {
  const path = join(out, folder);
  return Object.fromEntries(
    (existsSync(path) ? readdirSync(path) : []).sort().map((name) => [name, hashOf(join(path, name))]),
  );
}

test("an export that is killed at any moment leaves the old files whole or the new ones, and the next one goes on from there", {
  timeout: 480_000,
}, async () => {
  const root = project();
  const [out, fresh] = [join(root, "_export"), join(root, "_fresh")];
  const args = ["export", "cafe/autumn", "--csv", "--xlsx"];
  const whole = await timeOf(args, root);
  let old = { files: exported(out), book: hashOf(join(out, exportedBook)) };
  const kills = [
    ...momentsWithin(whole, 10).map((moment) => () => killAt(moment, args, root)),
    // most of that time is computing: as many again while the files are written, which takes some milliseconds
    ...Array.from({ length: 10 }, (_, k) => () => killAtWriting(k, args, root, out)),
  ];
  for (const [round, kill] of kills.entries()) {
    appendFileSync(join(root, "data/cafe/autumn.csv"), `${1 + (round % 10)},10,1\n`);
    await satisfact([...args, "--out", fresh], root);
    const next = { files: exported(fresh), book: hashOf(join(fresh, exportedBook)) };
    expect(next.files).not.toEqual(old.files);
    await kill();
    // between its two renames the old files stand beside
    const previous = `.${exportedFolder}.satisfact-previous`;
    const files = existsSync(join(out, exportedFolder)) ? exported(out) : exported(out, previous);
    expect([old.files, next.files]).toContainEqual(files);
    const book = hashOf(join(out, exportedBook));
    expect([old.book, next.book]).toContain(book);
    old = { files, book };
  }
  await satisfact(args, root);
  expect({ files: exported(out), book: hashOf(join(out, exportedBook)) }).toEqual({
    files: exported(fresh),
    book: hashOf(join(fresh, exportedBook)),
  });
  expect(readdirSync(out).sort()).toEqual([exportedFolder, exportedBook]);
});

test("files of an export that was killed between its two renames are back before the next one computes", async () => {
  const root = project();
  const out = join(root, "_export");
  const args = ["export", "cafe/autumn", "--csv"];
  await timeOf(args, root);
  const files = exported(out);
  renameSync(join(out, exportedFolder), join(out, `.${exportedFolder}.satisfact-previous`));
  writeFiles(root, { "data/cafe/autumn.csv": "q1,q2,q3\nten,2,3\n" });
  expect(await satisfact(args, root)).toMatchObject({ code: 1, out: "" });
  expect(exported(out)).toEqual(files);
});

test("where the disk takes no more, an export and a PDF leave what was there, and say what to do", async () => {
  const root = project();
  const out = join(root, "_export");
  await timeOf(["export", "cafe/autumn", "--csv", "--xlsx"], root);
  await built(root);
  const pdf = "cafe-autumn-en.pdf";
  writeFiles(root, { [pdf]: "old" });
  writeFiles(root, {
    chromium: `#!/bin/sh\nfor a in "$@"; do case $a in --print-to-pdf=*) printf %%PDF-%2000s > "\${a#*=}";; esac; done\n`,
  });
  chmodSync(join(root, "chromium"), 0o755);
  const [files, book] = [exported(out), hashOf(join(out, exportedBook))];
  appendFileSync(join(root, "data/cafe/autumn.csv"), "10,10,10\n");
  const limited = (args: string) =>
    run(
      [
        "sh",
        "-c",
        `ulimit -f 1; SATISFACT_CHROMIUM="${join(root, "chromium")}" exec "${process.execPath}" "${command}" ${args}`,
      ],
      {
        cwd: root,
      },
    );
  for (const args of ["export cafe/autumn --csv", "pdf cafe/autumn"]) {
    const { code, out: said, err } = await limited(args);
    expect([code, said]).toEqual([1, ""]);
    expect(err, args).toMatch(/ {2}A file may not grow so large here\. .* {2}\(system\/efbig\)\n/);
  }
  // that meets the first file that is written; a disk that is full only when the last one is takes this device's place
  for (const [args, part] of [
    ["export cafe/autumn --xlsx", join(out, `${exportedBook}.part`)],
    ["pdf cafe/autumn", join(root, `${pdf}.part`)],
  ] as const) {
    symlinkSync("/dev/full", part);
    const {
      code,
      out: said,
      err,
    } = await run([process.execPath, command, ...args.split(" ")], {
      cwd: root,
      env: { SATISFACT_CHROMIUM: join(root, "chromium") },
    });
    expect([code, said]).toEqual([1, ""]);
    expect(err, args).toMatch(/ {2}The disk is full\. .* {2}\(system\/enospc\)\n/);
  }
  expect(exported(out)).toEqual(files);
  expect(hashOf(join(out, exportedBook))).toBe(book);
  expect(readdirSync(out).sort()).toEqual([exportedFolder, exportedBook]);
  expect(readFileSync(join(root, pdf), "utf8")).toBe("old");
  expect(readdirSync(root).filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("where the disk takes no more, the last good site stands and the words say what to do", async () => {
  const root = project();
  await built(root);
  const site = wholeSite(join(root, "_site"));
  appendFileSync(noteOf(root), "\nToo much.\n");
  // a limit on the size of files meets the first page as a full disk would
  const { code, out, err } = await run(["sh", "-c", `ulimit -f 1; exec "${process.execPath}" "${command}" build`], {
    cwd: root,
  });
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(/ {2}A file may not grow so large here\. .* {2}\(system\/efbig\)\n/);
  expect(wholeSite(join(root, "_site"))).toEqual(site);
  await built(root);
  expect(readFileSync(join(root, "_site/cafe/autumn/en/summary/index.html"), "utf8")).toContain("Too much.");
});

test("two builds of one folder do not meet", async () => {
  const root = project();
  const both = await Promise.all([satisfact(["build"], root), satisfact(["build"], root)]);
  expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(both.find(({ code }) => code === 1)?.err).toContain("(build/busy)");
  wholeSite(join(root, "_site"));
});

test("check writes no site; --only writes one wave", async () => {
  const root = project();
  expect(await satisfact(["check"], root)).toMatchObject({ code: 0, err: "" });
  expect(existsSync(join(root, "_site"))).toBe(false);
  const only = await satisfact(["build", "--only", "cafe/spring", "--out", "public"], root);
  expect(only.out).toContain(" of 1 study, 1 wave (none computed anew) in public/ ");
  expect(existsSync(join(root, "public/cafe/spring/en/summary/index.html"))).toBe(true);
  expect(existsSync(join(root, "public/cafe/autumn"))).toBe(false);
  expect(await satisfact(["build", "--only", "caffe"], root)).toMatchObject({ code: 1, out: "" });
});

test("the preview shows changes of a note, of a template and of the code", { timeout: 120_000 }, async () => {
  const root = project();
  // A program of its own, since it is changed.
  const changing = scratchFolder();
  const child = spawn(process.execPath, [placeProgram(changing), "preview", root, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void ended(child, "SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  await until(
    () => said.includes("http://"),
    () => said,
  );
  const home = /http:\/\/\S+/.exec(said)?.[0] ?? "";
  const page = async () => (await fetch(`${home}cafe/autumn/en/summary/index.html`)).text();
  const shows = (text: string) =>
    until(
      async () => (await page()).includes(text),
      () => said,
    );
  await shows("First words.");
  appendFileSync(noteOf(root), "\nSecond words.\n");
  await shows("Second words.");
  writeFiles(root, { "templates/locales/en.yaml": "pages:\n  summary: What matters\n" });
  await shows("What matters");
  appendFileSync(noteOf(root), '\n{{ "index.scoer" | value }}\n');
  await until(
    () => said.includes("The last good pages stay"),
    () => said,
  );
  expect(said).toContain("notes/autumn/summary.en.md:");
  expect(await page()).toContain("What matters");
  writeFiles(root, { "data/cafe/notes/autumn/summary.en.md": "Third words.\n" });
  await shows("Third words.");
  const code = join(changing, "dist/report/notes.js");
  const before = readFileSync(code, "utf8");
  expect(before).toContain("renderMarkdown");
  writeFiles(changing, { "dist/report/notes.js": `${before}\nprocess.stdout.write("changed code was loaded\\n");\n` });
  await until(
    () => said.includes("changed code was loaded"),
    () => said,
  );
  expect(await ended(child, "SIGINT")).toBe(0);
});

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((settled) => {
    child.once("exit", settled);
    child.kill(signal);
  });
}

async function until(what: () => boolean | Promise<boolean>, tell: () => string): Promise<void> {
  const limit = performance.now() + 30_000;
  while (!(await what())) {
    if (performance.now() > limit) throw new Error(`It did not come about within 30 s: ${tell()}`);
    await sleep(100);
  }
}
