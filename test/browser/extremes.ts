import { stringify } from "yaml";
import { randomOf } from "../example/random.ts";

// Two studies at the ends of what a report has to bear: the most rows and the longest words, and next to nothing.
// Ferries, passengers and answers are invented.

/** Path -> text below a project's folder. */
type Files = Readonly<Record<string, string>>;
type Words = Readonly<Record<"en" | "zh-CN", string>>;

const rateable: readonly Words[] = [
  { en: "Staff", "zh-CN": "船员" },
  {
    en: "Announcements on board when a departure is delayed or moved to another landing stage",
    "zh-CN": "开船时间推迟或者临时改到别的码头停靠时，船上广播和站内电子屏向乘客作出的说明",
  },
  {
    en: "Help for passengers who travel with children, bicycles, luggage or a wheelchair",
    "zh-CN": "船员对带孩子、自行车、大件行李或者坐轮椅出行的乘客所给予的帮助",
  },
  { en: "Ticket machines", "zh-CN": "自动售票机" },
  {
    en: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau",
    "zh-CN": "WLAN/4G/5G-MobileTicketing@HarbourFerries",
  },
  { en: "Seats, tables & shelter <on deck>", "zh-CN": "甲板上的座位、桌子和遮雨棚（含“静音区”）" },
  {
    en: "Price compared with what the bus costs over the same distance",
    "zh-CN": "与同样距离的公交车相比，票价是否公道",
  },
  { en: "Punctuality", "zh-CN": "准点" },
];
const occasions: readonly Words[] = [
  { en: "", "zh-CN": "" },
  { en: " on weekdays", "zh-CN": "（平日）" },
  { en: " at weekends and on public holidays", "zh-CN": "（周末和法定节假日）" },
  { en: " after dark", "zh-CN": "（夜间）" },
  { en: " in bad weather", "zh-CN": "（恶劣天气）" },
];

const languages = ["en", "zh-CN"] as const;
const inBoth = (make: (language: "en" | "zh-CN") => string): Words => ({
  en: make("en"),
  "zh-CN": make("zh-CN"),
});

const elements = occasions.flatMap((when, j) =>
  rateable.map((what, k) => ({
    id: `e${String(j * rateable.length + k + 1).padStart(2, "0")}`,
    label: inBoth((language) => what[language] + when[language]),
    dimension: `d${(k % 5) + 1}`,
    stage: ["before", "during", "after"][(j + k) % 3]!,
  })),
);

const dimensions: Readonly<Record<string, Words>> = {
  d1: {
    en: "What can be seen and touched on the ferry and on the landing stage",
    "zh-CN": "在船上和码头上看得见、摸得着的一切",
  },
  d2: { en: "Doing what was promised, at the time at which it was promised", "zh-CN": "答应过的事情按答应的时间做到" },
  d3: { en: "Speed", "zh-CN": "快慢" },
  d4: { en: "Knowing the trade and being worthy of trust", "zh-CN": "懂行并且值得信任" },
  d5: { en: "Care", "zh-CN": "关怀" },
};

/** Thirty values each, every third with a long name. */
const stages = Array.from({ length: 30 }, (_, k) => ({
  id: `s${String(k + 1).padStart(2, "0")}`,
  label: inBoth((language) => {
    const name = language === "en" ? `Stage ${k + 1}` : `${k + 1}号码头`;
    const long =
      language === "en" ? " (Old Customs House and fish market, eastern side)" : "（旧海关大楼和水产批发市场东侧）";
    return k % 3 === 2 ? name + long : name;
  }),
}));
/** Few enough for figures of each. */
const ships = stages.slice(0, 8);
const trades = Array.from({ length: 30 }, (_, k) => ({
  id: `t${String(k + 1).padStart(2, "0")}`,
  label: inBoth((language) =>
    language === "en"
      ? k % 3 === 0
        ? `Passengers who work in trade number ${k + 1}, part-time or full-time`
        : `Trade ${k + 1}`
      : k % 3 === 0
        ? `在第${k + 1}类行业从事全职或者兼职工作的乘客`
        : `第${k + 1}类行业`,
  ),
}));

const title: Words = {
  en: "What passengers of the harbour ferries think of staff, stages, timetables and fares, by landing stage, trade and season",
  "zh-CN":
    "关于港区轮渡乘客对船员服务、码头设施、时刻安排、票价水平以及恶劣天气和节假日运营情况之满意程度的全年持续跟踪调查：按登船码头、所在行业和季节分别统计，并与上一年度同期结果相比较的总报告（含全部四十项服务要素、三十座码头与三十类行业乘客的详细结果）",
};

const many = Array.from({ length: 12 }, (_, k) => ({
  id: `${2024 + Math.floor(k / 4)}-q${(k % 4) + 1}`,
  title: inBoth((language) =>
    language === "en"
      ? `Q${(k % 4) + 1} ${2024 + Math.floor(k / 4)}`
      : `${2024 + Math.floor(k / 4)}年第${(k % 4) + 1}季度`,
  ),
  from: `${2024 + Math.floor(k / 4)}-${String((k % 4) * 3 + 1).padStart(2, "0")}-05`,
  to: `${2024 + Math.floor(k / 4)}-${String((k % 4) * 3 + 3).padStart(2, "0")}-20`,
}));

