/** The parser of Nunjucks, which its types leave out; only what we use. Lines and columns count from 0. */
import "nunjucks";

declare module "nunjucks" {
  export interface TemplateNode {
    readonly lineno: number;
    readonly colno: number;
    /** Of a filter or macro: its name. Of what names another template: null. */
    readonly name?: { readonly value: string };
    /** The template that is extended, included or imported from; its value is a text unless it is computed. */
    readonly template?: TemplateNode & { readonly value?: unknown };
    readonly ignoreMissing?: boolean;
    /** What is set. */
    readonly targets?: readonly { readonly value: string }[];
    /** What is imported: names, or pairs of a name and another for it. */
    readonly names?: {
      readonly children: readonly (TemplateNode & {
        readonly value?: string;
        readonly key?: { readonly value: string };
      })[];
    };
    findAll(type: NodeType): readonly TemplateNode[];
  }

  interface NodeType {
    readonly prototype: TemplateNode;
  }

  export const nodes: Readonly<
    Record<"Filter" | "Set" | "Extends" | "Include" | "Import" | "FromImport" | "Macro" | "Output", NodeType>
  >;
  export const parser: { parse(source: string, extensions: readonly never[], options: object): TemplateNode };
}
