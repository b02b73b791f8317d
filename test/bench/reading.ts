import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { checkout, type Line, runNode } from "./measure.ts";

const rows = 1_000_000;
const questions = Array.from({ length: 40 }, (_, k) => `q${k + 1}`);
const rounds = 5;

/** Reads 1,000,000 x 40 answers, ids checked, beside papaparse: in turns, each in a process of its own, the best of each. */
export async function benchReading(): Promise<readonly Line[]> {
  const folder = mkdtempSync(join(tmpdir(), "satisfact-bench-"));
  const path = join(folder, "answers.csv");
  try {
    await writeAnswers(path);
    const run = (what: string) => runNode(join(checkout, "test/bench/read.js"), [what, path]);
    const runs = Array.from({ length: rounds }, () => ({ ours: run("ours"), floor: run("floor") }));
    const ours = Math.min(...runs.map((round) => Number(round.ours.out)));
    const floor = Math.min(...runs.map((round) => Number(round.floor.out)));
    return [
      {
        what: `reading ${rows.toLocaleString("en")} x ${questions.length} answers`,
        value: ours / floor,
        most: 2.2,
        unit: "x floor",
        from: `${ours.toFixed(2)} s beside ${floor.toFixed(2)} s`,
      },
      { what: "its memory", value: Math.max(...runs.map((round) => round.ours.peakMiB)), most: 400, unit: "MiB" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ratings on 1-10 with blanks, don't know and not applicable, from a linear congruential generator. */
async function writeAnswers(path: string): Promise<void> {
  const out = createWriteStream(path);
  let state = 1;
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let text = `id,${questions.join(",")}\n`;
  for (let row = 0; row < rows; row++) {
    text += `R${1_000_000 + row}`;
    for (let k = 0; k < questions.length; k++) {
      const kind = draw(100);
      text += kind < 3 ? "," : kind < 5 ? ",98" : kind < 7 ? ",99" : `,${1 + draw(10)}`;
    }
    text += "\n";
    if (text.length > 1_000_000) {
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
  }
  out.end(text);
  await finished(out);
}
