/** Figures of tests and intervals that others have published, each with its source. */

/** Newcombe 1998, Stat Med 17:857-872: Wilson's interval for r of n. */
export const wilson = [
  { r: 81, n: 263, low: 0.2553, high: 0.3662 },
  { r: 15, n: 148, low: 0.0624, high: 0.1605 },
  { r: 0, n: 20, low: 0, high: 0.1611 },
  { r: 1, n: 29, low: 0.0061, high: 0.1718 },
];

/** Newcombe 1998, Stat Med 17:873-890, table II, method 10: interval for r1/n1 − r2/n2. */
export const newcombe = [
  { r1: 56, n1: 70, r2: 48, n2: 80, low: 0.0524, high: 0.3339 },
  { r1: 9, n1: 10, r2: 3, n2: 10, low: 0.1705, high: 0.809 },
  { r1: 6, n1: 7, r2: 2, n2: 7, low: 0.0582, high: 0.8062 },
  { r1: 5, n1: 56, r2: 0, n2: 29, low: -0.0381, high: 0.1926 },
  { r1: 0, n1: 10, r2: 0, n2: 20, low: -0.1611, high: 0.2775 },
  { r1: 10, n1: 10, r2: 0, n2: 20, low: 0.6791, high: 1 },
];

/** Fagerland, Lydersen & Laake 2017, Statistical Analysis of Contingency Tables, ch. 8 (data of Bentur et al. 2009): first − second. */
export const newcombePaired = { both: 1, first: 1, second: 7, neither: 12, low: -0.507, high: -0.026 };

/** Student 1908, as in R's `sleep`: extra hours under two drugs, the same ten patients; t.test to ten decimals. */
export const sleep = {
  first: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  second: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  welch: { t: -1.8608134675, df: 17.7764735162, p: 0.0793941402 },
  paired: { t: -4.0621276834, df: 9, p: 0.0028328902, difference: -1.58, low: -2.4598857633, high: -0.7001142367 },
};

