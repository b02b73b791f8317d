#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Commands,
  describeAll,
  describeCommand,
  findCommand,
  parseCommandLine,
  UsageError,
  type Values,
} from "./cli/command.ts";
import { reportFault, systemProblem } from "./cli/faults.ts";
import { count, print, progressLine, shortPath, warn } from "./cli/terminal.ts";
import { type ExportFormat, formats } from "./export/formats.ts";
import { formatProblem, formatProblems, formatProblemsAsJson } from "./problems/printing.ts";
import { type Problem, ProblemError } from "./problems/problem.ts";
import { quote } from "./problems/quoting.ts";
import { workFolder } from "./report/lock.ts";
import { codeFolder, packageFolder, readVersion } from "./report/program.ts";

// What takes time to load is loaded by the command that needs it.

const exitCodes = { done: 0, problem: 1, usage: 2, fault: 70 } as const;

const only = { value: "STUDY[/WAVE]", about: "one study, or one of its waves" };

const commands: Commands = {
  build: {
    about: "Write the site of every study in the folder's data/.",
    options: {
      out: { value: "DIR", about: "where the site goes (default: _site in the folder)" },
      only,
      "site-url": { value: "URL", about: "the site's address, for canonical links, feed and sitemap" },
    },
    examples: ["satisfact build", "satisfact build reports --out public", "satisfact build --only mobile/2026-q3"],
    run: runBuild,
  },
  check: {
    about: "Do everything but the writing, and say what is wrong.",
    options: { only, json: { about: "problems as JSON on standard output" } },
    examples: ["satisfact check", "satisfact check --json > problems.json"],
    run: runCheck,
  },
  preview: {
    about: "Build, serve to this machine alone, and build again on every change.",
    options: { port: { value: "N", about: "port to serve on (default: 8080; 0 takes a free one)" } },
    examples: ["satisfact preview", "satisfact preview reports --port 3000"],
    run: runPreview,
  },
  export: {
    about: "Hand a wave over: its tables and charts, the figures those of its pages.",
    names: "STUDY/WAVE",
    options: {
      ...Object.fromEntries(Object.entries(formats).map(([name, about]) => [name, { about }])),
      lang: { value: "LANG", about: "language of the words (default: the study's first)" },
      out: { value: "DIR", about: "where the files go (default: _export in the folder)" },
    },
    examples: ["satisfact export mobile/2026-q3 --csv --svg", "satisfact export mobile/2026-q3 --csv --lang zh-CN"],
    run: runExport,
  },
  pdf: {
    about: "Print the whole report of a wave as PDF, by a Chromium that is installed.",
    names: "STUDY/WAVE",
    options: {
      lang: { value: "LANG", about: "the language (default: the study's first)" },
      out: { value: "FILE", about: "where the PDF goes (default: STUDY-WAVE-LANG.pdf in the folder)" },
      site: { value: "DIR", about: "where the site is (default: _site in the folder)" },
    },
    examples: ["satisfact pdf mobile/2026-q3", "satisfact pdf mobile/2026-q3 --lang en --out report.pdf"],
    run: runPdf,
  },
  publish: {
    about: "Freeze a wave: from then on it is drawn from what was published, whatever becomes of the answers.",
    names: "STUDY/WAVE",
    options: { correct: { value: '"WHY"', about: "replace what was published, and say why on its pages" } },
    examples: [
      "satisfact publish mobile/2026-q3",
      'satisfact publish mobile/2026-q3 --correct "Two stores had sent their answers twice."',
    ],
    run: runPublish,
  },
  status: {
    about: "List the waves: drafts, published, corrected.",
    options: { only },
    examples: ["satisfact status", "satisfact status --only mobile"],
    run: runStatus,
  },
  diff: {
    about: "Show which figures of a wave have moved since the last build, and what changed.",
    names: "STUDY/WAVE",
    options: { out: { value: "DIR", about: "where the last site is (default: _site in the folder)" } },
    examples: ["satisfact diff mobile/2026-q3"],
    run: runDiff,
  },
  verify: {
    about: "Hold a site against its manifest, and its published waves against the project's archive.",
    options: { out: { value: "DIR", about: "where the site is (default: _site in the folder, or the folder itself)" } },
    examples: ["satisfact verify", "satisfact verify _site"],
    run: runVerify,
  },
  docs: {
    about: "Write the documentation as a site.",
    options: { out: { value: "DIR", about: "where it goes (default: _docs in the folder)" } },
    examples: ["satisfact docs", "satisfact docs --out manual"],
    run: runDocs,
  },
  clean: {
    about: "Remove the working files, and the site if satisfact wrote it.",
    options: { out: { value: "DIR", about: "where the site is (default: _site in the folder)" } },
    examples: ["satisfact clean", "satisfact clean reports --out public"],
    run: runClean,
  },
};