const whole = (x: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(x)));

/**
 * 40 elements, two segments of 30 values, words of all lengths. Over 12 waves what is followed; in one wave what models make
 * of it, which over 12 would take minutes.
 */
export function crowded(waves: 1 | 12): Files {
  const shown = many.slice(-waves);
  const rated = Object.fromEntries(
    elements.flatMap(({ id, label }) => [
      [
        `p_${id}`,
        { text: inBoth((l) => (l === "en" ? `How good is: ${label[l]}?` : `您给“${label[l]}”打几分？`)), scale: "ten" },
      ],
      [
        `e_${id}`,
        {
          text: inBoth((l) => (l === "en" ? `How good should it be: ${label[l]}?` : `您期望“${label[l]}”几分？`)),
          scale: "ten",
        },
      ],
      [
        `i_${id}`,
        {
          text: inBoth((l) => (l === "en" ? `How important is: ${label[l]}?` : `“${label[l]}”对您有多重要？`)),
          scale: "ten",
        },
      ],
    ]),
  );
  const kano = elements.slice(8, 18);
  const features = Object.fromEntries(
    kano.map(({ id, label }) => [id, { label, functional: `kf_${id}`, dysfunctional: `kd_${id}`, element: id }]),
  );
  // models of all 40 would want more answers
  const asked = elements.slice(1, 13).map(({ id }) => id);
  const followed = {
    ...{ gaps: {}, indicators: { repeat: { intention: "again" } }, rollups: {}, trend: {}, segments: {} },
    crosstabs: { questions: ["overall", "p_e02"] },
  };
  const modelled = {
    ...{
      drivers: { elements: asked },
      reliability: {},
      components: {},
      regression: { elements: asked },
      kano: { features },
    },
    ...{ entropy: { elements: asked }, fuzzy: {}, grey: { elements: asked }, agreement: {}, sample: {} },
  };
  const valuesOf = (list: typeof stages) => Object.fromEntries(list.map(({ id, label }) => [id, label]));
  const study = {
    title,
    client: {
      en: "Harbour Ferries and Landing Stages Joint Operating Company",
      "zh-CN": "港区轮渡与码头联合运营有限责任公司",
    },
    invented: true,
    languages,
    waves: Object.fromEntries(
      shown.map((wave) => [
        wave.id,
        { title: wave.title, fieldwork: `${wave.from}/${wave.to}`, responses: `${wave.id}.csv` },
      ]),
    ),
    weights: { column: "weight" },
    conventions: { draws: 100 },
    segments: {
      stage: {
        label: { en: "Landing stage at which the passenger went on board", "zh-CN": "乘客登船的码头" },
        values: valuesOf(stages),
      },
      trade: { label: { en: "Trade", "zh-CN": "行业" }, values: valuesOf(trades) },
    },
    unit: { column: "ship", label: { en: "Ship", "zh-CN": "渡船" }, values: valuesOf(ships) },
    scales: {
      ten: { from: 1, to: 10, dont_know: [98] },
      kano: {
        options: Object.fromEntries(
          ["I like it that way", "It must be that way", "I do not mind", "I can live with it", "I dislike it"].map(
            (en, k) => [
              k + 1,
              { en, "zh-CN": ["我喜欢这样", "理应如此", "无所谓", "勉强可以接受", "我不喜欢这样"][k]! },
            ],
          ),
        ),
      },
    },
    questions: {
      overall: {
        text: { en: "How satisfied are you overall?", "zh-CN": "总的来说您满意吗？" },
        scale: "ten",
        target: 75,
      },
      recommend: {
        text: { en: "How likely are you to recommend us?", "zh-CN": "您向别人推荐的可能性有多大？" },
        scale: "ten",
      },
      again: { text: { en: "How likely are you to come again?", "zh-CN": "您再来的可能性有多大？" }, scale: "ten" },
      ...rated,
      ...Object.fromEntries(
        kano.flatMap(({ id, label }) => [
          [
            `kf_${id}`,
            { text: inBoth((l) => (l === "en" ? `With: ${label[l]}?` : `如果有“${label[l]}”？`)), scale: "kano" },
          ],
          [
            `kd_${id}`,
            { text: inBoth((l) => (l === "en" ? `Without: ${label[l]}?` : `如果没有“${label[l]}”？`)), scale: "kano" },
          ],
        ]),
      ),
    },
    elements: Object.fromEntries(
      elements.map(({ id, label, dimension, stage }) => [
        id,
        {
          label,
          performance: `p_${id}`,
          expectation: `e_${id}`,
          importance: `i_${id}`,
          dimension,
          stage,
          horizontal: dimension,
        },
      ]),
    ),
    labels: {
      dimension: dimensions,
      horizontal: dimensions,
      stage: {
        before: { en: "Before", "zh-CN": "乘船前" },
        during: { en: "On board", "zh-CN": "乘船时" },
        after: { en: "After", "zh-CN": "下船后" },
      },
    },
    analyses: {
      ...{ index: { overall: "overall", target: 75 }, elements: {}, priorities: { target: 75 } },
      ...(waves > 1 ? followed : modelled),
    },
  };
  return {
    "data/ferries/study.yaml": stringify(study, { aliasDuplicateObjects: false }),
    ...Object.fromEntries(shown.map((wave) => [`data/ferries/${wave.id}.csv`, crowdedAnswers(many.indexOf(wave))])),
  };
}

