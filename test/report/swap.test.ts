import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { ProblemError } from "../../src/problems/problem.ts";
import { writeManifest } from "../../src/report/fingerprint.ts";
import { withLock } from "../../src/report/lock.ts";
import { prepareNext, swap } from "../../src/report/swap.ts";
import { placeProgram, scratchFolder, writeFiles } from "../program.ts";

async function publish(root: string, out: string, text: string): Promise<void> {
  const next = await prepareNext(root, out);
  writeFiles(next, { "index.html": text });
  writeManifest(next);
  await swap(next, out);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof ProblemError ? error.problems[0]?.code : undefined;
}

async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(() => "not refused", codeOf);
}

describe("the swap", () => {
  test("puts a new site in the place of the old one and leaves nothing beside it", async () => {
    const root = scratchFolder();
    const out = join(root, "_site");
    await publish(root, out, "old");
    writeFileSync(join(out, "added by hand"), "");
    await publish(root, out, "new");
    expect(readFileSync(join(out, "index.html"), "utf8")).toBe("new");
    expect(readdirSync(out).sort()).toEqual(["index.html", "satisfact.json"]);
    expect(readdirSync(root).sort()).toEqual([".satisfact", "_site"]);
  });

  test("makes the folders above the site, and follows a link that stands for it", async () => {
    const root = scratchFolder();
    const real = join(scratchFolder(), "www");
    await publish(root, join(root, "a", "b"), "deep");
    expect(existsSync(join(root, "a", "b", "index.html"))).toBe(true);
    mkdirSync(real);
    symlinkSync(real, join(root, "public"));
    await publish(root, join(root, "public"), "linked");
    expect(readFileSync(join(real, "index.html"), "utf8")).toBe("linked");
  });

  test("copies to another device before it changes anything over", async () => {
    const root = scratchFolder();
    // Memory is another device than the disk, where the system has it.
    const elsewhere = scratchFolder(existsSync("/dev/shm") ? "/dev/shm" : undefined);
    const out = join(elsewhere, "site");
    await publish(root, out, "old");
    await publish(root, out, "new");
    expect(readFileSync(join(out, "index.html"), "utf8")).toBe("new");
    expect(readdirSync(elsewhere)).toEqual(["site"]);
    expect(existsSync(join(root, ".satisfact", "next"))).toBe(false);
  });

  test("refuses what it did not write: a folder of the user's, a file, a manifest of something else", async () => {
    const root = scratchFolder();
    writeFiles(root, {
      "mine/thesis.txt": "",
      file: "",
      "other/satisfact.json": `{"generator":"something"}`,
      "broken/satisfact.json": "{",
    });
    for (const name of ["mine", "file", "other", "broken"]) {
      expect(await refusal(prepareNext(root, join(root, name)))).toBe("build/not-ours");
    }
    expect(existsSync(join(root, "mine", "thesis.txt"))).toBe(true);
    // Filled while the build ran.
    const next = await prepareNext(root, join(root, "later"));
    writeFiles(root, { "later/thesis.txt": "" });
    expect(await refusal(swap(next, join(root, "later")))).toBe("build/not-ours");
    expect(existsSync(join(root, "later", "thesis.txt"))).toBe(true);
  });

  test("refuses to write into what it reads from", async () => {
    const root = scratchFolder();
    for (const name of ["data/_site", "data", "templates/x", "site", ".", "..", "../.."]) {
      expect(await refusal(prepareNext(root, join(root, name)))).toBe("build/out-in-sources");
    }
  });

  test("names the folder that cannot be made, before anything is built for it", async () => {
    const root = scratchFolder();
    writeFiles(root, { file: "" });
    symlinkSync(join(root, "nowhere"), join(root, "link"));
    const refused = async (out: string) => {
      const error = await prepareNext(root, out).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ProblemError);
      return (error as ProblemError).problems.map(({ code, place }) => `${code} ${place.file}`);
    };
    expect(await refused(join(root, "file", "a", "b"))).toEqual([`system/no-folder ${join(root, "file")}`]);
    expect(await refused(join(root, "link", "a"))).toEqual([`system/no-folder ${join(root, "link")}`]);
    // a folder of the kernel's, where the system has it, takes none: not at its top, nor deep below
    if (!existsSync("/proc/self")) return;
    expect(await refused("/proc/reports")).toEqual(["system/no-folder /proc/reports"]);
    expect(await refused("/proc/reports/2026/site")).toEqual(["system/no-folder /proc/reports"]);
  });

  test("brings back the old site when a build died between the two renames", async () => {
    const root = scratchFolder();
    const out = join(root, "_site");
    await publish(root, out, "old");
    renameSync(out, join(root, "._site.satisfact-previous"));
    writeFiles(root, { "._site.satisfact-next/index.html": "half" });
    await prepareNext(root, out);
    expect(readFileSync(join(out, "index.html"), "utf8")).toBe("old");
    expect(readdirSync(root).sort()).toEqual([".satisfact", "_site"]);
  });

  test("leaves one whole site behind whenever it is killed", async () => {
    const root = scratchFolder();
    const out = join(root, "_site");
    const program = scratchFolder();
    placeProgram(program, "");
    const module = (name: string) => JSON.stringify(pathToFileURL(join(program, "dist", "report", `${name}.js`)).href);
    writeFiles(program, {
      "publish.mjs": `
        import { writeFileSync } from "node:fs";
        import { writeManifest } from ${module("fingerprint")};
        import { withLock } from ${module("lock")};
        import { prepareNext, swap } from ${module("swap")};
        const [root, out, first] = process.argv.slice(2);
        for (let round = Number(first); ; round++) await withLock(root, async () => {
          const next = await prepareNext(root, out);
          for (let page = 0; page < 40; page++) writeFileSync(next + "/" + page + ".html", String(round));
          writeManifest(next);
          await swap(next, out);
          if (round === Number(first)) process.stdout.write("published");
        });`,
    });
    for (let killed = 0; killed < 12; killed++) {
      await publishUntilKilled([join(program, "publish.mjs"), root, out, String(1000 * killed)], 7 * killed);
      await withLock(root, () => prepareNext(root, out));
      const pages = readdirSync(out).filter((name) => name.endsWith(".html"));
      const rounds = new Set(pages.map((name) => readFileSync(join(out, name), "utf8")));
      expect([pages.length, rounds.size]).toEqual([40, 1]);
      expect(Number([...rounds][0])).toBeGreaterThanOrEqual(1000 * killed);
    }
  });
});

describe("the lock", () => {
  test("refuses a second build while one runs, and is free after it, also when it fails", async () => {
    const root = scratchFolder();
    await withLock(root, async () => {
      expect(await refusal(withLock(root, async () => {}))).toBe("build/busy");
    });
    await expect(withLock(root, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await withLock(root, async () => "free")).toBe("free");
  });

  test.each([
    ["a process that is gone", "4194305 77"],
    ["a process that now has another's number", `${process.pid} 1`],
    ["a process that died while writing it", ""],
  ])("takes over the lock of %s", async (_, holder) => {
    const root = scratchFolder();
    writeFiles(root, { ".satisfact/lock": holder });
    expect(await withLock(root, async () => "taken over")).toBe("taken over");
    expect(readdirSync(join(root, ".satisfact"))).toEqual([]);
  });
});

function publishUntilKilled(args: readonly string[], milliseconds: number): Promise<void> {
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), milliseconds));
    child.once("error", failed).once("exit", () => ended());
  });
}
