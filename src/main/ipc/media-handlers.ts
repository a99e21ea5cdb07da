/** What the window's WebRTC engine answers and reports. */
import type { WindowReports } from '../media/window-link.ts';

/** Binds that part of the contract. */
export function mediaHandlersFor(reports: WindowReports) {
  return {
    'media.answer': reports.answer,
    'media.ready': reports.ready,
    'media.figures': reports.figures,
    'media.lost': reports.lost,
    'media.found': reports.found,
  };
}
