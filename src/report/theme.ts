import { type Place, type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { type SiteFiles, sheetPath, themePath } from "./site-pages.ts";
import { faintColours } from "./theme-contrast.ts";

/**
 * Looks through the client's additions to the style sheet, of which a browser would drop the faulty ones without a word.
 *
 * @returns notices: properties of its own that nothing uses, colours that cannot be read on what they stand on
 * @throws ProblemError: what would take the rest of the sheet along, or what the policy of the pages refuses
 */
export function checkTheme({ assets }: SiteFiles): readonly Problem[] {
  const theme = assets.get(themePath)?.toString("utf8");
  if (theme === undefined) return [];
  // comments and strings keep their length, so that places stay
  const blank = (text: string) => text.replace(/[^\n]/g, " ");
  const bare = theme.replace(/\/\*[\s\S]*?\*\//g, blank);
  const code = bare.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, blank);
  const problem = (
    at: number,
    severity: Problem["severity"],
    code: string,
    message: string,
    hint: string,
  ): Problem => ({
    code,
    severity,
    place: placeIn(theme, at),
    message,
    hint,
  });
  const open: number[] = [];
  const errors: Problem[] = [];
  for (const { 0: brace, index } of code.matchAll(/[{}]/g)) {
    if (brace === "{") open.push(index);
    else if (open.pop() === undefined)
      errors.push(problem(index, "error", "report/theme", "This } closes nothing.", "Remove it, or open its rule."));
  }
  for (const at of open)
    errors.push(problem(at, "error", "report/theme", "This { is never closed.", "Close the rule with }."));
  for (const { index } of code.matchAll(/@import\b/gi))
    errors.push(
      problem(
        index,
        "error",
        "report/theme",
        "Nothing can be imported into the middle of a style sheet.",
        `Write the rules into ${file} itself.`,
      ),
    );
  for (const { index } of bare.matchAll(/url\(\s*["']?(?:https?:)?\/\//gi))
    errors.push(
      problem(
        index,
        "error",
        "report/theme",
        "A page loads nothing from elsewhere: its policy forbids it.",
        "Put the file into site/assets/ and write url(name).",
      ),
    );
  if (errors.length > 0) throw new ProblemError(errors);
  const ours = assets.get(sheetPath)!.toString("utf8");
  const known = [...new Set([...propertiesOf(ours), ...brandProperties])];
  const used = [...code.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name!);
  const idle = [...code.matchAll(/(--[\w-]+)\s*:/g)]
    .filter(([, name]) => !known.includes(name!) && !used.includes(name!))
    .map(({ 1: name, index }) =>
      problem(
        index,
        "notice",
        "report/theme-property",
        `Nothing uses the property ${quote(name!)}.`,
        didYouMean(name!, known) ?? "The properties stand at the top of Satisfact's style sheet.",
      ),
    );
  const faint = faintColours(code, ours).map(({ name, at, on, ratio, needed, dark }) =>
    problem(
      at,
      "notice",
      "report/theme-contrast",
      // rounded down, so that a ratio just short does not read as if it were enough
      `${name} has a contrast of ${(Math.floor(ratio * 10) / 10).toFixed(1)} on ${on} ${dark ? "in the dark" : "in the light"}; ${needed === 3 ? "a mark" : "text"} needs ${needed} to be seen by everybody.`,
      dark
        ? "What is set for :root holds in the dark too: set both colours again inside @media screen and (prefers-color-scheme: dark)."
        : "Set them further apart, one darker or the other lighter.",
    ),
  );
  return [...idle, ...faint];
}

const file = `site/${themePath}`;

/** Set again for each study, from its colour. */
const brandProperties = ["--brand", "--brand-text", "--on-brand"];

function propertiesOf(css: string): readonly string[] {
  return [...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name!);
}

function placeIn(text: string, offset: number): Place {
  const before = text.slice(0, offset).split("\n");
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}
