import { z } from 'zod';
import {
  type BoardChanges,
  boardSize,
  contentLimits,
  type PagePicture,
  strokeColours,
  strokeTools,
} from '../model/meeting-content.ts';
import type { Outcome } from '../outcome.ts';
import { request } from './define.ts';

const id = z.string().min(1).max(128);
const item = z.object({ itemId: id });
const at = { x: z.number().int().min(0).max(boardSize.width), y: z.number().int().min(0).max(boardSize.height) };

const stroke = z.object({
  tool: z.enum(strokeTools),
  colour: z.enum(strokeColours),
  width: z.number().int().min(1).max(500),
  points: z.array(z.object(at)).min(1).max(contentLimits.pointsInStroke),
});

const title = z.string().trim().min(1).max(contentLimits.title);

/**
 * The content of the meeting that is open. What became of a thing is told by the slice `meetingContent`. Failures of all: CONTENT_NOT_OPEN,
 * CONTENT_FORBIDDEN (only presenters may), CONTENT_GONE (somebody took it away), CONTENT_FULL (a bound is reached), CONTENT_REFUSED,
 * CONTENT_SILENT.
 */
export const contentRequests = {
  /** Tries again after `failed`. */
  'content.retry': request<void>()(z.void()),

  /**
   * Lets the person choose pictures (PNG or JPEG, one page each), and shows them in that meeting, which may be over by then: CONTENT_NOT_OPEN.
   * Resolves when the meeting has all of them. Failures besides: DOCUMENT_POWERPOINT, DOCUMENT_STRANGE, DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE.
   */
  'content.presentPictures': request<Outcome<'presented' | 'cancelled'>>()(z.object({ meetingId: id })),
  /**
   * Lets the person choose a PDF and gives its bytes to the window, which draws the pages and hands them in one by one with
   * 'content.addPage'. Failures as for pictures.
   */
  'content.choosePdf': request<Outcome<{ readonly title: string; readonly bytes: Uint8Array } | 'cancelled'>>()(
    z.void(),
  ),
  /** Begins slides out of pages that the window drew for that meeting; the id to hand them in with. */
  'content.beginPages': request<Outcome<string>>()(
    z.object({ meetingId: id, title, pageCount: z.number().int().min(1).max(contentLimits.pages) }),
  ),
  /** The next page, a PNG or JPEG. After the last one the meeting sees the slides. */
  'content.addPage': request<Outcome<void>>()(
    z.object({
      documentId: id,
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= contentLimits.pageBytes),
    }),
  ),
  /** Ends the bringing of a document, of either kind. */
  'content.cancelPages': request<void>()(z.void()),

  /** A page's picture, fetched if it is not there yet. Failures besides: PAGE_DAMAGED, PAGE_TOO_LARGE, PAGE_STRANGE, PAGE_UNREACHABLE. */
  'content.page': request<Outcome<PagePicture>>()(
    item.extend({ page: z.number().int().min(0).max(contentLimits.pages) }),
  ),
  /** Turns the page for everybody. Nothing beyond the first and the last. */
  'content.nextPage': request<Outcome<void>>()(item),
  'content.previousPage': request<Outcome<void>>()(item),

  /** Puts one item before everybody. */
  'content.show': request<Outcome<void>>()(item),
  /** Takes an item out of the meeting. */
  'content.takeAway': request<Outcome<void>>()(item),

  'content.newWhiteboard': request<Outcome<void>>()(z.object({ title })),
  /** Everything for `sinceRevision` 0. */
  'content.board': request<Outcome<BoardChanges>>()(item.extend({ sinceRevision: z.number().int().min(0) })),
  'content.draw': request<Outcome<void>>()(item.extend({ stroke })),
  'content.erase': request<Outcome<void>>()(item.extend({ strokeId: id })),
  'content.clear': request<Outcome<void>>()(item),
  /** Takes back one's own last change of this board: a stroke, an erasure, a clearing. Nothing when there is none. */
  'content.undo': request<Outcome<void>>()(item),
  /** Where one points; absent, nowhere any more. To be called with each movement: main tells the others as often as is fit. */
  'content.point': request<void>()(item.extend({ at: z.object(at).optional() })),

  'content.askPoll': request<Outcome<void>>()(
    z.object({
      question: z.string().trim().min(1).max(contentLimits.question),
      choices: z.array(z.string().trim().min(1).max(contentLimits.choice)).min(2).max(contentLimits.choices),
    }),
  ),
  /** Replaces an earlier vote of this person. */
  'content.vote': request<Outcome<void>>()(
    item.extend({
      choice: z
        .number()
        .int()
        .min(0)
        .max(contentLimits.choices - 1),
    }),
  ),
  'content.showResults': request<Outcome<void>>()(item.extend({ shows: z.boolean() })),
  /** No more votes; or votes again. */
  'content.closePoll': request<Outcome<void>>()(item.extend({ isOpen: z.boolean() })),

  'content.askQuestion': request<Outcome<void>>()(
    z.object({ text: z.string().trim().min(1).max(contentLimits.askedText) }),
  ),
  /** Another answer replaces the first. */
  'content.answer': request<Outcome<void>>()(
    z.object({ questionId: id, text: z.string().trim().min(1).max(contentLimits.askedText) }),
  ),
} as const;
