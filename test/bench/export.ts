import type { Analysis, Figure } from "../../src/analyses/analysis.ts";
import { makeWorkbook } from "../../src/export/workbook.ts";
import type { Edition } from "../../src/report/edition.ts";
import { pageKinds } from "../../src/report/pages.ts";
import { estimate, smallStudy, voices } from "../report/fixture.ts";
import type { Line } from "./measure.ts";

const [tables, rows, columns] = [100, 40, 6];

/** A workbook of 100 tables of estimates, each with its interval and base. */
export async function benchExport(): Promise<readonly Line[]> {
  const study = smallStudy();
  const edition = editionOf(study);
  const seconds: number[] = [];
  let size = 0;
  for (let k = 0; k < 3; k++) {
    const start = performance.now();
    size = (await makeWorkbook(edition)).length;
    seconds.push((performance.now() - start) / 1000);
  }
  const what = `workbook of ${tables} tables of ${rows} x ${columns} estimates`;
  const from = `first ${seconds[0]!.toFixed(2)} s, ${(size / 1024).toFixed(0)} KiB`;
  return [{ what, value: Math.min(...seconds), most: 3, unit: "s", from }];
}

function editionOf(study: ReturnType<typeof smallStudy>): Edition {
  const keys = Array.from({ length: columns }, (_, k) => `k${k}`);
  const figures = Array.from(
    { length: tables },
    (_, k): Figure => ({
      id: `f${k}`,
      caption: { code: "hidden" },
      how: "",
      note: { code: "hidden" },
      draw: null,
      table: {
        id: `t${k}`,
        columns: keys.map((key) => ({ key, heading: "score" })),
        rows: Array.from({ length: rows }, (_, r) =>
          Object.fromEntries(
            keys.map(
              (key, c) => [key, { kind: "estimate", estimate: estimate({ value: 50 + r / 7 + c / 3 }) }] as const,
            ),
          ),
        ),
      },
    }),
  );
  const index: Pick<Analysis, "id"> = { id: "index" };
  const weights = {
    rows: 1000,
    weighted: false,
    method: "none",
    margins: [],
    lowest: 1,
    highest: 1,
    designEffect: 1,
    effectiveRows: 1000,
    trim: null,
    design: null,
  };
  const reading = {
    results: {
      study,
      wave: study.waves[1]!,
      sample: { kept: 1000, weights, resampled: "row" },
      published: null,
      fingerprint: "",
    },
    done: [index.id],
    pages: pageKinds.filter(({ id }) => id === index.id),
    figures: () => figures,
  };
  const voice = { ...voices(study).en };
  return { reading, voice, site: { version: "0", nameOf: () => "English" } } as unknown as Edition;
}
