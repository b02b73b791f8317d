// `node read.js ours|floor answers.csv`: prints the seconds it takes to read the file's answers into typed columns and to
// look for ids that are there twice; or those of papaparse with an empty callback over the same text, decoded before.
import { createReadStream } from "node:fs";
import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import Papa from "papaparse";

const compiled = new URL("../../dist/", import.meta.url);
const { readTables } = await import(new URL("sources/read-table.js", compiled));
const { orderByKey, sameKey } = await import(new URL("responses/key-order.js", compiled));
const [what, path] = process.argv.slice(2);

async function readAnswers() {
  const [table] = await readTables(dirname(path), {
    path,
    file: basename(path),
    columns: Array.from({ length: 40 }, (_, k) => ({ name: `q${k + 1}`, wantedBy: "the bench" })),
    key: { name: "id", wantedBy: "the bench" },
    slices: [{}],
  });
  const order = orderByKey(table.keys);
  let repeated = 0;
  for (let k = 1; k < order.length; k++) if (sameKey(table.keys, order[k - 1], order[k])) repeated++;
  if (table.rows !== 1_000_000 || repeated !== 0) throw new Error(`${table.rows} rows, ${repeated} of them repeated.`);
}

function parseOnly(pieces) {
  return new Promise((resolve, reject) => {
    Papa.parse(Readable.from(pieces), { chunk: () => {}, complete: resolve, error: reject });
  });
}

const pieces = [];
if (what === "floor") for await (const piece of createReadStream(path, { encoding: "utf8" })) pieces.push(piece);
const start = performance.now();
await (what === "floor" ? parseOnly(pieces) : readAnswers());
process.stdout.write(`${(performance.now() - start) / 1000}\n`);
