import { quote, quoteAll } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import { type Form, isMapping, namePath, walk } from "../forms.ts";
import type { YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

/** Every text has words, in each language of the study and in no other. */
export function checkTexts(form: Form, languages: readonly string[], yaml: YamlFile, report: Report): void {
  languages.forEach((language, k) => {
    if (languages.indexOf(language) < k)
      report("duplicate", yaml.placeOf(["languages", k]), `languages names ${quote(language)} twice.`);
  });
  walk(form, yaml.data, (here, value, path) => {
    if (!here.text) return;
    if (typeof value === "string" && value.trim() === "")
      report("empty", yaml.placeOf(path), `${namePath(path)} has no words.`);
    if (!isMapping(value) || languages.length === 0) return;
    const missing = languages.filter((language) => !(language in value));
    const strange = Object.keys(value).filter((language) => !languages.includes(language));
    for (const language of strange) {
      const message = `${namePath(path)} has words in ${quote(language)}, which is not a language of the study.`;
      report(
        "unknown-language",
        yaml.keyPlaceOf([...path, language]),
        message,
        didYouMean(language, languages) ?? `languages names ${quoteAll(languages)}.`,
      );
    }
    // A language misspelt is not missing as well.
    if (missing.length > strange.length) {
      report(
        "missing-language",
        yaml.keyPlaceOf(path),
        `${namePath(path)} has no words in ${quoteAll(missing)}.`,
        "Add them, or give one text for all languages.",
      );
    }
    for (const [language, words] of Object.entries(value)) {
      if (typeof words === "string" && words.trim() === "") {
        report("empty", yaml.placeOf([...path, language]), `${namePath([...path, language])} has no words.`);
      }
    }
  });
}
