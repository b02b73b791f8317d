import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Language, Study } from "../study/study.ts";
import type { Edition, Site } from "./edition.ts";
import { noteNames } from "./note-names.ts";
import { findNotes, type NoteFile, renderNote } from "./notes.ts";
import { pageKinds } from "./pages.ts";
import { type Reading, readingOf } from "./reading.ts";
import { voiceOf } from "./say.ts";
import type { WaveResults } from "./wave-results.ts";

export interface StudyResults {
  readonly study: Study;
  /** Oldest first; at least one. */
  readonly waves: readonly WaveResults[];
}

/** A study with its editions in one language, newest wave first. */
export interface Shelf {
  readonly language: Language;
  readonly editions: readonly Edition[];
}

export function studyOf(shelf: Shelf): Study {
  return shelf.editions[0]!.reading.results.study;
}

/** The shelves that the site shows in a language, in their order: a study without it is shown in its first one. */
export function shelvesIn(shelves: readonly Shelf[], language: Language): readonly Shelf[] {
  return shelves.filter((shelf) => {
    const { languages } = studyOf(shelf);
    return shelf.language === (languages.includes(language) ? language : languages[0]);
  });
}

/** The study whose last fieldwork ended last stands first. */
export function byNewest(a: StudyResults, b: StudyResults): number {
  const end = ({ waves }: StudyResults) => waves.at(-1)!.wave.fieldwork.to;
  return end(a) === end(b) ? (a.study.id < b.study.id ? -1 : 1) : end(a) < end(b) ? 1 : -1;
}

/** One shelf for each study and language, its editions newest first. */
export function shelvesOf(studies: readonly StudyResults[], site: Site): readonly Shelf[] {
  const problems: Problem[] = [];
  const shelves = studies.flatMap(({ study, waves }) => {
    const readings = waves.map((results) => readingOf(results, site.registry));
    const notes =
      collect(problems, () =>
        findNotes(
          study,
          [...pageKinds, ...readings.flatMap((reading) => reading.pages)].map((page) => page.id),
        ),
      ) ?? [];
    return study.languages.map((language): Shelf => {
      const voice = voiceOf(study, site.words.get(language)!);
      const terms = [
        ...voice.word("terms").split("|"),
        ...[...study.elements.values()].map((element) => voice.text(element.label)),
        ...study.waves.map((wave) => voice.text(wave.title)),
      ];
      const editions = [...readings].reverse().map((reading): Edition => {
        const own = notes.filter((note) => note.wave === reading.results.wave.id && note.language === language);
        refuseUnseen(own, reading, problems);
        const names = noteNames(reading, voice);
        return {
          site,
          reading,
          siblings: readings,
          voice,
          terms,
          notes: new Map(own.map((note) => [note.page, renderNote(note, names, problems)])),
        };
      });
      return { language, editions };
    });
  });
  if (problems.length > 0) throw new ProblemError(problems);
  return shelves;
}

function collect<T>(problems: Problem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** A note on a page that this wave does not have would be lost without a word. */
function refuseUnseen(notes: readonly NoteFile[], reading: Reading, problems: Problem[]): void {
  for (const note of notes) {
    if (reading.pages.some((page) => page.id === note.page)) continue;
    problems.push({
      code: "report/stray-note",
      severity: "error",
      place: { file: note.file },
      message: `The page ${quote(note.page)} is left out of this wave, so nobody would see the note.`,
      hint: "Remove the note, or see the wave's appendix for why the page is left out.",
    });
  }
}
