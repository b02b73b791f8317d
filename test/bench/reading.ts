import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import Papa from "papaparse";
import { orderByKey, sameKey } from "../../src/responses/key-order.ts";
import { readTables } from "../../src/sources/read-table.ts";

const rows = 1_000_000;
const questions = Array.from({ length: 40 }, (_, k) => `q${k + 1}`);
const rounds = 3;

export interface ReadingFigures {
  readonly rows: number;
  readonly columns: number;
  /** From the file to typed columns, ids checked for duplicates: best of the rounds. */
  readonly seconds: number;
  /** papaparse with an empty callback over the same text, decoded before: best of the rounds. */
  readonly floorSeconds: number;
  /** At most 2.2. */
  readonly ratio: number;
  /** Highest resident memory while reading; at most 400. */
  readonly peakMiB: number;
}

/** Reads 1,000,000 x 40 answers and compares that with its floor, measured in the same run. */
export async function benchReading(): Promise<ReadingFigures> {
  const folder = mkdtempSync(join(tmpdir(), "satisfact-bench-"));
  const path = join(folder, "answers.csv");
  try {
    await writeAnswers(path);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 10);
    const seconds = await best(() => readAnswers(folder, path));
    clearInterval(watch);
    const pieces: string[] = [];
    for await (const piece of createReadStream(path, { encoding: "utf8" })) pieces.push(piece as string);
    const floorSeconds = await best(() => parseOnly(pieces));
    return {
      rows,
      columns: questions.length,
      seconds,
      floorSeconds,
      ratio: seconds / floorSeconds,
      peakMiB: peak / 2 ** 20,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function best(work: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return least;
}

async function readAnswers(folder: string, path: string): Promise<void> {
  const [table] = await readTables(folder, {
    path,
    file: "answers.csv",
    columns: questions.map((name) => ({ name, wantedBy: "the bench" })),
    key: { name: "id", wantedBy: "the bench" },
    slices: [{}],
  });
  const keys = table!.keys!;
  const order = orderByKey(keys);
  let repeated = 0;
  for (let k = 1; k < order.length; k++) if (sameKey(keys, order[k - 1]!, order[k]!)) repeated++;
  if (table!.rows !== rows || repeated !== 0)
    throw new Error(`Read ${table!.rows} rows, ${repeated} of them repeated.`);
}

function parseOnly(pieces: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    Papa.parse(Readable.from(pieces), { chunk: () => {}, complete: () => resolve(), error: reject });
  });
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
