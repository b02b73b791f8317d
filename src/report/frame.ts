import type { Estimate, Finding } from "../analyses/estimate.ts";
import { addresses, linkTo } from "./addresses.ts";
import { setTitle } from "./markup.ts";
import type { PageKind } from "./pages.ts";
import { findingsOfPage, leadingFinding, type Reading } from "./reading.ts";
import { receiptAnchor, scaleText } from "./receipts.ts";
import type { Voice } from "./say.ts";
import { clauseOf, titleOf } from "./sentences.ts";
import type { Edition } from "./edition.ts";

/** What stands around every page of a report: header, contents, basis, previous and next, foot. */
export interface Frame {
  readonly language: string;
  readonly url: string;
  readonly css: string;
  readonly logo: string;
  readonly index: boolean;
  readonly canonical: string;
  readonly alternates: readonly { readonly language: string; readonly href: string }[];
  readonly t: Voice["word"];
  readonly client: string;
  readonly study: string;
  readonly invented: boolean;
  readonly home: string;
  readonly archive: string;
  readonly wave: string;
  readonly waves: readonly { readonly title: string; readonly value: string; readonly href: string; readonly current: boolean }[];
  readonly languages: readonly { readonly tag: string; readonly name: string; readonly href: string }[];
  readonly number: number;
  /** What stands before and after the page's number. */
  readonly pageOf: readonly string[];
  readonly chapter: string;
  readonly topic: string;
  readonly chapters: readonly {
    readonly title: string;
    readonly pages: readonly { readonly number: number; readonly title: string; readonly href: string; readonly current: boolean }[];
  }[];
  readonly spine: readonly { readonly x: number; readonly on: boolean }[];
  readonly spineWidth: number;
  readonly leftOut: string;
  readonly title: string;
  readonly titleHtml: string;
  readonly basis: readonly { readonly name: string; readonly text: string; readonly numeric: boolean }[];
  readonly basisLinks: readonly { readonly text: string; readonly href: string }[];
  readonly baseline: readonly string[];
  readonly previous: Turn | null;
  readonly next: Turn | null;
  readonly fingerprint: string;
  readonly version: string;
  readonly address: string;
}

interface Turn {
  readonly number: number;
  readonly topic: string;
  readonly titleHtml: string;
  readonly href: string;
}

/** The frame of a page. `edition` is the wave in the page's language. */
export function frameOf(page: PageKind, edition: Edition): Frame {
  const { reading, voice, site, terms } = edition;
  const { study, wave } = reading.results;
  const url = addressOf(page, edition);
  const link = (to: string, anchor = "") => linkTo(url, to, anchor);
  const { pages } = reading;
  const at = pages.indexOf(page);
  const title = pageTitle(page, edition);
  const turn = (other: PageKind | undefined): Turn | null =>
    other
      ? {
          number: pages.indexOf(other) + 1,
          topic: voice.word(`pages.${other.id}`),
          titleHtml: setTitle(pageTitle(other, edition), voice.language, terms),
          href: link(addressOf(other, edition)),
        }
      : null;
  const others = study.languages.filter((language) => language !== voice.language);
  const inLanguage = (language: string) => addresses.page(study.id, wave.id, language, page.id);
  const chapters = [...new Set(pages.map((each) => each.chapter))];
  const first = site.languages[0]!;
  const siteLanguage = site.languages.includes(voice.language) ? voice.language : first;
  return {
    language: voice.language,
    url,
    css: link(addresses.css(study.id)),
    logo: site.logos.has(study.id) ? link(addresses.logo(study.id, site.logos.get(study.id)!)) : "",
    index: study.index,
    canonical: site.siteUrl ? new URL(encodeURI(url), site.siteUrl).href : "",
    alternates: site.siteUrl ? study.languages.map((language) => ({ language, href: new URL(encodeURI(inLanguage(language)), site.siteUrl).href })) : [],
    t: voice.word,
    client: voice.text(study.client),
    study: voice.text(study.title),
    invented: study.invented,
    home: link(addresses.home(siteLanguage, first)),
    archive: link(addresses.archive(study.id, voice.language, study.languages[0]!)),
    wave: voice.text(wave.title),
    waves: [...edition.siblings].reverse().map((sibling) => ({
      title: voice.text(sibling.results.wave.title),
      value: indexText(sibling, voice),
      href: link(addresses.page(study.id, sibling.results.wave.id, voice.language, sibling.pages.some(({ id }) => id === page.id) ? page.id : "summary")),
      current: sibling === reading,
    })),
    languages: others.map((language) => ({ tag: language, name: site.nameOf(language), href: link(inLanguage(language)) })),
    number: at + 1,
    pageOf: voice.word("ui.page-of", { k: "\n", n: String(pages.length) }).split("\n"),
    chapter: voice.word(`chapters.${page.chapter}`),
    topic: voice.word(`pages.${page.id}`),
    chapters: chapters.map((chapter) => ({
      title: voice.word(`chapters.${chapter}`),
      pages: pages
        .filter((each) => each.chapter === chapter)
        .map((each) => ({
          number: pages.indexOf(each) + 1,
          title: voice.word(`pages.${each.id}`),
          href: link(addressOf(each, edition)),
          current: each === page,
        })),
    })),
    ...spineOf(pages, at),
    leftOut: reading.notIncluded.length > 0 ? linkTo(url, addresses.page(study.id, wave.id, voice.language, "appendix"), "not-included") : "",
    title,
    titleHtml: setTitle(title, voice.language, terms),
    ...basisOf(page, edition, url),
    previous: turn(pages[at - 1]),
    next: turn(pages[at + 1]),
    fingerprint: edition.fingerprint,
    version: site.version,
    address: site.siteUrl ? new URL(encodeURI(addresses.wave(study.id, wave.id)), site.siteUrl).href : `/${study.id}/${wave.id}/`,
  };
}

