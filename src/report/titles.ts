import type { Finding } from "../analyses/estimate.ts";
import type { Edition } from "./edition.ts";
import type { PageKind } from "./pages.ts";
import { leadingFinding, type Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import { clauseOf, titleOf } from "./sentences.ts";

/** The title of a page: its leading finding; the summary joins what moved with what stands out; others say what they hold. */
export function pageTitle(page: PageKind, { reading, voice }: Edition): string {
  if (page.id === "summary") return summaryTitle(reading, voice);
  const lead = leadingFinding(page, reading);
  if (lead) return titleOf(lead, voice);
  if (page.analyses.length > 0) return voice.word(`pages.${page.id}`);
  return voice.word(`page-titles.${page.id}`);
}

function summaryTitle(reading: Reading, voice: Voice): string {
  const [change, second] = summaryLeads(reading);
  if (!change) return voice.word("page-titles.summary");
  return second
    ? voice.word("format.titles", { a: clauseOf(change, voice), b: clauseOf(second, voice) })
    : titleOf(change, voice);
}

/** The two findings that a summary is named after: the index's change, or its level; and the element that stands out. */
export function summaryLeads(reading: Reading): readonly Finding[] {
  const change = reading.findings("trend")[0];
  const level = reading.findings("index")[0];
  const moved = change && (change.verdict === "better" || change.verdict === "worse");
  const element = reading.findings("elements")[0];
  const stands = element && element.verdict !== "none" ? element : undefined;
  return [moved ? change : (level ?? change), stands].filter((finding) => finding !== undefined);
}
