import type { YAMLError } from "yaml";
import { quote } from "../problems/quoting.ts";

const noColon = { message: "This line has no colon, so it is neither a key nor a value.", hint: 'Write "key: value".' };

/** Whether a quotation mark is not closed; the error stands where the closing one was looked for in vain. */
export function isOpenQuote(error: YAMLError): boolean {
  return error.code === "MISSING_CHAR" && /^Missing closing .*quote$/.test(error.message);
}

/** What the yaml package found wrong, in words that help somebody who does not know YAML's grammar. */
export function describeYamlError(error: YAMLError, text: string): { message: string; hint?: string } {
  if (isOpenQuote(error)) return { message: "The quotation mark that opens here is not closed." };
  if (error.message.startsWith("Implicit map keys")) return noColon;
  const there = text.slice(error.pos[0], error.pos[0] + 1);
  switch (error.code) {
    case "TAB_AS_INDENT":
      return { message: "The line is indented with a tab.", hint: "Indent with spaces." };
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        message: "A second colon, or a line indented too far, makes this a mapping inside a value.",
        hint: "Put a text that contains a colon in quotation marks; indent the keys of one mapping alike.",
      };
    case "MULTILINE_IMPLICIT_KEY":
      return noColon;
    case "BAD_SCALAR_START":
      return { message: `A value cannot begin with ${there}.`, hint: "Put it in quotation marks." };
    case "BAD_INDENT":
      return {
        message: "The indentation does not fit, or a bracket is not closed.",
        hint: "Indent the keys of one mapping alike; close every [ and {.",
      };
    case "MULTIPLE_DOCS":
      return {
        message: "A line --- begins a second document.",
        hint: "A study file holds one document: remove the line.",
      };
    case "TAG_RESOLVE_FAILED":
      return {
        message: "A study file has no tags such as !word.",
        hint: "Put a text that begins with ! in quotation marks.",
      };
    case "BAD_DQ_ESCAPE":
      return {
        message: "Between double quotation marks a backslash begins an escape, and this is none.",
        hint: "Write \\\\ or use single quotation marks.",
      };
    case "UNEXPECTED_TOKEN":
      return {
        message: `${quote(there)} does not belong here.`,
        hint: "Put a text with : # [ ] { } or quotation marks in it into quotation marks.",
      };
    default:
      return { message: `The YAML cannot be read here: ${lower(error.message)}.` };
  }
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}
