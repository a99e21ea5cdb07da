/** Files the person chose to show: read whole, within bounds, and known by what is in them rather than by their names. */
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { crc32 } from 'node:zlib';
import { readPicture } from '../../../protocol/content/picture.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { contentLimits } from '../../../shared/model/meeting-content.ts';

export interface DocumentFile {
  /** The file's name, without its folder. */
  readonly title: string;
  readonly bytes: Uint8Array;
}

export interface DocumentProblem {
  readonly code: FailureCode;
  readonly data: Readonly<Record<string, string>>;
}

export type DocumentReading =
  | { readonly ok: true; readonly file: DocumentFile }
  | { readonly ok: false; readonly problem: DocumentProblem };

/** Pictures that make one document. */
export interface PictureDocument {
  /** The first file's name. */
  readonly title: string;
  readonly pages: readonly Uint8Array[];
}

const pdfStart = '%PDF-';
/** Readers find it within the first kilobyte; some writers put something before it. */
const pdfStartWithin = 1024;
const powerPointNames = /^\.(?:pptx?|ppsx?|potx?|pptm|ppsm|potm|odp|key)$/i;

/** One page each, in this order, within the bounds of a document. Failures as for one, of the first that has one. */
export async function readPictureFiles(
  paths: readonly string[],
): Promise<
  { readonly ok: true; readonly document: PictureDocument } | Extract<DocumentReading, { readonly ok: false }>
> {
  const pages: Uint8Array[] = [];
  let size = 0;
  for (const path of paths) {
    const reading = await readPictureFile(path);
    if (!reading.ok) return reading;
    size += reading.file.bytes.length;
    if (size > contentLimits.documentBytes || pages.length === contentLimits.pages) {
      return refuse(path, 'DOCUMENT_TOO_LARGE', contentLimits.documentBytes);
    }
    pages.push(reading.file.bytes);
  }
  return { ok: true, document: { title: titleOf(paths[0] ?? ''), pages } };
}

/** One page. Failures: DOCUMENT_POWERPOINT, DOCUMENT_STRANGE, DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE; each with the file's name. */
export async function readPictureFile(path: string): Promise<DocumentReading> {
  const reading = await readFile(path, contentLimits.pageBytes);
  if (!reading.ok) return reading;
  const picture = readPicture(reading.file.bytes, crc32);
  if (typeof picture !== 'string') return reading;
  const code = {
    strange: 'DOCUMENT_STRANGE',
    damaged: 'DOCUMENT_UNREADABLE',
    'too-large': 'DOCUMENT_TOO_LARGE',
  } as const;
  return refuse(path, code[picture]);
}

/** A PDF, which the window draws. Failures as for pictures. */
export async function readPdfFile(path: string): Promise<DocumentReading> {
  const reading = await readFile(path, contentLimits.documentBytes);
  if (!reading.ok) return reading;
  const head = Buffer.from(reading.file.bytes.subarray(0, pdfStartWithin)).toString('latin1');
  return head.includes(pdfStart) ? reading : refuse(path, 'DOCUMENT_STRANGE');
}

async function readFile(path: string, most: number): Promise<DocumentReading> {
  if (powerPointNames.test(extname(path))) return refuse(path, 'DOCUMENT_POWERPOINT');
  try {
    const file = await open(path, 'r');
    try {
      const facts = await file.stat();
      if (!facts.isFile()) return refuse(path, 'DOCUMENT_UNREADABLE');
      if (facts.size > most) return refuse(path, 'DOCUMENT_TOO_LARGE', most);
      // The file may grow while it is read.
      const room = Buffer.alloc(facts.size);
      const { bytesRead } = await file.read(room, 0, facts.size, 0);
      return {
        ok: true,
        file: { title: titleOf(path), bytes: new Uint8Array(room.buffer, room.byteOffset, bytesRead) },
      };
    } finally {
      await file.close();
    }
  } catch {
    return refuse(path, 'DOCUMENT_UNREADABLE');
  }
}

function titleOf(path: string): string {
  return basename(path).slice(0, contentLimits.title);
}

function refuse(
  path: string,
  code: FailureCode,
  most?: number,
): { readonly ok: false; readonly problem: DocumentProblem } {
  const limit = most === undefined ? {} : { limit: `${most / 1024 / 1024} MB` };
  return { ok: false, problem: { code, data: { name: titleOf(path), ...limit } } };
}
