/** A meeting's content in a test's window, and what is asked of it. For tests only. */
import { fireEvent, screen } from '@testing-library/react';
import type { MeetingContent } from '../../../shared/model/meeting-content.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { content } from '../../gallery/fixtures-content.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { type Drawn, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { type Painted, prepareCanvases } from './canvas-in-tests.ts';
import { MeetingContentPane } from './content-pane.tsx';

/** What somebody who is no presenter may do. */
export const attending = { mayPresent: false, mayDraw: false } as const;

/** What main answers to somebody who may not. */
export const refusal = { ok: true, value: { ok: false, failure: { code: 'CONTENT_FORBIDDEN', at: 0 } } } as const;

export interface Prepared extends Painted {
  /** The addresses of pictures that were made, and those that were let go of. */
  readonly made: readonly string[];
  readonly revoked: readonly string[];
}

/** Gives the window what the content needs; call before drawing. */
export function prepareContent(): Prepared {
  prepareWindow();
  const made: string[] = [];
  const revoked: string[] = [];
  URL.createObjectURL = () => {
    const url = `blob:${made.length + 1}`;
    made.push(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    revoked.push(url);
  };
  return { ...prepareCanvases(), made, revoked };
}

/** Draws the content, somebody's who presents unless said otherwise. */
export function showContent(rest: Partial<MeetingContent> = {}, snapshot: Partial<Snapshot> = {}): Promise<Drawn> {
  const meetingContent = { ...content, ...rest };
  return draw({ ...firstSnapshot, revision: 1, meetingContent, ...snapshot }, <MeetingContentPane />);
}

/** The content becomes another. */
export async function pushContent(drawn: Drawn, rest: Partial<MeetingContent>): Promise<void> {
  const revision = drawn.services.store.get().revision + 1;
  drawn.bridge.push({ revision, slices: { meetingContent: { ...content, ...rest } } });
  await settle();
}

/** Presses a button. */
export async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
}

/** What was asked of main by this name, in order. */
export function askedOf(drawn: Drawn, name: string): readonly unknown[] {
  return drawn.bridge.asked.filter((request) => request.name === name).map((request) => request.input);
}
