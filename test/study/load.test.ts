import { describe, expect, test } from "vitest";
import { load, marks, problemsOf, soundStudy, writeStudy } from "./study-folder.ts";

test("a sound study is loaded complete, with every default filled in", async () => {
  const { root, folder } = writeStudy(soundStudy);
  const study = await load({ root, folder });
  expect(study).toMatchObject({
    id: "mobile",
    folder,
    file: "data/mobile/study.yaml",
    title: { "zh-CN": "移动通信客户满意度", en: "Mobile customer satisfaction" },
    client: { "zh-CN": "Northwind Mobile", en: "Northwind Mobile" },
    invented: false,
    index: false,
    brand: { colour: "#0b5fff", logo: "logo.svg" },
    languages: ["zh-CN", "en"],
    respondent: "id",
    provider: { column: "brand", own: "northwind", values: new Map() },
  });
  expect(study.waves.map((wave) => wave.id)).toEqual(["2026-q2", "2026-q3"]);
  expect(study.waves[0]).toEqual({
    id: "2026-q2",
    title: { "zh-CN": "Q2 2026", en: "Q2 2026" },
    fieldwork: { from: "2026-04-01", to: "2026-06-20" },
    responses: { file: "2026-q2.csv", where: {}, decimal: "." },
    weights: { kind: "column", column: "w", place: { file: "data/mobile/study.yaml", line: 13, column: 20 } },
    place: { file: "data/mobile/study.yaml", line: 6, column: 3 },
  });
  expect(study.waves[1]).toMatchObject({
    mode: { en: "Online panel", "zh-CN": "Online panel" },
    responses: { file: "all.csv", where: { wave: "03" }, encoding: "gb18030", delimiter: ";", decimal: "," },
  });
  expect(study.segments.map(({ id, column, label }) => [id, column, label.en])).toEqual([
    ["region", "region", "Region"],
    ["age", "age_band", "age_band"],
  ]);
  expect([...study.segments[0]!.values].map(([value, words]) => [value, words.en])).toEqual([
    ["s", "South"],
    ["02", "North"],
    ["1", "West"],
  ]);
  expect(study.unit).toEqual({
    id: "unit",
    column: "branch",
    label: { "zh-CN": "branch", en: "branch" },
    values: new Map(),
  });
  expect(study.scales.get("ten")).toEqual({
    id: "ten",
    from: 1,
    to: 10,
    dontKnow: [98],
    notApplicable: [99],
    labels: new Map([
      [1, { "zh-CN": "Very poor", en: "Very poor" }],
      [10, { "zh-CN": "Excellent", en: "Excellent" }],
      [98, { "zh-CN": "Don't know", en: "Don't know" }],
    ]),
    answers: new Map(),
  });
  expect(study.scales.get("channel")).toMatchObject({ from: 1, to: 2, dontKnow: [9] });
  expect(study.scales.get("five")!.answers).toEqual(
    new Map([
      ["Very satisfied", 5],
      ["Satisfied", 4],
    ]),
  );
  expect([...study.questions.values()].map(({ id, type, column, reversed }) => [id, type, column, reversed])).toEqual([
    ["q1", "rating", "q1", false],
    ["q4_1", "rating", "q4_1", false],
    ["q5_1", "rating", "q5_1", false],
    ["q5_2", "rating", "Q5.2", true],
    ["k1f", "rating", "k1f", false],
    ["k1d", "rating", "k1d", false],
    ["p1", "number", "p1", false],
    ["how", "choice", "how", false],
    ["why", "text", "why", false],
  ]);
  expect(study.questions.get("q1")!.target).toBe(80);
  expect(study.questions.get("q1")!.scale).toBe(study.scales.get("ten"));
  expect(study.questions.get("q5_1")!.breaks.get("2026-q3")!.en).toBe("Wording changed");
  expect(study.elements.get("network")).toEqual({
    id: "network",
    label: { "zh-CN": "网络", en: "Network" },
    performance: "q5_1",
    expectation: "q4_1",
    tags: { dimension: "reliability", stage: "during" },
    place: { file: "data/mobile/study.yaml", line: 34, column: 3 },
  });
  expect(study.tagLabels.get("dimension.reliability")).toEqual({ "zh-CN": "可靠性", en: "Reliability" });
  expect(study.conventions).toEqual({
    level: 0.95,
    fdr: 0.05,
    top: 1,
    minimumAnswered: 0.5,
    hideBelow: 10,
    cautionBelow: 30,
    cellBelow: 5,
    sizes: [1, 4, 9],
    draws: 1000,
  });
  expect([...study.analyses]).toEqual([
    ["index", { overall: ["q1", "q5_1"], weights: { q1: 2, q5_1: 1 }, grades: { cuts: [50, 70] } }],
    ["gaps", { band: 0, points: { reliability: "p1" }, source_form: true }],
    ["kano", { pairs: { network: ["k1f", "k1d"] } }],
  ]);
});

