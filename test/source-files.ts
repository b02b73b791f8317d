import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { checkout } from "./program.ts";

export interface SourceFile {
  /** Below `src/`, with forward slashes. */
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

interface Import {
  /** What it names: a path below `src/`, or a package. */
  readonly from: string;
  /** Gone once the types are: `import type`, or braces in which every name is a `type`. */
  readonly typeOnly: boolean;
}

/** Every file of `src/`, parsed. */
export function readSourceFiles(): readonly SourceFile[] {
  const names = readdirSync(join(checkout, "src"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort()
    .map((path) => {
      const tree = ts.createSourceFile(
        path,
        readFileSync(join(checkout, "src", path), "utf8"),
        ts.ScriptTarget.ES2023,
        true,
      );
      return { path, tree, imports: importsOf(path, tree) };
    });
}

/** Every node of a file, depth first. */
export function nodesOf(tree: ts.SourceFile): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

/** `path:line`, for the message of a failed check. */
export function placeOf(file: SourceFile, node: ts.Node): string {
  return `src/${file.path}:${file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1}`;
}

function importsOf(path: string, tree: ts.SourceFile): readonly Import[] {
  const resolved = (specifier: ts.Expression) => {
    const text = ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText(tree);
    return text.startsWith(".") ? posix.join(posix.dirname(path), text) : text;
  };
  return nodesOf(tree).flatMap((node): Import[] => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      return [{ from: resolved(node.moduleSpecifier), typeOnly: isTypeOnly(node) }];
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) {
      return [{ from: resolved(node.arguments[0]), typeOnly: false }];
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      return [{ from: resolved(node.argument.literal), typeOnly: true }];
    }
    return [];
  });
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}
