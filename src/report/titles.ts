import type { Finding } from "../analyses/estimate.ts";
import type { Edition } from "./edition.ts";
import type { PageKind } from "./pages.ts";
import { leadingFinding, type Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import { clauseOf, titleOf } from "./sentences.ts";
import { standoutsOf } from "./summary-evidence.ts";

/** The title of a page: its leading finding; the summary joins what moved with what stands out; others say what they hold. */
export function pageTitle(page: PageKind, { reading, voice }: Edition): string {
  if (page.id === "summary") return summaryTitle(reading, voice);
  const lead = leadingFinding(page, reading);
  if (lead) return titleOf(lead, voice);
  if (page.analyses.length > 0) return pageName(page, voice);
  return voice.word(`page-titles.${page.id}`);
}

/** What a page is called in the contents. */
export function pageName(page: PageKind, voice: Voice): string {
  if (page.part === undefined) return voice.word(`pages.${page.id}`);
  // parts are numbered from the second page of a kind on: `questions-2`
  const [, part, number] = /^(.+?)(?:-(\d+))?$/.exec(page.part)!;
  return voice.word(number ? "pages.part-numbered" : "pages.part", { p: voice.word(`part.${part}`), k: number ?? "" });
}

function summaryTitle(reading: Reading, voice: Voice): string {
  const [change, second] = summaryLeads(reading);
  if (!change) return voice.word("page-titles.summary");
  if (!second) return titleOf(change, voice);
  const first = standoutsOf(reading)?.urgent.rows.slice(0, mostNamed) ?? [];
  const names = first.map(({ performance }) => voice.label(performance.subject)).join(voice.word("format.list"));
  return voice.word("format.titles", {
    a: clauseOf(change, voice),
    b: first.length > 0 ? voice.word("summary.title-first", { s: names }) : clauseOf(second, voice),
  });
}

/** A title names at most so many elements to improve first. */
const mostNamed = 2;

/** The two findings that a summary is named after: the index's change, or its level; and what to improve first, or the element that stands out. */
export function summaryLeads(reading: Reading): readonly Finding[] {
  const change = reading.findings("trend")[0];
  const level = reading.findings("index")[0];
  const moved = change && (change.verdict === "better" || change.verdict === "worse");
  const element = reading.findings("elements")[0];
  const stands = element && element.verdict !== "none" ? element : undefined;
  const urgent = standoutsOf(reading)?.urgent.rows[0];
  const first = reading
    .findings("priorities")
    .find(({ id, verdict }) => id === `priorities.${urgent?.element}` && verdict === "worse");
  return [moved ? change : (level ?? change), first ?? stands].filter((finding) => finding !== undefined);
}
