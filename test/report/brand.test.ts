import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { categorical } from "../../src/charts/marks/shades.ts";
import { brandOf, contrast, papers } from "../../src/report/brand.ts";
import { checkout } from "../program.ts";
import { smallStudy } from "./fixture.ts";

// Ratios from the definition in WCAG 2.2: black on white 21, #777777 on white 4.48.
test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrast("#ffffff", "#777777")).toBeCloseTo(4.48, 2);
  expect(contrast("#123456", "#123456")).toBe(1);
});

test.each(["#0a6e5c", "#ffff00", "#ffffff", "#000000", "#0b5fff", "#e60012"])(
  "%s can be read on both papers",
  (colour) => {
    const { light, dark } = brandOf(smallStudy({ brand: { colour } }));
    expect(contrast(light, papers.light)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark, papers.dark)).toBeGreaterThanOrEqual(4.5);
  },
);

test("a colour that can be read is left as it is", () => {
  expect(brandOf(smallStudy({ brand: { colour: "#0a6e5c" } })).light).toBe("#0a6e5c");
});

test("what is no colour is a problem", () => {
  expect(() => brandOf(smallStudy({ brand: { colour: "green" } }))).toThrow("report/brand-colour");
});

const css = readFileSync(join(checkout, "site/assets/satisfact.css"), "utf8");

test("the papers are those of the style sheet", () => {
  expect([...css.matchAll(/--paper: (#[0-9a-f]{6})/g)].map(([, paper]) => paper)).toEqual([papers.light, papers.dark]);
});

// text pairs at least 4.5:1, marks at least 3:1, light and dark
test.each(["light", "dark"] as const)("text and marks of the style sheet can be seen (%s)", (mode) => {
  const part = css.split("prefers-color-scheme: dark")[mode === "light" ? 0 : 1]!;
  const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(part)![1]!;
  for (const name of ["ink", "ink-2", "ink-3", "est", "weak"])
    expect(contrast(colour(name), papers[mode]), name).toBeGreaterThanOrEqual(4.5);
  for (const name of ["quiet", "cat-1", "cat-2", "cat-3", "cat-4", "cat-5"])
    expect(contrast(colour(name), papers[mode]), name).toBeGreaterThanOrEqual(3);
  expect(contrast(colour("on-est"), colour("est"))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colour("on-weak"), colour("weak"))).toBeGreaterThanOrEqual(4.5);
});

test.each(["light", "dark"] as const)("numbers can be read on the tints of categories (%s)", (mode) => {
  const part = css.split("prefers-color-scheme: dark")[mode === "light" ? 0 : 1]!;
  const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(part)![1]!;
  const nameOf = (variable: string) => variable.replace(/^var\(--(.*)\)$/, "$1");
  const channel = (hex: string, k: number) => Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16);
  const over = (hex: string, opacity: number) =>
    `#${[0, 1, 2]
      .map((k) => Math.round(opacity * channel(hex, k) + (1 - opacity) * channel(papers[mode], k)))
      .map((value) => value.toString(16).padStart(2, "0"))
      .join("")}`;
  for (const { fill, opacity, ink } of categorical(7, 3))
    expect(contrast(colour(nameOf(ink)), over(colour(nameOf(fill)), opacity)), fill).toBeGreaterThanOrEqual(4.5);
});
