import { useEffect, useState } from 'react';
import type { WhiteboardItem } from '../../../shared/model/meeting-content.ts';
import { useServices } from '../../state/services.tsx';
import { type FollowedBoard, followBoard } from './follow-board.ts';

/** Follows a whiteboard: asks main for what is new whenever its revision grows, and draws anew when it came. One item for the life of the component. */
export function useBoard({ id, revision }: WhiteboardItem): FollowedBoard {
  const { client } = useServices();
  const [followed] = useState(() =>
    followBoard((sinceRevision) => client.request('content.board', { itemId: id, sinceRevision })),
  );
  const [, setSeen] = useState(0);
  useEffect(() => followed.onRepaint(() => setSeen(followed.board.revision)), [followed]);
  useEffect(() => {
    if (revision > followed.board.revision) void followed.pull();
  }, [followed, revision]);
  return followed;
}
