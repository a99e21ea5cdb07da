/** The compiler keeps Node out of the pure code and the window, and the DOM out of main: each fence is run into once. */
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** Definitions of the language and of libraries, read once for each project: they are nearly all of what is compiled. */
const definitions = new Map<string, ts.SourceFile | undefined>();

/** The errors of one imagined file at a real place, compiled as the project that owns the place compiles it. */
function errorsOf(project: string, place: string, text: string): string[] {
  const read = ts.readConfigFile(join(root, project), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, { ...ts.sys, readDirectory: () => [] }, root);
  const file = join(root, place);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.fileExists = (name) => name === file || ts.sys.fileExists(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    if (name === file) return ts.createSourceFile(name, text, languageVersion, true);
    const key = `${project} ${name}`;
    if (!definitions.has(key)) definitions.set(key, getSourceFile.call(host, name, languageVersion, ...rest));
    return definitions.get(key);
  };
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) =>
    ts.flattenDiagnosticMessageText(problem.messageText, '\n'),
  );
}

const PURE = ['tsconfig.pure.json', 'src/protocol/sip/imagined.ts'] as const;
const WINDOW = ['tsconfig.renderer.json', 'src/renderer/app/imagined.ts'] as const;
const MAIN = ['tsconfig.node.json', 'src/main/net/imagined.ts'] as const;

describe('what is at home compiles', () => {
  it.each([
    [...PURE, 'export const shout = (text: string): string => text.toUpperCase();'],
    [...WINDOW, 'export const title = (): string => document.title;'],
    [...MAIN, "import { hostname } from 'node:os'; export const here = (): string => hostname() + process.pid;"],
  ])(
    '%s',
    (project, place, text) => {
      expect(errorsOf(project, place, text)).toEqual([]);
    },
    30_000,
  );
});

describe('what is foreign does not', () => {
  it.each([
    [...PURE, 'process', 'export const id = process.pid;'],
    [...PURE, 'Buffer', "export const bytes = Buffer.from('x');"],
    [...PURE, 'setTimeout', 'export const timer = setTimeout(() => undefined, 1);'],
    [...PURE, 'document', 'export const title = document.title;'],
    [...PURE, 'node:crypto', "import { createHash } from 'node:crypto'; export const hash = createHash;"],
    [...WINDOW, 'process', 'export const id = process.pid;'],
    [...WINDOW, 'Buffer', "export const bytes = Buffer.from('x');"],
    [...WINDOW, 'require', "export const fs = require('node:fs');"],
    [...MAIN, 'document', 'export const title = document.title;'],
    [...MAIN, 'window', 'export const w = window.innerWidth;'],
  ])(
    '%s, %s: %s',
    (project, place, word, text) => {
      expect(errorsOf(project, place, text).join('\n')).toContain(`'${word}'`);
    },
    30_000,
  );

  it.each([
    ['an index that may miss', 'export const first = (list: readonly string[]): string => list[0];'],
    ['undefined for a missing property', 'export const p: { readonly a?: string } = { a: undefined };'],
    ['an enum', 'export enum Colour { Red }'],
    ['a parameter property', 'export class P { constructor(readonly name: string) {} }'],
  ])(
    '%s',
    (_what, text) => {
      expect(errorsOf(...PURE, text)).toHaveLength(1);
    },
    30_000,
  );
});