const args = process.argv.slice(2);
process.once("uncaughtException", (error) => process.exit(explain(error, resolve("."), args)));
process.exitCode = await main(args);

async function main(args: readonly string[]): Promise<number> {
  const [name = "--help", ...rest] = args;
  let root = resolve(".");
  try {
    if (name === "--version") return printed(readVersion());
    if (name === "--help" || name === "-h") return printed(describeAll(commands));
    const command = findCommand(commands, name);
    const { values, named, folder = "." } = parseCommandLine(command, rest);
    if (values.help) return printed(describeCommand(name, command));
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw noFolder(folder);
    root = resolve(folder);
    return await command.run(root, values, named);
  } catch (error) {
    return explain(error, root, args);
  }
}

/** Tells what went wrong on standard error; the exit code says whose turn it is. */
function explain(error: unknown, root: string, args: readonly string[]): number {
  if (error instanceof UsageError) {
    warn(`${error.message} See: satisfact ${Object.hasOwn(commands, args[0]!) ? `${args[0]} ` : ""}--help`);
    return exitCodes.usage;
  }
  const refused = systemProblem(error);
  if (error instanceof ProblemError) warn(formatProblems(error.problems));
  else if (refused) warn(formatProblem(refused));
  else {
    reportFault(error, root, args);
    return exitCodes.fault;
  }
  return exitCodes.problem;
}

async function runBuild(root: string, values: Values): Promise<number> {
  const out = outOf(root, values);
  const chosen = onlyOf(values);
  const siteUrl = siteUrlOf(values);
  const started = performance.now();
  const progress = progressLine();
  endOnSignals(() => {
    progress.clear();
    warn(`Stopped. ${existsSync(out) ? `${shortPath(out)}/ holds the last complete site.` : "Nothing was written."}`);
  });
  const { build } = await import("./pipeline.ts");
  try {
    const built = await build({
      aside: true,
      root,
      out,
      ...(chosen && { only: chosen }),
      ...(siteUrl && { siteUrl }),
      progress: progress.show,
    });
    progress.clear();
    warnOf(built.notices);
    const what = `${count(built.pages, "page")} of ${count(built.studies, "study", "studies")}, ${count(built.waves, "wave")}`;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    return printed(`${what} in ${shortPath(out)}/${built.unchanged ? ", unchanged" : ""} (${seconds} s)`);
  } finally {
    progress.clear();
  }
}

async function runCheck(root: string, values: Values): Promise<number> {
  const chosen = onlyOf(values);
  const { check } = await import("./pipeline.ts");
  try {
    const checked = await check({ root, ...(chosen && { only: chosen }) });
    if (values.json) process.stdout.write(formatProblemsAsJson(checked.notices));
    else {
      warnOf(checked.notices);
      print(
        `${count(checked.studies, "study", "studies")}, ${count(checked.waves, "wave")}: nothing stands in the way of a build`,
      );
    }
    return exitCodes.done;
  } catch (error) {
    if (!values.json || !(error instanceof ProblemError)) throw error;
    process.stdout.write(formatProblemsAsJson(error.problems));
    return exitCodes.problem;
  }
}

async function runPreview(root: string, values: Values): Promise<number> {
  const port = portOf(values);
  const site = join(root, workFolder, "preview");
  const theirs = ["data", "templates", "site"].map((name) => join(root, name));
  const ours = [join(packageFolder, "templates"), join(packageFolder, "site"), codeFolder];
  const { preview } = await import("./report/preview.ts");
  const running = await preview({
    site,
    port,
    watched: [...new Set([...theirs, ...ours])],
    build: () => buildApart(root, site),
    say: print,
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, running.close);
  await running.ended;
  return exitCodes.done;
}

/** A build in a process of its own, so that changed code is loaded and a fault ends that build alone. */
function buildApart(root: string, out: string): Promise<boolean> {
  const args = [process.argv[1]!, "build", root, "--out", out];
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", failed).once("exit", (code) => ended(code === exitCodes.done));
  });
}

