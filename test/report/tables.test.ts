import { expect, test } from "vitest";
import { cells, tableOf } from "../../src/analyses/rows.ts";
import { showTable } from "../../src/report/tables.ts";
import { estimate, smallStudy, voices } from "./fixture.ts";

const { en } = voices(smallStudy());
const desk = cells.subject({ kind: "element", id: "desk" });

test("the base stands behind all words that name the row, before its numbers", () => {
  const row = {
    measure: cells.word("measure.index.score"),
    subject: desk,
    value: cells.estimate(estimate({ base: 120 })),
  };
  const { head, rows } = showTable(tableOf("t", ["measure", "subject", "value"], [row]), en);
  expect(head.map(({ numeric }) => numeric)).toEqual([false, false, true, true]);
  expect(head[2]!.text).toBe("n");
  expect(rows[0]!.cells.map(({ text }) => text).slice(1, 3)).toEqual(["Help desk", "120"]);
});

test("a table whose rows have no words has the base behind the first column", () => {
  const { head } = showTable(tableOf("t", ["value"], [{ value: cells.estimate(estimate()) }]), en);
  expect(head.map(({ text }) => text)[1]).toBe("n");
});
