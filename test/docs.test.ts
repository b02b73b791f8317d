import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { smallestStudy } from "../src/study/document.ts";
import { blocks, kindOf, linesOf, sources, wordsOf } from "./docs/blocks.ts";
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

// of 100 people 80 are satisfied, and 24 of these would switch: three in ten, where one in ten is accepted
test("the method that is added counts what can be counted by hand", { timeout: 120_000 }, async () => {
  const folder = scratchFolder();
  placeProgram(folder, undefined, sources);
  const people = Array.from({ length: 100 }, (_, k) => (k < 24 ? "9,10" : k < 80 ? "9,2" : "3,10"));
  const study = smallestStudy
    .replace("index: { overall: q1 }", "loyalty: { overall: q1, switching: q2 }")
    .replace("analyses:", "  q2: { text: Would you switch?, scale: ten }\nanalyses:");
  writeFiles(folder, {
    "data/case/study.yaml": study,
    "data/case/2026-q2.csv": `q1,q2\n${people.join("\n")}\n`,
    "run.js": `import { loyalty } from "./dist/analyses/loyalty/index.js";
      import { measureStudy } from "./dist/measuring/study.js";
      const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
      const { waves, study } = await measureStudy({ folder: "data/case", root: ".", registry: [loyalty], program: "", kept });
      const { result } = waves[0].outcomes.get("loyalty");
      console.log(JSON.stringify({ result, said: loyalty.findings(result), shown: loyalty.figures(result, study) }));`,
  });
  const { out, err } = await run([process.execPath, "run.js"], { cwd: folder });
  expect(err).toBe("");
  const { result, said, shown } = JSON.parse(out);
  expect(result.switching).toMatchObject({ value: 0.3, base: 80, cases: 24, status: "shown" });
  expect(result.against).toMatchObject({ verdict: "up", with: { kind: "line", value: 0.1 } });
  expect(said).toMatchObject([{ case: "switching-shown", verdict: "worse" }]);
  expect(shown).toMatchObject([{ id: "loyalty", table: { id: "loyalty" } }]);
});
