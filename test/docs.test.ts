import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { blocks, kindOf, linesOf, wordsOf } from "./docs/blocks.ts";
import { placeProgram, run, scratchFolder, writeFiles } from "./program.ts";

/** Serves until it is stopped: only its options are read. */
const serving = ["satisfact preview"];

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly with?: { readonly path?: string } }[] }>
  >;
}

test("who follows the pages line by line gets what they promise", async () => {
  const root = scratchFolder();
  const command = placeProgram(scratchFolder());
  const ran: string[] = [];
  const follow = async (line: string, place: string) => {
    const words = wordsOf(line).slice(1);
    const args = serving.includes(line) ? [...words, "--help"] : words;
    const { code, out, err } = await run([process.execPath, command, ...args], { cwd: root });
    expect(code, `${place}: ${line}\n${out}${err}`).toBe(0);
    ran.push(words[0]!);
  };
  for (const block of blocks) {
    const kind = kindOf(block);
    switch (kind.kind) {
      case "file": {
        const { how, file } = kind;
        const before = how === "file" ? "" : readFileSync(join(root, file), "utf8");
        const after = how === "languages" ? before.replace(/^languages: .*\n/m, block.text) : before + block.text;
        expect(after, block.place).not.toBe(before);
        writeFiles(root, { [file]: after });
        break;
      }
      case "lines":
        for (const line of linesOf(block).followed) await follow(line, block.place);
        break;
      case "workflow": {
        const { steps } = (parse(block.text) as Workflow).jobs.publish!;
        const lines = steps.flatMap((step) => (step.run === undefined || step.run === "npm ci" ? [] : [step.run]));
        for (const line of lines)
          await follow(/^npx (satisfact .+)$/.exec(line)?.[1] ?? `unknown ${line}`, block.place);
        // what is handed to the host is the site
        const handed = steps.flatMap((step) => step.with?.path ?? []);
        expect(handed).toHaveLength(1);
        expect(readFileSync(join(root, handed[0]!, "satisfact.json"), "utf8")).toContain('"generator": "satisfact"');
        break;
      }
    }
  }
  const charter = readFileSync(join(root, "_site/cafe/spring/en/charter/index.html"), "utf8");
  expect(charter).toContain("<p>Questions about this survey: survey@cafe.example</p>");
  expect(charter).toContain("<p><b>Client</b> The Café</p>");
  expect(charter).toContain(" · About this survey</span>");
  expect(charter).toMatch(/<img class="logo" src="[^"]*cafe-logo\.svg"/);
  expect(charter).toContain('lang="fr">Français</a>');
  const css = readFileSync(join(root, "_site/assets/cafe.css"), "utf8");
  expect(css.lastIndexOf("--est: #5a4a8a")).toBeGreaterThan(css.lastIndexOf("--brand:#7a3b69"));
  expect(readFileSync(join(root, "_site/cafe/spring/fr/charter/index.html"), "utf8")).toMatch(/1er–31 mars 2026/);
  expect(new Set(ran)).toEqual(
    new Set([
      ...["check", "build", "preview", "export", "publish", "status", "diff", "verify", "docs", "clean"],
      "--help",
    ]),
  );
}, 300_000);
