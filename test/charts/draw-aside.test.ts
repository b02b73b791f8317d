import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { axisOver } from "../../src/charts/axis.ts";
import { dotRows } from "../../src/charts/marks/dot-rows.ts";
import { drawChart } from "../../src/charts/render.ts";
import { checkout, scratchFolder } from "../program.ts";
import { frame } from "./drawings.ts";

// In a process of its own, where a thread meets the sources as they stand: what each drawing says when it is asked, by order.
const script = `
import { drawAside } from "${pathToFileURL(join(checkout, "src/charts/draw-aside.ts"))}";
const { charts, frame, order } = JSON.parse(process.argv[2]);
const draw = drawAside();
const drawings = charts.map((chart) => draw(chart, frame));
const said = order.map((k) => {
  try {
    return drawings[k].toString();
  } catch (error) {
    return { thrown: error.message };
  }
});
process.stdout.write(JSON.stringify(said));
`;

function drawnAside(charts: readonly unknown[], order: readonly number[]): unknown[] {
  const file = join(scratchFolder(), "draw.mjs");
  writeFileSync(file, script);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "./test/register.js", file, JSON.stringify({ charts, frame, order })],
    { cwd: checkout, encoding: "utf8", timeout: 50_000 },
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

const chartOf = (value: number) =>
  dotRows(
    {
      groups: [{ rows: [{ label: "Billing", value, low: value - 1, high: value + 1, text: "x", verdict: "better" }] }],
      axis: axisOver([0, 100], (tick) => String(tick)),
    },
    "wide",
  );

test("a drawing from the other thread is the same drawing, whenever it is asked for; what fails is thrown there, each time", () => {
  const charts = [chartOf(20), { spec: {}, data: {} }, chartOf(80)];
  const order = [2, 1, 0, 1, 2];
  const wrong = { thrown: `Chart ${frame.id} has no width or height in pixels.` };
  const right = charts.map((chart, k) => (k === 1 ? wrong : drawChart(chart as ReturnType<typeof chartOf>, frame)));
  expect(drawnAside(charts, order)).toEqual(order.map((k) => right[k]));
});
