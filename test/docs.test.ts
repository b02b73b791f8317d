import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkout, placeProgram, run, scratchFolder, writeFiles } from "./program.ts";

/** Pages in the order in which a reader follows them, in one folder. */
const pages = ["first-report", "archive", "hosting", "theming"];

/** Serves until it is stopped: only its options are read. */
const serving = ["satisfact preview"];

interface Block {
  readonly page: string;
  readonly info: string;
  readonly text: string;
}

const blocks: readonly Block[] = pages.flatMap((page) =>
  [...readFileSync(join(checkout, "docs", `${page}.md`), "utf8").matchAll(/^```(\w.*)\n([\s\S]*?)^```$/gm)].map(
    ([, info, text]) => ({ page, info: info!, text: text! }),
  ),
);

test("who follows the pages line by line gets what they promise", async () => {
  const root = scratchFolder();
  const command = placeProgram(scratchFolder());
  const ran: string[] = [];
  for (const { page, info, text } of blocks) {
    const [, how, file] = /^\w+ (file|append|languages)=(\S+)$/.exec(info) ?? [];
    if (file) {
      const before = how === "file" ? "" : readFileSync(join(root, file), "utf8");
      writeFiles(root, { [file]: how === "languages" ? before.replace(/^languages: .*\n/m, text) : before + text });
      continue;
    }
    expect(info, page).toBe("sh");
    for (const line of text.trim().split("\n")) {
      const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
      expect(words[0], line).toBe("satisfact");
      const args = serving.includes(line) ? [...words.slice(1), "--help"] : words.slice(1);
      const { code, out, err } = await run([process.execPath, command, ...args], { cwd: root });
      expect(code, `${page}: ${line}\n${out}${err}`).toBe(0);
      ran.push(words[1]!);
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
    new Set(["check", "build", "preview", "export", "publish", "status", "diff", "verify", "clean"]),
  );
}, 300_000);
