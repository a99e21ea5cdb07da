/** Showing a PDF: chosen by the person, drawn page by page, handed to main as pictures. */
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Client } from '../../ipc/client.ts';
import { openPdf, type PdfPages, type PdfProblem } from './pdf-pages.ts';

/** What draws the pages; the tests have one of their own. */
export type OpenPdf = (bytes: Uint8Array) => Promise<PdfPages | PdfProblem>;

/**
 * Resolves when the meeting has all pages, or when the person chose none or stopped it. Failures: those of `content.choosePdf` and
 * `content.addPage`; DOCUMENT_UNREADABLE (data: name, problem, page) and DOCUMENT_TOO_LARGE.
 */
export async function presentPdf(
  client: Pick<Client, 'request'>,
  { meetingId, now }: { readonly meetingId: string; readonly now: () => number },
  open: OpenPdf = openPdf,
): Promise<Outcome<void>> {
  const chosen = await client.request('content.choosePdf');
  if (!chosen.ok) return chosen;
  if (chosen.value === 'cancelled') return done(undefined);
  const { title, bytes } = chosen.value;
  const pages = await open(bytes);
  if (typeof pages === 'string') return failed(unreadable({ name: title, problem: pages }, now()));
  try {
    return await handIn(client, pages, { meetingId, title, now });
  } finally {
    await pages.close();
  }
}

async function handIn(
  client: Pick<Client, 'request'>,
  pages: PdfPages,
  { meetingId, title, now }: { readonly meetingId: string; readonly title: string; readonly now: () => number },
): Promise<Outcome<void>> {
  const begun = await client.request('content.beginPages', { meetingId, title, pageCount: pages.pageCount });
  if (!begun.ok) return begun;
  for (let page = 1; page <= pages.pageCount; page += 1) {
    const bytes = await pages.draw(page);
    if (!bytes) {
      await client.request('content.cancelPages');
      return failed(unreadable({ name: title, problem: 'damaged', page: String(page) }, now()));
    }
    const added = await client.request('content.addPage', { documentId: begun.value, bytes });
    if (!added.ok) return isStoppedHere(added.failure) ? done(undefined) : added;
  }
  return done(undefined);
}

/** By the person, or told already: no server says so. */
function isStoppedHere({ code, server }: Failure): boolean {
  return code === 'CONTENT_GONE' && server === undefined;
}

function unreadable(data: { name: string; problem: PdfProblem; page?: string }, at: number): Failure {
  return { code: data.problem === 'too-many-pages' ? 'DOCUMENT_TOO_LARGE' : 'DOCUMENT_UNREADABLE', data, at };
}
