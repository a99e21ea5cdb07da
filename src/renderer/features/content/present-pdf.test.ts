import { expect, it } from 'vitest';
import type { Client } from '../../ipc/client.ts';
import type { PdfPages } from './pdf-pages.ts';
import { type OpenPdf, presentPdf } from './present-pdf.ts';

const bytes = Uint8Array.of(37, 80, 68, 70);
const failure = { code: 'CONTENT_GONE', server: 'wc.contoso.com:443', at: 1 } as const;

/** A main that answers as told, and a document whose pages are numbers. */
function setUp(answers: Readonly<Record<string, unknown>>, document: number | 'locked' | 'too-many-pages' = 3) {
  const asked: string[] = [];
  const client = {
    request: async (name: string, input?: { readonly bytes?: Uint8Array; readonly pageCount?: number }) => {
      asked.push([name, input?.pageCount ?? input?.bytes?.[0]].filter((part) => part !== undefined).join(' '));
      return Object.hasOwn(answers, name) ? answers[name] : { ok: true, value: 'd1' };
    },
  } as unknown as Pick<Client, 'request'>;
  const state = { closed: 0 };
  const pages = (count: number): PdfPages => ({
    pageCount: count,
    draw: async (page) => (page === 13 ? undefined : Uint8Array.of(page)),
    close: async () => {
      state.closed += 1;
    },
  });
  const open: OpenPdf = async () => (typeof document === 'number' ? pages(document) : document);
  return { asked, state, present: () => presentPdf(client, { meetingId: 'm1', now: () => 7 }, open) };
}

const chosen = { 'content.choosePdf': { ok: true, value: { title: 'Plan.pdf', bytes } } };

it('[N9] hands the pages in one by one, in their order, and closes the document', async () => {
  const { asked, state, present } = setUp(chosen);
  expect(await present()).toEqual({ ok: true, value: undefined });
  expect(asked).toEqual([
    'content.choosePdf',
    'content.beginPages 3',
    'content.addPage 1',
    'content.addPage 2',
    'content.addPage 3',
  ]);
  expect(state.closed).toBe(1);
});

it('does nothing when none was chosen', async () => {
  const { asked, present } = setUp({ 'content.choosePdf': { ok: true, value: 'cancelled' } });
  expect(await present()).toEqual({ ok: true, value: undefined });
  expect(asked).toEqual(['content.choosePdf']);
});

it.each([
  ['locked', 'DOCUMENT_UNREADABLE'],
  ['too-many-pages', 'DOCUMENT_TOO_LARGE'],
] as const)('says that a document is %s, and begins nothing', async (problem, code) => {
  const { asked, present } = setUp(chosen, problem);
  expect(await present()).toEqual({
    ok: false,
    failure: { code, data: { name: 'Plan.pdf', problem }, at: 7 },
  });
  expect(asked).toEqual(['content.choosePdf']);
});

it('takes the slides back at a page that cannot be drawn, and says which', async () => {
  const { asked, state, present } = setUp(chosen, 20);
  expect(await present()).toMatchObject({ failure: { code: 'DOCUMENT_UNREADABLE', data: { page: '13' } } });
  expect(asked.slice(-2)).toEqual(['content.addPage 12', 'content.cancelPages']);
  expect(state.closed).toBe(1);
});

it.each(['content.choosePdf', 'content.beginPages', 'content.addPage'])(
  'stops where main refuses: %s',
  async (name) => {
    const { asked, present } = setUp({ ...chosen, [name]: { ok: false, failure } });
    expect(await present()).toEqual({ ok: false, failure });
    expect(asked.at(-1)?.startsWith(name)).toBe(true);
  },
);

it('draws no more pages once it was stopped, of which there is nothing to say', async () => {
  const { asked, state, present } = setUp({
    ...chosen,
    'content.addPage': { ok: false, failure: { code: 'CONTENT_GONE', at: 1 } },
  });
  expect(await present()).toEqual({ ok: true, value: undefined });
  expect(asked.at(-1)).toBe('content.addPage 1');
  expect(state.closed).toBe(1);
});