test("segments may be a plain list of columns", async () => {
  const text = soundStudy.replace(/segments:\n.*\n.*\n/, "segments: [region, age_band]\n");
  const study = await load(writeStudy(text));
  expect(study.segments.map(({ id, column, label }) => [id, column, label.en])).toEqual([
    ["region", "region", "region"],
    ["age_band", "age_band", "age_band"],
  ]);
});

test("a byte order mark and Windows line ends change nothing", async () => {
  const study = await load(writeStudy(`\ufeff${soundStudy.replaceAll("\n", "\r\n")}`));
  expect(study.waves[0]!.place).toEqual({ file: "data/mobile/study.yaml", line: 6, column: 3 });
});

test("hostile words are kept as they are", async () => {
  const hostile = "<script>alert(1)</script> =1+1 {{ x }} \u202edcba";
  const study = await load(
    writeStudy(soundStudy.replace("client: Northwind Mobile", `client: ${JSON.stringify(hostile)}`)),
  );
  expect(study.client.en).toBe(hostile);
});

test("ten mistakes are ten problems, in file order, in one go", async () => {
  const text = `titel: Mobile
client: 2026
languages: en
waves:
  2026-q2: { title: Q2, fieldwork: 2026-02-30/2026-06-20, responses: 2026-q2.csv }
  2026-q3: { title: Q3, fieldwork: 2026-07-01/2026-09-18, responses: 2026-q3.csv }
scales:
  ten: { from: 10, to: 1 }
questions:
  q1: { text: Overall, scale: tne }
  q2: { text: Network, scale: ten }
  q2: { text: Network again, scale: ten }
analyses:
  index: { overall: [q1, q9] }
  trends: {}
`;
  const problems = await problemsOf(
    load(writeStudy(text.replace("titel", "title: Mobile\ntitel"), { "2026-q2.csv": "q1\n" })),
  );
  expect(marks(problems)).toEqual([
    "2:1 unknown-key",
    "3:9 type",
    "4:12 type",
    "6:36 date",
    "7:70 no-file",
    "9:24 scale-kind",
    "11:31 unknown-scale",
    "13:3 duplicate-key",
    "15:26 unknown-question",
    "16:3 unknown-analysis",
  ]);
});

describe("a file that is no study", () => {
  const cases: readonly (readonly [string, string | Uint8Array, string, RegExp])[] = [
    ["empty", "", "1:1 empty", /is empty/],
    ["only comments", "# nothing\n", "1:1 empty", /is empty/],
    ["null", "~\n", "1:1 empty", /is empty/],
    ["a list", "\n- title\n", "2:1 type", /must be a mapping/],
    ["a word", "hello", "1:1 type", /must be a mapping/],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x61, 0]), "1:1 encoding", /UTF-16/],
    [
      "GB18030",
      new Uint8Array([0x61, 0x3a, 0x20, 0x31, 0x0a, 0x62, 0x3a, 0x20, 0xd2, 0xc6]),
      "2:4 encoding",
      /not in UTF-8/,
    ],
    ["more than 5 MB", `title: a\n${"# long\n".repeat(800_000)}`, "1:1 too-large", /5\.6 MB/],
  ];
  test.each(cases)("%s", async (_, text, mark, message) => {
    const problems = await problemsOf(load(writeStudy(text)));
    expect(marks(problems)).toEqual([mark]);
    expect(problems[0]!.message).toMatch(message);
  });

  test("missing", async () => {
    const { root, folder } = writeStudy("");
    const problems = await problemsOf(load({ root, folder: `${folder}-2` }));
    expect(problems).toMatchObject([{ code: "study/no-file", place: { file: "data/mobile-2/study.yaml" } }]);
  });
});
