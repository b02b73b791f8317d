import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkout, placeProgram, run, scratchFolder, writeFiles } from "./program.ts";

/** Pages in the order in which a reader follows them, in one folder. */
const pages = ["first-report", "archive"];

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
    const [, how, file] = /^(?:yaml|csv) (file|append)=(\S+)$/.exec(info) ?? [];
    if (file) {
      writeFiles(root, { [file]: how === "append" ? readFileSync(join(root, file), "utf8") + text : text });
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
  expect(new Set(ran)).toEqual(
    new Set(["check", "build", "preview", "export", "publish", "status", "diff", "verify", "clean"]),
  );
}, 300_000);
