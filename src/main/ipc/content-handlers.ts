/** What the requests about a meeting's content do. The window learns no path and chooses none: the desktop's own dialog does. */
import type { contentRequests } from '../../shared/ipc/content.contract.ts';
import { done } from '../../shared/outcome.ts';
import type { ContentService } from '../session/content/content-api.ts';
import type { Handlers } from './router.ts';

/** What content requests need of the desktop. */
export interface ContentDesktop {
  /** The paths of the pictures the person chose; none when none were. */
  pickPictures(): Promise<readonly string[]>;
  /** The path of the PDF the person chose; undefined when none was. */
  pickPdf(): Promise<string | undefined>;
}

/** Binds that part of the contract. */
export function contentHandlersFor(
  content: ContentService,
  desktop: ContentDesktop,
): Pick<Handlers, keyof typeof contentRequests> {
  return {
    'content.retry': () => content.retry(),
    'content.presentPictures': async ({ meetingId }) => {
      const paths = await desktop.pickPictures();
      if (paths.length === 0) return done('cancelled' as const);
      const presented = await content.presentPictures(paths, meetingId);
      return presented.ok ? done('presented' as const) : presented;
    },
    'content.choosePdf': async () => {
      const path = await desktop.pickPdf();
      return path === undefined ? done('cancelled' as const) : content.choosePdf(path);
    },
    'content.beginPages': ({ meetingId, title, pageCount }) => content.beginPages({ title, pageCount, meetingId }),
    'content.addPage': ({ documentId, bytes }) => content.addPage(documentId, bytes),
    'content.cancelPages': () => content.cancelPages(),

    'content.page': ({ itemId, page }) => content.page(itemId, page),
    'content.nextPage': ({ itemId }) => content.turn(itemId, 1),
    'content.previousPage': ({ itemId }) => content.turn(itemId, -1),
    'content.show': ({ itemId }) => content.show(itemId),
    'content.takeAway': ({ itemId }) => content.takeAway(itemId),

    'content.newWhiteboard': ({ title }) => content.newWhiteboard(title),
    'content.board': ({ itemId, sinceRevision }) => content.board(itemId, sinceRevision),
    'content.draw': ({ itemId, stroke }) => content.draw(itemId, stroke),
    'content.erase': ({ itemId, strokeId }) => content.erase(itemId, strokeId),
    'content.clear': ({ itemId }) => content.clear(itemId),
    'content.undo': ({ itemId }) => content.undo(itemId),
    'content.point': ({ itemId, at }) => content.point(itemId, at),

    'content.askPoll': ({ question, choices }) => content.askPoll(question, choices),
    'content.vote': ({ itemId, choice }) => content.vote(itemId, choice),
    'content.showResults': ({ itemId, shows }) => content.showResults(itemId, shows),
    'content.closePoll': ({ itemId, isOpen }) => content.openPoll(itemId, isOpen),

    'content.askQuestion': ({ text }) => content.askQuestion(text),
    'content.answer': ({ questionId, text }) => content.answer(questionId, text),
  };
}
