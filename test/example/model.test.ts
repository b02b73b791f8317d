import { describe, expect, test } from "vitest";
import { type DrawnWave, drawAnswers } from "./draw.ts";
import { elements, type Item, items, kano, regions } from "./model.ts";
import { indexOf, meanOf, population, sharesOf } from "./population.ts";

const at = (latent: string) => population.latents.findIndex(({ id }) => id === latent);
const covariance = (a: string, b: string) => population.covariance[at(a)]![at(b)]!;
const column = (wave: DrawnWave, name: string) => wave.columns.get(name)!.values;

/** Weighted mean of the valid codes of an item and its standard error (Taylor linearisation). */
function weighted(wave: DrawnWave, item: Item, weight = column(wave, "weight")): { mean: number; se: number } {
  const rows = [...column(wave, item.column)].map((x, k) => ({ x, v: weight[k]! })).filter(({ x }) => x <= item.to);
  const total = rows.reduce((sum, { v }) => sum + v, 0);
  const mean = rows.reduce((sum, { x, v }) => sum + v * x, 0) / total;
  return { mean, se: Math.sqrt(rows.reduce((sum, { x, v }) => sum + (v * (x - mean)) ** 2, 0)) / total };
}

describe("what follows from the coefficients, reckoned by hand", () => {
  test("elements share .3² of expectation and .62² of experience", () => {
    expect(covariance("range", "expectation")).toBeCloseTo(0.3, 14);
    expect(covariance("range", "repair")).toBeCloseTo(0.09 + 0.3844, 14);
    expect(population.residual.range).toBeCloseTo(Math.sqrt(1 - 0.09 - 0.3844), 14);
  });

  test("expectation reaches quality directly and through the elements, whose coefficients sum to .99", () => {
    expect(elements.reduce((sum, { onQuality }) => sum + onQuality, 0)).toBeCloseTo(0.99, 12);
    expect(covariance("quality", "expectation")).toBeCloseTo(0.15 + 0.3 * 0.99, 12);
  });

  test("the only arrow into complaints makes its covariance with satisfaction", () => {
    expect(covariance("complaints", "satisfaction")).toBeCloseTo(-0.55, 14);
    expect(population.residual.complaints).toBeCloseTo(Math.sqrt(1 - 0.3025), 14);
  });

  test("the shares of a scale are areas of the normal", () => {
    const where = { change: "none", wave: 0, waves: 1, only: { branch: 12, age: 2, tier: 1 } } as const;
    expect(sharesOf("overall", where).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    // Expectation does not move with cells; e_range has mean 8 and sd 1.45, so 7 and below is pnorm((7.5 - 8) / 1.45), R 4.2.2.
    const shares = sharesOf("e_range", where);
    expect(shares.slice(0, 7).reduce((sum, share) => sum + share, 0)).toBeCloseTo(0.365111996413, 11);
  });
});

describe("a drawn study of 60,000", () => {
  const [wave] = drawAnswers({ seed: 7, waves: 1, respondents: 60_000, change: "none" });
  const none = { change: "none", wave: 0, waves: 1 } as const;

  test.each(items.map((item) => [item.column, item] as const))("%s has the mean of the population", (name, item) => {
    const own = weighted(wave!, item);
    expect(Math.abs(own.mean - meanOf(name, none)) / own.se).toBeLessThan(4.2);
    const plain = weighted(wave!, item, new Float64Array(60_000).fill(1));
    expect(Math.abs(plain.mean - meanOf(name, { ...none, among: "answers" })) / plain.se).toBeLessThan(4.2);
  });

  test("answers correlate as loadings and covariances say, but for the rounding to codes", () => {
    // One age and tier of a large branch, so that cells add no correlation. Rounding and the ends of the scale
    // take up to a tenth of it.
    const inCell = (k: number) =>
      column(wave!, "branch")[k] === 1 && column(wave!, "age_band")[k] === 2 && column(wave!, "value_tier")[k] === 2;
    const pairs = [...column(wave!, "exp_overall")]
      .map(
        (x, k) =>
          [
            x,
            column(wave!, "e_range")[k]!,
            column(wave!, "p_waiting")[k]!,
            column(wave!, "qual_overall")[k]!,
            k,
          ] as const,
      )
      .filter(([a, b, c, d, k]) => Math.max(a, b, c, d) <= 10 && inCell(k));
    const correlation = (i: 0 | 1 | 2 | 3, j: 0 | 1 | 2 | 3) => {
      const mean = (f: (pair: (typeof pairs)[number]) => number) =>
        pairs.reduce((sum, p) => sum + f(p), 0) / pairs.length;
      const [a, b] = [mean((p) => p[i]), mean((p) => p[j])];
      const cov = mean((p) => (p[i] - a) * (p[j] - b));
      return cov / Math.sqrt(mean((p) => (p[i] - a) ** 2) * mean((p) => (p[j] - b) ** 2));
    };
    const expectNear = (own: number, exact: number) => {
      expect(own).toBeGreaterThan(0.9 * exact - 0.06);
      expect(own).toBeLessThan(exact + 0.06);
    };
    expect(pairs.length).toBeGreaterThan(900);
    expectNear(correlation(0, 1), 0.84 * 0.6);
    expectNear(correlation(0, 3), 0.84 * 0.88 * covariance("expectation", "quality"));
    expectNear(correlation(2, 3), 0.86 * 0.88 * covariance("waiting", "quality"));
  });

  test("weights bring regions to the customers' shares", () => {
    const weight = column(wave!, "weight");
    const region = column(wave!, "region");
    const sums = Object.keys(regions).map(
      (_, r) => [...weight].reduce((sum, v, k) => sum + (region[k] === r + 1 ? v : 0), 0) / 60_000,
    );
    for (const [r, share] of Object.values(regions).entries()) expect(sums[r]).toBeCloseTo(share, 4);
  });

  test("Kano pairs fall into their categories by Berger's table", () => {
    // Rows functional, columns dysfunctional, from like to dislike.
    const table = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];
    for (const { id, first } of kano) {
      const functional = column(wave!, `k_${id}_f`);
      const dysfunctional = column(wave!, `k_${id}_d`);
      const counts: Record<string, number> = {};
      let both = 0;
      for (let k = 0; k < 60_000; k++) {
        const category = table[functional[k]! - 1]?.[dysfunctional[k]! - 1];
        if (category === undefined) continue;
        counts[category] = (counts[category] ?? 0) + 1;
        both++;
      }
      for (const [category, share] of Object.entries(first)) {
        expect(Math.abs(counts[category]! / both - share)).toBeLessThan(4.2 * Math.sqrt((share * (1 - share)) / both));
      }
    }
  });

  test("as many complain as lie above the threshold", () => {
    const annoyed = [...column(wave!, "annoyed")].reduce((sum, x) => sum + x, 0) / 60_000;
    const complained = [...column(wave!, "complained")].reduce((sum, x) => sum + x, 0) / 60_000;
    // Cells move the mean of complaints by less than .1, so 1 − Φ(.9) = .184 and 1 − Φ(1.4) = .081 are near.
    expect(annoyed).toBeGreaterThan(0.16);
    expect(annoyed).toBeLessThan(0.22);
    expect(complained).toBeGreaterThan(0.065);
    expect(complained).toBeLessThan(0.1);
  });
});

