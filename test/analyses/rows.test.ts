import { describe, expect, test } from "vitest";
import { drawnGroups, mostRows } from "../../src/analyses/rows.ts";
import { estimate } from "../report/fixture.ts";

const group = (id: string, value: number | null, status: "shown" | "indicative" | "hidden" = "shown") => ({
  id,
  estimate: estimate({ value, status }),
});
const namesOf = (groups: readonly ReturnType<typeof group>[]) => drawnGroups(groups).map(({ id }) => id);

describe("the groups that a drawing shows", () => {
  test("are all of them in the study's order, where it can name all", () => {
    expect(namesOf([group("low", 10), group("hidden", null, "hidden"), group("high", 90)])).toEqual([
      "low",
      "hidden",
      "high",
    ]);
  });

  test("are the highest and the lowest of many, sound ones first, none of which nothing is shown", () => {
    const many = Array.from({ length: 20 }, (_, k) => group(`g${k}`, k));
    const drawn = namesOf([group("small", 99, "indicative"), group("hidden", null, "hidden"), ...many]);
    expect(drawn).toEqual([..."g19 g18 g17 g16 g15 g14".split(" "), ..."g4 g3 g2 g1 g0 small".split(" ")]);
    expect(drawn).toHaveLength(mostRows);
    expect(namesOf([...many.map(({ id }) => group(id, null, "hidden")), group("one", 5)])).toEqual(["one"]);
  });
});