/** Benjamini & Hochberg 1995, section 4.1: fifteen p-values, four rejected at 5 %; adjusted by R's p.adjust. */
export const benjaminiHochberg = {
  p: [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
  adjusted: [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571429, 0.0638571429, 0.0645, 0.0765, 0.486, 0.5811818182, 0.714875,
    0.7532307692, 0.8132142857, 1,
  ],
  rejected: 4,
};

/**
 * Kansas City resident survey (DirectionFinder, ETC Institute), fiscal year 2022 (a) against March 2022 (b), codes 1-5:
 * R 4.2.2 t.test(a, b) and p.adjust over the eight items.
 */
export const kcmo = {
  items: {
    q1_01: {
      n: [1026, 981],
      mean: [3.796296296296, 3.843017329256],
      sd: [0.930997852255, 0.8700367507517],
      t: -1.162079131282,
      df: 2003.95578202916,
      p: 0.245341703856,
      low: -0.1255684026394,
      high: 0.03212633672025,
    },
    q1_02: {
      n: [945, 868],
      mean: [3.458201058201, 3.535714285714],
      sd: [1.097280412089, 0.9900851367531],
      t: -1.581098931674,
      df: 1810.43103987844,
      p: 0.1140300950562,
      low: -0.1736645601633,
      high: 0.01863810513686,
    },
    q2_01: {
      n: [1018, 976],
      mean: [3.196463654224, 3.318647540984],
      sd: [1.015468983183, 0.9901570011505],
      t: -2.720264170062,
      df: 1991.4304123457,
      p: 0.006579680160621,
      low: -0.2102715282061,
      high: -0.03409624531323,
    },
    q2_02: {
      n: [1010, 969],
      mean: [2.821782178218, 2.898864809082],
      sd: [1.08687128464, 1.083349160809],
      t: -1.579779169792,
      df: 1974.11633922521,
      p: 0.1143176505285,
      low: -0.1727744011538,
      high: 0.01860913942643,
    },
    q3_01: {
      n: [995, 939],
      mean: [3.268341708543, 3.21618743344],
      sd: [1.146840978163, 1.126873683007],
      t: 1.008541458236,
      df: 1928.85155983035,
      p: 0.313321093782,
      low: -0.04926414801092,
      high: 0.1535726982167,
    },
    q3_05: {
      n: [1009, 969],
      mean: [3.420218037661, 3.312693498452],
      sd: [1.071745512925, 1.078649805479],
      t: 2.223223751313,
      df: 1971.66442720855,
      p: 0.02631368757868,
      low: 0.01267413385587,
      high: 0.2023749445622,
    },
    q5_01: {
      n: [967, 903],
      mean: [3.266804550155, 3.173864894795],
      sd: [1.113238810002, 1.07877281613],
      t: 1.833177868357,
      df: 1865.43634220897,
      p: 0.06693539830704,
      low: -0.00649240028465,
      high: 0.1923717110046,
    },
    q9_01: {
      n: [1026, 975],
      mean: [2.119883040936, 2.172307692308],
      sd: [0.9799225384841, 1.026873160809],
      t: -1.167178639657,
      df: 1980.09484202436,
      p: 0.2432787712097,
      low: -0.1405116593938,
      high: 0.03566235664974,
    },
  },
  adjusted: {
    q1_01: 0.2803905186925,
    q1_02: 0.1829082408456,
    q2_01: 0.05263744128497,
    q2_02: 0.1829082408456,
    q3_01: 0.313321093782,
    q3_05: 0.1052547503147,
    q5_01: 0.1784943954854,
    q9_01: 0.2803905186925,
  },
};

/** Utility survey, likelihood to recommend 0-10, 10,408 answers: R. `seN1` divides by n − 1. */
export const utility = {
  wilson: { r: 2129, n: 2593, low: 0.8058316594069, high: 0.8353318565037 },
  byYear: {
    2021: {
      n: 5942,
      promoters: 0.6139347021205,
      detractors: 0.1378323796701,
      nps: 47.610232245035,
      seN1: 0.9401315149255,
    },
    2022: {
      n: 3163,
      promoters: 0.539361365792,
      detractors: 0.1972810622826,
      nps: 34.208030350933,
      seN1: 1.399854847027,
    },
  },
};

/**
 * Pew Research Center, December 2013 telephone poll, 2,001 interviews with weights (excerpt in the R package pewmethods):
 * answers, Σv and Σv² per answer by base R; share and se by svymean of R survey 4.1-1, with-replacement linearisation.
 */
export const pew = {
  kish: 1500.56828004889,
  approval: [
    { n: 839, weight: 3258.5555555555557, weight2: 16543.886145404664, share: 0.4526563287818, se: 0.01291737758322 },
    { n: 1042, weight: 3515.962962962963, weight2: 15903.823045267491, share: 0.4884136114341, se: 0.0128905510355 },
    { n: 120, weight: 424.2222222222223, weight2: 2087.1193415637867, share: 0.05893005978412, se: 0.00615315261236 },
  ],
  approve: { low: 0.4273234030634, high: 0.4779892545002 },
};

/** Six customers, two dimensions of two items, one perception missing; perceived minus expected: figures by hand and R t.test. */
export const servqual = {
  expectation: [
    [6, 7, 6, 7],
    [7, 7, 6, 7],
    [5, 6, 6, 6],
    [7, 6, 7, 7],
    [6, 7, 7, 6],
    [7, 7, 7, 7],
  ],
  perception: [
    [5, 6, 4, 5],
    [6, 5, 5, 6],
    [5, 6, 3, 6],
    [6, 5, 6, 5],
    [6, 6, 5, 4],
    [5, 7, 6, null],
  ],
  reliability: { gap: -0.8333333333, se: 0.2108185107, low: -1.3752595675, high: -0.2914070992, p: 0.0108198974 },
  responsiveness: { gap: -1.5, se: 0.1825741858, low: -1.9693218858, high: -1.0306781142, p: 0.0004349774 },
  itemGap: [-0.8333333333, -0.8333333333, -1.6666666667, -1.4],
};

/** Expected and perceived value of five customers with both (0-10): C = mean(perceived)/mean(expected); by hand. */
export const cRatio = { expected: [8, 8, 5, 10, 7], perceived: [8, 6, 9, 9, 7], ratio: 1.0263157895, gap: 0.2 };
