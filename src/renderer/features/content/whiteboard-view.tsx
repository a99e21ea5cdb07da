import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { WhiteboardItem } from '../../../shared/model/meeting-content.ts';
import { reasonInMeeting } from '../../../shared/model/meeting-parts.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { authorWords, contentTexts, boardTexts as texts } from '../../locales/content.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { BoardStage } from './board-stage.tsx';
import { BoardToolbar } from './board-toolbar.tsx';
import { firstKit } from './board-tools.ts';
import type { FollowedBoard } from './follow-board.ts';
import { useBoard } from './use-board.ts';

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  notes: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
    flexShrink: 0,
  },
  said: { minHeight: '16px' },
});

/** A whiteboard: everybody's strokes, and for those who may draw the tools. */
export function WhiteboardView(props: { readonly item: WhiteboardItem; readonly mayDraw: boolean }) {
  const styles = useStyles();
  const notesId = useId();
  const { client } = useServices();
  const run = useRun();
  const followed = useBoard(props.item);
  const [kit, setKit] = useState(firstKit);
  const [said, setSaid] = useState('');
  const [isClearing, setClearing] = useState(false);
  const { item, mayDraw } = props;
  const whyNot = useWhyNot();
  const undo = () => {
    setSaid('');
    run(undoAndSay());
  };

  /** Nothing is said where there was nothing to take back. */
  async function undoAndSay(): Promise<Outcome<void>> {
    const before = idsOn(followed);
    const outcome = await client.request('content.undo', { itemId: item.id });
    await followed.pull();
    if (outcome.ok && idsOn(followed) !== before) setSaid(texts.undone);
    return outcome;
  }

  return (
    <div className={styles.view}>
      {mayDraw && (
        <BoardToolbar
          kit={kit}
          isEmpty={item.strokeCount === 0}
          onKit={setKit}
          onUndo={undo}
          onClear={() => setClearing(true)}
        />
      )}
      <BoardStage
        key={mayDraw ? 'drawing' : 'looking'}
        item={item}
        followed={followed}
        kit={mayDraw ? kit : undefined}
        notesId={notesId}
        onSay={setSaid}
        onUndo={undo}
      />
      <div className={styles.notes}>
        <Text id={notesId} size={200}>
          {`${authorWords(item, followed.board.authors())} ${mayDraw ? texts.keys : whyNot}`}
        </Text>
        <Text size={200} className={styles.said} role="status">
          {said}
        </Text>
      </div>
      {isClearing && (
        <ConfirmDialog
          title={texts.clearTitle}
          body={texts.clearBody}
          confirm={texts.clearNow}
          cancel={contentTexts.cancel}
          onConfirm={() => client.request('content.clear', { itemId: item.id })}
          onClose={() => setClearing(false)}
        />
      )}
    </div>
  );
}

function idsOn({ board }: FollowedBoard): string {
  return Array.from(board.strokes(), ({ id }) => id).join(' ');
}

/** Why one may only look. */
function useWhyNot(): string {
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const reason = reasonInMeeting({ provisioning, meeting }, 'annotations');
  return reason ? texts.readOnlyRule(reason.key) : texts.readOnly;
}
