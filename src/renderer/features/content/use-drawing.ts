import { type FocusEvent, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import {
  boardSize,
  type NewStroke,
  type Point,
  type Stroke,
  type WhiteboardItem,
} from '../../../shared/model/meeting-content.ts';
import { failureOf } from '../../ipc/client.ts';
import { strokeWords, boardTexts as texts } from '../../locales/content.ts';
import { useServices } from '../../state/services.tsx';
import { boardKey, draws, firstKit, type Kit, moved, placeIn } from './board-tools.ts';
import { createHand, type Hand } from './drawing-hand.ts';
import type { FollowedBoard } from './follow-board.ts';

export interface DrawingParts {
  readonly item: WhiteboardItem;
  readonly followed: FollowedBoard;
  readonly kit: Kit | undefined;
  readonly onSay: (words: string) => void;
  readonly onUndo: () => void;
  readonly showDrawn: (current: () => readonly NewStroke[]) => void;
}

/** How near is near enough to take hold of a stroke, in the board's units. */
const grasp = 90;
const middle: Point = { x: boardSize.width / 2, y: boardSize.height / 2 };

/** Draws by pointer and by keys alike. `cursor` is where the keys are; absent while a pointer leads. */
export function useDrawing(parts: DrawingParts) {
  const hand = useHand(parts);
  const latest = useRef(parts);
  latest.current = parts;
  const [cursor, setCursor] = useState<Point>();
  const kit = parts.kit ?? firstKit;
  const { followed, onSay } = parts;

  const sayWhatLiesAt = (at: Point) => {
    const stroke = followed.board.strokeAt(at, grasp);
    onSay(stroke ? strokeWords(stroke) : '');
  };

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (!event.isPrimary || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setCursor(undefined);
      hand.begin(kit, placeOf(event));
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (!event.isPrimary) return;
      const box = event.currentTarget.getBoundingClientRect();
      // Between two frames a hand makes several steps.
      const steps = hand.isDown ? event.nativeEvent.getCoalescedEvents() : [];
      for (const step of steps.length > 0 ? steps : [event]) hand.move(kit, placeIn(box, step.clientX, step.clientY));
      if (!hand.isDown) sayWhatLiesAt(placeOf(event));
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (event.isPrimary) hand.end();
    },
    onPointerCancel: () => hand.cancel(),
    onPointerLeave: () => hand.leave(),
    onBlur(event: FocusEvent<HTMLElement>) {
      if (event.currentTarget !== event.target) return;
      setCursor(undefined);
      hand.leave();
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (actOnKey(event)) event.preventDefault();
    },
  };

  /** True where the key did something. */
  function actOnKey(event: KeyboardEvent<HTMLElement>): boolean {
    const at = cursor ?? middle;
    switch (boardKey(event)) {
      case 'undo':
        latest.current.onUndo();
        return true;
      case 'move':
        goTo(moved(at, event.key, event.shiftKey));
        return true;
      case 'press':
        setCursor(at);
        onSay(press(hand, kit, at, followed));
        return true;
      case 'stop':
        if (!hand.isDown) return false;
        // Only the stroke goes, not the meeting behind it.
        event.stopPropagation();
        hand.cancel();
        onSay(texts.stopped);
        return true;
      case undefined:
        return false;
    }
  }

  function goTo(next: Point): void {
    setCursor(next);
    hand.move(kit, next);
    if (!hand.isDown) sayWhatLiesAt(next);
  }

  return { cursor, handlers };
}

const placeOf = (event: PointerEvent<HTMLElement>) =>
  placeIn(event.currentTarget.getBoundingClientRect(), event.clientX, event.clientY);

/** What Enter does, and how to say it: a stroke begins or ends, the eraser takes what lies under the cross. */
function press(hand: Hand, kit: Kit, at: Point, { board }: FollowedBoard): string {
  if (draws(kit.tool)) {
    const tool = texts.tool[kit.tool];
    if (hand.isDown) return hand.end() ? texts.drawn(tool) : texts.stopped;
    hand.begin(kit, at);
    return texts.began(tool, Math.round((100 * at.x) / boardSize.width), Math.round((100 * at.y) / boardSize.height));
  }
  const stroke = board.strokeAt(at, grasp);
  hand.begin(kit, at);
  hand.move(kit, at);
  hand.end();
  if (!stroke) return texts.nothingHere;
  return kit.tool === 'eraser' ? texts.erased(strokeWords(stroke)) : strokeWords(stroke);
}

/** The hand over this board. A refusal is the notice on top of the window; what was drawn is let go of either way. */
function useHand({ item, followed, showDrawn }: DrawingParts): Hand {
  const { client, notice } = useServices();
  const itemId = item.id;
  const [hand] = useState(() =>
    createHand({
      async draw(stroke) {
        const failure = await failureOf(
          client.request('content.draw', { itemId, stroke: { ...stroke, points: [...stroke.points] } }),
        );
        if (failure) notice.set(failure);
        // Until the board itself shows it, so that nothing flickers.
        await followed.pull();
      },
      async erase({ id }: Stroke) {
        const failure = await failureOf(client.request('content.erase', { itemId, strokeId: id }));
        if (failure) notice.set(failure);
        return failure === undefined;
      },
      point: (at) => void failureOf(client.request('content.point', { itemId, ...(at ? { at } : {}) })),
      strokeAt: (at) => followed.board.strokeAt(at, grasp),
      show: showDrawn,
    }),
  );
  useEffect(() => () => hand.leave(), [hand]);
  return hand;
}