export function addressOf(page: Pick<PageKind, "id">, edition: Edition): string {
  const { study, wave } = edition.reading.results;
  return addresses.page(study.id, wave.id, edition.voice.language, page.id);
}

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
  return second ? voice.word("format.titles", { a: clauseOf(change, voice), b: clauseOf(second, voice) }) : titleOf(change, voice);
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

/** The index of a wave as a short text; empty where the study has none. */
export function indexText(reading: Reading, voice: Voice): string {
  const index = reading.estimate("index.score");
  return index ? voice.value(index) : "";
}

/** What the summary's margin speaks of. */
const summaryAnalyses: readonly string[] = ["index"];

/** The number whose base and rule the margin of a page tells. */
export function basisEstimate(page: PageKind, reading: Reading): Estimate | undefined {
  return leadingFinding(page, reading)?.estimate ?? reading.estimate("index.score") ?? reading.estimatesOf("elements.score")[0];
}

function basisOf(page: PageKind, edition: Edition, url: string): Pick<Frame, "basis" | "basisLinks" | "baseline"> {
  const { reading, voice } = edition;
  const { study, wave, sample, measures } = reading.results;
  const analyses = page.id === "summary" ? summaryAnalyses : page.analyses;
  const findings = page.id === "summary" ? [...summaryLeads(reading).slice(0, 1), ...reading.findings("index")] : findingsOfPage(page, reading);
  const estimate = basisEstimate(page, reading);
  const { count, dates, plain } = voice.format;
  const row = (name: string, text: string, numeric = false) => (text ? [{ name: voice.word(`basis.${name}`), text, numeric }] : []);
  const base = estimate?.base ?? null;
  const effective = sample.weights.weighted && estimate?.effectiveBase != null ? count(estimate.effectiveBase) : "";
  const ids = new Set(measures.filter((measure) => analyses.some((id) => measure.id.startsWith(`${id}.`))).flatMap((measure) => measure.questions));
  const questions = [...ids].map((id) => study.questions.get(id)!);
  const scales = [...new Set(questions.map((question) => (question.scale ? scaleText({ ...question, reversed: false }, voice).split(voice.word("format.clauses"))[0]! : "")))];
  const other = findings.find((finding) => finding.comparison?.with.kind === "wave")?.comparison?.with.id;
  const target = findings.flatMap((finding) => (finding.comparison?.with.kind === "target" ? [finding.comparison.with.value!] : []))[0];
  const rule = findings.find((finding) => finding.comparison)?.rule ?? findings[0]?.rule;
  const weighting = voice.word(sample.weights.weighted ? "basis.weighted" : "basis.unweighted");
  const mode = wave.mode ? voice.text(wave.mode) : "";
  const receipt = findings[0] ? receiptAnchor(findings[0].measure) : "";
  const method = analyses.find((id) => reading.done.includes(id));
  const to = (id: string, anchor = "") => linkTo(url, addressOf({ id }, edition), anchor);
  return {
    basis: [
      ...row("base", base === null ? "" : voice.word("basis.people", { n: count(base) }), true),
      ...row("effective", effective && voice.word("basis.deff", { n: effective, deff: plain(Number(sample.weights.designEffect.toFixed(2))) }), true),
      ...row("fieldwork", dates(wave.fieldwork)),
      ...row("mode", mode),
      ...row("questions", questionsText(questions.map((question) => question.column), voice)),
      ...row("scale", scales.filter(Boolean).join(voice.word("format.list"))),
      ...row("rule", rule ? voice.word(`rule.${rule}`) : ""),
      ...row("target", target === undefined ? "" : plain(target), true),
      ...row("compared", other ? voice.label({ kind: "wave", id: other }) : ""),
    ],
    basisLinks: [
      ...(receipt ? [{ text: voice.word("ui.receipt"), href: to("receipts", receipt) }] : []),
      ...(method ? [{ text: voice.word("ui.method"), href: to("methodology", `method-${method}`) }] : []),
      { text: voice.word("ui.results"), href: linkTo(url, addresses.results(study.id, wave.id)) },
    ],
    baseline: [
      ...(base === null ? [] : [voice.word("format.n", { n: count(base) })]),
      ...(effective ? [voice.word("format.effective-n", { n: effective })] : []),
      dates(wave.fieldwork),
      mode ? voice.word("format.pair-list", { a: mode, b: weighting }) : weighting,
    ],
  };
}

const mostNamed = 6;

function questionsText(columns: readonly string[], voice: Voice): string {
  if (columns.length <= mostNamed) return columns.join(voice.word("format.list"));
  return voice.word("basis.many-questions", { first: columns[0]!, last: columns.at(-1)!, n: String(columns.length) });
}

/** A row of ticks, one a page, a gap between chapters, the current one tall. */
function spineOf(pages: readonly PageKind[], current: number): Pick<Frame, "spine" | "spineWidth"> {
  let x = 0;
  const spine = pages.map((page, k) => {
    if (k > 0) x += page.chapter === pages[k - 1]!.chapter ? 14 : 20;
    return { x, on: k === current };
  });
  return { spine, spineWidth: x + 12 };
}
