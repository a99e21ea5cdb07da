/** Notices by Electron: everywhere but on a Linux desktop with `notify-send`. */
import { Notification } from 'electron';
import { plainLine, withoutMarkup } from './notice-text.ts';
import type { ShowNotice } from './notify-send.ts';

/**
 * A click is the first button; the others are drawn only where the system has them. Whoever holds the returned function keeps the notice
 * alive: a notice nobody holds loses its click. Systems tell that a notice went when it only moved to their list, so that is not passed on.
 */
export const electronNotice: ShowNotice = ({ title, body, buttons }, onEnd) => {
  if (!Notification.isSupported()) return () => undefined;
  const notice = new Notification({
    title: plainLine(title) || 'Offhook',
    body: process.platform === 'linux' ? withoutMarkup(plainLine(body)) : plainLine(body),
    actions: buttons.slice(1).map(({ label }) => ({ type: 'button', text: label })),
  });
  notice.once('click', () => onEnd(buttons[0]?.id));
  notice.once('action', (_event, index) => onEnd(buttons[index + 1]?.id));
  notice.show();
  return () => notice.close();
};
