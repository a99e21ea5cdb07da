/** A presenter's PDF as pictures, drawn here and nowhere else: the meeting sees pages, never the document. */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { contentLimits } from '../../../shared/model/meeting-content.ts';
import { within } from './within.ts';

/** Pixels of a page's longer side: sharp on a large screen, and far below what a page may weigh. */
const longerSide = 1920;
const jpegQuality = 0.9;
/** For opening, and for each page: a document made to keep its reader busy for ever is as good as damaged. */
const workLimitMs = 60_000;
/** For the worker to let go of what it holds by itself. */
const closeLimitMs = 1000;

/** Why a document cannot be drawn: it is broken or none, locked with a password, or has too many pages. */
export type PdfProblem = 'damaged' | 'locked' | 'too-many-pages';

export interface PdfPages {
  readonly pageCount: number;
  /** One page, counted from 1, as JPEG; undefined when it cannot be drawn. */
  draw(page: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Ends the worker that reads it. */
  close(): Promise<void>;
}

/** Opens a document. Nothing in it runs: no script, no form, no link, and no font is made into code. */
export async function openPdf(bytes: Uint8Array): Promise<PdfPages | PdfProblem> {
  const { getDocument, PDFWorker } = await import('pdfjs-dist');
  const port = new Worker(new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url), { type: 'module' });
  const worker = PDFWorker.fromPort({ port });
  // A copy: it is handed over to the worker.
  const task = getDocument({ data: bytes.slice(), worker, isEvalSupported: false, enableXfa: false });
  const close = async () => {
    await within(task.destroy(), closeLimitMs);
    worker.destroy();
    port.terminate();
  };
  const document = (await within(task.promise.catch(problemOf), workLimitMs)) ?? 'damaged';
  if (typeof document !== 'string' && document.numPages <= contentLimits.pages) {
    return { pageCount: document.numPages, draw: (page) => within(drawPage(document, page), workLimitMs), close };
  }
  await close();
  return typeof document === 'string' ? document : 'too-many-pages';
}

const problemOf = (error: unknown): PdfProblem =>
  error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged';

async function drawPage(document: PDFDocumentProxy, number: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const page = await document.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: longerSide / Math.max(width, height) });
  const size = [viewport.width, viewport.height].map((side) => Math.max(1, Math.round(side))) as [number, number];
  const canvas = new OffscreenCanvas(...size);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return undefined;
  // The library's types know only the context of a canvas in a page; it uses nothing that this one lacks.
  await page.render({ canvasContext: context as unknown as CanvasRenderingContext2D, viewport }).promise;
  page.cleanup();
  const picture = await canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality });
  return new Uint8Array(await picture.arrayBuffer());
}