function crowdedAnswers(wave: number): string {
  const kano = elements.slice(8, 18);
  const head = [
    ...["weight", "ship", "stage", "trade", "overall", "recommend", "again"],
    ...elements.flatMap(({ id }) => [`p_${id}`, `e_${id}`, `i_${id}`]),
    ...kano.flatMap(({ id }) => [`kf_${id}`, `kd_${id}`]),
  ];
  const rows = Array.from({ length: 320 }, (_, person) => {
    const { normal, uniform } = randomOf(20261128, wave, person);
    const mood = normal();
    // the later stages and trades are hardly used: some groups are small
    const group = () => Math.floor(30 * uniform() ** 1.5);
    const [stage, trade, ship] = [group(), group(), Math.floor(ships.length * uniform())];
    const level = 6.6 + 0.05 * wave + 0.9 * mood + 0.6 * Math.sin(ship) + 0.5 * Math.cos(stage);
    return [
      (0.6 + uniform()).toFixed(3),
      ships[ship]!.id,
      stages[stage]!.id,
      trades[trade]!.id,
      ...[0, 1, 2].map(() => whole(level + 0.8 * normal(), 1, 10)),
      ...elements.flatMap((_, k) => [
        uniform() < 0.002 ? 98 : whole(level + 1.5 * Math.sin(k * 1.7) + 1.2 * normal(), 1, 10),
        whole(8 + 0.8 * Math.cos(k) + normal(), 1, 10),
        whole(7.5 + 1.2 * Math.sin(k * 2.3) + normal(), 1, 10),
      ]),
      // each feature somewhere else between attractive, one-dimensional and must-be
      ...kano.flatMap((_, k) => [
        uniform() < (k + 1) / 11 ? 1 : whole(2 + 2 * uniform(), 2, 3),
        uniform() < ((k * 4) % 10) / 10 ? 5 : whole(3 + uniform(), 3, 4),
      ]),
    ].join(",");
  });
  return `${[head.join(","), ...rows].join("\n")}\n`;
}

/** One wave, one element, one group, 12 answers, no weights. */
export function sparse(): Files {
  const study = {
    title: { en: "Kiosk", "zh-CN": "小卖部" },
    client: { en: "Kiosk", "zh-CN": "小卖部" },
    invented: true,
    languages,
    waves: {
      only: { title: { en: "May", "zh-CN": "五月" }, fieldwork: "2026-05-04/2026-05-04", responses: "only.csv" },
    },
    segments: {
      day: { label: { en: "Day", "zh-CN": "日子" }, values: { monday: { en: "Monday", "zh-CN": "星期一" } } },
    },
    scales: { ten: { from: 1, to: 10 } },
    questions: Object.fromEntries(
      [
        ["overall", "How satisfied are you?", "您满意吗？"],
        ["p_tea", "How was the tea?", "茶怎么样？"],
        ["e_tea", "How good should the tea be?", "您期望茶有多好？"],
        ["i_tea", "How important is the tea?", "茶有多重要？"],
      ].map(([id, en, zh]) => [id, { text: { en, "zh-CN": zh }, scale: "ten" }]),
    ),
    elements: {
      tea: {
        label: { en: "Tea", "zh-CN": "茶" },
        performance: "p_tea",
        expectation: "e_tea",
        importance: "i_tea",
        dimension: "goods",
      },
    },
    labels: { dimension: { goods: { en: "Goods", "zh-CN": "商品" } } },
    analyses: {
      ...{
        index: { overall: "overall" },
        elements: {},
        gaps: {},
        drivers: {},
        reliability: {},
        components: {},
        regression: {},
      },
      ...{
        indicators: { repeat: { intention: "overall" } },
        rollups: {},
        priorities: {},
        trend: {},
        sample: {},
        segments: {},
        crosstabs: {},
      },
    },
  };
  const rows = Array.from({ length: 12 }, (_, person) => {
    const { normal } = randomOf(5, person);
    const mood = normal();
    return ["monday", ...[7, 7.5, 8, 8.5].map((level) => whole(level + mood + normal(), 1, 10))].join(",");
  });
  return {
    "data/kiosk/study.yaml": stringify(study, { aliasDuplicateObjects: false }),
    "data/kiosk/only.csv": `${["day,overall,p_tea,e_tea,i_tea", ...rows].join("\n")}\n`,
  };
}