describe("waves", () => {
  test("the same arguments give the same answers, another seed others", () => {
    const draw = (seed: number) => [
      ...column(drawAnswers({ seed, waves: 1, respondents: 50, change: "none" })[0]!, "overall"),
    ];
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test("about 35 % come again, answer alike, and nobody answers twice in a wave", () => {
    const [first, second] = drawAnswers({ seed: 3, waves: 2, respondents: 4000, change: "none" });
    expect(new Set(second!.people).size).toBe(4000);
    const place = new Map([...first!.people].map((person, k) => [person, k]));
    const again = [...second!.people]
      .map((person, k) => [place.get(person), k] as const)
      .filter(([k]) => k !== undefined);
    expect(Math.abs(again.length / 4000 - 0.35)).toBeLessThan(0.03);
    for (const name of ["branch", "age_band", "value_tier"]) {
      expect(again.every(([a, b]) => column(first!, name)[a!] === column(second!, name)[b])).toBe(true);
    }
    const both = again
      .map(([a, b]) => [column(first!, "overall")[a!]!, column(second!, "overall")[b]!] as const)
      .filter(([a, b]) => a <= 10 && b <= 10);
    const mean = (k: 0 | 1) => both.reduce((sum, pair) => sum + pair[k], 0) / both.length;
    const [a, b] = [mean(0), mean(1)];
    const sum = (f: (x: number, y: number) => number) => both.reduce((total, [x, y]) => total + f(x - a, y - b), 0);
    const correlation = sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
    // Half of what satisfaction varies stays with the person: .5 · .9² = .405 before rounding.
    expect(correlation).toBeGreaterThan(0.3);
    expect(correlation).toBeLessThan(0.5);
  });

  test("each change moves what it says and nothing else", () => {
    const by = (change: "none" | "rise" | "failing" | "planted", name: string) =>
      meanOf(name, { change, wave: 3, waves: 4 }) - meanOf(name, { change, wave: 2, waves: 4 });
    const moved = (change: Parameters<typeof by>[0]) =>
      elements.filter(({ id }) => Math.abs(by(change, `p_${id}`)) > 1e-12).map(({ id }) => id);
    expect(moved("none")).toEqual([]);
    expect(moved("failing")).toEqual(["punctual"]);
    expect(moved("rise")).toHaveLength(elements.length);
    expect(moved("planted")).toEqual(["waiting", "quote", "punctual"]);
    expect(by("failing", "p_punctual")).toBeLessThan(-1);
    expect(by("rise", "overall")).toBeGreaterThan(0.3);
    expect(by("none", "overall")).toBe(0);
  });

  test("in the planted story the index falls by four to five points in the last wave", () => {
    const index = [0, 1, 2, 3].map((wave) => indexOf({ change: "planted", wave, waves: 4 }));
    expect(index[2]! - index[3]!).toBeGreaterThan(4);
    expect(index[2]! - index[3]!).toBeLessThan(5);
    expect(index[1]! - index[0]!).toBeLessThan(2);
  });

  test("a closed branch takes no more answers than it is given", () => {
    const closed = { wave: 1, branch: "b14", answers: 3 };
    const waves = drawAnswers({ seed: 5, waves: 2, respondents: 600, change: "none", closed });
    const counts = waves.map((wave) => column(wave, "branch").filter((branch) => branch === 14).length);
    expect(counts[0]).toBeGreaterThan(5);
    expect(counts[1]).toBe(3);
  });
});
