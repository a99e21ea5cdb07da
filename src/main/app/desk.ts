/** Offhook's part in the desktop: tray, notices and badge, all read from the state. */
import type { BrowserWindow } from 'electron';
import { attentionOf } from '../../shared/model/attention.ts';
import type { Slices, Snapshot, SnapshotDelta } from '../../shared/model/snapshot.ts';
import { createBadge } from '../platform/badge.ts';
import { electronNotice } from '../platform/electron-notice.ts';
import { waitingLine, wordsOf } from '../platform/notice-words.ts';
import { hasNotifySend, notifySend } from '../platform/notify-send.ts';
import { createTrayPlace } from '../platform/tray.ts';
import { createNoticeBoard, type NoticeBoard } from '../session/notices/notice-board.ts';
import type { Client } from './compose.ts';
import { actOn } from './desk-actions.ts';
import type { Speech } from './speech.ts';

export interface DeskNeeds {
  readonly client: Client;
  /** A picture of the app, square. */
  readonly iconPath: string;
  readonly window: () => BrowserWindow;
  /** Brings the window to the front at a screen of its own, such as `/phone`; '' where it stands. */
  readonly open: (path: string) => void;
  readonly quit: () => void;
  readonly speech: Speech;
}

/** Takes part until the returned function is called. */
export function joinDesk(needs: DeskNeeds): () => void {
  const { client, window } = needs;
  const tray = createTrayPlace(needs.iconPath, {
    open: () => needs.open(''),
    setStatus: (state) => void client.people.setPresence(state),
    signOut: () => void client.signOut(),
    quit: needs.quit,
  });
  const badge = createBadge();
  const board = noticeBoard(needs);
  const tell = (snapshot: Snapshot) => {
    const attention = attentionOf(snapshot);
    const { words } = needs.speech.now();
    const waiting = waitingLine(attention, words);
    tray.show({ account: snapshot.account, own: snapshot.ownPresence, waiting, words: words.tray });
    badge(window(), attention.total, waiting);
  };
  let before = client.state.get();
  tell(before);
  const stop = client.state.onDelta((delta) => {
    if (!isNews(delta)) return;
    const after = client.state.get();
    board.change(before, after, isInFront(window()));
    tell(after);
    before = after;
  });
  return () => {
    stop();
    board.clear();
    tray.remove();
  };
}

/** Buttons where `notify-send` draws them; until it has said that it can, and everywhere else, Electron's own. */
function noticeBoard({ client, open, speech }: DeskNeeds): NoticeBoard {
  let show = electronNotice;
  if (process.platform === 'linux') {
    void hasNotifySend().then((has) => {
      if (has) show = notifySend();
    });
  }
  const { calls, talks, invitations, people, meetings } = client;
  const needs = { calls, talks, invitations, contacts: people.contacts, lobby: meetings.control, open };
  return createNoticeBoard(
    (notice, onEnd) =>
      show(wordsOf(notice, speech.now().words), (id) => onEnd(notice.actions.find((action) => action === id))),
    (notice, action) => void actOn(needs, notice, action),
  );
}

function isInFront(window: BrowserWindow): boolean {
  return !window.isDestroyed() && window.isFocused();
}

/** What notices, tray and badge are about, besides presence. */
const parts = [
  'account',
  'ownPresence',
  'conversations',
  'calls',
  'meeting',
  'meetingChat',
  'meetingInvitations',
  'missed',
  'voicemail',
  'contacts',
  'settings',
] as const satisfies readonly (keyof Slices)[];

/** Most changes are of the trace and the network, which concern nobody here. */
function isNews({ slices, presence }: SnapshotDelta): boolean {
  return presence !== undefined || parts.some((part) => part in slices);
}
