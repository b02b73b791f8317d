/**
 * Martilla & James 1977, car dealer's service department, n = 284, scales of 1-4; means recalled from the paper's table,
 * quadrants under three rules worked out from them, what lies at a line counting as high.
 */
export const carDealer = {
  attributes: [
    { name: "Job done right the first time", importance: 3.83, performance: 2.63 },
    { name: "Fast action on complaints", importance: 3.63, performance: 2.73 },
    { name: "Prompt warranty work", importance: 3.6, performance: 3.15 },
    { name: "Able to do any job needed", importance: 3.56, performance: 3.0 },
    { name: "Service available when needed", importance: 3.41, performance: 3.05 },
    { name: "Courteous and friendly service", importance: 3.41, performance: 3.29 },
    { name: "Car ready when promised", importance: 3.38, performance: 3.03 },
    { name: "Perform only necessary work", importance: 3.37, performance: 3.11 },
    { name: "Low prices on service", importance: 3.29, performance: 2.0 },
    { name: "Clean up after service work", importance: 3.27, performance: 3.02 },
    { name: "Convenient to home", importance: 2.52, performance: 2.25 },
    { name: "Convenient to work", importance: 2.43, performance: 2.49 },
    { name: "Courtesy buses and rental cars", importance: 2.37, performance: 2.35 },
    { name: "Send out maintenance notices", importance: 2.05, performance: 3.33 },
  ],
  grandMean: {
    importance: 3.1514285714,
    performance: 2.8164285714,
    quadrants: [
      "concentrate",
      "concentrate",
      ...Array.from({ length: 6 }, () => "keep-up"),
      "concentrate",
      "keep-up",
      "low-priority",
      "low-priority",
      "low-priority",
      "overkill",
    ],
  },
  median: {
    importance: 3.375,
    performance: 3.01,
    quadrants: [
      "concentrate",
      "concentrate",
      "keep-up",
      "concentrate",
      "keep-up",
      "keep-up",
      "keep-up",
      "overkill",
      "low-priority",
      "overkill",
      "low-priority",
      "low-priority",
      "low-priority",
      "overkill",
    ],
  },
  scaleMid: {
    importance: 2.5,
    performance: 2.5,
    quadrants: [
      ...Array.from({ length: 8 }, () => "keep-up"),
      "concentrate",
      "keep-up",
      "concentrate",
      "low-priority",
      "low-priority",
      "overkill",
    ],
  },
};

type Triple = readonly [value: number, low: number, high: number];

/** Own figures: five elements with their scores, the best competitor's, shares of importance and changes; cells by hand. */
export const swot = {
  target: 75,
  importantFrom: 0.2,
  elements: [
    { name: "响应速度", own: [68, 66, 70], competitor: [75, 73, 77], importance: 0.3, trend: [-3, -5, -1] },
    { name: "产品质量", own: [84, 82, 86], competitor: [80, 78, 82], importance: 0.28, trend: [0, -2, 2] },
    { name: "价格", own: [72, 69, 75], competitor: [71, 68, 74], importance: 0.18, trend: [1, -1, 3] },
    { name: "环境", own: [81, 79, 83], competitor: [70, 67, 73], importance: 0.06, trend: [2, -1, 5] },
    { name: "投诉处理", own: [65, 62, 68], competitor: [64, 60, 68], importance: 0.18, trend: [0, -3, 3] },
  ] as readonly {
    readonly name: string;
    readonly own: Triple;
    readonly competitor: Triple;
    readonly importance: number;
    readonly trend: Triple;
  }[],
  cells: { 响应速度: ["weakness", "threat"], 产品质量: ["strength"], 价格: [], 环境: ["strength"], 投诉处理: [] },
  urgent: ["响应速度"],
};

/**
 * R 4.2.2, on the answers that the test makes by rule (k <- 0:239): lm(y ~ l1 + l2 + h1 + h2), y = 100 (q − 1)/9,
 * l = answer ≤ 4, h = answer ≥ 9.
 */
export const contrast = {
  r2: 0.669784384015193,
  elements: [
    {
      low: 95,
      high: 49,
      penalty: -9.94518666229563,
      pPenalty: 1.23717603342044e-7,
      reward: 11.7196322417216,
      pReward: 2.71445006185781e-7,
    },
    {
      low: 96,
      high: 49,
      penalty: -24.6607623419733,
      pPenalty: 3.32119522442807e-31,
      reward: 14.952332299771,
      pReward: 1.15751976715175e-10,
    },
  ],
};

/** By hand: named by 30 and 20 of 40, satisfied 10 and 20 of 40. */
export const namedImportance = { one: [0.75, 0.75 * 0.75], two: [0.5, 0.5 * 0.5] };