async function runExport(root: string, values: Values, named: string): Promise<number> {
  const all = Object.keys(formats) as ExportFormat[];
  const chosen = all.filter((format) => values[format]);
  if (chosen.length === 0)
    throw new UsageError(`It has to be said as what: ${all.map((format) => `--${format}`).join(", ")}.`);
  const wave = waveNamed(named);
  const out = typeof values.out === "string" ? resolve(values.out) : join(root, "_export");
  const progress = progressLine();
  endOnSignals(() => {
    progress.clear();
    warn("Stopped. What was there before is still there.");
  });
  const { exportWave } = await import("./exporting.ts");
  try {
    const { written, notices } = await exportWave({
      root,
      ...wave,
      ...(typeof values.lang === "string" && { language: values.lang }),
      out,
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
}

/** The only clock of the program: a correction says when it was made. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

async function runPdf(root: string, values: Values, named: string): Promise<number> {
  const { writePdf } = await import("./report/pdf.ts");
  const { path, pages } = await writePdf({
    root,
    site: typeof values.site === "string" ? resolve(values.site) : join(root, "_site"),
    ...waveNamed(named),
    ...(typeof values.lang === "string" && { language: values.lang }),
    ...(typeof values.out === "string" && { out: resolve(values.out) }),
  });
  return printed(`${count(pages, "page")} of ${named} in ${shortPath(path)}`);
}

async function runPublish(root: string, values: Values, named: string): Promise<number> {
  const { publish } = await import("./publishing.ts");
  const correct = values.correct;
  if (typeof correct === "string" && correct.trim() === "")
    throw new UsageError("--correct takes the reason in words.");
  const done = await publish({
    root,
    ...waveNamed(named),
    ...(typeof correct === "string" && { correct: { why: correct.trim(), at: now() } }),
  });
  warnOf(done.notices);
  const what = done.moved ? `corrected, ${count(done.moved.length, "figure")} moved` : "published";
  return printed(`${named} ${what}: ${shortPath(done.path)}`);
}

async function runStatus(root: string, values: Values): Promise<number> {
  const { status } = await import("./publishing.ts");
  const { describeStatus } = await import("./cli/archive.ts");
  for (const line of describeStatus(await status({ root, only: onlyOf(values) }))) print(line);
  return exitCodes.done;
}

async function runDiff(root: string, values: Values, named: string): Promise<number> {
  const { diff } = await import("./publishing.ts");
  const { describeDifference } = await import("./cli/archive.ts");
  const found = await diff({ root, out: outOf(root, values), ...waveNamed(named) });
  for (const line of describeDifference(named, found)) print(line);
  return exitCodes.done;
}

async function runVerify(root: string, values: Values): Promise<number> {
  const { verify } = await import("./publishing.ts");
  const { files, waves, problems } = await verify({
    root,
    ...(typeof values.out === "string" && { out: resolve(values.out) }),
  });
  if (problems.length > 0) throw new ProblemError(problems);
  const archive = waves.length > 0 ? `, and ${count(waves.length, "published wave")} as published` : "";
  return printed(`${count(files, "file")} as built${archive}`);
}

function waveNamed(named: string): { readonly study: string; readonly wave: string } {
  const [study, wave, ...more] = named.split("/");
  if (study && wave && more.length === 0) return { study, wave };
  throw new UsageError(`A wave is named STUDY/WAVE, such as mobile/2026-q3, not ${quote(named)}.`);
}

async function runDocs(root: string, values: Values): Promise<number> {
  const out = typeof values.out === "string" ? resolve(values.out) : join(root, "_docs");
  const { buildDocs } = await import("./docs/build.ts");
  const { pages } = await buildDocs({ root, out });
  return printed(`${count(pages, "page")} in ${shortPath(out)}/`);
}

async function runClean(root: string, values: Values): Promise<number> {
  const { cleanUp } = await import("./report/swap.ts");
  const removed = await cleanUp(root, outOf(root, values));
  return printed(
    removed.length > 0 ? `Removed ${removed.map((path) => `${shortPath(path)}/`).join(", ")}` : "Nothing to remove",
  );
}

function outOf(root: string, values: Values): string {
  return typeof values.out === "string" ? resolve(values.out) : join(root, "_site");
}

function onlyOf(values: Values): string | undefined {
  if (typeof values.only !== "string") return undefined;
  if (/^[^/]+(\/[^/]+)?$/.test(values.only)) return values.only;
  throw new UsageError(`--only takes STUDY or STUDY/WAVE, not ${quote(values.only)}.`);
}

function siteUrlOf(values: Values): string | undefined {
  const url = values["site-url"];
  if (typeof url !== "string") return undefined;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new UsageError(`--site-url takes an address that starts with https:// or http://, not ${quote(url)}.`);
}

function portOf(values: Values): number {
  const port = String(values.port ?? 8080);
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65535) return Number(port);
  throw new UsageError(`--port takes a number from 0 to 65535, not ${quote(port)}.`);
}

function noFolder(name: string): ProblemError {
  const hint = "Name the folder that holds data/.";
  return new ProblemError([
    { code: "build/no-folder", severity: "error", place: { file: name }, message: "There is no such folder.", hint },
  ]);
}

/** Ends the process in order: its lock is released, and it is never stopped in the middle of the swap. */
function endOnSignals(say: () => void): void {
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.once(signal, () => {
      say();
      process.exit(code);
    });
  }
}

function warnOf(notices: readonly Problem[]): void {
  if (notices.length > 0) warn(formatProblems(notices));
}

function printed(text: string): number {
  print(text);
  return exitCodes.done;
}
