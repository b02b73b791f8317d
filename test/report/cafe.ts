import { scratchFolder, writeFiles } from "../program.ts";

// A study whose labels try what labels can try, in two languages, with two waves.
export const study = `
title: { en: "Visitors <script>alert(1)</script>", zh-CN: 访客调查 }
client: { en: '"Q" & <Sons>', zh-CN: 委托方 }
languages: [en, zh-CN]
index: true
waves:
  spring: { title: { en: Spring, zh-CN: 春 }, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv }
  autumn: { title: { en: Autumn, zh-CN: 秋 }, fieldwork: 2026-09-01/2026-09-30, responses: autumn.csv }
segments: [region]
scales:
  ten: { from: 1, to: 10 }
questions:
  q1: { text: { en: "How satisfied & <b>why</b>?", zh-CN: 您满意吗？ }, scale: ten, target: 60 }
  q2: { text: { en: The coffee, zh-CN: 咖啡 }, scale: ten }
  q3: { text: { en: The room, zh-CN: 房间 }, scale: ten }
elements:
  coffee: { label: { en: '=HYPERLINK("http://a.b","c")', zh-CN: 咖啡 }, performance: q2 }
  room: { label: { en: "<img src=x onerror=alert(1)>", zh-CN: 房间 }, performance: q3 }
analyses:
  index: { overall: q1, target: 60 }
  elements: {}
  segments: {}
  trend: {}
`;

function answers(shift: number): string {
  const rows = Array.from({ length: 120 }, (_, k) =>
    [k % 2 ? "<u>north</u>" : "=south", 3 + ((k * 7 + shift) % 8), 2 + ((k * 5) % 5), 4 + ((k * 3 + shift) % 7)].join(
      ",",
    ),
  );
  return `region,q1,q2,q3\n${rows.join("\n")}\n`;
}

/** A folder with the study, and whatever else a test wants in it. */
export function project(more: Readonly<Record<string, string>> = {}, root = scratchFolder()): string {
  writeFiles(root, {
    "data/cafe/study.yaml": study,
    "data/cafe/spring.csv": answers(0),
    "data/cafe/autumn.csv": answers(1),
    ...more,
  });
  return root;
}
